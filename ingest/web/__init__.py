"""HTML bytes -> the Markdown of a page's readable part; the home of lxml, trafilatura and html_to_markdown."""
