"""A text -> where its sentences end, abbreviations of several languages known; and what one sentence is to another."""

import re
from collections.abc import Iterator

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

SAID = 0.7  # share of a sentence's words from which one told before says it
_WORDS = re.compile(r"\w+")


def sentence_ends(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences seem to end: the offset behind the full stop, and the one where the next begins."""
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


def introduces(plain: str) -> bool:
    """Whether a sentence only leads to what follows it."""
    return plain.rstrip().endswith(":")


def says_again(one: str, other: str) -> bool:
    """Whether a sentence says little that another does not."""
    words = set(_WORDS.findall(one.casefold()))
    return len(words & set(_WORDS.findall(other.casefold()))) >= SAID * len(words)
