"""What a linked page says to the note that links to it."""

from dataclasses import dataclass
from enum import StrEnum

from domain.linked import Place
from domain.replies import Citation


class Agreement(StrEnum):
    """How a linked page stands to a bullet of a note, in words a student can read."""

    AGREES = "agrees"
    DIFFERS = "differs in a number or limit"
    NOT_FOUND = "not found there"


@dataclass(frozen=True, slots=True)
class Check:
    """One bullet of a note with a link, held against what the link led to."""

    url: str  # the link, as the ledger names it
    place: Place
    statement: str  # the bullet as it reads
    agreement: Agreement
    evidence: Citation | None = None  # the span of the page that comes closest; none when nothing does
    differing: tuple[str, ...] = ()  # figures of the note that the page gives otherwise, as the note writes them
