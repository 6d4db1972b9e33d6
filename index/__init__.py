"""Passages -> hits, SQLite holds the facts, Chroma and postings find them; the only home of chromadb."""
