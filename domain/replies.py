"""A question and its two possible replies. An answer whose markers and citations disagree cannot exist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from domain.chat import Usage
from domain.documents import Kind, Passage
from domain.linked import LinkedFrom

Finder = Literal["meaning", "words"]
VectorWay = Literal["chroma", "exact"]  # who compares vectors: Chroma's graph of neighbours, or all of them in turn
# An escape, a code span (never across a blank line), or a run of backticks that opens none: read from the left.
_CODE = re.compile(r"\\.|(?P<code>(?P<run>`+)(?!`)(?:(?!\n\s*\n).)*?(?<!`)(?P=run)(?!`))|`+", re.DOTALL)
_MARKER = re.compile(r"\[\^(\d+)\]")


def _prose(markdown: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces: whether a piece is prose, and the piece."""
    at = 0
    for found in _CODE.finditer(markdown):
        if found["code"]:
            yield True, markdown[at : found.start()]
            yield False, found.group()
            at = found.end()
    yield True, markdown[at:]


def markers(markdown: str) -> tuple[int, ...]:
    """The footnote numbers of a text in order of appearance; code spans are skipped."""
    return tuple(int(n) for prose, piece in _prose(markdown) if prose for n in _MARKER.findall(piece))


def without_markers(markdown: str) -> str:
    """The text without its footnote markers: [^1] means nothing a turn later."""
    return "".join(_MARKER.sub("", piece) if prose else piece for prose, piece in _prose(markdown))


def readable(text: str) -> str:
    """The text without halves of surrogate pairs, which no file or database takes: replacement characters instead."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its fused score and what found it."""

    passage: Passage
    score: float
    found_by: tuple[Finder, ...]
    similarity: float = 0.0  # cosine of question and passage, -1..1
    ways: tuple[VectorWay, ...] = field(default=(), compare=False)  # how its search compared vectors


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look; an empty field means everywhere."""

    sources: frozenset[str] = frozenset()  # source ids
    kinds: frozenset[Kind] = frozenset()
    section: str = ""  # a heading (any level), compared without case

    def admits(self, passage: Passage) -> bool:
        """Whether a passage lies inside the scope."""
        section = self.section.casefold()
        return (
            (not self.sources or passage.source.id in self.sources)
            and (not self.kinds or passage.source.kind in self.kinds)
            and (not section or any(section == h.casefold() for h in passage.headings))
        )


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said earlier in a conversation."""

    speaker: Literal["student", "tutor"]
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What the student asked, and what was said before."""

    text: str
    history: tuple[Turn, ...] = ()
    scope: Scope = EVERYWHERE


class Support(StrEnum):
    """How well a sentence rests on the words it cites."""

    VERBATIM = "verbatim"
    SUPPORTED = "supported"
    WEAK = "weak"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Citation:
    """A number, a passage, and the span inside it (offsets in the document) that supports one sentence."""

    number: int
    passage: Passage
    start: int
    end: int
    support: Support = Support.VERBATIM
    linked_from: LinkedFrom | None = None  # what in the notes led to the page that is cited

    def __post_init__(self) -> None:
        """Refuse a span that is empty or leaves its passage."""
        if not self.passage.start <= self.start < self.end <= self.passage.end:
            raise ValueError(f"[^{self.number}] quotes words that are not in {self.passage.id}")

    @property
    def quote(self) -> str:
        """The exact words, cut from the passage: they cannot differ from it."""
        offset = self.passage.start
        return self.passage.text[self.start - offset : self.end - offset]


@dataclass(frozen=True, slots=True)
class Answer:
    """Markdown whose every footnote marker has its citation, and every citation its marker.

    What stands between two markers, or from where a block begins to the first marker, is a sentence that rests on the
    words of the marker behind it, as well as its citation's `support` says.
    """

    question: Question
    asked_as: str  # the question that stands alone
    text: str
    citations: tuple[Citation, ...]
    model: str
    fallback: str | None = None  # why the chosen model did not answer
    unsupported: tuple[str, ...] = ()  # sentences of the model that rest on nothing in the notes, set apart; Markdown
    usage: Usage | None = None  # of the model, when one was asked
    stopped: bool = False  # the student stopped it: these are the sentences that were whole by then

    def __post_init__(self) -> None:
        """Refuse an answer without evidence, or whose evidence is misnumbered."""
        numbers = [c.number for c in self.citations]
        if not numbers or set(markers(self.text)) != set(numbers) or len(set(numbers)) != len(numbers):
            raise ValueError(f"markers {sorted(set(markers(self.text)))} and citations {numbers} disagree")
        if any(markers(sentence) for sentence in self.unsupported):
            raise ValueError("a sentence that rests on nothing cites something")


class Reason(StrEnum):
    """Why there is no answer, in words a student can read."""

    NOTHING_FOUND = "Nothing in your notes comes close to this question."
    UNSUPPORTED = "Your notes touch on this, but do not answer it."
    ELSEWHERE = "Nothing where you looked answers this; other notes of yours do."
    EMPTY = "There is nothing synced in this scope yet."
    SMALL_TALK = "That is not a question about your notes. Ask about anything that stands in them."
    STOPPED = "Stopped before it was answered."


@dataclass(frozen=True, slots=True)
class Refusal:
    """No answer: why, and the passages that came closest."""

    question: Question
    asked_as: str
    reason: Reason
    nearest: tuple[Hit, ...] = ()
    model: str = "extractive"
    fallback: str | None = None
    missing: tuple[str, ...] = ()  # words of the question that the notes say nothing about
    usage: Usage | None = None  # of the model, when one was asked, if only what the question means
    unkept: str = ""  # why it could not be kept as a to-do


Reply = Answer | Refusal
