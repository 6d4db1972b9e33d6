"""What the citation component is given: everything it may ever show, so that a hover costs no round trip."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from urllib.parse import quote

from domain.documents import Kind, Passage, Source
from domain.linked import LinkedFrom
from domain.replies import Citation, Support
from domain.wire.replies import deep_link
from ui.citations.markup import WEAK, web_link
from ui.citations.pieces import Line, Span, lines, read_aloud

_SUPPORT = {Support.SUPPORTED: "Supported by your notes", Support.WEAK: WEAK}
_LED_WORDS = 16  # of the bullet that led to a page


@dataclass(frozen=True, slots=True)
class Card:
    """One passage with its words lit."""

    number: int  # 0 when it is no footnote
    label: str  # how a screen reader names it
    trail: tuple[str, ...]
    source: str
    where: str  # "databrew.md, line 12"
    url: str
    link: str  # what the link says
    gist: str  # the lit words without markup
    lines: tuple[Line, ...]
    led: str = ""  # the bullet of a note that led to the page, and where it stands
    led_url: str = ""
    support: str = ""  # how well the sentence rests on the words, when it is not made of them


@dataclass(frozen=True, slots=True)
class View:
    """One drawing of the component: a question with its reply, or a list of passages."""

    question: str = ""
    html: str = ""  # sanitised
    apart: str = ""  # sanitised HTML: sentences that rest on nothing in the notes
    footnotes: tuple[Card, ...] = ()
    cards: tuple[Card, ...] = ()
    cards_title: str = ""
    notes: tuple[str, ...] = ()  # quiet lines under the reply
    markdown: str = ""  # what Copy and Export give
    filename: str = ""
    reading: bool = False  # one long text, opened at its lit words


def footnote_card(citation: Citation) -> Card:
    """A citation with its quote lit inside its passage."""
    offset = citation.passage.start
    card = _card(citation.passage, ((citation.start - offset, citation.end - offset),), citation.number)
    card = replace(card, label=footnote_label(citation), support=_SUPPORT.get(citation.support, ""))
    found = citation.linked_from
    return replace(card, led=led_of(found), led_url=_reader(found.source_id, found.start, found.end)) if found else card


def led_of(found: LinkedFrom) -> str:
    """ "“DataBrew is a visual tool”, Glue › DataBrew (aws.md, line 12)": short enough to read."""
    words = found.statement.split()
    shown = " ".join(words[:_LED_WORDS]) + (" …" if len(words) > _LED_WORDS else "")
    trail = f", {' › '.join(found.headings[-2:])}" if found.headings else ""
    return f"“{shown}”{trail} ({PurePath(found.location).name or found.location}, line {found.line})"


def passage_card(passage: Passage, lit: Iterable[Span] = ()) -> Card:
    """A passage that is no footnote; `lit` are spans inside its text."""
    return _card(passage, tuple(lit), 0)


def page_card(text: str, lit: Span) -> Card:
    """A text on a page of its own, which says elsewhere what it is."""
    return Card(0, "", (), "", "", "", "", "", lines(text, (lit,)))


def source_card(source: Source, passages: int = 0, links: int = 0) -> Card:
    """A source by its title and place, with what it holds and the link that opens it."""
    held = [f"{n:,} {what}{'s' if n != 1 else ''}" for n, what in ((passages, "passage"), (links, "link")) if n]
    web = web_link(source.location) if source.kind is not Kind.NOTE else ""
    return Card(
        number=0,
        label=source.title,
        trail=(source.title,),
        source=source.title,
        where=" · ".join((source.location, *held)),
        url=web or f"read?source={quote(source.id, safe='')}",
        link="Open the page" if web else "Read",
        gist="",
        lines=(),
    )


def trail_of(passage: Passage) -> tuple[str, ...]:
    """Where a passage stands: its headings, or its source's title when it has none."""
    return passage.headings or (passage.source.title,)


def footnote_label(citation: Citation) -> str:
    """ "Footnote 1: Glue › DataBrew"; a weak one says so."""
    weak = f". {WEAK}" if citation.support is Support.WEAK else ""
    return f"Footnote {citation.number}: {' › '.join(trail_of(citation.passage))}{weak}"


def where_of(passage: Passage, at: int = 0) -> str:
    """The file and line, the page, or the host: short enough to read; `at` is an offset in the passage's text."""
    source = passage.source
    if source.kind is Kind.WEB:
        return source.location.split("//", 1)[-1].split("/", 1)[0]
    line = passage.line + passage.text.count("\n", 0, at)
    name = PurePath(source.location).name or source.location
    return f"{name}, p. {passage.page}" if source.kind is Kind.PDF else f"{name}, line {line}"


def reader_link(passage: Passage, start: int, end: int) -> str:
    """The page of this app that shows the whole source with `start:end` lit; offsets in the document."""
    return _reader(passage.source.id, start, end)


def _reader(source_id: str, start: int, end: int) -> str:
    return f"read?source={quote(source_id, safe='')}&from={start}&to={end}"


def _card(passage: Passage, lit: tuple[Span, ...], number: int) -> Card:
    trail = trail_of(passage)
    start, end = lit[0] if lit else (0, len(passage.text))
    drawn = lines(passage.text, lit)
    span = (passage.start + start, passage.start + end) if lit else None
    web = web_link(deep_link(passage, span)) if passage.source.kind is not Kind.NOTE else ""
    return Card(
        number=number,
        label=f"Footnote {number}: {' › '.join(trail)}" if number else " › ".join(trail),
        trail=trail,
        source=passage.source.title,
        where=where_of(passage, start),
        url=web or reader_link(passage, passage.start + start, passage.start + end),
        link="Open the page" if web else "Open the note here",
        gist=read_aloud(drawn),
        lines=drawn,
    )
