"""A statement and a window -> what speaks for the one saying what the other says. Pure; `detectors.py` has the rest."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from claims.contradictions.partners import Partners
from claims.numbers import Numbers, numbers_of
from claims.statement import Statement
from claims.units import name as name_of
from claims.windows import Window
from domain.ports import Words

KIN = 4  # letters that two forms of a name share at least
END = 3  # initials that the end of a run of names has: Virtual Private Cloud in "Acme Cloud Virtual Private Cloud"
SPELT = 6  # letters of the shorter of two spellings of a name
AKIN = 5  # letters that two words share at the beginning when they are of one family: encrypt, encryption
_OPENING = 2  # terms that a statement opens with when its subject has no other end
_CAPITALS = re.compile(r"(?<!\w)(?:[A-Z][\w-]*(?: (?:of|and|for|the|de) )?[ -]?)+")
_FORMULA = re.compile(r"([a-z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Features:
    """A window taken apart."""

    window: Window
    own: frozenset[str]
    near: frozenset[str]  # with the terms of what stands over and right before it
    known: frozenset[str]  # with those of all that its block has said before, and the initials of names
    around: frozenset[str]  # the terms of its whole passage
    numbers: Numbers
    partners: Partners  # the words of names in its passage that stand together


def evidence(window: Window, around: frozenset[str], together: Partners, words: Words) -> Features:
    """The parts of a window; `around` are the terms of its passage, `together` the words of its names."""
    own = _with_heads(words.terms(window.plain))
    near = own | _with_heads(words.terms(window.beside))
    everything = f"{window.above}\n{window.earlier}\n{window.plain}"
    known = near | frozenset(words.terms(window.earlier)) | initials(everything) | _dotted(everything)
    return Features(window, own, near, known, around, numbers_of(window, words), together)


def missing_names(statement: Statement, told: Features) -> frozenset[str]:
    """The terms of names that the window and what is known beside it do not have, in full or as initials."""
    own = initials(statement.text) & told.known
    return frozenset(
        n
        for n in statement.names - told.known
        if not n.isdigit()  # numbers are held against numbers
        and not _kin(n, told.known)
        and not joined(n, told.known)
        and not (own and _in_full(n, own, statement))
    )


def elsewhere(missing: frozenset[str], statement: Statement, told: Features, words: Words) -> bool:
    """Whether a name that a window lacks is what the statement is about, or stands nowhere in the passage either."""
    return bool(missing - told.around or missing & opening(statement, words))


def _in_full(term: str, own: Iterable[str], statement: Statement) -> bool:
    """Whether a term is of a name of the statement that the window has as initials."""
    found = (m.group() for m in _CAPITALS.finditer(statement.text))
    return any(term[:4] in run.casefold() and initials(run) & set(own) for run in found)


def initials(text: str) -> frozenset[str]:
    """The initials of every run of capitalised words: whole, without its first word or last, of its end, as plurals."""
    found = set()
    for run in _CAPITALS.findall(text):
        every = [word[0] for word in re.split(r"[ -]", run.strip()) if word]
        letters = "".join(c for c in every if c.isupper())
        ends = {letters[at:] for at in range(2, len(letters) - END + 1)}
        found |= ends | {letters, letters[1:], letters[:-1]} | ({"".join(every)} if len(letters) >= END else set())
    return frozenset(part.casefold() + end for part in found if len(part) > 1 for end in ("", "s"))


def _with_heads(terms: Iterable[str]) -> frozenset[str]:
    """Terms, and the heads of the long ones, marked so that they are no terms: a look-up each is what they cost."""
    found = frozenset(terms)
    return found | {f"~{t[:AKIN]}" for t in found if len(t) >= AKIN}


def akin(term: str, terms: frozenset[str]) -> bool:
    """Whether one of the terms is of a term's family, by its first letters."""
    return len(term) >= AKIN and f"~{term[:AKIN]}" in terms


@lru_cache(maxsize=50_000)
def _kin(name: str, terms: frozenset[str]) -> bool:
    """Whether one of the terms is a form of a name: British, Britain; but not CloudTrail, CloudWatch."""
    return any(_shared(name, t) >= max(KIN, min(len(name), len(t)) - 3) or _spelt_as(name, t) for t in terms)


def _spelt_as(one: str, other: str) -> bool:
    """Whether two words are one but for a letter more: caesarean, cesarean. A letter for another makes another name."""
    short, long = sorted((one, other), key=len)
    at = _shared(short, long)
    return len(short) >= SPELT and len(long) == len(short) + 1 and short[at:] == long[at + 1 :]


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@lru_cache(maxsize=50_000)
def joined(term: str, terms: frozenset[str]) -> bool:
    """Whether a term is two of the terms written as one: row-level is row level, and CO2 what a page gives as CO 2."""
    if (formula := _FORMULA.fullmatch(term)) and terms.issuperset(formula.groups()):
        return True
    fronts = [t for t in terms if len(t) > 1 and term.startswith(t) and len(term) - len(t) > 1]
    return any(t.startswith(term[len(front) :][:KIN]) for front in fronts for t in terms)


def _dotted(text: str) -> frozenset[str]:
    """Abbreviations with full stops, without them: U.S. is us."""
    return frozenset(found.replace(".", "").casefold() for found in re.findall(r"\b(?:[A-Z]\.){2,}", text))


def opening(statement: Statement, words: Words) -> frozenset[str]:
    """The terms of what a statement opens with: its subject, as far as that can be told."""
    subject = name_of(statement.text)
    known = [t for t in words.terms(subject) if t in statement.terms.weights]
    return frozenset(known or [t for t in statement.terms.weights][:_OPENING])


def _held(term: str, terms: frozenset[str]) -> bool:
    return term in terms or akin(term, terms) or joined(term, terms)


def is_of_a_kind(term: str, terms: frozenset[str]) -> bool:
    """Whether a term is a form of one of others, or one of them written as one with another."""
    return term in terms or _kin(term, terms) or joined(term, terms)


def signs(statement: Statement, told: Features, cosine: float, words: Words) -> dict[str, float]:
    """What speaks for a window: shares and flags from 0 to 1, and a cosine from -1 to 1."""
    weights = statement.terms.weights
    missing = {t: w for t, w in weights.items() if not _held(t, told.near)}
    subject = opening(statement, words)
    return {
        "bias": 1.0,
        "own": sum(w for t, w in weights.items() if _held(t, told.own)),
        "near": 1 - sum(missing.values()),
        "cosine": cosine,
        "heaviest missing": max(missing.values(), default=0.0),
        "subject missing": len(subject & missing.keys()) / len(subject) if subject else 0.0,
        "two sentences": float(len(told.window.units) > 1),
        "terms": min(1.0, len(weights) / 20),
    }
