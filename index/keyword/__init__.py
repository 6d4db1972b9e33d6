"""Passages by their words."""
