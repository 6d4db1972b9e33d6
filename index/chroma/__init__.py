"""Passages by their vectors in Chroma; the only home of chromadb."""
