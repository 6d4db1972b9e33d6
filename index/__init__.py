"""Passages -> hits, SQLite holds the facts, Chroma and FTS5 find them; the only home of chromadb."""
