"""The outline of the notes -> a few first questions that they can answer. Knows nothing about scores."""

import re
from collections.abc import Iterator

from answer.units import children, label
from domain.documents import BlockKind, Document
from domain.ports import Documents

_NAME = re.compile(r"^[A-Z`][\w`./&+-]*(?: [\w`./&+-]+){0,3}$")
_GENERIC = re.compile(
    r"\b(?:notes|resources|questions|introduction|overview|links|see also|summary|contents|misc)\b", re.IGNORECASE
)


def suggestions(documents: Documents, count: int) -> list[str]:
    """At most `count` questions, one a document in turn, the same for the same library."""
    queues = [_questions(documents.document(s.id)) for s in documents.sources()[:50]]
    found: list[str] = []
    while queues and len(found) < count:
        for queue in list(queues):
            question = next(queue, None)
            if question is None:
                queues.remove(queue)
            elif question not in found:
                found.append(question)
    return found[:count]


def _questions(document: Document) -> Iterator[str]:
    """Items that name a thing and have something under them make a question each."""
    for n, block in enumerate(document.outline):
        name = label(block.plain)
        if block.kind is BlockKind.ITEM and _NAME.match(name) and not _GENERIC.search(name) and name[-1] != "…":
            below = len(children(document, n))
            says = len(block.plain.split()) > len(name.split()) + 2  # a sentence about the thing, not a bare title
            plural = name.endswith("s") and not name.endswith("ss") and block.plain.rstrip().endswith(":")
            if below >= 2 and (plural or says):
                yield f"What are the {_lower(name)}?" if plural else f"What is {name}?"


def _lower(name: str) -> str:
    """A plain word loses its capital; a name keeps it."""
    first, _, rest = name.partition(" ")
    plain = first[1:].islower() and (not rest or rest.islower())
    return f"{first.lower()} {rest}".strip() if plain else name
