"""The lines of a huge note -> stretches that parse on their own, so that memory does not grow with the note."""

import re
from collections.abc import Iterator, Sequence

LONG = 1_000_000  # characters parsed at a time
FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6}[ \t]")


def stretches(lines: Sequence[str], long: int = LONG) -> Iterator[tuple[int, int]]:
    """Ranges of lines, each longer than `long` but for the last, that begin at a heading outside code.

    Such a heading ends every list, quote and paragraph above it, so nothing reaches across.
    """
    first, size, fence = 0, 0, ""
    for number, line in enumerate(lines):
        size += len(line) + 1
        mark = FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        elif size > long and _HEADING.match(line):
            yield first, number
            first, size = number, 0
    yield first, len(lines)
