"""HTML bytes -> the Markdown of the readable part of a page; the only home of lxml, trafilatura and html_to_markdown."""
