"""Sentences with a first chance each -> what the chances of all of them say of each.

A list is told whole, a reason stands beside its fact, and where one sentence is sure the others are beside the point:
that is seen only once every sentence was weighed by itself.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import fmean

from answer.reading.candidate import Candidate

LIKELY = 0.3  # chance from which a sentence counts among the likely ones
NONE = -1.0  # the chance of a sentence that is not there
_TAKEN = (
    *("score", "length", "introduces", "own words", "question length", "depth"),
    *("item", "paragraph", "row", "code", "quote"),
)


def signs_among(found: Sequence[Candidate]) -> Iterator[dict[str, float]]:
    """The signs of each sentence among the others, in the order given."""
    places = {_place(one): one.chance for one in found}
    windows, blocks, parents = (defaultdict[object, list[float]](list) for _ in range(3))
    for one in found:
        windows[one.window].append(one.chance)
        blocks[one.block].append(one.chance)
        parents[one.parent].append(one.chance)
    best = sorted((one.chance for one in found), reverse=True)
    first, second, third = (*best, NONE, NONE)[:3]
    ranks = {chance: rank for rank, chance in reversed(list(enumerate(best)))}
    for one in found:
        window, at = _place(one)
        siblings = _others(parents[one.parent], one.chance)
        yield {
            "chance": one.chance,
            "expected": round(sum(best), 6),
            "likely": sum(chance > LIKELY for chance in best),
            "rank": ranks[one.chance],
            "behind the first": round(one.chance - first, 6),
            "behind the second": round(one.chance - second, 6),
            "first": first,
            "second": second,
            "third": third,
            "siblings": len(siblings),
            "siblings likely": sum(chance > LIKELY for chance in siblings),
            "mean of siblings": round(fmean(siblings), 6) if siblings else NONE,
            "best of siblings": max(siblings, default=NONE),
            "least of siblings": min(siblings, default=NONE),
            "best of block": max(_others(blocks[one.block], one.chance), default=NONE),
            "before": places.get((window, at - 1), NONE),
            "after": places.get((window, at + 1), NONE),
            "rest of window": round(sum(windows[window]) - one.chance, 6),
            "best of window": max(_others(windows[window], one.chance), default=NONE),
            **{name: one.signs[name] for name in _TAKEN},
        }


def _place(one: Candidate) -> tuple[int, float]:
    return one.window, one.signs["place in window"]


def _others(chances: Sequence[float], own: float) -> list[float]:
    """All but one of a sentence's own chance."""
    others = list(chances)
    others.remove(own)
    return others
