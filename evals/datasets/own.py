"""A library -> gold questions about it: from its headings and facts, and some that it cannot answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.suggestions.phrasing import Phrasing
from domain.documents import Block, BlockKind, Document
from domain.outline import children
from domain.partner import StudyPartner
from domain.ports import Words
from domain.replies import Question, Scope
from evals.harness.metrics import Gold

MOST = 200  # questions of a kind
_RAREST = 4  # words of a fact that are looked up
_LONG = 8  # words that a fact has at least


@dataclass(frozen=True, slots=True)
class Asked:
    """A gold question as it is put."""

    gold: Gold
    question: Question


def asked_of(study: StudyPartner, words: Words) -> list[Asked]:
    """Questions with answers, look-ups of facts by their rarest words, and questions to all sources but the right one.

    The last are kept only where nothing else in the library names what they ask about.
    """
    documents = [study.documents.document(source.id) for source in study.documents.sources()]
    answered = [row for document in documents for row in _questions(document)]
    lookups = [row for document in documents for row in _lookups(document, words)]
    everything = frozenset(document.source.id for document in documents)
    others = [
        row
        for document in documents
        for asked in _questions(document)
        if (row := _elsewhere(asked, everything - {document.source.id}, study, words))
    ]
    return [*_spread(answered), *_spread(lookups), *_spread(others)]


def _questions(document: Document) -> Iterator[Asked]:
    phrasing = Phrasing.of(document)
    for n, block in enumerate(document.outline):
        if text := phrasing.question(n):
            below = [document.outline[c] for c in children(document, n)]
            told = below if text.startswith("What are the ") or block.kind is BlockKind.HEADING else [block]
            evidence = tuple(_words_of(document, b) for b in told)
            yield _asked(f"{document.source.id}#{block.start}", "heading", text, evidence)


def _lookups(document: Document, words: Words) -> Iterator[Asked]:
    for block in document.outline:
        found = list(dict.fromkeys(re.findall(r"\w[\w:.-]*\w", block.plain)))
        if block.kind is not BlockKind.HEADING and len(found) >= _LONG:
            rare = sorted(found, key=lambda w: (-max((words.rarity(t) for t in words.terms(w)), default=0.0), w))
            text = " ".join(word for word in found if word in rare[:_RAREST])
            yield _asked(f"{document.source.id}#{block.start}", "look-up", text, (_words_of(document, block),))


def _elsewhere(asked: Asked, sources: frozenset[str], study: StudyPartner, words: Words) -> Asked | None:
    """The question put to these sources alone, if none of them seems to know what it is about."""
    if not sources:
        return None
    scope = Scope(sources)
    subject = set(words.terms(asked.question.text))
    hits = study.search(asked.question.text, limit=20, scope=scope)
    if any(len(subject & set(words.terms(hit.passage.indexed))) > len(subject) / 2 for hit in hits):
        return None
    gold = Gold(f"{asked.gold.id}!", "unanswerable", asked.gold.question, (), (), ())
    return Asked(gold, Question(asked.question.text, scope=scope))


def _asked(id: str, type: str, text: str, evidence: tuple[str, ...]) -> Asked:
    return Asked(Gold(id, type, text, (), tuple(filter(None, evidence)), ()), Question(text))


def _words_of(document: Document, block: Block) -> str:
    return document.text[block.start : block.end].strip()


def _spread(rows: Sequence[Asked]) -> Sequence[Asked]:
    return rows[:: -(-len(rows) // MOST) or 1]
