"""Hits -> the sentences an answer can be made of, each with the outline it stands in. Knows nothing about scores."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from domain.documents import BlockKind, Document, Passage, Sentence
from domain.linked import LINKED
from domain.outline import ancestors
from domain.ports import Documents
from domain.replies import Hit

_LABEL = re.compile(r"^(?P<label>[^.:;!?]{1,80}?)(?:\s+[-–—]\s+|:\s+|:$)")
_COPULA = re.compile(r"^(?P<label>\S+(?: \S+){0,4}?) (?:is|are|was|were|means|stands for)\b")
_PRONOUNS = frozenset({"it", "this", "that", "these", "those", "they", "there", "here", "which"})
LABEL_WORDS = 9  # a longer beginning is a clause, not the name of a thing


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence that can be quoted."""

    hit: Hit
    document: Document
    block: int  # index in the document's outline
    sentence: Sentence
    trail: tuple[str, ...]  # headings, then parent items, as short as they can be named; outermost first
    lead: str  # the innermost two that have a name: what a reader is told the sentence is about

    @property
    def plain(self) -> str:
        """The sentence as it reads."""
        return self.sentence.plain

    @property
    def passage(self) -> Passage:
        """The passage that holds the sentence."""
        return self.hit.passage

    @property
    def linked(self) -> bool:
        """Whether it stands in a page that a note links to."""
        return self.document.source.shelf == LINKED

    @property
    def place(self) -> tuple[str, int]:
        """Where the sentence stands: its source and offset, which sorts in reading order."""
        return self.document.source.id, self.sentence.start


def name(text: str) -> str:
    """The name an outline item goes by: the words before its dash, colon or "is"; "" when it is a plain sentence."""
    text = text.strip()
    for pattern in (_LABEL, _COPULA):
        if (found := pattern.match(text)) and len(found["label"].split()) <= LABEL_WORDS:
            label = found["label"].strip(" *")
            thing = _COPULA.match(label)  # "A kiln is an oven: …" is about a kiln
            return thing["label"] if thing and thing["label"].lower() not in _PRONOUNS else label
    words = text.rstrip(".:").split()
    return " ".join(words) if len(words) <= LABEL_WORDS and not text.endswith(".") else ""


def label(text: str) -> str:
    """The name of an outline item, or the first words of one that has none."""
    return name(text) or " ".join(text.rstrip(".:").split()[:LABEL_WORDS])


def trail(document: Document, block: int) -> tuple[str, ...]:
    """The headings and items above a block as short as they can be named, outermost first."""
    found = [label(document.outline[n].plain) for n in ancestors(document, block)]
    return tuple(dict.fromkeys(n for n in found if n))


def lead(document: Document, block: int) -> str:
    """The innermost two names above a block."""
    found = [name(document.outline[n].plain) for n in ancestors(document, block)]
    return " › ".join(list(dict.fromkeys(n for n in found if n))[-2:])


def units_of(hits: Sequence[Hit], documents: Documents) -> list[Unit]:
    """Every sentence of the hits' passages, in order of hit and place; units of one source share one document."""
    read = {name: documents.document(name) for name in dict.fromkeys(hit.passage.source.id for hit in hits)}
    return [unit for hit in hits for unit in _units(hit, read[hit.passage.source.id])]


def _units(hit: Hit, document: Document) -> list[Unit]:
    outline, passage = document.outline, hit.passage
    first = max(0, bisect_left(outline, passage.start, key=lambda b: b.start) - 1)
    found = []
    for n in range(first, len(outline)):
        if outline[n].start >= passage.end:
            break
        if outline[n].kind is not BlockKind.HEADING:
            above, about = trail(document, n), lead(document, n)
            found += [
                Unit(hit, document, n, s, above, about)
                for s in outline[n].sentences
                if s.plain and passage.start <= s.start and s.end <= passage.end
            ]
    return found
