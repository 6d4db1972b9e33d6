"""library.sqlite3: the durable facts of a library."""
