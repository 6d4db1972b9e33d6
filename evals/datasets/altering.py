"""A true statement -> statements that its page denies or does not make, for measuring what tells them apart."""

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from domain.ports import Words
from language.names import names
from language.quantities import figures, without

_OTHER = {
    "kb": "MB",
    "mb": "GB",
    "gb": "MB",
    "tb": "GB",
    "pb": "TB",
    "second": "minute",
    "minute": "hour",
    "hour": "day",
    "day": "hour",
    "week": "day",
    "month": "day",
    "year": "month",
}
_UNIT = re.compile(rf"(?<=\d)(?P<gap>[ -]?)(?P<unit>{'|'.join(_OTHER)})(?P<many>s?)\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|can|must|was|were|will|should|may)\b")
_LINKS = re.compile(r"\b(?:is|are|was|were|in|\w+s|\w+ed)\b(?!.*\b(?:and|or|with)\b)")
_NOT = re.compile(r"\b(is|are|can|must|was|were|will|should|may) ?not\b")


def other_number(statement: str, words: Words) -> str:
    """The statement with its first figure changed, "" when it has none in digits."""
    for figure in figures(statement, words):
        digits = list(re.finditer(r"\d+", figure.written))
        if digits and figure.measure != "machine":
            last = digits[-1] if figure.measure == "version" else digits[0]
            at = figure.start + last.start()
            return f"{statement[:at]}{int(last.group()) * 2 + 1}{statement[at + len(last.group()) :]}"
    return ""


def other_unit(statement: str) -> str:
    """The statement with its first unit changed, "" when it has none."""
    return _UNIT.sub(lambda u: f"{u['gap']}{_OTHER[u['unit'].lower()]}{u['many']}", statement, count=1) * bool(
        _UNIT.search(statement)
    )


def other_name(statement: str, instead: Sequence[str], words: Words) -> str:
    """The statement with its first name replaced by the first of others that it does not hold, "" without a name."""
    known = names(without(statement, figures(statement, words)), words)
    for word in re.findall(r"\w[\w-]*", statement):
        if (
            word[0].isupper()
            and not any(c.isdigit() for c in word)
            and (terms := set(words.terms(word)))
            and terms <= known
        ):
            other = next((n for n in instead if not set(words.terms(n)) & known), "")
            return statement.replace(word, other, 1) if other else ""
    return ""


def denied(statement: str) -> str:
    """The statement with a "not" put in or taken out, "" when there is no verb to deny."""
    if _NOT.search(statement):
        return _NOT.sub(r"\1", statement, count=1)
    return _VERB.sub(lambda verb: f"{verb.group()} not", statement, count=1) * bool(_VERB.search(statement))


def exchanged(statement: str, words: Words) -> str:
    """The statement with two names, each whole, in each other's place, "" unless a verb stands between them."""
    known = names(without(statement, figures(statement, words)), words)
    for one, other in pairwise(_runs(statement, known, words)):
        between = statement[one.end() : other.start()]
        if _LINKS.search(between) and one.group() != other.group():
            return f"{statement[: one.start()]}{other.group()}{between}{one.group()}{statement[other.end() :]}"
    return ""


def _runs(statement: str, known: Set[str], words: Words) -> list[re.Match[str]]:
    """Capitalised words in a row, and other words that name something."""
    found = list(re.finditer(r"[A-Z][\w-]*(?: [A-Z][\w-]*)*|\w[\w-]*", statement))
    return [m for m in found if not m.group()[0].isdigit() and not known.isdisjoint(words.terms(m.group()))]
