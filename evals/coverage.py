"""How well passages of the bundled notes find their blueprint task: `python -m evals.coverage`.

`evals/tasks.jsonl` names for each section the tasks that a person would put it under, none for study advice. Printed
for some thresholds: of the passages that got a task, the share that got one of theirs; of those that have one, the
share that found it; and, with all passages of a task taken away, how many tasks are seen to be empty or nearly so.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bootstrap import build_study
from domain.documents import Passage
from quiz.exam.blueprint import load_blueprint
from quiz.exam.tasks import Tasks
from settings import HERE, Settings

if TYPE_CHECKING:
    from domain.ports import Vectors

_THRESHOLDS = (0.35, 0.4, 0.45, 0.5, 0.55)
_NEARLY = 1  # passages that may be left on a task whose own were taken away


def main() -> None:
    """Sync the bundled notes into a fresh library and measure."""
    gold = _gold()
    with TemporaryDirectory() as folder:
        study = build_study(Settings.load(Path(folder)))
        study.sync([HERE / "notes"])
        passages, vectors = study.library.embedded()
        labels = [_label(passage, gold) for passage in passages]
        for near in _THRESHOLDS:
            tasks = Tasks(load_blueprint(HERE / "notes/blueprints/dea-c01.yaml"), study.embedder, near)
            print(f"{near:.2f}  {_figures(tasks, vectors, labels)}")
        study.close()


def _figures(tasks: Tasks, vectors: "Vectors", labels: Sequence[frozenset[str]]) -> str:
    found = _found(tasks, vectors)
    given = [(task, label) for task, label in zip(found, labels, strict=True) if task]
    owned = [(task, label) for task, label in zip(found, labels, strict=True) if label]
    precision = sum(task in label for task, label in given) / len(given)
    recall = sum(task in label for task, label in owned) / len(owned)
    ids = sorted({task for task, _ in tasks.lines})
    left = [found_of.count(task) for task in ids for found_of in [_without(tasks, vectors, labels, task)]]
    empty = sum(n <= _NEARLY for n in left)
    return f"precision {precision:.3f}  recall {recall:.3f}  emptied and seen to be {empty} of {len(ids)}, left {left}"


def _without(tasks: Tasks, vectors: "Vectors", labels: Sequence[frozenset[str]], task: str) -> list[str]:
    return _found(tasks, vectors[[n for n, label in enumerate(labels) if task not in label]])


def _found(tasks: Tasks, vectors: "Vectors") -> list[str]:
    return [tasks.lines[n][0] if n is not None else "" for n in tasks.nearest(vectors)]


def _gold() -> dict[tuple[str, str], frozenset[str]]:
    rows = map(json.loads, (HERE / "evals/tasks.jsonl").read_text("utf-8").splitlines())
    return {(row["source"], row["section"]): frozenset(row["tasks"]) for row in rows}


def _label(passage: Passage, gold: dict[tuple[str, str], frozenset[str]]) -> frozenset[str]:
    keys = [(passage.source.id, heading) for heading in reversed(passage.headings)]
    return next((gold[key] for key in keys if key in gold), frozenset())


if __name__ == "__main__":
    main()
