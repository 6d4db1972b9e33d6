"""A statement beside words of nearly the same order -> what stands in another's place in it. Pure; by places alone.

"A feeds B" beside "C feeds B" has A in the place of C, "B feeds A" beside "A feeds B" has both in each other's. What
"and" or a comma joins may stand in any order.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from domain.ports import Words

LEAST = 4  # words that two texts share in the same order, so that what stands between them has a place
SHARED = 0.6  # of the statement's words
LONGEST = 4  # words of a name
HELD = 3  # words in the same order on either side that hold a place
Kin = Callable[[str, frozenset[str]], bool]  # whether a term is a form of one of some terms

_WORD = re.compile(r"\w(?:[\w:./&'’-]*\w)?")
_SURE = re.compile(r"[A-Z].*[A-Z]|[_:]|[A-Za-z]\d")  # a name wherever it stands
_JOINING = frozenset({"and", "or", "nor"})


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    terms: tuple[str, ...]  # none for a stop word
    opens: bool  # begins the text: its capital says nothing

    @property
    def key(self) -> object:
        return self.terms or self.text.casefold()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper() and bool(self.terms)

    @property
    def sure(self) -> bool:
        """Whether it is a name wherever it stands."""
        return bool(self.terms) and (bool(_SURE.search(self.text)) or (self.capital and not self.opens))


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands in one place of both texts, and what of the other text is left there."""

    mine: Sequence[_Word]
    theirs: Sequence[_Word]
    rest: Sequence[_Word]
    opens: bool  # before everything that the texts share
    held: bool  # between words that both texts have on either side


def displaced(statement: str, told: str, kin: Kin, words: Words) -> str:
    """What of a statement stands where the other text has something else: a name, or one of two exchanged things.

    "" when nothing does, or when the texts are too different for words to have places.
    """
    one, other = _words(statement, words), _words(told, words)
    matcher = SequenceMatcher(None, [w.key for w in one], [w.key for w in other], autojunk=False)
    if sum(b.size for b in matcher.get_matching_blocks()) < max(LEAST, SHARED * len(one)):
        return ""
    gaps = list(_gaps(one, other, _codes(one, matcher)))
    for gap in gaps:
        swapped = any(_at_an_end(gap.mine, g.rest) and _at_an_end(g.mine, gap.rest) for g in gaps)
        if swapped or (_another(gap, kin) and not _moved(gap, one, other)):
            return " ".join(w.text for w in gap.mine)
    return ""


def _codes(one: Sequence[_Word], matcher: "SequenceMatcher[object]") -> list[tuple[str, int, int, int, int]]:
    """The steps from one text to the other, with lists as one step: what only "and" joins changes places freely."""
    found: list[tuple[str, int, int, int, int]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        joins = tag == "equal" and all(w.text.casefold() in _JOINING for w in one[a:b])
        if joins and found and found[-1][0] == "replace":
            found.append(("joins", a, b, c, d))
        elif tag != "equal" and found and found[-1][0] == "joins":
            found.pop()
            _, first, _, start, _ = found.pop()
            found.append(("replace", first, b, start, d))
        else:
            found.append((tag, a, b, c, d))
    return found


def _gaps(
    one: Sequence[_Word], other: Sequence[_Word], codes: Sequence[tuple[str, int, int, int, int]]
) -> Iterator[_Gap]:
    """What differs. At the ends of the statement the other text may go on: there, the next words are in its place."""
    for n, (tag, a, b, c, d) in enumerate(codes):
        if tag != "replace" or b - a > LONGEST:
            continue
        beside = (codes[n - 1] if n else None, codes[n + 1] if n + 1 < len(codes) else None)
        held = all(code is not None and code[0] == "equal" and code[2] - code[1] >= HELD for code in beside)
        mine, rest = one[a:b], other[c:d]
        if b == len(one):
            yield _Gap(mine, other[c : min(d, c + b - a)], rest, opens=False, held=held)
        elif a == 0:
            yield _Gap(mine, other[max(c, d - (b - a)) : d], rest, opens=True, held=held)
        elif d - c <= LONGEST:
            yield _Gap(mine, rest, rest, opens=False, held=held)


def _another(gap: _Gap, kin: Kin) -> bool:
    """Whether both are names, and neither has a word of the other's family."""
    own, its = _terms(gap.mine), _terms(gap.theirs)
    named = any(w.capital or w.sure for w in gap.mine) and any(w.sure for w in gap.theirs)
    shortened = _shortens(gap.mine, gap.rest) or _shortens(gap.rest, gap.mine)
    return named and not shortened and not any(kin(t, its) for t in own) and not any(kin(t, own) for t in its)


def _shortens(one: Sequence[_Word], other: Sequence[_Word]) -> bool:
    """Whether a word is the initials of as many words at either end of others."""
    letters = one[0].text.casefold() if len(one) == 1 else ""
    initials = "".join(w.text[0] for w in other).casefold()
    return len(letters) > 1 and (initials.startswith(letters) or initials.endswith(letters))


def _moved(gap: _Gap, one: Sequence[_Word], other: Sequence[_Word]) -> bool:
    """Whether the name only stands elsewhere in the other text: right there, or with nothing of what stands here."""
    own = _terms(gap.mine)
    if own <= _terms(gap.rest):
        return True
    named = _terms([w for w in other if w.capital or w.sure])
    if gap.held and len(gap.mine) <= len(gap.theirs) + 1:
        return False
    return not gap.opens and own <= named and not _terms(gap.theirs) <= _terms(one)


def _terms(found: Sequence[_Word]) -> frozenset[str]:
    return frozenset(t for w in found for t in w.terms)


def _at_an_end(found: Sequence[_Word], rest: Sequence[_Word]) -> bool:
    """Whether words that say something open or end what is left of the other text."""
    keys, others, length = [w.key for w in found], [w.key for w in rest], len(found)
    return bool(_terms(found)) and keys in (others[:length], others[-length:])


def _words(text: str, words: Words) -> list[_Word]:
    found = enumerate(m.group() for m in _WORD.finditer(text))
    return [_Word(word, tuple(words.terms(word)) or _keyword(word), n == 0) for n, word in found]


def _keyword(word: str) -> tuple[str, ...]:
    """The term of a stop word that is a name: OVER, ALL."""
    return (word.casefold(),) if len(word) > 1 and word.isupper() else ()
