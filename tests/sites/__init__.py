"""A web on loopback for tests: real servers that play the real sites."""
