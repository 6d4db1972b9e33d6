"""Connections to checked addresses alone."""
