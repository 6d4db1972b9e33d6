"""A card and the library as it is now -> the card with its citation where the words stand, or marked with the diff."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher, unified_diff

from domain.documents import Passage
from domain.ports import Documents
from domain.quiz import Card, Item
from domain.replies import Citation
from quiz.facts.quotes import place_of

_TELLING = 12  # characters of a quote that tell where it stands among all notes
_KIN = 0.3  # of the text two passages must share to be versions of one another


def checked(card: Card, documents: Documents) -> Card:
    """`source_changed` when the quote stands nowhere any more; one that moved, or whose note did, is followed."""
    citation = card.item.citation
    now = _moved(citation, documents)
    if now is not None:
        item = card.item if now == citation else _with_citation(card.item, now)
        return replace(card, item=item, source_changed=False, diff="")
    return replace(card, source_changed=True, diff=_diff(citation.passage, documents))


def _moved(citation: Citation, documents: Documents) -> Citation | None:
    """The citation in the library of today; None when its words are not there.

    Looked for under its headings, then anywhere in its note, then, where that note is gone, in all others.
    """
    passage = citation.passage
    places = _places(citation, documents.section(passage)) or _places(citation, documents.passages(passage.source.id))
    if not places and len(citation.quote) >= _TELLING and not documents.passages(passage.source.id):
        every = (documents.passages(source.id) for source in documents.sources())
        places = [found for passages in every for found in _places(citation, passages)]
    if not places:
        return None
    before = passage.text
    best = min(places, key=lambda found: (found.passage.text != before, abs(found.passage.start - passage.start)))
    return citation if (best.passage, best.start) == (passage, citation.start) else best


def _places(citation: Citation, passages: Sequence[Passage]) -> list[Citation]:
    found = ((passage, place_of(citation.quote, passage.text)) for passage in passages)
    return [
        replace(citation, passage=passage, start=passage.start + place[0], end=passage.start + place[1])
        for passage, place in found
        if place
    ]


def _with_citation(item: Item, citation: Citation) -> Item:
    """The item with its key's citation replaced, where the reasons repeat it, too."""
    old = item.citation
    why = tuple(
        replace(w, citation=replace(citation, number=w.citation.number))
        if (w.citation.passage.id, w.citation.start) == (old.passage.id, old.start)
        else w
        for w in item.why
    )
    return replace(item, citation=citation, why=why)


def _diff(before: Passage, documents: Documents) -> str:
    """Lines of the passage then and of its likeliest successor now; all minus when there is none."""
    after = successor(before, documents)
    old, new = before.text.splitlines(), after.text.splitlines() if after else []
    lines = list(unified_diff(old, new, "when you answered", "now", lineterm="", n=2))
    return "\n".join(lines)


def successor(before: Passage, documents: Documents) -> Passage | None:
    """The passage under the same headings that is most like the old one."""
    found = documents.section(before)
    scored = [(SequenceMatcher(None, before.text, now.text, autojunk=False).ratio(), now) for now in found]
    share, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= _KIN else None
