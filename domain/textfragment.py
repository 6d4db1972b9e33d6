"""Words of a page -> the text directive that opens it there: https://wicg.github.io/scroll-to-text-fragment/

A directive is `text=start` or `text=start,end`. `start` alone must stand in one block of the page, a range may go over
several; so what is long or goes over a cell or a line is given as a range. The dash, comma and ampersand belong to the
syntax of directives and are percent-encoded inside words.
"""

import re
from html import unescape
from urllib.parse import quote

_WHOLE = 10  # words up to which a quotation is given whole
_EDGE = 4  # words at each end of a range
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)(?:\{:[^}]*\})?")
_EMPHASIS = re.compile(r"(\*{1,3}|~~|`+|(?<!\w)_{1,2})(?=\S)(?P<words>.+?)(?<=\S)\1", re.DOTALL)
_MARKS = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+|#{1,6}\s+)?", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"\s*(?:\||\n\s*\n|  \n|\n(?=\s*[-*+|]\s)|<br ?/?>)\s*")


def text_fragment(markdown: str, otherwise: str) -> str:
    """The directive for words that stand verbatim in a document; for other words where these show nothing."""
    blocks = _shown(markdown) or _shown(otherwise)
    words = [block.split() for block in blocks]
    if not words:
        return ":~:text="
    if len(words) == 1 and len(words[0]) <= _WHOLE:
        return f":~:text={_encoded(words[0])}"
    first, last = words[0], words[-1]
    if len(words) == 1 and len(first) < 2 * _EDGE:
        return f":~:text={_encoded(first[:_WHOLE])}"
    return f":~:text={_encoded(first[:_EDGE])},{_encoded(last[-_EDGE:])}"


def _shown(markdown: str) -> list[str]:
    """What a page shows of some Markdown, block by block."""
    plain = _LINK.sub(r"\1", markdown)
    for _ in range(2):  # **bold with `code` inside**
        plain = _EMPHASIS.sub(r"\g<words>", plain)
    blocks = [unescape(_ESCAPE.sub(r"\1", _MARKS.sub("", block))) for block in _BREAK.split(plain)]
    return [shown for block in blocks if (shown := " ".join(block.split()))]


def _encoded(words: list[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")
