"""The lines of a group -> its words as they read: hyphens at line ends undone, ligatures spelt out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.markdown.prose import Prose, Reference

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_HYPHENS = "-\u2010\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_TAIL = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_HEAD = re.compile(r"[^\W\d_]+")
_URL = re.compile(r"https?://[^\s<>\"'`\]\[|\\^{}]{3,2000}")
_OPEN_URL = re.compile(r"https?:(?://\S*[/?=&_-])?$")

Set = Sequence[tuple[str, int]]  # the lines of a group with their offsets


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a document writes in one piece: they tell which hyphens belong to a word."""

    words: frozenset[str]

    @staticmethod
    def of(lines: Iterable[str]) -> "Vocabulary":
        """The words of some lines, but for the broken ones at their ends."""
        found: set[str] = set()
        broken = False
        for line in lines:
            whole = _TAIL.sub("", line.casefold())
            found.update(_WORD.findall(whole)[broken:])
            broken = whole != line.casefold()
        return Vocabulary(frozenset(found))

    def keeps_hyphen(self, tail: str, head: str) -> bool:
        """Whether two halves are the parts of a compound rather than of a broken word."""
        tail, head = tail.casefold(), head.casefold()
        if tail + head in self.words:
            return False
        return f"{tail}-{head}" in self.words or (tail in self.words and head in self.words and len(tail) > 2)


def words_of(lines: Set, vocabulary: Vocabulary) -> Prose:
    """The words of a group; each character knows where it stands in the document."""
    prose = Prose("", starts := [], ends := [])
    signs: list[str] = []
    for number, (text, at) in enumerate(lines):
        below = lines[number + 1][0] if number + 1 < len(lines) else ""
        shown, between = _seam(text, below, vocabulary)
        for index, sign in enumerate(shown):
            for letter in _LIGATURES.get(sign, "" if sign == "\u00ad" else sign):
                signs.append(letter)
                starts.append(at + index)
                ends.append(at + index + 1)
        if between and below:
            signs.append(" ")
            starts.append(at + len(text))
            ends.append(at + len(text) + 1)
    prose.text = "".join(signs)
    prose.references = _references(prose)
    return prose


def _seam(text: str, below: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """A line as it reads before the next one, and whether a space stands between."""
    if not below or text[-1:] not in _HYPHENS:
        return text, not _OPEN_URL.search(text)
    tail, head = _TAIL.search(text), _HEAD.match(below)
    if text.endswith("\u00ad"):
        return text[:-1], False
    if tail and head and head[0][0].islower() and not vocabulary.keeps_hyphen(tail[1], head[0]):
        return text[:-1], False
    return text, not text[-2:-1].isalnum()


def _references(prose: Prose) -> list[Reference]:
    found = []
    for url in _URL.finditer(prose.text):
        target = url[0].rstrip(".,;:!?…)*_")
        a, b = url.start(), url.start() + len(target)
        prose.guarded.append((a, b))
        found.append(Reference(target, prose.starts[a], prose.ends[b - 1], target))
    return found
