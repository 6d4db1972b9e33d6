"""Folders and links -> a library in line with them."""
