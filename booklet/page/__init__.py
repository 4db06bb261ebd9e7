"""From records to HTML: what goes on a page and in which order. Knows neither files nor PDF."""
