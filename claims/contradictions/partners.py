"""A text -> which capitalised words it has side by side, so that a name put together from two others is told.

"Percy Byron" is no one where every Percy is a Shelley.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from domain.ports import Words

_WORD = re.compile(r"\w(?:[\w&'’-]*\w)?")
_ASIDE = re.compile(r"\s*\([^()]*\)")  # "Unemployment Insurance (UI) Branch" is one name
_MAKERS = frozenset({"amazon", "aws", "apach", "azur", "googl", "microsoft"})  # may stand before a name or not


@dataclass(frozen=True, slots=True)
class Partners:
    """The capitalised words right behind and before each word; "" where there was none."""

    after: Mapping[str, frozenset[str]]
    before: Mapping[str, frozenset[str]]

    def part(self, left: str, right: str) -> bool:
        """Whether two words never stand together, and one of them always does with others."""
        after, before = self.after.get(left, frozenset({""})), self.before.get(right, frozenset({""}))
        return right not in after and left not in before and ("" not in after or "" not in before)


def partners(text: str, words: Words) -> Partners:
    """Those of a text."""
    text = f"{text}\n{_ASIDE.sub('', text)}"
    after: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    found = list(_WORD.finditer(text))
    for one, other in zip([None, *found], [*found, None], strict=True):
        touching = one and other and text[one.end() : other.start()] == " "
        if one:
            after.setdefault(_bare(one, words), set()).add(_name(other, words) if touching else "")
        if other:
            before.setdefault(_bare(other, words), set()).add(_name(one, words) if touching else "")
    return Partners({w: frozenset(p) for w, p in after.items()}, {w: frozenset(p) for w, p in before.items()})


def misnamed(statement: str, known: Partners, strange: Collection[str], words: Words) -> str:
    """Two words of a name of a statement that are nowhere one, "" when there are none.

    `strange` are the terms that stand nowhere: of them nothing can be told.
    """
    for one, other in pairwise(_WORD.finditer(statement)):
        left, right = _name(one, words), _name(other, words)
        touching = statement[one.end() : other.start()] == " " and {left, right}.isdisjoint({*_MAKERS, *strange, ""})
        if touching and known.part(left, right):
            return f"{one.group()} {other.group()}"
    return ""


def _name(found: re.Match[str] | None, words: Words) -> str:
    """The term of a capitalised word; "" for any other and for stop words."""
    if found is None or not found.group()[0].isupper() or not words.terms(found.group()):
        return ""
    return _bare(found, words)


def _bare(found: re.Match[str], words: Words) -> str:
    terms = words.terms(found.group())
    return terms[0] if terms else found.group().casefold()
