"""Checks -> cards: the note's words beside the page's, those that differ first."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.documents import Source
from domain.linked import Agreement, Check
from ui.citations.markup import web_link
from ui.citations.pieces import Piece
from ui.citations.view import Card, footnote_card
from ui.ledger.rows import line_link, note_title
from ui.ledger.words import Tone, short

VERDICTS = {Agreement.DIFFERS: "Differ", Agreement.NOT_FOUND: "Not found there", Agreement.AGREES: "Agree"}
_TONES: dict[Agreement, Tone] = {
    Agreement.DIFFERS: "attention",
    Agreement.NOT_FOUND: "waiting",
    Agreement.AGREES: "read",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One bullet of a note and what its page says to it."""

    note: str
    line: int
    place: str  # opens the note at the line
    statement: tuple[Piece, ...]  # figures that the page gives otherwise are lit
    tone: Tone
    verdict: str
    address: str
    opens: str  # the page at the words that come closest
    evidence: Card | None


def compared(checks: Iterable[Check], sources: Mapping[str, Source]) -> tuple[Compared, ...]:
    """The checks as they are shown; within a verdict they stay in reading order."""
    order = list(VERDICTS)
    return tuple(_card(check, sources) for check in sorted(checks, key=lambda c: order.index(c.agreement)))


def _card(check: Check, sources: Mapping[str, Source]) -> Compared:
    evidence = footnote_card(check.evidence) if check.evidence else None
    return Compared(
        note=note_title(check.place.source_id, sources),
        line=check.place.line,
        place=line_link(check.place),
        statement=_lit(check.statement, check.differing),
        tone=_TONES[check.agreement],
        verdict=_verdict(check),
        address=short(check.url),
        opens=evidence.url if evidence else web_link(check.url),
        evidence=evidence,
    )


def _verdict(check: Check) -> str:
    match check.agreement:
        case Agreement.AGREES:
            return "The page agrees"
        case Agreement.NOT_FOUND:
            return "Not found on the page"
        case Agreement.DIFFERS:
            which = ", ".join(f"“{figure}”" for figure in check.differing)
            return f"The page gives {which} otherwise" if which else "The page gives a number or limit otherwise"


def _lit(statement: str, figures: Sequence[str]) -> tuple[Piece, ...]:
    """The statement in pieces, its differing figures lit; "1" in "10" is no figure of its own."""
    if not any(figures):
        return (Piece(statement),)
    either = "|".join(re.escape(figure) for figure in sorted(filter(None, figures), key=len, reverse=True))
    pieces = re.split(rf"(?<![\w.,])({either})(?!\w|[.,]\d)", statement)
    return tuple(Piece(text, lit=bool(at % 2)) for at, text in enumerate(pieces) if text)
