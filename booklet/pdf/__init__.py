"""From HTML to PDF (typeset, finish, audit), and from there to paper (impose, press).

Knows strings, bytes and findings; never the content.
"""
