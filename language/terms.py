"""Text -> the terms it is found by: stemmed words without stop words; identifiers whole and in parts."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from language.lists import word_list, word_rows

if TYPE_CHECKING:
    import Stemmer

VERSION = "4"  # raise when the same text would give other terms

# A run of letters and digits, and further runs joined to it without a space: row-level, glue:DeletePartition, s3://b.
_RUN = re.compile(r"[^\W_]+(?:[_.:/\-+@$~’'‐‑]+[^\W_]+)*(?:\+\+|#(?!\w))?|_+[^\W_]+(?:_[^\W_]+)*_*")
_PART = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\WA-Z_]+")  # Delete|Partition, AWS|Glue, ra3
_PLURAL = re.compile(r"[A-Z]{2,}s")  # APIs is a word, not a camel
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}\b)")  # 1,000
_POSSESSIVE = re.compile(r"['’](?:s|S)?\b")
_IDENTIFIER = re.compile(r"[_:@$~+#]|\.(?=[^\W_])")  # what tells an identifier from words that merely touch
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")  # written without spaces: indexed by pairs
_ABBREVIATIONS = {"e.g", "i.e"}
_MARKS = re.compile("[\u0300-\u036f]+")
STOP_WORDS = word_list("en/stopwords")
_NUMBERS = dict(pair.split("=") for pair in word_rows("en/numbers"))  # twelve nodes are 12 nodes
_stemming = Lock()


def terms(text: str) -> list[str]:
    """The terms of a text in order; the same text always gives the same."""
    found: list[str] = []
    for run in _RUN.findall(_GROUPED.sub("", unicodedata.normalize("NFC", text))):
        found += _terms_of(run)
    return found


def words(text: str) -> Iterator[str]:
    """The plain words of a text as they are spelt, folded: what a misspelt word may have meant."""
    for run in _PART.findall(text):
        if run.isalpha():
            yield fold(run)


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Without case and accents."""
    folded = text.casefold()
    return folded if folded.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", folded))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word."""
    with _stemming:  # a Snowball stemmer is not safe to share between threads
        stemmed: str = _stemmer().stemWord(word)
        return stemmed


@lru_cache(maxsize=200_000)
def _terms_of(run: str) -> tuple[str, ...]:
    """One run -> its terms, the whole first, each once."""
    parts = _PART.findall(_POSSESSIVE.sub(" ", run))
    found = [*_whole(run, parts)]
    for part in parts:
        if len(part) > 1 or run == part:  # the letters of e.g. and c# say nothing alone
            found += _terms_of_part(part)
    return tuple(dict.fromkeys(found))


def _whole(run: str, parts: list[str]) -> Iterator[str]:
    """The run itself when it names something as a whole."""
    if "'" in run or "’" in run:
        return
    if _IDENTIFIER.search(run):
        yield from {fold(run)} - _ABBREVIATIONS
    elif len(parts) == 2 and "/" not in run:
        yield fold("".join(parts))  # row-level is also found as rowlevel
    elif len(parts) > 2 and "/" not in run:
        yield fold(run)


def _terms_of_part(part: str) -> Iterator[str]:
    """A run of letters and digits -> itself, the humps of a camel, pairs of a script without spaces."""
    folded = fold(part)
    if _WIDE.search(part):
        yield from _pairs(part)
        return
    humps = [] if _PLURAL.fullmatch(part) else _HUMP.findall(part)
    if len(humps) > 1 and min(map(len, humps)) > 1:
        yield folded
        yield from _words(fold(hump) for hump in humps)
    else:
        yield from _words([folded])


def _words(folded: Iterable[str]) -> Iterator[str]:
    for word in folded:
        if word and word not in STOP_WORDS:
            yield _NUMBERS.get(word) or stem(word)


def _pairs(part: str) -> Iterator[str]:
    """Pairs of what is written without spaces; other words that touch it as they are anywhere else."""
    at = 0
    for wide in _WIDE.finditer(part):
        if wide.start() > at:
            yield from _terms_of_part(part[at : wide.start()])
        yield from (wide[0][i : i + 2] for i in range(max(1, len(wide[0]) - 1)))
        at = wide.end()
    if at < len(part):
        yield from _terms_of_part(part[at:])


@lru_cache(maxsize=1)
def _stemmer() -> "Stemmer.Stemmer":
    import Stemmer  # deferred: a compiled module that only analysing needs

    return Stemmer.Stemmer("english")
