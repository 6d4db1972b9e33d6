"""The lines of a block as a parser saw them, each knowing where it stands in the document."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.markdown.shadow import FILL

_TASK = re.compile(r"\[[ xX/\->?!*]\](?:\s+|$)")
_CALLOUT = re.compile(r"\[![\w-]+(?:\|[^\]\n]*)?\][+-]?\s*")

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lines:
    """Words as a parser saw them, and where each line of them stands in the document."""

    text: str
    starts: tuple[int, ...]  # where each line begins in `text`
    places: tuple[int, ...]  # and in the document

    def place(self, at: int) -> int:
        """The offset in the document of a character of the text."""
        line = bisect_right(self.starts, at) - 1
        return self.places[line] + at - self.starts[line]

    def cut(self, start: int, end: int) -> "Lines":
        """The part of the words between two offsets."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, max(start, end - 1))
        starts = tuple(max(0, at - start) for at in self.starts[first:last])
        return Lines(self.text[start:end], starts, (self.place(start), *self.places[first + 1 : last]))

    @property
    def span(self) -> Range:
        """From the first to the last character, in the document."""
        return (self.place(0), self.place(len(self.text) - 1) + 1) if self.text else (self.places[0],) * 2

    def origins(self) -> list[int]:
        """The offset in the document of every character."""
        found: list[int] = []
        for start, end, place in zip(self.starts, (*self.starts[1:], len(self.text)), self.places, strict=True):
            found.extend(range(place, place + end - start))
        return found

    def trimmed(self) -> "Lines":
        """The words without white space and hidden leads around them."""
        bare = self.text.replace(FILL, " ")
        end = len(bare.rstrip())
        start = end - len(bare[:end].lstrip())
        return self.cut(start, end) if (start, end) != (0, len(self.text)) else self

    def without_task(self) -> "Lines":
        """The words behind a task box."""
        found = _TASK.match(self.text)
        return self.cut(found.end(), len(self.text)) if found else self

    def without_callout(self) -> tuple["Lines", int | None]:
        """The words behind a callout's mark, and where its title ends in the document; `None` where there is none."""
        found = _CALLOUT.match(self.text)
        if not found:
            return self, None
        lines = self.cut(found.end(), len(self.text))
        return lines, lines.place(max(0, lines.text.find("\n")))

    @staticmethod
    def of(lines: Iterable[tuple[str, int]]) -> "Lines":
        """Lines with their places, joined by newlines."""
        texts, starts, places, at = [], [], [], 0
        for text, place in lines:
            texts.append(text)
            starts.append(at)
            places.append(place)
            at += len(text) + 1
        return Lines("\n".join(texts), tuple(starts), tuple(places))
