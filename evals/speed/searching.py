"""How long searches of one library take, beside an exact NumPy matmul over the same vectors.

python -m evals.speed.searching LIBRARY [--questions FILE] prints a line of JSON. Each question is asked once without a
filter and once with every kind of filter, and the matmul runs in turn with them; the first third of the questions warms
up. Embedding the question is part of ours and not of the matmul. Before each the machine comes to rest: threads of the
one before, above all those of the matmul, turn idly for a while.
"""

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from domain.documents import Kind
from domain.replies import EVERYWHERE, Scope
from evals.datasets.questions import BUNDLED, load
from evals.harness.metrics import late

if TYPE_CHECKING:
    from bootstrap import Study
    from domain.ports import Embedder, Vectors

DEEP = 10
_REST = 0.25  # seconds


def main() -> None:
    """Open, search, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--questions", type=Path, default=BUNDLED)
    args = parser.parse_args()
    began = perf_counter()
    from bootstrap import build_study  # what importing takes is part of the first search
    from settings import Settings

    study = build_study(Settings.load(args.library))
    questions = [gold.question for gold in load(args.questions) if not gold.history]
    study.search(questions[0])
    first = perf_counter() - began
    study.open_index()
    found = measured(study, questions[1:])
    recall = _recall(args.library, study.embedder, study.embedder.embed(questions))
    print(json.dumps({"first search": first, **found, **recall}))
    study.close()


def measured(study: "Study", questions: Sequence[str]) -> dict[str, float]:
    """Milliseconds, shares and megabytes."""
    for question in questions[: len(questions) // 3]:
        study.search(question)
    light = resident()
    matrix = study.library.embedded()[1]
    vectors = study.embedder.embed(questions)
    ways: dict[str, Callable[[int], object]] = {"matmul": lambda n: exact(matrix, vectors[n])}
    for name, scopes in _scopes(study).items():
        turn = cycle(scopes)
        ways[name] = lambda n, turn=turn: study.search(questions[n], scope=next(turn))  # type: ignore[misc]
    seconds = _timed(ways, len(questions))
    heavy = resident() - matrix.nbytes / 1e6
    found = {f"{name} p50": 1000 * median(taken) for name, taken in seconds.items()}
    found |= {f"{name} p95": 1000 * late(taken) for name, taken in seconds.items()}
    return {**found, "resident": light, "resident, filtered": heavy}


def exact(matrix: "Vectors", vector: "Vectors") -> list[int]:
    """The rows nearest to a vector."""
    import numpy as np

    similarities = matrix @ vector
    best = np.argpartition(-similarities, DEEP)[:DEEP]
    return [int(row) for row in best[np.argsort(-similarities[best])]]


def resident() -> float:
    """Megabytes that this process holds; 0 where there is no /proc."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def _timed(ways: dict[str, Callable[[int], object]], count: int) -> dict[str, list[float]]:
    """Seconds of each way, all of them in turn for each question but those that warm up."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for n in range(count):
        for name, way in ways.items():
            sleep(_REST)
            began = perf_counter()
            way(n)
            if n >= count // 3:
                seconds[name].append(perf_counter() - began)
    return seconds


def _scopes(study: "Study") -> dict[str, list[Scope]]:
    sources = study.library.sources()
    spread = sources[:: max(1, len(sources) // 97)]
    sections = [h for s in spread for p in study.library.passages(s.id)[:1] for h in p.headings[-1:]]
    return {
        "no filter": [EVERYWHERE],
        "one source": [Scope(frozenset({source.id})) for source in spread],
        "kind, 1 in 10": [Scope(kinds=frozenset({Kind.WEB}))],
        "kind, 9 in 10": [Scope(kinds=frozenset({Kind.NOTE}))],
        "one section": [Scope(section=section) for section in sections],
    }


def _recall(folder: Path, embedder: "Embedder", vectors: "Vectors") -> dict[str, float]:
    """How many of the ten nearest vectors of each shelf are the first ten that Chroma finds."""
    import numpy as np

    from index.chroma.client import ChromaFolder
    from index.chroma.vectors import VectorIndex
    from index.search.numbering import passage_numbers
    from index.search.snapshot import CANDIDATES
    from index.sqlite.contents import state_of
    from index.sqlite.store import Store
    from index.vectors.matrix import matrix_of

    hits: list[bool] = []
    with Store(folder).reading() as snapshot:
        state = state_of(snapshot)
        index = VectorIndex(ChromaFolder(folder / "chroma"), state.stamp)
        for shelf in passage_numbers(snapshot).shelves:
            matrix = matrix_of(snapshot, embedder, shelf)
            rows = list(matrix.rows.values())
            nearest = index.query(shelf, vectors, CANDIDATES, len(rows), state.version)
            for vector, digests in zip(vectors, nearest, strict=True):
                similarities = matrix.vectors @ vector
                tenth = np.partition(similarities[rows], -DEEP)[-DEEP] - 1e-6  # as near as the tenth counts as found
                hits += [bool(similarities[matrix.rows[d]] >= tenth) for d in digests[:DEEP]]
        index.close()
    return {"recall@10 of Chroma": sum(hits) / len(hits)}


if __name__ == "__main__":
    main()
