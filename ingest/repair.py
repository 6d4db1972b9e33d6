"""Text that was once decoded wrongly -> what its author wrote; everything else is left exactly as it is."""

import re
from functools import cache
from typing import Any

from ingest.markdown.stretches import FENCE

_SUSPECT = re.compile("[\u0080-\u00ff\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}|[\u00c2\u00c3\u00e2]")
_CODE = re.compile(r"(`+[^`\n]+`+)")


def repaired(text: str) -> str:
    """Mend mojibake line by line, outside code."""
    if text.isascii() or not _SUSPECT.search(text):
        return text
    lines = text.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        mark = FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        elif not line.isascii() and _SUSPECT.search(line):
            lines[number] = _line(line)
    return "\n".join(lines)


def _line(line: str) -> str:
    return "".join(part if part.startswith("`") and part.endswith("`") else _mended(part) for part in _CODE.split(line))


def _mended(part: str) -> str:
    import ftfy  # here: most notes hold no mojibake

    if part.isascii() or not ftfy.badness.is_bad(part):
        return part
    return ftfy.fix_encoding(part, _config())


@cache
def _config() -> Any:  # noqa: ANN401 - ftfy's own type, imported late
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
