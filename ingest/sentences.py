"""The words of a block -> sentences: the smallest things that can be quoted."""

import re
from collections.abc import Callable, Iterable, Iterator

from domain.documents import Sentence
from ingest.markdown.lines import Range
from ingest.markdown.prose import Prose
from language.sentences import sentence_ends

LONGEST = 600  # characters; a longer one is cut where it pauses
_PAUSES = ("; ", ": ", ", ", " ")

Fits = Callable[[str], bool]


def sentences(prose: Prose, fits: Fits) -> list[Sentence]:
    """The sentences of a block in order, none longer than `LONGEST` and each one that `fits`; spans are trimmed."""
    guarded = _covered(len(prose.text), prose.guarded)
    found = (_trimmed(prose.text, a, b) for a, b in _ranges(prose, guarded))
    return [_sentence(prose, a, b) for whole in found for a, b in _shortened(prose, whole, guarded, fits) if a < b]


def _sentence(prose: Prose, a: int, b: int) -> Sentence:
    return Sentence(prose.starts[a], prose.ends[b - 1], " ".join(prose.text[a:b].split()))


def _trimmed(text: str, a: int, b: int) -> Range:
    words = text[a:b]
    return a + len(words) - len(words.lstrip()), b - len(words) + len(words.rstrip())


def _ranges(prose: Prose, guarded: bytearray) -> Iterator[Range]:
    start, text = 0, prose.text
    bracketed = _covered(len(text), _brackets(text))
    held = [a or b for a, b in zip(guarded, bracketed, strict=True)]
    ends = (cut for dot, cut in sentence_ends(text) if not held[dot] and not held[cut])
    for cut in sorted({*prose.stops, *ends}):
        if start < cut < len(text):
            yield start, cut
            start = cut
    yield start, len(text)


def _covered(length: int, ranges: Iterable[Range]) -> bytearray:
    """One byte per character: whether a cut before it would fall inside a range."""
    covered = bytearray(length + 1)
    for a, b in ranges:
        covered[a + 1 : b] = b"\1" * max(0, b - a - 1)
    return covered


def _brackets(text: str) -> Iterator[Range]:
    """Parentheses that close again before long."""
    opened: list[int] = []
    for found in re.finditer(r"[()]", text):
        if found[0] == "(":
            opened.append(found.start())
        elif opened and found.end() - (start := opened.pop()) <= LONGEST // 2:
            yield start, found.end()


def _shortened(prose: Prose, whole: Range, guarded: bytearray, fits: Fits) -> Iterator[Range]:
    """A sentence that is too long, in parts cut where it pauses best."""
    a, b = whole
    while b - a > LONGEST or not fits(prose.text[a:b]):
        cut, last = _cut(prose, guarded, a, min(b - 1, a + LONGEST)), b
        while a + 1 < cut < last and not fits(prose.text[a:cut]):
            cut, last = _cut(prose, guarded, a, a + (cut - a) * 2 // 3), cut
        if cut >= b:
            break
        yield _trimmed(prose.text, a, cut)
        a = _trimmed(prose.text, cut, b)[0]
    yield a, b


def _cut(prose: Prose, guarded: bytearray, a: int, b: int) -> int:
    """The best place to cut a range so that what comes before ends by `b`; it always moves on."""
    text, least = prose.text, a + max(1, (b - a) // 3)
    for pause in _PAUSES:
        at = text.rfind(pause, least, b)
        while at >= 0 and guarded[at + 1]:
            at = text.rfind(pause, least, at)
        if at >= 0:
            return at + len(pause)
    at = text.rfind(" ", a + 1, b)
    return at + 1 if at > a else _hard(prose, a, b)


def _hard(prose: Prose, a: int, b: int) -> int:
    """A cut inside a word, but not inside what one stretch of the source stands for."""
    b = max(b, a + 1)
    while b < len(prose.text) and prose.starts[b] < prose.ends[b - 1]:
        b += 1
    return b
