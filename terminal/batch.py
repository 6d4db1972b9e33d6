"""A file of questions, one JSON object a line -> rows; `-` reads standard input."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.errors import StudyError
from domain.replies import Turn, readable
from domain.wire.replies import turn_from_dict


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a batch."""

    id: str | None
    question: str
    history: tuple[Turn, ...] = ()


def rows(path: str) -> Iterator[Row]:
    """Every non-empty line of the file; a line that is no question is named in the error."""
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            yield _row(line, f"{path} line {number}")


def _lines(path: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise StudyError(f"Cannot read {path}: {error}", "Give a UTF-8 file with one JSON object a line.") from error
    return text.split("\n")  # and at nothing else: JSON may hold what Unicode calls a line's end


def _row(line: str, where: str) -> Row:
    try:
        wire = json.loads(line)
        history = tuple(turn_from_dict(turn) for turn in wire.get("history") or ())
        if not isinstance(wire["question"], str):
            raise TypeError("question is not a text")
        return Row(wire.get("id"), readable(wire["question"]), history)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StudyError(
            f"{where} is not a question ({error}).", 'Each line looks like {"id": "q1", "question": "…"}.'
        ) from error
