"""Rows of a table -> facts: "weight of Data Store Management" is 26 %."""

import re
from collections.abc import Iterator

from domain.documents import BlockKind
from language.boilerplate import bare, is_noise
from quiz.facts.sentences import Fact, FactReader
from quiz.facts.topics import Topic, cleaned, with_context

_CELL = re.compile(r"(?:^|; )(?P<head>[^:;|]{1,40}): (?P<cell>.*?)(?=; [^:;|]{1,40}: |$)")
_NAME_WORDS = 6
_CHOOSING = frozenset("choose pick prefer avoid".split())  # heads that tell what to do
_TICK = re.compile(r"yes|no|n/?a|none|true|false|sì|si|ja|nein|oui|non|[\W_]*", re.IGNORECASE)  # says too little
_LONG = 4  # words from which a name is a need rather than a thing
_NO_NOUN = re.compile(
    r"^(?:for|see|how|to|if)\b|\b(?:for|to|in|of|with|is|used|when|where|what|why|how|notes?|link|links|example)$",
    re.IGNORECASE,
)


def rows(notes: FactReader) -> Iterator[Fact]:
    """What each cell says of the name at the beginning of its row, for tables of names."""
    for n, block in enumerate(notes.document.outline):
        if block.kind is not BlockKind.ROW or len(block.sentences) != 1 or notes.is_elsewhere(n):
            continue
        plain = block.sentences[0].plain
        cells = [(cleaned(m["head"]), bare(m["cell"]).rstrip(".")) for m in _CELL.finditer(plain)]
        first = _CELL.search(plain)
        side = cleaned(plain[: first.start()]) if first else ""  # names its row where the first column has no head
        if "[[" in notes.document.text[block.start : block.end]:
            continue
        span = notes.span(block.sentences[0].start, block.sentences[0].end)
        name = side or (cleaned(cells[0][1]) if len(cells) > 1 else "")
        if not span or not re.search(r"[^\W\d_]{2}", name) or len(name.split()) > _NAME_WORDS:
            continue
        wider = notes.above(n)
        for head, told in cells if side else cells[1:]:
            if head and _tells(told) and not _NO_NOUN.search(head):
                phrase = (
                    _phrase(side, head)
                    if side
                    else _phrase(head, notes.voice.lower(name) if len(name.split()) >= _LONG else name)
                )
                if notes.voice.language != "en":
                    phrase = f"{side or head}, {head if side else name}"
                need = not side and len(name.split()) >= _LONG  # what serves it may be no part of what stands above
                topic = Topic(phrase, node=n) if need else with_context(Topic(phrase, node=n), wider, notes.voice)
                sort = f"relation {(side or head).lower()} {block.parent}"
                form = notes.voice.form(told)
                yield Fact(topic, told, form, span, n, -2, notes.voice, None, "", True, told, sort=sort)


def _tells(told: str) -> bool:
    """Whether a cell says something."""
    return bool(told) and not _TICK.fullmatch(told) and not is_noise(f"{told} words") and "[[" not in told


def _phrase(head: str, name: str) -> str:
    """ "Weight" of a domain; what to "choose" for a need."""
    if head.lower() in _CHOOSING:
        return f"what to {head.lower()} for {name}"
    return f"the {head.lower()} {'of' if len(name.split()) < _LONG else 'for'} {name}"
