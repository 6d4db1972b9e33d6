"""What a model writes, whole or so far -> its sentences, cleaned: no link, no image, no HTML, and no marker of its own.

Markers are taken out and only tell which excerpts the model meant: ours are set when a sentence is verified. Every
bracket that is left is escaped, so that nothing the model writes can be read as a footnote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_LEAD = re.compile(r"^(\s*)(?:([-*+]|\d{1,3}[.)])\s+)?(?:#{1,6}\s+|>\s*)*(?:\|\s*)?")
_RULE = re.compile(r"^\s*(?:\|?[\s:|-]+\||[-*_=]{3,})\s*$")
_INLINE = re.compile(
    r"(?P<code>(?<!`)(?P<run>`+)(?!`)[^\n]*?(?<!`)(?P=run)(?!`))|\\(?P<escaped>[^\w\s])|"
    r"(?P<marker>\s*\[\^\d+(?:[,;] ?\^?\d+)*\]|\s+\[\d+(?:[,;] ?\d+)*\])(?!\()|"
    r"(?P<image>!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?)|\[(?P<label>[^\[\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])|"
    r"(?P<html></?[A-Za-z!][^<>\n]*>)|(?P<url>(?:https?|ftp)://[^\s<>)\]]*|\bwww\.[^\s<>)\]]*)|"
    r"(?P<special>[\[\]<>\\])"  # a lone backslash, too: what is behind it may go, and then it would escape our own
)
_OPEN = re.compile(  # what may yet become something else when more comes
    r"(?:[ \t]*!?\[[^\]\n]*(?:\](?:[(\[][^)\]\n]*)?)?|<[^>\n]*|`[^`\n]*|\S*://\S*|[*_~!]+|\s+)$"
)
_MARKING = re.compile(r"!?(?:\[|$)")  # may yet be a marker, or an image
_NO_MARKER = re.compile(  # a marker would end here, and so would what it is set behind
    r"(?:!?\[[^\]\n]*\])+(?:[^\s(\[]|\([^)\]\n]*\])"
)
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)  # that steer a screen
_END = re.compile(r"[.!?…]+[\"'”’)*_]*(?:\s*\[\^?\d+(?:[,;] ?\^?\d+)*\])*(?=\s|$)")
_NEVER = frozenset("e.g i.e eg ie cf vs fig approx dr mr mrs ms no nr st resp incl".split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft, or a block of code."""

    lead: str  # the line break and list marker before it, or the space
    text: str  # Markdown
    cited: tuple[int, ...] = ()  # the numbers it names
    closed: bool = True  # nothing more can come to it
    code: bool = False
    linked: bool = False  # held an address, a link, an image or HTML


def sentences(draft: str, *, ended: bool = True) -> list[Sentence]:
    """The sentences of a draft in order; while it has not ended, what may yet become markup is held back.

    Those that are closed stay as they are whatever comes.
    """
    draft = _CONTROLS.sub("", draft)
    held = draft if ended else _OPEN.sub("", draft)
    found: list[Sentence] = []
    code: list[str] | None = None
    *lines, last = held.split("\n")
    for line in lines:
        code = _take(line, code, found, _Rest("\n", ended=True))
    code = _take(last, code, found, _Rest(draft[len(held) :], ended=ended))
    if code is not None and ended:
        _take("```", code, found, _Rest("", ended=True))
    return found


@dataclass(frozen=True, slots=True)
class _Rest:
    """What comes after a line, as far as it is known."""

    held: str
    ended: bool

    @property
    def closes(self) -> bool:
        """Whether nothing can come to the line."""
        return self.ended or self.held.startswith("\n")

    def begins(self, line: str) -> bool:
        """Whether another sentence has begun behind the line: something that is no marker, after a space."""
        apart, held = line[-1:].isspace() or self.held[:1].isspace(), self.held.lstrip()
        return apart and (not _MARKING.match(held) or bool(_NO_MARKER.match(held)))


def _take(line: str, code: list[str] | None, found: list[Sentence], rest: _Rest) -> list[str] | None:
    """Add the sentences of a line; the lines of the code block that it stands in, or opens."""
    if _FENCE.match(line):
        if code is not None:
            found.append(Sentence("\n\n", "\n".join([*code, "```"]), code=True))
        return ["```"] if code is None else None
    if code is not None:
        return [*code, line]
    if not _RULE.match(line):
        found += _of_line(line, rest, first=not found)
    return None


def _of_line(line: str, rest: _Rest, *, first: bool) -> Iterator[Sentence]:
    opening = _LEAD.match(line)
    lead = f"\n{opening[1]}{opening[2]} " if opening and opening[2] else "\n"
    if first:
        lead = lead.lstrip("\n")
    words = line[opening.end() if opening else 0 :].rstrip(" |")
    if not words.strip() and rest.closes:
        yield Sentence("\n", "")
    cuts = [m.end() for m in _END.finditer(words) if not _abbreviates(words[: m.start()])]
    ends = (
        {*cuts, len(words)}
        if rest.closes
        else {*cuts[:-1], *(c for c in cuts[-1:] if c < len(words) or rest.begins(line))}
    )
    at = 0
    for cut in [*cuts, len(words)]:
        if piece := words[at:cut].strip():
            yield _cleaned(lead, piece, closed=cut in ends)
            lead = " "
        at = cut


def _abbreviates(before: str) -> bool:
    word = before.rsplit(" ", 1)[-1].lstrip("(").lower()
    return word in _NEVER or (len(word) == 1 and word.isalpha()) or before.isdigit()


def _cleaned(lead: str, piece: str, *, closed: bool) -> Sentence:
    out, cited, linked, at = "", list[int](), False, 0
    for found in _INLINE.finditer(piece):
        out += piece[at : found.start()]
        at = found.end()
        if found["marker"]:
            cited += [int(n) for n in re.findall(r"\d+", found["marker"])]
        elif found["code"]:
            out += found["code"]
        elif found["escaped"] or found["special"]:
            out += f"\\{found['escaped'] or found['special']}"
        else:
            linked = True
            out += re.sub(r"([\[\]<>])", r"\\\1", found["label"] or "")
    return Sentence(lead, (out + piece[at:]).rstrip(), tuple(cited), closed, linked=linked)
