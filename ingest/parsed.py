"""What every format is read into: a text that offsets point into, and what was found in it."""

from dataclasses import dataclass

from ingest.markdown.outline import Outline


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a document, normalised, with its outline."""

    text: str
    outline: Outline
    title: str = ""  # "" when the document gives itself none
    aliases: tuple[str, ...] = ()  # what else it is called
    pages: tuple[int, ...] = ()  # offset at which each page starts, PDFs only
