"""The words of a block -> sentences: the smallest things that can be quoted."""

import re
from collections.abc import Callable, Iterable, Iterator

from domain.documents import Sentence
from ingest.lines import Range
from ingest.prose import Prose

LONGEST = 600  # characters; a longer one is cut where it pauses
_END = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"'”’»)\]*]*+(?=\s)|[。！？]+[」』”）]*)\s*")
_LAST_WORD = re.compile(r"[(\[\"'“‘]*([^\s(\[\"'“‘]+)$")
_NEVER = frozenset(  # what follows these belongs to them
    "e.g i.e eg ie cf vs fig figs eq eqs sec ch chap vol pp resp ca approx dr mr mrs ms prof st nr bzw z.b p.es es v al"
    " viz ed eds rev gen dept est min max avg ref refs tab".split()
)
_NUMBERED = frozenset("no nos art p n §".split())  # abbreviations only before a number
_SELDOM = frozenset("etc ecc u.s u.k u.n e.u inc ltd corp co jr sr a.m p.m usw".split())  # often do end a sentence
_BEGINNERS = frozenset(
    "a an the this that these those there then they it its he she we you i in on at if when while for from as to with "
    "however but and or so also because since after before although each every all some most more no not one".split()
)
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
    ends = (cut for dot, cut in _ends(text) if not any((guarded[dot], guarded[cut], bracketed[dot], bracketed[cut])))
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


def _ends(text: str) -> Iterator[Range]:
    """Where sentences seem to end: behind the full stop, and where the next one begins."""
    for found in _END.finditer(text):
        if found.end() < len(text) and (text[found.start()] in "。！？" or _is_end(text, found)):
            yield found.start() + 1, found.end()


def _is_end(text: str, found: re.Match[str]) -> bool:
    rest = text[found.end() : found.end() + 40]
    opening = rest.lstrip("\"'“‘«([*_`")
    if not opening or opening[0].islower():
        return False
    if text[found.start()] != "." or text[found.start() : found.start() + 2] == "..":
        return True
    return not _is_abbreviation(text[max(0, found.start() - 30) : found.start()], opening)


def _is_abbreviation(before: str, after: str) -> bool:
    last = _LAST_WORD.search(before)
    word = last[1].lower() if last else ""
    next_word = re.split(r"\W", after, maxsplit=1)[0].lower()
    if word in _NEVER or (word in _NUMBERED and after[0].isdigit()):
        return True
    if word in _SELDOM:
        return next_word not in _BEGINNERS
    if word.isdigit() and before.strip().isdigit():
        return True  # "1. " that opens a paragraph
    return len(word) == 1 and word.isalpha() and word != "i" and before[-1:].isupper()  # initials


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
