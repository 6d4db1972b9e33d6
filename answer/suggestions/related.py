"""An answer -> questions to go on with, drawn from the outline around what it cites."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from answer.suggestions.phrasing import Phrasing
from domain.documents import Document
from domain.outline import ancestors, children
from domain.ports import Documents
from domain.replies import Answer, Question, Reply, Turn

_TRIED = 6  # candidates put to the answerer at most: each costs as much as a question
_CITED = 6  # citations looked around
Candidate = tuple[str, str, int, int]  # question, source id, and the span that has to answer it


def follow_ups(
    answer: Answer, history: Sequence[Turn], documents: Documents, ask: Callable[[Question], Reply], count: int
) -> list[str]:
    """At most `count` questions that `ask` answers from the blocks they were made of; none was asked before.

    `history` is what will have been said when one of them is asked, the answer included.
    """
    asked = {_same(turn.text) for turn in history if turn.speaker == "student"}
    asked |= {_same(answer.question.text), _same(answer.asked_as)}
    found: list[str] = []
    tried = (c for c in dict.fromkeys(_around(answer, documents)) if _same(c[0]) not in asked)
    for candidate, _ in zip(tried, range(_TRIED), strict=False):
        question = Question(candidate[0], tuple(history), answer.question.scope)
        if candidate[0] not in found and _answers(ask(question), candidate, answer):
            found.append(candidate[0])
        if len(found) == count:
            break
    return found


def _answers(reply: Reply, candidate: Candidate, before: Answer) -> bool:
    """Whether a reply cites the block that the question was made of, and something that was not yet told."""
    _, source, start, end = candidate
    if not isinstance(reply, Answer):
        return False
    told = {(c.passage.source.id, c.start, c.end) for c in before.citations}
    cited = {(c.passage.source.id, c.start, c.end) for c in reply.citations}
    return bool(cited - told) and any(c[0] == source and start <= c[1] < end for c in cited)


def _around(answer: Answer, documents: Documents) -> Iterator[Candidate]:
    """Things that the cited words name, then what stands under them, beside them and around them."""
    open_document = cache(documents.document)
    phrasing = cache(lambda source: Phrasing.of(open_document(source)))
    cited = [(c, open_document(c.passage.source.id)) for c in answer.citations[:_CITED]]
    for reach in (_named, _under, _beside, _near):
        for citation, document in cited:
            here = _block_at(document, citation.start)
            for n in reach(document, here):
                if question := phrasing(document.source.id).question(n):
                    yield question, document.source.id, document.outline[n].start, _end(document, n)


def _named(document: Document, here: int) -> list[int]:
    """Blocks elsewhere in the document that open with a word of the cited one."""
    words = {w.strip("*`.,:;()") for w in document.outline[here].plain.split() if w[:1].isupper() or w[:1] == "`"}
    names = {w for w in words if len(w) > 2}
    return [n for n, b in enumerate(document.outline) if n != here and b.plain.split(" ", 1)[0].strip("`") in names]


def _under(document: Document, here: int) -> list[int]:
    return children(document, here)


def _beside(document: Document, here: int) -> list[int]:
    """The siblings, those after it first: reading goes on."""
    above = document.outline[here].parent
    beside = children(document, above) if above is not None else []
    return [n for n in beside if n > here] + [n for n in beside if n < here]


def _near(document: Document, here: int) -> list[int]:
    """Whatever stands under the same headings, the nearest heading first."""
    chain = [n for n in reversed(ancestors(document, here)) if document.outline[n].level != 1]
    return [n for top in chain for n in range(top, _last(document, top) + 1)] + list(range(len(document.outline)))


def _block_at(document: Document, offset: int) -> int:
    """The last block that starts at or before an offset."""
    return max((n for n, block in enumerate(document.outline) if block.start <= offset), default=0)


def _last(document: Document, top: int) -> int:
    """The last block under a block, or itself."""
    under = {top}
    for n in range(top + 1, len(document.outline)):
        if document.outline[n].parent not in under:
            break
        under.add(n)
    return max(under)


def _end(document: Document, n: int) -> int:
    return document.outline[_last(document, n)].end


def _same(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip(" ?.!")
