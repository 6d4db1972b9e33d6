"""A document -> how to speak of what it says: its language, its names, the form of its phrases."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from domain.documents import Document
from language.lists import word_list
from language.verbs import BE, MODAL, finite, follows_many, is_finite, is_order, is_third_person, of_us

_READ = 200_000  # characters by which language and capitals are judged
_KNOWN = 0.09  # share of a language's commonest words from which on a note is taken to be written in it
_COMMONEST = {language: word_list(f"{language}/commonest") for language in ("en", "it", "de", "fr", "es")}


class Form(StrEnum):
    """What a phrase of a note is, and so how it can be asked about."""

    THING = "thing"  # a noun phrase: "a visual editor"
    DOES = "does"  # a verb without its subject: "removes nodes", "can be paused"
    ORDER = "order"  # what one does: "remove nodes"
    STATE = "state"  # a participle or adjective: "used to keep it open", "available in all regions"
    CLAUSE = "clause"  # a whole sentence with its subject
    SCRAP = "scrap"  # half a sentence: "if data is on S3"
    PLAIN = "plain"  # a note in a language whose forms are not known


_SUBORDINATE = frozenset("if when while because although unless since as where whereas until before after".split())
_STATES = frozenset(
    """used available compatible similar equal based built made kept run broader narrower faster slower cheaper
    serverless only ideal suitable good best free optional required useful able unable managed written known
    found""".split()
)
_SUBJECTS = frozenset("you we it they there each every".split())
_AFTER_STATES = frozenset("to on by in with for from at as than when if during using of only via after".split())
_RELATIVE = frozenset("that which who whose where".split())
_SMALL = frozenset("of for and the with by to on in a an or via".split())  # of names written with capitals
_COUNTED = re.compile(
    r"\b[Aa]n? (?:[a-z-]+ ){0,2}?([a-z]+)"
    r"(?=[.,;:)]| (?:of|for|in|with|that|which|is|can|to|and|or|on|by|from|at|has|[a-z]+s)\b)"
)
_NAMED = re.compile(r"\w[A-Z]|\d|[A-Z]$|\w[:./]+\w|[_(@$#+<>=\\~*]")  # iSCSI, ra3, Plan B, std::map, a.py, C++


@dataclass(frozen=True, slots=True)
class Voice:
    """One document's way of writing."""

    language: str  # "en", "it", …; "" for one that is not known
    names: frozenset[str]  # words that have their capital inside sentences, too
    small: frozenset[str] = frozenset()  # words that are written small somewhere
    counted: frozenset[str] = frozenset()  # nouns that have "a" or "an" before them somewhere

    @classmethod
    def of(cls, document: Document) -> "Voice":
        """Learn from the text which language it is in, and which capitals only open a line."""
        text = re.sub(r"\(?https?:\S+|\{[:%{][^}]*\}", " ", document.text[:_READ])
        small = Counter(re.findall(r"(?<![\w`:/.])[^\W\d_]+\b", text.lower()))
        total = max(1, sum(small.values()))
        shares = {name: sum(small[w] for w in words) / total for name, words in _COMMONEST.items()}
        language = max(shares, key=lambda name: shares[name])
        inside = Counter(word.lower() for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+\b", text))
        lower = Counter(re.findall(r"(?<![\w`:/.])[a-z]+\b", text))
        names = frozenset(word for word, often in inside.items() if often >= lower[word] and not is_order([word, "it"]))
        counted = frozenset(found[1] for found in _COUNTED.finditer(text))
        return cls(language if shares[language] >= _KNOWN else "", names, frozenset(lower), counted)

    def form(self, told: str) -> Form:
        """What kind of phrase a text is."""
        if self.language != "en":
            return self._foreign(told.split())
        words = told.split(" - ")[0].split()
        while len(words) > 2 and (words[0].lower().endswith("ly") or words[0].lower() in ("and", "then")):
            words = words[1:]
        first = words[0].lower().strip(",") if words else ""
        if first in _SUBORDINATE:
            return Form.CLAUSE if "," in told and _has_verb(told.partition(",")[2].split()) else Form.SCRAP
        code = bool(words) and words[0].isupper() and len(words[0]) > 1  # "ENCRYPT can …"
        if first in BE or first in MODAL or (is_third_person(words) and not code):
            return Form.DOES
        if is_order(words) and not code:
            return Form.ORDER
        if first in _SUBJECTS:
            return Form.CLAUSE
        state = first in _STATES or (first.endswith("ed") and len(first) > 4)
        if state and words[1:] and words[1].lower() in _AFTER_STATES:
            return Form.STATE
        return Form.CLAUSE if _has_verb(words) else Form.THING

    def _foreign(self, words: list[str]) -> Form:
        """The form as far as a few verbs tell it."""
        if not self.language:
            return Form.PLAIN
        if words and is_finite(words[0], self.language):
            return Form.DOES
        return Form.CLAUSE if any(is_finite(w, self.language) for w in words) else Form.THING

    def speaks_of_us(self, text: str) -> bool:
        """Whether a text tells what "we" do next, in a language whose verbs tell so by their ending."""
        return any(of_us(word, self.language) for word in text.split())

    def lower(self, text: str) -> str:
        """The text without the capital that only opens a line; names keep theirs."""
        first, _, rest = text.partition(" ")
        bare = first.strip("“”\"'(),:;`")
        if not bare or _NAMED.search(bare) or bare.split("-")[0].lower() in self.names or not first[0].isupper():
            return text
        if len(bare) == 1 and bare not in "AI":
            return text
        return f"{first[0].lower()}{first[1:]} {rest}".rstrip()

    def is_name(self, text: str) -> bool:
        """Whether every word has a capital or is code, and not only because it opens a line."""
        words = text.split()
        capital = all(not w[0].isalpha() or w[0].isupper() for w in words if w not in _SMALL)
        return capital and (len(words) > 1 or bool(_NAMED.search(text)) or text.lower() in self.names)

    def topic(self, name: str) -> str:
        """A topic as it stands inside a sentence: "Data skew" is "data skew" there, "Glue Studio" stays."""
        words = name.split()
        capitals = self.is_name(name) or any(w[0].isupper() for w in words[1:])
        return name if capitals or (len(words) == 1 and not self._is_small(name)) else self.lower(name)

    def is_counted(self, noun: str) -> bool:
        """Whether there can be several of a thing: "a" stands before it somewhere, or it has its plural."""
        several = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
        return noun in self.counted or several in self.small

    def _is_small(self, word: str) -> bool:
        """Whether a word is written small somewhere in the text, in any form."""
        stem = word.lower().rstrip("s")
        return not self.small or stem in self.small or f"{stem}s" in self.small


def _has_verb(words: list[str]) -> bool:
    """Whether a finite verb stands in a text outside its relative clauses, as far as words can tell."""
    for n, word in enumerate(words):
        before = words[n - 1].strip(",") if n else ""
        if n and (finite(word) or follows_many(word, before)) and before.lower() not in _RELATIVE | {"to"}:
            return not any(w.lower().strip(",") in _RELATIVE for w in words[:n])
    return False


def capital(text: str) -> str:
    """The text with a capital at its beginning, unless it begins with code or a name like iSCSI."""
    first = text.split(" ")[0]
    return text if not text or _NAMED.search(first) else text[0].upper() + text[1:]
