"""A text -> a copy of the same length in which what is not prose is blank, so that parsing never moves an offset."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.markdown.front_matter import front_matter
from ingest.markdown.plumbing import HIDDEN, QUERIES, cloze, is_macro, is_query, record

FILL = "\ue000"  # stands at the start of a line whose hidden lead must not read as indentation; never in plain
_WINDOW = 5_000  # the furthest a hidden span reaches: what is not closed by then was never opened

_BLOCK_TAGS = (
    "address|article|aside|body|br|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|meta|nav|noscript|ol|option|p|picture|"
    "pre|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|video"
)
_PROPERTY = r"(?:^|(?<=[ \t>]))[A-Za-z][\w.-]{0,60}::(?=[ \t\n]|$)[^\n]*"  # Logseq and Dataview
_OPENER = (
    (
        r"""
      (?P<escape>\\[^\n])
    | (?P<fence>^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<run>`{3,}(?=[^`\n]*$)|~{3,}))
    | (?P<code>`+)
    | (?P<display>\$\$) | (?P<math>\$[^$\n]{1,500}\$)
    | (?P<liquid>\{%) | (?P<value>\{\{) | (?P<html><!--) | (?P<remark>%%)
    | (?P<script><(?P<name>script|style)\b)
    | (?P<whole>
          \{:[^{}\n]{1,300}\} | \{[#.][\w-][^{}\n]{0,200}\}       # kramdown attributes, heading ids
        | </?(?:TAGS)(?=[\s/>])[^<>]{0,500}>
        | \(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)                       # Logseq block references
        | (?<=\s)\^[A-Za-z0-9-]{3,}(?=[ \t]*$)                    # Obsidian block ids
        | PROPERTY
        | ^[ ]{0,3}\[\^[^\]\s]{1,80}\]:                           # footnote marks; their text stays
        | PLUMBING
      )
    """
    )
    .replace("TAGS", _BLOCK_TAGS)
    .replace("PLUMBING", HIDDEN)
)
_FLAGS = re.VERBOSE | re.MULTILINE | re.IGNORECASE
_OPENERS = re.compile(_OPENER.replace("PROPERTY", _PROPERTY), _FLAGS)
# None of the others begins with a letter: where no property can be, letters are passed over, in a third of the time.
_FEWER = re.compile(rf"(?=[\\`~$<{{%(^\[\s>\d*+!?#:=SDC-])(?:{_OPENER.replace('| PROPERTY', '')})", _FLAGS)
_PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_CLOSER = {"liquid": "%}", "html": "-->", "remark": "%%", "display": "$$"}

Span = tuple[int, int]


@dataclass(slots=True)
class _Scan:
    """One pass over a text that remembers which closers it will not meet again, so that it stays linear."""

    text: str
    at: int = 0
    hidden: list[Span] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)

    def hide(self, start: int, end: int) -> int:
        self.hidden.append((start, end))
        return end

    def close(self, closer: str, start: int) -> int:
        """Where the span that opened before `start` ends, or -1."""
        if closer in self.dead:
            return -1
        end = self.text.find(closer, start, start + _WINDOW)
        if end < 0 and self.text.find(closer, start) < 0:
            self.dead.add(closer)
        return end + len(closer) if end >= 0 else -1


def shadow(text: str) -> tuple[str, list[Span]]:
    """Blank out front matter, Liquid, comments, attribute lists, properties and block-level HTML tags, outside code.

    Also the spans that were blanked, in order.
    """
    scan = _Scan(text)
    if matter := front_matter(text):
        scan.at = scan.hide(0, matter.end)
    tail = record(text) if "\ntype_: " in text else None
    openers = _OPENERS if "::" in text else _FEWER
    while found := openers.search(text, scan.at, tail[0] if tail else len(text)):
        kind = found.lastgroup or ""
        scan.at = _STEPS[kind if kind in _STEPS else "span"](scan, found)
    if tail:
        scan.hide(max(tail[0], scan.at), tail[1])
    return (_blank(text, scan.hidden) if scan.hidden else text), scan.hidden


def _skip(_: _Scan, found: re.Match[str]) -> int:
    return found.end()


def _whole(scan: _Scan, found: re.Match[str]) -> int:
    lead = scan.text[scan.text.rfind("\n", 0, found.start()) + 1 : found.start()]
    if "::" in found[0] and found[0][0].isalpha() and lead[_prefix_end(lead) :]:
        return found.start() + 1  # a property stands at the start of its line; elsewhere :: is prose
    return scan.hide(*found.span())


def _prefix_end(line: str) -> int:
    found = _PREFIX.match(line)
    return found.end() if found else 0


def _fence(scan: _Scan, found: re.Match[str]) -> int:
    run = found["run"]
    close = re.compile(rf"^[ \t>]*{re.escape(run[0])}{{{len(run)},}}[ \t]*$", re.MULTILINE)
    closed = close.search(scan.text, found.end())
    end = closed.end() if closed else len(scan.text)
    info = scan.text[found.end() : scan.text.find("\n", found.end())].split()
    return scan.hide(found.start(), end) if info and info[0].lower() in QUERIES else end


def _code(scan: _Scan, found: re.Match[str]) -> int:
    run = found["code"]
    if run in scan.dead:
        return found.end()
    close = re.compile(rf"(?<!`){run}(?!`)")
    end = close.search(scan.text, found.end(), found.end() + _WINDOW)
    if end is None:
        if not close.search(scan.text, found.end()):
            scan.dead.add(run)
        return found.end()
    code = scan.text[found.end() : end.start()]
    if is_query(code):
        return scan.hide(found.start(), end.end())
    return found.end() if "\n\n" in code else end.end()


def _display(scan: _Scan, found: re.Match[str]) -> int:
    end = scan.close("$$", found.end())
    return end if end > 0 else found.end()


def _span(scan: _Scan, found: re.Match[str]) -> int:
    end = scan.close(_CLOSER[found.lastgroup or ""], found.end())
    return scan.hide(found.start(), end) if end > 0 else found.end()


def _value(scan: _Scan, found: re.Match[str]) -> int:
    end = scan.close("}}", found.end())
    if end < 0 or cloze(scan.text, found.start(), end) or not is_macro(scan.text[found.start() : end]):
        return found.end()
    while scan.text.startswith("}", end):  # Roam closes its macros with three
        end += 1
    return scan.hide(found.start(), end)


def _script(scan: _Scan, found: re.Match[str]) -> int:
    end = scan.close(f"</{found['name'].lower()}>", found.end())
    return scan.hide(found.start(), end) if end > 0 else found.end()


_STEPS: dict[str, Callable[[_Scan, re.Match[str]], int]] = {
    "escape": _skip,
    "math": _skip,
    "fence": _fence,
    "code": _code,
    "display": _display,
    "script": _script,
    "value": _value,
    "whole": _whole,
    "span": _span,
}


def _blank(text: str, hidden: list[Span]) -> str:
    parts, at = [], 0
    for start, end in hidden:
        parts += [text[at:start], re.sub(r"[^\n]", FILL, text[start:end])]
        at = end
    filled = "".join((*parts, text[at:]))
    return "\n".join(_settle(filled.split("\n"), text.split("\n")))


def _settle(filled: list[str], lines: list[str]) -> Iterator[str]:
    for mask, line in zip(filled, lines, strict=True):
        yield _settled(mask, line) if FILL in mask else mask


def _settled(mask: str, line: str) -> str:
    """Spaces for the hidden parts, but a visible mark where spaces would turn the line into indented code."""
    body = mask.replace(FILL, " ")
    head = _prefix_end(mask)
    if not body[head:].strip() or mask[head] != FILL:
        return body
    if head >= 4 and line[head] == "<" and not mask[:head].strip():
        head = 0  # the indentation of HTML means nothing
    return body[:head] + FILL + body[head + 1 :]
