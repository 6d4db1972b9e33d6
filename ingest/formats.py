"""What a file or a fetched body is, and the text and outline that are read from it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from urllib.parse import urlsplit

from domain.documents import Kind
from domain.errors import StudyError
from ingest.conversions.notebooks import notebook_markdown
from ingest.conversions.spreadsheets import table_markdown
from ingest.decode import decoded, is_binary, normalised
from ingest.markdown.front_matter import front_matter
from ingest.markdown.outline import outline
from ingest.parsed import Parsed
from ingest.plaintext import text_outline
from ingest.sentences import Fits


class Format(StrEnum):
    """How the words of a file are written down."""

    MARKDOWN = "Markdown"
    TEXT = "plain text"
    NOTEBOOK = "notebook"
    TABLE = "table"
    HTML = "HTML"
    DOCX = "DOCX"
    PDF = "PDF"

    @property
    def binary(self) -> bool:
        """Whether its bytes are no text."""
        return self in (Format.PDF, Format.DOCX)

    @property
    def kind(self) -> Kind:
        """What a local file of this format is as a source."""
        return Kind.PDF if self is Format.PDF else Kind.NOTE


SUFFIXES = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdown": Format.MARKDOWN,
    ".mdx": Format.MARKDOWN,
    ".qmd": Format.MARKDOWN,
    ".rmd": Format.MARKDOWN,
    ".csv": Format.TABLE,
    ".tsv": Format.TABLE,
    ".txt": Format.TEXT,
    ".ipynb": Format.NOTEBOOK,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
}
_MEDIA = {
    "text/markdown": Format.MARKDOWN,
    "text/x-markdown": Format.MARKDOWN,
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "application/pdf": Format.PDF,
    "application/x-pdf": Format.PDF,
    "application/x-ipynb+json": Format.NOTEBOOK,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.DOCX,
}
_VAGUE = ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/download")
_SNIFFED = 1_024  # bytes
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body")


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes to read, and what is known of them."""

    data: bytes
    name: str  # for messages
    charset: str = ""  # as a server says
    url: str = ""  # what relative links are relative to


def format_of_path(path: PurePath) -> Format:
    """The format that a file's ending names; Markdown when it names none."""
    return SUFFIXES.get(path.suffix.lower(), Format.MARKDOWN)


def format_of_body(data: bytes, media_type: str, url: str) -> Format:
    """The format of a body: what it opens with, or else what its server or its address says; `StudyError` for none."""
    opening = data[:_SNIFFED].lstrip().lower()
    if opening.startswith(b"%pdf-"):
        return Format.PDF
    if found := _MEDIA.get(media_type):
        return found
    if media_type not in _VAGUE:
        raise StudyError(f"{url} is {media_type}, not a text to read.", "Link to a page or a PDF that says the same.")
    if opening.startswith(_PAGE):
        return Format.HTML
    named = SUFFIXES.get(PurePath(urlsplit(url).path).suffix.lower(), Format.TEXT)
    if is_binary(data) and not named.binary:
        raise StudyError(f"{url} is not text.", "Link to a page or a PDF that says the same.")
    return named


def read(form: Format, body: Body, fits: Fits) -> Parsed:
    """The text and outline of a body; `StudyError` with a reason and a hint when it cannot be read."""
    return _READ[form](body, fits)


def _markdown(body: Body, fits: Fits) -> Parsed:
    return _outlined(decoded(body.data, [body.charset]), fits)


def _notebook(body: Body, fits: Fits) -> Parsed:
    return _outlined(normalised(notebook_markdown(decoded(body.data), body.name)), fits)


def _table(body: Body, fits: Fits) -> Parsed:
    return _outlined(normalised(table_markdown(decoded(body.data, [body.charset]), body.name)), fits)


def _outlined(text: str, fits: Fits) -> Parsed:
    made, matter = outline(text, fits), front_matter(text)
    return Parsed(text, made, (matter.title if matter else "") or made.title, aliases=matter.aliases if matter else ())


def _text(body: Body, fits: Fits) -> Parsed:
    text = decoded(body.data, [body.charset])
    matter = front_matter(text)
    return Parsed(text, text_outline(text, fits), matter.title if matter else "")


def _html(body: Body, fits: Fits) -> Parsed:
    from ingest.web.read import read_html  # deferred, like the next two: who only asks needs no reader of other formats

    return read_html(body.data, body.name, fits, body.charset, body.url)


def _docx(body: Body, fits: Fits) -> Parsed:
    from ingest.conversions.docx import read_docx

    return read_docx(body.data, body.name, fits)


def _pdf(body: Body, fits: Fits) -> Parsed:
    from ingest.pdf.read import read_pdf

    return read_pdf(body.data, body.name, fits)


_READ: dict[Format, Callable[[Body, Fits], Parsed]] = {
    Format.MARKDOWN: _markdown,
    Format.TEXT: _text,
    Format.NOTEBOOK: _notebook,
    Format.TABLE: _table,
    Format.HTML: _html,
    Format.DOCX: _docx,
    Format.PDF: _pdf,
}
