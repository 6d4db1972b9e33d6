"""The tables of library.sqlite3."""

from index.analyzer import CONNECTORS

FORMAT = 1  # raise when the tables change
APPLICATION_ID = 0x466E6F74  # "Fnot": tells a library from any other SQLite file

# Terms come joined by single spaces; nothing else may split them, and nothing but ASCII is ever split.
_TOKENIZER = f"ascii tokenchars '{CONNECTORS}'"

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
        "CREATE INDEX passages_of_source ON passages (source)",
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
    "spellings": ("CREATE TABLE spellings (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",),
    "words": (f'CREATE VIRTUAL TABLE words USING fts5(headings, above, body, tokenize = "{_TOKENIZER}")',),
    "vocabulary": ("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row)",),
}
