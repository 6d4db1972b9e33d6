"""The nouns <-> plain dicts, in the one shape that is printed and kept."""
