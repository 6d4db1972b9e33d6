"""Passages -> numbered excerpts, fenced as data, within a budget of tokens: whole passages first."""

from collections.abc import Callable, Sequence
from secrets import token_hex

from domain.documents import Passage

BYTES_PER_TOKEN = 3  # of UTF-8: English has four, so this is on the safe side; a Chinese character is one token or two
_AROUND = 24  # tokens of a fence and its number

Fence = Callable[[], str]  # a new word at each call that nobody can guess


def random_fence() -> str:
    """A fence that no text can hold but by a chance of one in 2**64."""
    return token_hex(8)


def tokens(text: str) -> int:
    """How many tokens a text is at most likely to have, whatever the model."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // BYTES_PER_TOKEN)


def fitting(passages: Sequence[Passage], budget: int) -> list[str]:
    """What of the passages fits, best first: each whole, or not at all; the first is cut when even it is too long.

    One text for each of the first passages, so that the number of an excerpt is the place of its passage.
    """
    found: list[str] = []
    left = budget
    for passage in passages:
        shown = _shown(passage)
        if (cost := tokens(shown) + _AROUND) > left:
            break
        found.append(shown)
        left -= cost
    return found or [_cut(_shown(passage), budget - _AROUND) for passage in passages[:1]]


def fenced(shown: Sequence[str], fence: str) -> str:
    """The texts as numbered excerpts between fences; `ValueError` when a text holds the fence."""
    if any(fence in text for text in shown):
        raise ValueError("the fence stands in an excerpt")
    return "\n\n".join(f"<{fence} {n}>\n{text}\n</{fence} {n}>" for n, text in enumerate(shown, 1))


def safe_fence(fence: Fence, shown: Sequence[str]) -> str:
    """A fence that stands in none of the texts."""
    found = fence()
    while any(found in text for text in shown):
        found = fence()
    return found


def _shown(passage: Passage) -> str:
    """A passage under its trail, as a model reads it."""
    trail = " › ".join((passage.source.title, *passage.headings, *passage.above))
    return f"[{trail}]\n{passage.text}"


def _cut(text: str, budget: int) -> str:
    """The lines that fit, or as much of the first one."""
    most = max(1, budget) * BYTES_PER_TOKEN
    short = text.encode("utf-8", "surrogatepass")[:most].decode("utf-8", "ignore")
    return short.rpartition("\n")[0] or short
