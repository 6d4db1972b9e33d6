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
    r"(?P<code>(?P<run>`+)(?!`)[^\n]*?(?<!`)(?P=run)(?!`))|\\(?P<escaped>[^\w\s])|"
    r"\s*(?P<marker>\[\^?\d+(?:[,;] ?\^?\d+)*\])(?!\()|"
    r"(?P<image>!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?)|\[(?P<label>[^\[\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])|"
    r"(?P<html></?[A-Za-z!][^<>\n]*>)|(?P<url>\b(?:https?|ftp)://[^\s<>)\]]*|\bwww\.[^\s<>)\]]*)|(?P<special>[\[\]<>])"
)
_OPEN = re.compile(  # what may yet become something else when more comes
    r"(?:\s*!?\[[^\]\n]*(?:\](?:[(\[][^)\]\n]*)?)?|<[^>\n]*|`[^`\n]*|\S*://\S*|[*_~!]+|\s+)$"
)
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)  # that steer a screen
_END = re.compile(r"[.!?…]+[\"'”’)*_]*(?:\s*\[\^?\d+(?:[,;] ?\^?\d+)*\])*(?=\s)")
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
    """The sentences of a draft in order; while it has not ended, what may yet become markup is held back."""
    draft = _CONTROLS.sub("", draft)
    held = draft if ended else _OPEN.sub("", draft)
    found: list[Sentence] = []
    code: list[str] | None = None
    lines = held.split("\n")
    for number, line in enumerate(lines):
        last = number == len(lines) - 1 and (not ended or held is not draft)
        if _FENCE.match(line):
            if code is not None:
                found.append(Sentence("\n\n", "\n".join([*code, "```"]), code=True))
            code = ["```"] if code is None else None
        elif code is not None:
            code.append(line)
        elif not _RULE.match(line):
            found += _of_line(line, first=not found, open_ended=last and not draft[len(held) :].startswith("\n"))
    return found


def _of_line(line: str, *, first: bool, open_ended: bool) -> Iterator[Sentence]:
    opening = _LEAD.match(line)
    lead = f"\n{opening[1]}{opening[2]} " if opening and opening[2] else "\n"
    if first:
        lead = lead.lstrip("\n")
    rest = line[opening.end() if opening else 0 :].rstrip(" |")
    if not rest.strip():
        yield Sentence("\n", "")
    cuts = [m.end() for m in _END.finditer(rest) if not _abbreviates(rest[: m.start()])]
    at = 0
    for cut in [*cuts, len(rest)]:
        if piece := rest[at:cut].strip():
            yield _cleaned(lead, piece, closed=cut < len(rest) or not open_ended)
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
