"""The Library page: what was read, and how more comes in."""
