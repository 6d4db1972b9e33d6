"""A text -> its figures: numbers with what they measure, so that two texts can be held against each other.

10 GB, 10GB and 10 gigabytes are one figure, 1,000 and 1000 another. Versions and sizes of machines (`ra3.4xl`) are
figures; years and dates are not, and neither are digits inside names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isclose

from domain.ports import Words
from language.measures import measured, singular

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6, "bn": 1e9}
_COUNTED = "two three four five six seven eight nine ten eleven twelve".split()  # "one" is rarely a number
_UNIT = r"%|°[CF]|(?i:percentage points?|degrees? (?:celsius|fahrenheit))\b|[A-Za-z]+"
_QUALIFIED = re.compile(r" ([a-z]{3,})\b")  # the unit behind another word: "three consecutive days"
_FIGURE = re.compile(
    r"(?<![\w./:$€£-])(?:"
    r"(?P<machine>[a-z]{1,3}\d[a-z]{0,3}\.(?:\d*xl(?:arge|plus)?|large|medium|small))\b|"
    r"(?:(?P<named>[Vv]ersions?|[Rr]eleases?|[A-Z][\w-]+) |[vV])(?P<version>\d+(?:\.\d+)+)(?![\w%])(?! ?[KMGTP]i?B\b)|"
    r"(?:[Vv]ersion |v)(?P<whole>\d+)\b|"
    r"(?P<money>[$€£] ?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d]|\.\d|:\d)"
    rf"(?:(?P<k>[KM])\b)?(?: (?P<scale>hundred|thousand|million|billion)\b)?(?:[ -]?(?P<unit>{_UNIT}))?|"
    rf"(?P<spelt>(?i:{'|'.join(_COUNTED)}))\b(?: (?P<scale2>hundred|thousand|million|billion)\b)?"
    r"(?:[ -](?P<unit2>[a-z]+))?"
    r")"
)
_RANGE = re.compile(r"\s?(?:-|–|to|and|or)\s?")
_MOST = re.compile(
    r"(?:up to|at most|no more than|not more than|maximum(?: of)?|max\.?|less than|fewer than|under|within)"
    r"(?: (?:the|a|about))? ?$",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"(?:at least|no less than|no fewer than|minimum(?: of)?|min\.?|more than|over)(?: (?:the|a|about))? ?$", re.I
)
_STOPS = re.compile(r"[,.;:()]|\b(?:of|for|in|on|at|to|from|per|with|and|or|by|is|are|that|which|when|if|as)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.I
)
_LOOK_BACK = 30  # characters before a figure in which "up to" may stand


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text."""

    written: str  # as it stands there
    start: int
    end: int
    measure: str  # "bytes", "time", "version", "machine", "count", …
    amounts: tuple[float | str, ...]  # in the base unit; sizes in bytes both by 1000 and by 1024
    of: frozenset[str]  # terms of what is counted, or of what has the version
    bound: str = ""  # "most" or "least"


def figures(text: str, words: Words) -> list[Figure]:
    """The figures of a text in order."""
    found = list(_figures(text, words))
    for n in range(len(found) - 1, 0, -1):
        one, other = found[n - 1], found[n]
        if one.measure == "count" and _RANGE.fullmatch(text[one.end : other.start]) and one.written.isdigit():
            found[n - 1] = _in_units_of(other, one)  # "10 to 20 GB"
    return found


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same."""
    if one.measure != other.measure:
        return False
    if one.measure in ("version", "machine"):
        return one.amounts == other.amounts
    pairs = zip(one.amounts, other.amounts, strict=True)
    return any(isclose(float(a), float(b), rel_tol=1e-6) for a, b in pairs)


def comparable(one: Figure, other: Figure) -> bool:
    """Whether two figures measure the same kind of thing: what is counted, and what has a version, must agree."""
    if one.measure != other.measure:
        return False
    return one.measure not in ("count", "version", "machine") or bool(one.of & other.of) or one.of == other.of


def without(text: str, found: list[Figure]) -> str:
    """The text without its figures."""
    for figure in reversed(found):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    return text


def _figures(text: str, words: Words) -> Iterator[Figure]:
    for found in _FIGURE.finditer(text):
        start = found.start()
        if found["machine"]:
            family, _, size = found["machine"].partition(".")
            key = re.sub(r"xl$", "xlarge", size)
            yield Figure(found["machine"], start, found.end(), "machine", (family, key), frozenset({family}))
        elif version := found["version"] or found["whole"]:
            at = found.start("version") if found["version"] else found.start("whole")
            of = _terms_before(text[:at], words)
            yield Figure(version, at, found.end(), "version", _parts(version), of)
        elif not _is_date(text, found):
            yield _measured(text, found, words)


def _measured(text: str, found: re.Match[str], words: Words) -> Figure:
    number = _number(found)
    unit, end = _unit(text, found)
    measure, amounts = measured(number, unit)
    of = frozenset[str]()
    if measure == "count":
        of = frozenset(words.terms(_phrase(text[end:]))) or _terms_before(text[: found.start()], words)
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
    bound = "most" if _MOST.search(before) else "least" if _LEAST.search(before) else ""
    return Figure(text[found.start() : end], found.start(), end, measure, amounts, of, bound)


def _unit(text: str, found: re.Match[str]) -> tuple[str, int]:
    """The unit of a number, "" when it only counts, and where the two end."""
    if found["money"]:
        return found["money"].strip(), _end_of_number(found)
    unit = (found["unit"] or found["unit2"] or "").strip()
    if singular(unit):
        return unit, found.end()
    behind = _QUALIFIED.match(text, found.end()) if unit else None
    if behind and singular(behind[1]):
        return behind[1], behind.end()
    return "", _end_of_number(found)


def _number(found: re.Match[str]) -> float:
    if found["spelt"]:
        return (_COUNTED.index(found["spelt"].lower()) + 2) * _SCALES.get(found["scale2"] or "", 1)
    scale = _SCALES.get((found["k"] or "").lower(), 1) * _SCALES.get(found["scale"] or "", 1)
    return float(found["number"].replace(",", "")) * scale


def _end_of_number(found: re.Match[str]) -> int:
    """Where the digits or words of a count end: what is counted is no part of the figure."""
    return max(found.end(name) for name in ("number", "k", "scale", "spelt", "scale2"))


def _in_units_of(other: Figure, bare: Figure) -> Figure:
    if other.measure in ("version", "machine", "count"):
        return replace(bare, of=other.of) if other.measure == "count" else bare
    unit = re.sub(r"^[$€£ \d.,]+(?:hundred|thousand|million|billion)?[ -]?", "", other.written)
    known = unit if singular(unit) else unit.split(" ")[-1]
    measure, amounts = measured(float(bare.written.replace(",", "")), known)
    return replace(bare, measure=measure, amounts=amounts, of=frozenset())


def _parts(version: str) -> tuple[str, ...]:
    """3.0 is 3."""
    parts = version.split(".")
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return tuple(parts)


def _is_date(text: str, found: re.Match[str]) -> bool:
    number = found["number"] or ""
    bare = not found["money"] and not singular(found["unit"] or "")
    dated = _MONTH.search(text[max(0, found.start() - 11) : found.start()]) or _MONTH.match(found["unit"] or "")
    return bare and bool(dated or _YEAR.fullmatch(number))


def _phrase(after: str) -> str:
    """The words that are counted: up to three, none beyond a preposition or a stop."""
    words = after.lstrip(" -")
    stop = _STOPS.search(words)
    return " ".join(words[: stop.start() if stop else None].split()[:3])


def _terms_before(before: str, words: Words) -> frozenset[str]:
    """The terms of the last three words, numbers left out."""
    return frozenset(t for t in words.terms(" ".join(before.split()[-3:])) if not t[0].isdigit())
