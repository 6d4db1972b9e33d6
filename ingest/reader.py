"""The `Reader` port: files -> documents and their passages."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from domain.documents import Document, Found, Kind, Passage, Shelf, Skipped, Source
from domain.errors import StudyError
from ingest.decoding import decoded, normalised
from ingest.frontmatter import front_matter
from ingest.links import links
from ingest.notebooks import notebook_markdown
from ingest.outline import Outline, outline
from ingest.plaintext import text_outline
from ingest.shelves import find_notes, location_of
from ingest.split import split


class NoteReader:
    """Reads Markdown, plain text and notebooks, and cuts passages that an embedder reads whole."""

    def __init__(self, pieces: Callable[[str], int], limit: int) -> None:
        """`pieces` counts the word pieces of a text, special ones included; `limit` is how many are read of one."""
        self._pieces = lru_cache(maxsize=4096)(pieces)  # a sentence is counted when loaded and again when packed
        self._limit = limit

    @property
    def version(self) -> str:
        """Changes when the same file would be cut into other passages."""
        return f"outline-1-{self._limit}"

    def find(self, shelf: Shelf, /) -> list[Found | Skipped]:
        """Every note of a shelf, and those that cannot be read, with the reason."""
        return find_notes(shelf)

    def load(self, found: Found, /) -> Document:
        """The document in a file; `StudyError` when it cannot be read."""
        path = Path(found.path)
        text = self._text(path)
        made = self._outline(path, text)
        matter = front_matter(text)
        title = (matter.title if matter else "") or made.title or path.stem
        source = Source(found.source_id, Kind.NOTE, title, location_of(found.path), found.shelf)
        return Document(source, text, made.blocks, tuple(links(made.references, found.source_id)))

    def passages(self, document: Document, /) -> list[Passage]:
        """The passages of a document in order."""
        return split(document, self._pieces, self._limit)

    def _text(self, path: Path) -> str:
        try:
            text = decoded(path.read_bytes())
        except OSError as error:
            raise StudyError(f"{path.name} cannot be read: {error.strerror or error}.", "Sync again.") from error
        return normalised(notebook_markdown(text, path.name)) if path.suffix.lower() == ".ipynb" else text

    def _outline(self, path: Path, text: str) -> Outline:
        parse = text_outline if path.suffix.lower() == ".txt" else outline
        return parse(text, self._fits)

    def _fits(self, words: str) -> bool:
        """Whether a sentence leaves room for its headings: two thirds of what is read."""
        most = self._limit * 2 // 3 - 4
        return (len(words) <= most and words.isascii()) or self._pieces(words) <= most
