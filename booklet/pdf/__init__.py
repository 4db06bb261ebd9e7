"""From HTML to PDF: typeset, finish, audit. Knows strings, bytes and findings; never the content."""
