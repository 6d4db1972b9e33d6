"""The tables of library.sqlite3."""

FORMAT = 3  # raise when the tables change; `tests/earlier.py` makes libraries of every format there was
KNOWN = frozenset(str(n) for n in range(1, FORMAT + 1))
FORMER = ("vocabulary", "words")  # tables of formats before, in an order in which they can go
APPLICATION_ID = 0x466E6F74  # "Fnot": tells a library from any other SQLite file

LASTING = frozenset({"shelves", "vectors", "ledger", "led", "changes"})  # what a full sync does not make anew

TABLES: dict[str, tuple[str, ...]] = {  # table -> its statements, in an order in which they can be made
    "meta": ("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",),
    "shelves": (
        "CREATE TABLE shelves (root TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, prefix TEXT NOT NULL UNIQUE)",
    ),
    "sources": (
        """
        CREATE TABLE sources (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, location TEXT NOT NULL, shelf TEXT NOT NULL,
            path TEXT NOT NULL,    -- the file it was read from
            raw TEXT NOT NULL,     -- SHA-256 of the file's bytes
            digest TEXT NOT NULL)  -- SHA-256 of the document's text""",
    ),
    "documents": (
        """
        CREATE TABLE documents (
            source TEXT PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
            text BLOB NOT NULL, outline BLOB NOT NULL, links BLOB NOT NULL, pages BLOB NOT NULL)""",
    ),
    "passages": (
        """
        CREATE TABLE passages (
            number INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources ON DELETE CASCADE,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,
            digest TEXT NOT NULL,  -- of what is embedded: the key of its vector
            body BLOB NOT NULL)    -- text, plain, headings, above, page, line""",
        "CREATE INDEX passages_of_source ON passages (source, digest)",
        "CREATE INDEX passages_of_digest ON passages (digest)",
    ),
    "sections": (
        """
        CREATE TABLE sections (
            heading TEXT NOT NULL, passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
            PRIMARY KEY (heading, passage)) WITHOUT ROWID""",
        "CREATE INDEX sections_of_passage ON sections (passage)",
    ),
    "vectors": (
        """
        CREATE TABLE vectors (
            digest TEXT NOT NULL, embedder TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (digest, embedder))""",
    ),
    "ledger": (
        """
        CREATE TABLE ledger (
            url TEXT PRIMARY KEY, state TEXT NOT NULL DEFAULT 'listed', reason TEXT NOT NULL DEFAULT '',
            hint TEXT NOT NULL DEFAULT '', at TEXT NOT NULL DEFAULT '', final_url TEXT NOT NULL DEFAULT '',
            left_out INTEGER NOT NULL DEFAULT 0,
            section INTEGER NOT NULL DEFAULT 0,  -- whether the pages below it are read, too
            held TEXT NOT NULL DEFAULT '',    -- 'paused' or 'removed' by the student
            saved TEXT NOT NULL DEFAULT '')   -- a file that stands in for the link""",
    ),
    "led": (  # which sources a link led to; a source is kept as long as a link leads to it
        """
        CREATE TABLE led (
            url TEXT NOT NULL REFERENCES ledger ON DELETE CASCADE, place INTEGER NOT NULL, source TEXT NOT NULL,
            PRIMARY KEY (url, place)) WITHOUT ROWID""",
        "CREATE INDEX led_to ON led (source)",
    ),
    "changes": ("CREATE TABLE changes (source TEXT PRIMARY KEY, at TEXT NOT NULL, diff TEXT NOT NULL) WITHOUT ROWID",),
    "spellings": ("CREATE TABLE spellings (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",),
    "postings": (  # see index/keyword/postings.py
        """
        CREATE TABLE postings (
            block INTEGER NOT NULL, term TEXT NOT NULL,
            pairs BLOB NOT NULL,  -- of 16 bits: place in the block, times the passage there holds the term
            PRIMARY KEY (block, term)) WITHOUT ROWID""",
    ),
    "lengths": (
        """
        CREATE TABLE lengths (
            block INTEGER PRIMARY KEY,
            lengths BLOB NOT NULL)  -- of 32 bits: terms of the passage at each place, -1 where there is none""",
    ),
}
