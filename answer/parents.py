"""Scored units -> what stands under the heading or item that a question names, when that is the answer."""

from collections.abc import Iterator, Sequence

from answer.scoring import Asked, Scored
from answer.shape import Reading
from answer.standing import introduces, titles
from answer.units import Unit, name
from domain.documents import BlockKind, Document
from domain.outline import ancestors, children
from domain.ports import Words

LIST_WORDS = 110  # a list may be longer than a fact: leaving an item out would be wrong
START_WORDS = 40  # of the items that stand for a definition
MAX_ITEMS = 12
DEEP = 8  # units whose parents are looked at
NAMED = 0.95  # a parent answers when it holds this share of what its best competitor holds


def listed(reading: Reading, question: Asked, scored: Sequence[Scored], words: Words) -> list[Unit]:
    """The items under the parent that the question names; nothing when a single sentence names more of it."""
    best = max(s.covered for s in scored[:3])
    focus = set(words.terms(reading.focus))
    found: list[tuple[float, float, int, Document, int]] = []
    for order, (document, block) in enumerate(_parents(scored)):
        own = set(words.terms(name(document.outline[block].plain) or document.outline[block].plain))
        near = own | {t for a in ancestors(document, block)[-2:] for t in words.terms(document.outline[a].plain)}
        named = question.share(near)
        rest = sum(w for t, w in question.weights.items() if t not in focus) or 1.0
        told = sum(w for t, w in question.weights.items() if t not in focus and t in near) / rest
        asked_for = bool(focus & own) and named >= NAMED * best
        parts = sum(document is s.unit.document and block in ancestors(document, s.unit.block) for s in scored[:3])
        if asked_for or (told >= NAMED and own and question.share(own) > 0 and parts >= 2):
            found.append((named, question.share(own), -order, document, block))
    if not found:
        return []
    _, _, _, document, block = max(found, key=lambda f: f[:3])
    return _items(document, block, scored, LIST_WORDS)


def _parents(scored: Sequence[Scored]) -> Iterator[tuple[Document, int]]:
    """Blocks with at least two children among the best units and what is above them, each once."""
    seen: set[tuple[str, int]] = set()
    for s in scored[:DEEP]:
        document = s.unit.document
        for block in [s.unit.block, *reversed(ancestors(document, s.unit.block))][:3]:
            key = document.source.id, block
            if key not in seen and len(children(document, block)) >= 2:
                yield document, block
            seen.add(key)


def introduced(scored: Sequence[Scored]) -> list[Unit]:
    """What follows the best unit when it only introduces it."""
    unit = scored[0].unit
    title = titles(unit.plain) and unit.document.outline[unit.block].kind is BlockKind.ITEM
    if introduces(unit.plain) or title:
        return _items(unit.document, unit.block, scored, LIST_WORDS)
    return []


def below(units: Sequence[Unit], scored: Sequence[Scored]) -> list[Unit]:
    """What stands under units that are titles; nothing when they say something themselves."""
    unit = units[0]
    title = titles(unit.plain) and not unit.plain.rstrip().endswith(".")
    return _items(unit.document, unit.block, scored, START_WORDS) if title else []


def defined(reading: Reading, scored: Sequence[Scored], words: Words) -> list[Unit]:
    """The sentence that opens with the subject or spells it out, else what stands first under its item."""
    subject = set(words.terms(reading.subject))
    if not subject:
        return []
    reach = len(reading.subject.split()) + 2
    for s in scored:
        opening = set(words.terms(" ".join(s.unit.plain.split()[:reach])))
        says_more = len(s.unit.plain.split()) > reach and not introduces(s.unit.plain)
        if (subject <= opening and says_more) or _spells_out(s.unit.plain, reading.subject):
            return [s.unit]
    for s in scored:
        parent = s.unit.document.outline[s.unit.block].parent
        if parent is not None and s.unit.trail and subject <= set(words.terms(s.unit.trail[-1])):
            return _items(s.unit.document, parent, scored, START_WORDS)
    return []


def _spells_out(plain: str, acronym: str) -> bool:
    """Whether the capitals of a text spell an acronym: "Write Ahead Log" spells WAL."""
    letters = acronym.strip("`?. ")
    initials = "".join(w[0] for w in plain.replace("-", " ").split() if w[0].isupper())
    return len(letters) > 2 and letters.isupper() and letters in initials


def _items(document: Document, block: int, scored: Sequence[Scored], budget: int) -> list[Unit]:
    """The first sentence of each child in order; before them the parent's own when it is one, not just a name."""
    first: dict[int, Unit] = {}
    for s in sorted(scored, key=lambda s: s.unit.place):
        if s.unit.document is document:
            first.setdefault(s.unit.block, s.unit)
    own = document.outline[block].plain
    blocks = children(document, block)[:MAX_ITEMS]
    says = block in first and not introduces(own) and name(own) != own.rstrip(":")
    return within([first[b] for b in ([block] if says else []) + blocks if b in first], budget)


def within(units: Sequence[Unit], budget: int) -> list[Unit]:
    """The first units that so many words hold, one at least."""
    spent = 0
    kept: list[Unit] = []
    for unit in units:
        spent += len(unit.plain.split())
        if kept and spent > budget:
            break
        kept.append(unit)
    return kept
