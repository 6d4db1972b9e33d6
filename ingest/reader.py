"""The `Reader` port: files and fetched bodies -> documents and their passages.

What reads and cuts is imported when the first file is read: a library that only answers never does.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from domain.documents import Document, Found, Kind, Passage, Shelf, Skipped, Source
from domain.errors import StudyError
from domain.linked import Fetched

if TYPE_CHECKING:
    from ingest.parsed import Parsed

_WORDS = 100_000  # of which it is remembered how many pieces they have: about 10 MB


class NoteReader:
    """Reads notes, pages and PDFs, and cuts passages that an embedder reads whole."""

    def __init__(self, pieces: Callable[[str], int], limit: int) -> None:
        """`pieces` counts the word pieces of a text, special ones included; `limit` is how many are read of one.

        Pieces add up: those of two texts with white space between are those of the one and of the other.
        """
        self._of_word = lru_cache(maxsize=_WORDS)(pieces)
        self._limit = limit

    @cached_property
    def _special(self) -> int:
        """How many pieces an empty text has: known once the counter was loaded."""
        return self._of_word("")

    @property
    def version(self) -> str:
        """Changes when the same file would be cut into other passages."""
        return f"outline-5-{self._limit}"

    def find(self, shelf: Shelf, /) -> list[Found | Skipped]:
        """Every note of a shelf, and those that cannot be read, with the reason."""
        from ingest.discover import find_notes

        return find_notes(shelf)

    def load(self, found: Found, /) -> Document:
        """The document in a file; `StudyError` when it cannot be read."""
        from ingest.discover import location_of
        from ingest.formats import Body, format_of_path, read

        path = Path(found.path)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StudyError(f"{path.name} cannot be read: {error.strerror or error}.", "Sync again.") from error
        form = format_of_path(path)
        made = read(form, Body(data, path.name), self._fits)
        source = Source(found.source_id, form.kind, _called(made, path.stem), location_of(found.path), found.shelf)
        return _document(source, made)

    def read(self, fetched: Fetched, source: Source, /) -> Document:
        """The document in a body that was fetched; `StudyError` when it cannot be read.

        The source is taken as given, but for an empty title and for its kind: a PDF is `Kind.PDF`, all else `Kind.WEB`.
        """
        from ingest.formats import Body, Format, format_of_body, read

        form = format_of_body(fetched.body, fetched.media_type, fetched.final_url)
        made = read(form, Body(fetched.body, fetched.final_url, fetched.charset, fetched.final_url), self._fits)
        kind = Kind.PDF if form is Format.PDF else Kind.WEB
        title = source.title or made.title or fetched.final_url
        return _document(replace(source, kind=kind, title=title), made, fetched.final_url)

    def passages(self, document: Document, /) -> list[Passage]:
        """The passages of a document in order."""
        from ingest.split import split

        return split(document, self._pieces, self._limit)

    def _pieces(self, text: str) -> int:
        """Word pieces of a text, special ones included: the sum over its words, of which few are new."""
        words = text.split()
        return sum(map(self._of_word, words)) - (len(words) - 1) * self._special

    def _fits(self, words: str) -> bool:
        """Whether a sentence leaves room for its headings: two thirds of what is read."""
        most = self._limit * 2 // 3 - 4
        return (len(words) <= most and words.isascii()) or self._pieces(words) <= most


def _called(made: "Parsed", name: str) -> str:
    """The title of a note, or else the name of its file, with what else it is called: that is how one asks for it."""
    title = made.title or name
    others = [alias for alias in made.aliases if alias.casefold() not in title.casefold()]
    return f"{title} ({', '.join(others)})" if others else title


def _document(source: Source, made: "Parsed", base: str = "") -> Document:
    from ingest.links import links

    found = links(made.outline.references, source.id, base)
    return Document(source, made.text, made.outline.blocks, tuple(found), made.pages)
