"""Outlines -> facts: what is said of what, with the exact span that says it."""
