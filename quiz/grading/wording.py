"""Two wordings of an answer -> how much of the one is in the other. Spelling, case and order do not count; numbers,
units and negations do."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from domain.quiz import Item, ItemKind
from language.abbreviations import synonyms_in

if TYPE_CHECKING:
    import Stemmer

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\W_]+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DENIALS = frozenset("no not never without none nor neither cannot".split())
_SPELT = dict(
    zip("zero one two three four five six seven eight nine ten eleven twelve".split(), range(13), strict=True)
)
_EMPTY = frozenset(
    "a an the of to in on at by for from with and or is are be was were it its that this these those as into than "
    "can may will which who whose you your they their has have do does".split()
)
_SHOTGUN = 3  # words beyond the answer in a gap: more, and it is a guess at everything


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much of an accepted answer was given."""

    share: float  # 0..1 of its words
    missing: tuple[str, ...] = ()  # as the evidence writes them, neighbours together
    conflict: str = ""  # why it is wrong whatever the share: another number, a negation, a guess at everything
    given: bool = True


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    stem: str  # of a number its plain digits
    at: int  # which word of the text it is

    @property
    def number(self) -> bool:
        return self.stem[0].isdigit()


def compared(answer: str, text: str, item: Item, knows: Callable[[str], bool]) -> Verdict:
    """`text` held against one accepted answer; what the stem says already need not be said again."""
    context = f"{item.citation.passage.plain or item.citation.passage.text} {' '.join(item.headings)}"
    own = {word.stem for word in _words(context)}
    wordings = [answer, *synonyms_in(context, answer)]
    verdicts = [_held(wording, text, item, lambda w: w in own or knows(w)) for wording in wordings]
    return max(verdicts, key=lambda v: (not v.conflict, v.share))


def _held(answer: str, text: str, item: Item, known: Callable[[str], bool]) -> Verdict:
    said = {word.stem for word in _words(item.stem)}
    asked = list(_words(answer))
    wanted = [word for word in asked if word.number or word.stem not in said] or asked
    given = list(_words(text))
    if not text.strip():
        return Verdict(0.0, (answer,), given=False)
    if not asked:  # nothing but a small word, such as "never"
        same = _bare(answer) == _bare(text)
        return Verdict(float(same), () if same else (answer,))
    lacking = [word for word in wanted if not any(_same(word, other, known) for other in given)]
    if conflict := _conflict(asked, given, text, answer, item):
        return Verdict(0.0, (answer,), conflict)
    share = 1 - len(lacking) / len(wanted) if wanted else 0.0
    if any(word.number for word in lacking):
        return Verdict(min(share, 0.5), tuple(_runs(lacking)), "The number is missing.")
    return Verdict(share, tuple(_runs(lacking)))


def _conflict(asked: list[_Word], given: list[_Word], text: str, answer: str, item: Item) -> str:
    numbers = {word.stem for word in asked if word.number} | {w.stem for w in _words(item.stem) if w.number}
    if any(word.number and word.stem not in numbers for word in given):
        return "The number is another one."
    if _denies(text) != _denies(answer):
        return "The “not” makes it another statement."
    extra = len(given) - len(asked)
    if item.kind is ItemKind.CLOZE and extra > max(_SHOTGUN, 2 * len(asked)):
        return "Too many words for one gap."
    return ""


def _same(wanted: _Word, other: _Word, known: Callable[[str], bool]) -> bool:
    """The same word, or a misspelling of it: near in letters, with the same first one, and no word of its own."""
    if wanted.stem == other.stem:
        return True
    if wanted.number or other.number or wanted.stem[0] != other.stem[0]:
        return False
    a, b = wanted.written.casefold(), other.written.casefold()
    if known(other.stem) or known(b):
        return False
    return OSA.distance(a, b) <= (0 if len(a) < 4 else 1 if len(a) < 8 else 2)


def _words(text: str) -> Iterator[_Word]:
    plain = unicodedata.normalize("NFKC", text).replace("`", "")
    for at, found in enumerate(_TOKEN.finditer(plain)):
        low = found.group().casefold()
        if _NUMBER.fullmatch(low):
            whole = low.replace(",", "")
            yield _Word(found.group(), f"{float(whole):g}" if len(whole) < 15 else whole, at)
        elif low in _SPELT and low != "one":
            yield _Word(found.group(), str(_SPELT[low]), at)
        elif low not in _EMPTY and low not in _DENIALS:
            yield _Word(found.group(), _stem(low), at)


def _denies(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.casefold())
    return any(word in _DENIALS or word.endswith(("n't", "n’t")) for word in words)


def _bare(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[_Word]) -> Iterator[str]:
    """Words that stand beside each other, together."""
    run: list[_Word] = []
    for word in words:
        if run and word.at != run[-1].at + 1:
            yield " ".join(w.written for w in run)
            run = []
        run.append(word)
    if run:
        yield " ".join(w.written for w in run)


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> "Stemmer.Stemmer":
    import Stemmer

    return Stemmer.Stemmer("english")
