"""A question asked of another name of the same notes -> a near miss: what answered it does not answer that.

The names of a set are its short headings, but for those that many sets have ("Limits", "Overview").
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from evals.reading.records import BESIDE

SHARE = 0.3  # of the answerable questions, where a name of the notes stands in them
_WORDS, _LETTERS = 3, (3, 30)  # of a name at most; at least and at most
_SETS = 2  # in which a name may stand: one of more is no name of a thing

Row = Mapping[str, Any]  # asked, answerable, windows: trail, sentences, labels


def names_of(sets: Mapping[str, Sequence[Row]]) -> dict[str, list[str]]:
    """The names of each set, in order."""
    found = {name: {part for row in rows for part in _parts(row)} for name, rows in sets.items()}
    counts = Counter(part for parts in found.values() for part in parts)
    return {name: sorted(part for part in parts if counts[part] <= _SETS) for name, parts in found.items()}


def _parts(row: Row) -> Iterable[str]:
    for trail, _, _ in row["windows"]:
        for part in (piece.strip(" *`").lower() for piece in trail.split(" > ")):
            if _LETTERS[0] <= len(part) <= _LETTERS[1] and len(part.split()) <= _WORDS:
                yield part


def twin(row: Row, names: Sequence[str], chance: Random) -> Row | None:
    """The question of another name, over the windows that do not speak of it; None when it names nothing."""
    asked = row["asked"].lower()
    held = [name for name in names if _whole(name).search(asked)]
    others = [name for name in names if name not in asked and not any(name in h or h in name for h in held)]
    if not row["answerable"] or not held or not others:
        return None
    new = chance.choice(others)
    windows = [
        (trail, told, [BESIDE] * len(labels))
        for trail, told, labels in row["windows"]
        if new not in trail.lower() and not any(new in sentence.lower() for sentence in told)
    ]
    said = _whole(max(held, key=len)).sub(lambda _: new, asked)
    return {"asked": said, "answerable": False, "windows": windows} if windows else None


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
