"""Markdown -> the outline of a document, every character at its offset."""
