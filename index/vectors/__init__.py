"""Passages by their vectors, compared exactly in memory."""
