"""When and how often a server may be asked, and what its answers mean."""
