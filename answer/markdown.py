"""Chosen units -> Markdown in which every sentence has its footnote. The words are the sources' own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.units import Unit
from domain.replies import Citation

_SPAN = re.compile(r"(?P<code>(?P<run>`+)(?!`).*?(?<!`)(?P=run)(?!`))|`+", re.DOTALL)
_OPENS_BLOCK = re.compile(r"^(\d{0,9})([-+.)])(?=\s)")  # what Markdown would take for a list
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&])")


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences that stand under the same lead."""

    lead: str  # what they are about, "" when they say it themselves
    units: tuple[Unit, ...]

    @property
    def linked(self) -> bool:
        """Whether a linked page says it, not a note."""
        return self.units[0].linked


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of an answer and its citations, numbered from 1 in order of appearance."""

    text: str
    citations: tuple[Citation, ...]


def render(groups: Sequence[Section]) -> Rendered:
    """Write the groups out, each under its lead as a line of its own; several sentences become bullets.

    When notes and linked pages both speak they stand apart, the notes first, each under a few words on who speaks.
    """
    citations: list[Citation] = []
    notes = [_group(group, citations) for group in groups if not group.linked]
    pages = [_page(group, citations, apart=bool(notes)) for group in groups if group.linked]
    heading = ["*Your notes:*"] if notes and pages else []
    return Rendered("\n\n".join([*heading, *notes, *pages]), tuple(citations))


def _group(group: Section, citations: list[Citation]) -> str:
    return _written(group.lead, _cited(group.units, citations))


def _page(group: Section, citations: list[Citation], *, apart: bool) -> str:
    """What a linked page says: beside notes in one line under its title, by itself as notes would be written."""
    if not apart:
        return _group(group, citations)
    title = escape(group.units[0].document.source.title)
    return f"*The linked page {title}:* {' '.join(_cited(group.units, citations))}"


def _cited(units: Sequence[Unit], citations: list[Citation]) -> list[str]:
    """The sentences with their markers; their citations are numbered on."""
    lines = []
    for unit in units:
        citations.append(Citation(len(citations) + 1, unit.passage, unit.sentence.start, unit.sentence.end))
        lines.append(f"{escape(unit.plain)}[^{len(citations)}]")
    return lines


def _written(lead: str, lines: Sequence[str]) -> str:
    told = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
    return f"*{escape(lead).rstrip(':')}*\n\n{told}" if lead else told


def escape(plain: str) -> str:
    """Plain words as Markdown that shows exactly them; code spans stay code."""
    pieces, at = [], 0
    for found in _SPAN.finditer(plain):
        if found["code"]:
            pieces += [_SPECIAL.sub(r"\\\1", plain[at : found.start()]), found.group()]
            at = found.end()
    escaped = "".join([*pieces, _SPECIAL.sub(r"\\\1", plain[at:])])
    return _OPENS_BLOCK.sub(r"\1\\\2", escaped)
