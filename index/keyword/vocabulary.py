"""The library's vocabulary: how rare a term is, and what a misspelt word was meant to be."""

import re
from collections.abc import Callable, Mapping
from math import log
from time import monotonic

from index.keyword.postings import count_holders
from index.sqlite.store import Store, get_meta
from language.lists import word_list
from language.terms import fold, stem, terms

_STOP_WORDS = word_list("en/stopwords")
_TOKEN = re.compile(r"[^\s,;!?()\[\]{}\"“”]+")
_PLAIN = re.compile(r"[^\W\d_]{4,}")
_ENDINGS = ("s", "es", "ed", "ing", "ly", "er", "est", "ness")
MOST_SLIPS = 2  # that are forgiven in one word
_LOOK_AGAIN = 0.5  # seconds after which another process's sync is noticed


class Vocabulary:
    """`Words` over a store; what was looked up is kept until the library changes."""

    def __init__(self, store: Store, is_common: Callable[[str], bool]) -> None:
        """`is_common` knows everyday words that need no mending although no note holds them."""
        self._store = store
        self._is_common = is_common
        self.refresh()

    def refresh(self) -> None:
        """Look everything up anew."""
        self._version: str | None = None
        self._looked = 0.0
        self._passages = 0
        self._counts: dict[str, int] = {}
        self._spellings: dict[str, int] | None = None
        self._alike: dict[tuple[int, int], dict[str, int]] = {}  # the spellings about as long, by length and slips

    def terms(self, text: str, /) -> tuple[str, ...]:
        """The terms of a text in order, stemmed, without stop words; identifiers whole and in parts."""
        return tuple(terms(text))

    def rarity(self, term: str, /) -> float:
        """Inverse document frequency of a term, > 0; the rarest value for one the library does not hold."""
        count = self._count(term)
        return log(1 + (self._passages - count + 0.5) / (count + 0.5))

    def knows(self, term: str, /) -> bool:
        """Whether any passage holds the term."""
        return self._count(term) > 0

    def mend(self, text: str, /) -> str:
        """The text with misspelt words replaced by the nearest words of the library."""
        self._keep_up()
        return _TOKEN.sub(lambda token: self._mended_token(token.group()), text)

    def _mended_token(self, token: str) -> str:
        """One token; what is not a bare word (an identifier, a number, an acronym) stays as it is."""
        bare = token.strip(".:'’`*-–—")
        if not _PLAIN.fullmatch(bare) or not (bare.islower() or bare.istitle()):
            return token
        word = fold(bare)
        if word in _STOP_WORDS or word in self._spelt() or self.knows(stem(word)) or self._is_everyday(word):
            return token
        near = self._about_as_long(len(word), _forgiven(word, bare.istitle()))
        meant = nearest(word, near, bare.istitle())
        return token.replace(bare, meant.capitalize() if bare.istitle() else meant) if meant else token

    def _is_everyday(self, word: str) -> bool:
        """Whether a word, or what it is inflected from, is an everyday one: coarser, from coarse, is no misspelling."""
        bare = word[:-1] if word.endswith(("ed", "er")) else word  # coarser: coarse and r
        bases = [word, bare, *(word.removesuffix(end) for end in _ENDINGS if word.endswith(end))]
        return any(len(base) > 3 and self._is_common(base) for base in bases)

    def _count(self, term: str) -> int:
        self._keep_up()
        counts = self._counts
        if not self._version:
            return 0
        if term not in counts:
            with self._store.reading() as connection:
                counts[term] = count_holders(connection, term)
        return counts[term]

    def _spelt(self) -> dict[str, int]:
        if not self._version:
            return {}
        if self._spellings is None:
            with self._store.reading() as connection:
                self._spellings = dict(connection.execute("SELECT word, count FROM spellings ORDER BY word"))
        return self._spellings

    def _about_as_long(self, length: int, slips: int) -> dict[str, int]:
        """The spellings that so many slips could turn into a word of this length."""
        alike, key = self._alike, (length, slips)
        if key not in alike:
            alike[key] = {word: n for word, n in self._spelt().items() if abs(len(word) - length) <= slips}
        return alike[key]

    def _keep_up(self) -> None:
        """Forget what was looked up when a sync has changed the library, also one in another process."""
        if self._version is not None and monotonic() - self._looked < _LOOK_AGAIN:
            return
        version, passages = self._now()
        if version != self._version:
            self.refresh()
        self._version, self._passages, self._looked = version, passages, monotonic()

    def _now(self) -> tuple[str, int]:
        """The version and the number of passages, "" and none before the first sync."""
        if not self._store.exists():
            return "", 0
        with self._store.reading() as connection:
            version = get_meta(connection, "version")
            if version == self._version:
                return version, self._passages
            (passages,) = connection.execute("SELECT count(*) FROM passages").fetchone()
            return version, passages


def nearest(word: str, spellings: Mapping[str, int], is_name: bool = False) -> str:
    """The word a misspelt one was meant to be, "" when none is near enough.

    One slip (a letter added, lost, wrong or swapped with its neighbour) is forgiven in four letters and more, two in
    eight and more, in a name in ten and more: names are many, and one of another subject is no misspelling of ours.
    Short words and second slips need the right first letter. The nearest wins, then the right first letter, then the
    commoner, then the first.
    """
    from rapidfuzz.distance import OSA  # deferred: only a word that nobody knows needs it
    from rapidfuzz.process import extract_iter

    found = []
    slips = _forgiven(word, is_name)
    for candidate, distance, _ in extract_iter(word, spellings.keys(), scorer=OSA.distance, score_cutoff=slips):
        same_start = candidate[0] == word[0]
        if same_start or (distance == 1 and len(word) > 5):
            found.append((distance, not same_start, -spellings[candidate], candidate))
    return min(found)[-1] if found else ""


def _forgiven(word: str, is_name: bool) -> int:
    return 1 if len(word) < (10 if is_name else 8) else MOST_SLIPS
