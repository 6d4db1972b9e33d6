"""Files of gold questions -> Gold rows."""

import json
from pathlib import Path

from domain.replies import Question
from domain.wire.replies import turn_from_dict
from evals.harness.metrics import Gold

BUNDLED = Path(__file__).with_name("questions.jsonl")  # over the bundled notes


def load(path: Path) -> list[Gold]:
    """Every row of a JSON-lines file."""
    return [_gold(row) for row in rows(path)]


def rows(path: Path) -> list[dict[str, object]]:
    """The same as they are written, with the answer and the section they were asked about."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _gold(row: dict[str, object]) -> Gold:
    history = tuple((t["role"], t["content"]) for t in row["history"])  # type: ignore[attr-defined]
    evidence = tuple(row["evidence"]) if row["answerable"] else ()  # type: ignore[arg-type]
    return Gold(str(row["id"]), str(row["type"]), str(row["question"]), history, evidence, tuple(row["keywords"]))  # type: ignore[arg-type]


def as_question(gold: Gold) -> Question:
    """The question as a student would put it, history and all."""
    return Question(gold.question, tuple(turn_from_dict({"role": r, "content": c}) for r, c in gold.history))
