"""Items -> files for other programs."""
