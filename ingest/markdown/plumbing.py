"""What programs that keep notes write into them for themselves: queries, block ids, clocks, records, pictures as text.

Each pattern says whose it is. What they match is blank to the parser; nothing of it is a student's word.
"""

import re

# Inside a line, or whole lines: part of the pattern by which `shadow.py` finds what to hide.
HIDDEN = r"""
          !\[[^\]\n]{0,300}\]\(\s*<?data:[^)\s>]*>?[^)\n]{0,200}\)?   # a picture written out in letters
        | <img\b[^<>]*+>
        | \(\([A-Za-z0-9_-]{9}\)\)                                    # Roam block references
        | ^[ \t]*(?:[-*+][ ]+)?(?:SCHEDULED|DEADLINE|CLOSED):[ ]*[<\[]\d{4}-\d\d-\d\d[^\n]*$            # Org, Logseq
        | ^[ \t]*(?:[-*+][ ]+)?\#\+(?:BEGIN|END)_[A-Z]+\b[^\n]*$
        | ^[ \t]*CLOCK:[ ]*\[[^\n]*$
        | ^[ \t]*:(?:LOGBOOK|PROPERTIES|END):[ \t]*$
        | ^[ \t]*(?:[-*+][ ]+)?(?:\#[A-Za-z][\w/-]*[ \t]*)+(?:\^[\w-]+)?$     # a line of tags
        | ^==⚠[^\n]*⚠==[^\n]*$                                        # Excalidraw
        | ^[ \t]*\?{1,2}[ \t]*$                                       # between the sides of a flash card
        | (?<=\?)[ \t]*:{2,3}(?=[ \t]*[^\s:])
        | (?<=[ \t])(?:\#[A-Za-z][\w/-]*[ \t]+)+\#[A-Za-z][\w/-]*(?=[ \t]*$)   # tags behind a sentence
        | (?<=[ \t])\#(?:card|flashcards?|anki)(?:/[\w/-]+)?(?=[ \t]*$)
"""
QUERIES = frozenset(  # the language of a fenced block that a program runs in its place
    "dataview dataviewjs tasks query toc button meta-bind excalidraw compressed-json kanban-settings anki".split()
)
_CLOZE = re.compile(
    r"\{\{\s*(?:c\d{1,3}::?\s*(?P<anki>.+?)(?:::(?P<hint>.*?))?|cloze\s+(?P<logseq>.+?))\s*\}\}", re.DOTALL
)
_MACRO = re.compile(
    r"\{\{\s*(?:[<%/#]|\[\[|(?:embed|query|renderer|video|youtube|vimeo|tweet|twitter|pdf|iframe|table|toc|include)\b|(?:site|page|layout)\.)",
    re.IGNORECASE,
)
_INLINE_QUERY = re.compile(r"\$?= ")
_RECORD = re.compile(r"(?:\A|\n\n)((?:[a-z_]+:[^\n]*\n)*id: [0-9a-f]{32}\n(?:[a-z_]+:[^\n]*\n)*type_: (\d+))\s*\Z")


def cloze(text: str, start: int, end: int) -> re.Match[str] | None:
    """A gap of a flash card that opens at `start`, its words as the group `anki` or `logseq`."""
    return _CLOZE.match(text, start, end)


def is_macro(value: str) -> bool:
    """Whether what stands in double braces is put there by a program: anything else is a student's own word."""
    return bool(_MACRO.match(value))


def is_query(code: str) -> bool:
    """Whether a code span is computed where it is shown (Dataview)."""
    return bool(_INLINE_QUERY.match(code))


def record(text: str) -> tuple[int, int] | None:
    """Where a note of Joplin's raw export says what it is; all of what is no note, a folder or a picture."""
    found = _RECORD.search(text)
    if not found:
        return None
    return (found.start(1) if found[2] == "1" else 0), len(text)
