"""The outline of the notes -> a few first questions that they can answer. Knows nothing about scores."""

from collections.abc import Iterator

from answer.suggestions.phrasing import Phrasing
from domain.documents import Document
from domain.ports import Documents

_READ = 50  # documents looked at: enough to choose from, quick for a huge folder


def suggestions(documents: Documents, count: int) -> list[str]:
    """At most `count` questions, one a document in turn, the same for the same library."""
    queues = [_questions(documents.document(s.id)) for s in documents.sources()[:_READ]]
    found: list[str] = []
    while queues and len(found) < count:
        for queue in list(queues):
            question = next((q for q in queue if q not in found), None)
            if question is None:
                queues.remove(queue)
            else:
                found.append(question)
    return found[:count]


def _questions(document: Document) -> Iterator[str]:
    """A question each for the blocks that name a thing and say what it is, or list its kinds."""
    phrasing = Phrasing.of(document)
    for n in range(len(document.outline)):
        if question := phrasing.question(n):
            yield question
