"""From the folder chapters/ to frozen records. Knows YAML and Markdown; never a page."""
