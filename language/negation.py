"""Two texts that speak of the same -> whether one of them denies what the other says. English only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.ports import Words

SHARED = 0.6  # of the terms of a clause, or of the other text when that is shorter, which a "not" that counts is about
ALONE = 0.2  # the same for a "not" beside a text without any
TWIN, LEAST = 0.8, 3  # of the terms of a clause, and terms, that make two clauses one but for a "not"
REACH = 4  # words behind a "no" or "without" that it denies
PHRASE = 2  # terms of them that must be known

_DENIES = re.compile(
    r"\b(?:not(?! least\b)|never|cannot|\w+n['’]t|(?<!yes or )no(?![,'\"’”])|none|without|unable|"
    r"unsupported|neither|nor|nobody|nothing)\b",
    re.I,
)
_BARELY = re.compile(r" (only|just)\b|[^.,;:]* (until)\b", re.I)  # behind a "not" that denies none of what follows
_NEED = re.compile(r"\s*(?:(?:any|the|a) )?(?:need|necessity|having|use) (?:for|to|of)\b", re.I)  # for what is denied
_DENIED = re.compile(r"\b(?:un|non-?)([a-z]{3,}(?:ed|able|ible))\b", re.I)  # undefeated, non-encrypted
_SAYS_NO = re.compile(  # in other words
    r"\b(?:only|until|unless|instead|rather|except|other than|fails?|failed|lacks?|excludes?|prevents?|avoid(?:s|ed)?|"
    r"refuses?|rejects?|ignores?|stops?|skips?|free|few|little|hardly|rarely|"
    r"(?:un|non-?)[a-z]{3,}(?:ed|able|ible)|(?:in|im|ir)[a-z]{3,}(?:able|ible)|\w+less|too)\b",
    re.I,
)
_CLAUSE = re.compile(
    r"[;:()]|,(?!\d)|\.\s|\b(?:but|so|where|while|because|unless|which|who|that|although|when|if|even|"
    r"or(?= (?:the|you|your|it|its|they|he|she|we|there|this)\b))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Denial:
    """One side says "not"."""

    words: tuple[str, ...]  # the "not" of the statement, none when it is the other text's
    doubtful: bool  # both sides deny something, and may say the same in other words


def denial_of(statement: str, told: str, words: Words) -> Denial | None:
    """None when both say yes or both say no."""
    alone = not (_DENIES.search(told) or _SAYS_NO.search(told))
    noes, others = _noes(statement, told, words, ALONE if alone else SHARED), _noes(told, statement, words, SHARED)
    doubtful = bool(_DENIES.search(statement) and _DENIES.search(told))
    if len(noes) % 2 != len(others) % 2:
        return Denial(tuple(noes[:1]), doubtful)
    if (no := _beside_its_twin(statement, told, words)) is not None:
        return Denial((no,) if no else (), doubtful)
    return None


def _noes(text: str, other: str, words: Words, enough: float) -> list[str]:
    """Each "not" whose clause speaks of what the other text speaks of, and each "no" before a word of it."""
    known, found = set(words.terms(other)), [no.group() for no in _DENIED.finditer(text) if _turns(no, other, words)]
    for clause in _CLAUSE.split(text):
        terms = set(words.terms(_DENIES.sub(" ", clause)))
        if len(terms & known) >= enough * max(1, min(len(terms), len(known))):
            found += [no.group() for no in _denials(clause, other) if _bears(no, known, words)]
    return found


def _denials(clause: str, other: str) -> Iterator[re.Match[str]]:
    """Each "not" of a clause. "Not until" only says when, unless the other text says "until" and no "not"."""
    for no in _DENIES.finditer(clause):
        barely = _BARELY.match(clause, no.end()) if no.group().lower() == "not" else None
        if not barely or _says(other, (barely[1] or barely[2]).lower()):
            yield no


def _says(text: str, word: str) -> bool:
    """Whether a text has a word, and no "not" before it."""
    return bool(re.search(rf"\b{word}\b", text, re.I)) and not re.search(rf"\bnot\b[^.,;:]* {word}\b", text, re.I)


def _bears(no: re.Match[str], known: set[str], words: Words) -> bool:
    """Whether a denial is of something known: "no" and "without" deny only the words that follow."""
    if no.group().lower() not in ("no", "without"):
        return True
    need = _NEED.match(no.string, no.end())
    after = words.terms(" ".join(no.string[need.end() if need else no.end() :].split()[:REACH]))[:PHRASE]
    return bool(after) and known.issuperset(after)


def _turns(no: re.Match[str], other: str, words: Words) -> bool:
    """Whether the other text has a word without the "un" that it has here."""
    known = set(words.terms(other))
    return known.isdisjoint(words.terms(no.group())) and known.issuperset(words.terms(no[1]))


def _beside_its_twin(statement: str, told: str, words: Words) -> str | None:
    """The "not" of a clause that the other text has without one; "" for the other way round, None when neither."""
    theirs = [(terms, len(noes)) for terms, noes in _clauses(told, statement, words)]
    for own, noes in _clauses(statement, told, words):
        alike = {n % 2 for terms, n in theirs if len(own & terms) >= TWIN * max(len(own), len(terms))}
        if len(own) >= LEAST and alike == {(len(noes) + 1) % 2}:
            return noes[0] if noes else ""
    return None


def _clauses(text: str, other: str, words: Words) -> Iterator[tuple[set[str], list[str]]]:
    """The terms of each clause, and each "not" in it that denies something the other text knows."""
    known = set(words.terms(other))
    for clause in _CLAUSE.split(text):
        noes = [no.group() for no in _denials(clause, other) if _bears(no, known, words)]
        yield set(words.terms(_DENIES.sub(" ", clause))), noes
