"""Two texts that speak of the same -> whether one of them denies what the other says. English only."""

import re
from dataclasses import dataclass

from domain.ports import Words

SHARED = 0.6  # of the terms of a clause, or of the other text when that is shorter, which a "not" that counts is about

REACH = 4  # words behind a "no" or "without" that it denies

_DENIES = re.compile(
    r"\b(?:not(?! (?:only|just|least)\b)(?![^.,;:]* until\b)|never|cannot|\w+n['’]t|no(?!,)|none|without|unable|"
    r"unsupported|neither|nor|nobody|nothing)\b",
    re.I,
)
_CLAUSE = re.compile(
    r"[,;:()]|\.\s|\b(?:but|so|where|while|because|unless|which|who|that|although|when|if|even)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Denial:
    """One side says "not"."""

    words: tuple[str, ...]  # the "not" of the statement, none when it is the other text's
    doubtful: bool  # both sides deny something, and may say the same in other words


def denial_of(statement: str, told: str, words: Words) -> Denial | None:
    """None when both say yes or both say no."""
    noes, others = _noes(statement, told, words), _noes(told, statement, words)
    if len(noes) % 2 == len(others) % 2:
        return None
    return Denial(tuple(noes[:1]), doubtful=bool(_DENIES.search(statement) and _DENIES.search(told)))


def _noes(text: str, other: str, words: Words) -> list[str]:
    """Each "not" whose clause speaks of what the other text speaks of, and each "no" before a word of it."""
    known, found = set(words.terms(other)), []
    for clause in _CLAUSE.split(text):
        terms = set(words.terms(_DENIES.sub(" ", clause)))
        if len(terms & known) >= SHARED * max(1, min(len(terms), len(known))):
            found += [no.group() for no in _DENIES.finditer(clause) if _bears(no, known, words)]
    return found


def _bears(no: re.Match[str], known: set[str], words: Words) -> bool:
    """Whether a denial is of something known: "no" and "without" deny only the words that follow."""
    after = " ".join(no.string[no.end() :].split()[:REACH])
    return no.group().lower() not in ("no", "without") or bool(known & set(words.terms(after)))
