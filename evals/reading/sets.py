"""Sets of notes with questions that name every sentence of the full answer: `evals/reading/README.md` has the format.

Sets are split by notes, never by question: `learn` to train on, `choose` for settings, and `held_out`, which is
opened for final figures only.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.documents import BlockKind, Document
from domain.outline import ancestors
from domain.replies import Question
from domain.wire.replies import turn_from_dict

SETS = Path(__file__).with_name("sets")
SPLITS = ("learn", "choose", "held_out")
TYPES = tuple(
    "definition list why how number compare yes_no scenario paraphrase followup typo negation table multihop explain"
    " identifier crosslingual unanswerable".split()
)


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A question, and the verbatim slices of the notes that answer it."""

    id: str
    set: str
    type: str
    question: Question
    evidence: tuple[str, ...]  # the smallest set of slices that answers completely; none where there is no answer
    also_ok: tuple[str, ...] = ()  # slices that are fine to tell as well
    nearest: tuple[str, ...] = ()  # of one without an answer: what comes closest

    @property
    def answerable(self) -> bool:
        """Whether the notes answer it."""
        return bool(self.evidence)


@dataclass(frozen=True, slots=True)
class ReadingSet:
    """One student's notes, and what is asked of them."""

    name: str
    notes: Path
    questions: tuple[ReadingQuestion, ...]


def load_split(split: str, folder: Path = SETS) -> list[ReadingSet]:
    """The sets of a split in order of name; `ValueError` for a split that is none."""
    if split not in SPLITS:
        raise ValueError(f"{split} is no split: {', '.join(SPLITS)}.")
    return [load_set(path.parent) for path in sorted((folder / split).glob("*/questions.jsonl"))]


def load_set(folder: Path) -> ReadingSet:
    """The set in a folder: `notes/` and `questions.jsonl`."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [question_of(json.loads(line)) for line in lines if line.strip()]
    return ReadingSet(folder.name, folder / "notes", tuple(rows))


def question_of(row: Mapping[str, Any]) -> ReadingQuestion:
    """One line of a file of questions."""
    history = tuple(turn_from_dict(turn) for turn in row.get("history", ()))
    slices = {name: tuple(row.get(name, ())) for name in ("evidence", "also_ok", "nearest")}
    return ReadingQuestion(str(row["id"]), row["lib"], row["type"], Question(row["question"], history), **slices)


def slices_of(document: Document) -> Iterator[tuple[str, int, str]]:
    """What can be evidence: kind, depth among items, and the verbatim sentence, bullet or row, in reading order."""
    for n, block in enumerate(document.outline):
        if block.kind is BlockKind.HEADING:
            continue
        depth = sum(document.outline[above].kind is BlockKind.ITEM for above in ancestors(document, n))
        yield from ((block.kind.value, depth, document.text[s.start : s.end]) for s in block.sentences if s.plain)


def spans_of(slices: Sequence[str], documents: Sequence[Document]) -> dict[str, list[tuple[str, int, int]]]:
    """Where each slice stands: source id and span, every place of it."""
    found: dict[str, list[tuple[str, int, int]]] = {piece: [] for piece in slices}
    for piece, places in found.items():
        for document in documents:
            at = document.text.find(piece)
            while at >= 0:
                places.append((document.source.id, at, at + len(piece)))
                at = document.text.find(piece, at + 1)
    return found
