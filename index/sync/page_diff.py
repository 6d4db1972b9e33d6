"""Two states of a page -> what changed, as a person reads it."""

from collections.abc import Iterator
from difflib import SequenceMatcher

MOST = 400  # lines of a diff: what is longer is another page
_AROUND = 1  # unchanged lines shown beside a change


def diff_of(before: str, after: str) -> str:
    """Lines that begin with "- ", "+ " or "  "; "…" where unchanged lines are left out. "" when nothing differs."""
    old, new = _lines(before), _lines(after)
    lines = list(_diff(old, new))
    if len(lines) > MOST:
        lines = [*lines[:MOST], f"… {len(lines) - MOST:,} more lines"]
    return "\n".join(lines)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _diff(old: list[str], new: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) > 5000)
    for number, group in enumerate(matcher.get_grouped_opcodes(_AROUND)):
        if number:
            yield "…"
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from (f"  {line}" for line in old[a:b])
            else:
                yield from (f"- {line}" for line in old[a:b])
                yield from (f"+ {line}" for line in new[c:d])
