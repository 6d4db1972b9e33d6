"""Vectors alone, made up from those of a library: compared in memory, and in a graph of neighbours."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from bootstrap import build_study
from evals.datasets.growing import NOISE
from evals.datasets.questions import BUNDLED, load
from evals.harness.metrics import late
from evals.speed.searching import DEEP, exact, resident
from index.chroma.client import ChromaFolder
from index.chroma.vectors import BATCH, GRAPH, VectorIndex
from index.vectors.matrix import Matrix
from settings import Settings

if TYPE_CHECKING:
    from domain.ports import Vectors

_GRAPHS = [(16, 100, 100), (16, 200, 200), (32, 200, 200), (32, 400, 400)]
_QUERIES = 200


def vectors_alone(seed: Path, count: int) -> Iterator[tuple[str, str]]:
    """Our comparison in memory, Chroma and the matmul over so many vectors."""
    vectors, queries = _made_up(seed, count)
    yield from _compared(vectors, queries)
    yield from _measured(vectors, queries, GRAPH)


def graphs(seed: Path, count: int) -> Iterator[tuple[str, str]]:
    """The same vectors in graphs with other parameters; the first is Chroma's default."""
    vectors, queries = _made_up(seed, count)
    for neighbors, construction, search in _GRAPHS:
        graph = {**GRAPH, "max_neighbors": neighbors, "ef_construction": construction, "ef_search": search}
        yield f"max_neighbors {neighbors}, ef {construction} / {search}", ""
        yield from _measured(vectors, queries, graph)


def _made_up(seed: Path, count: int) -> "tuple[Vectors, Vectors]":
    """The seed's vectors again and again, each time turned anew, and vectors of real questions."""
    import numpy as np

    study = build_study(Settings.load(seed))
    queries = study.embedder.embed([gold.question for gold in load(BUNDLED)][:_QUERIES])
    own = study.library.embedded()[1][:count]
    study.close()
    dice = np.random.default_rng(0)
    vectors = np.empty((count, own.shape[1]), dtype=np.float32)
    for start in range(0, count, len(own)):
        part = own[: count - start]
        noise = dice.standard_normal(part.shape, dtype=np.float32) * (NOISE / part.shape[1] ** 0.5 if start else 0.0)
        moved = part + noise.astype(np.float32)
        vectors[start : start + len(part)] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return vectors, queries


def _compared(vectors: "Vectors", queries: "Vectors") -> Iterator[tuple[str, str]]:
    import numpy as np

    matrix = Matrix(np.arange(len(vectors)), vectors, {})
    seconds = []
    for query in queries:
        began = perf_counter()
        numbers, cosines = matrix.compared(query, None)
        numbers[np.argsort(-cosines)[:DEEP]]
        seconds.append(perf_counter() - began)
    yield "compared, p50 / p95", f"{1000 * median(seconds):.1f} / {1000 * late(seconds):.1f} ms"


def _measured(vectors: "Vectors", queries: "Vectors", graph: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        before = resident()
        index = VectorIndex(ChromaFolder(Path(folder)), "made up", graph)
        began = perf_counter()
        for start in range(0, len(vectors), BATCH):
            names = [str(row) for row in range(start, min(start + BATCH, len(vectors)))]
            index.add("all", names, vectors[start : start + BATCH], "")
        seconds = perf_counter() - began
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
        grown = resident() - before
        yield (
            "built",
            f"{seconds:.0f} s, {len(vectors) / seconds:,.0f} a second, {grown:,.0f} MB, {size:,.0f} MB on disk",
        )
        ours, theirs, hits = [], [], 0
        for query in queries:
            began = perf_counter()
            (found,) = index.query("all", query[None], DEEP, len(vectors), "")
            ours.append(perf_counter() - began)
            began = perf_counter()
            best = exact(vectors, query)
            theirs.append(perf_counter() - began)
            hits += len({str(row) for row in best} & set(found))
        index.close()
    yield "Chroma, recall@10, ten asked for", f"{hits / (DEEP * len(queries)):.4f}"
    yield "Chroma, p50 / p95", f"{1000 * median(ours):.1f} / {1000 * late(ours):.1f} ms"
    yield "exact matmul, p50 / p95", f"{1000 * median(theirs):.1f} / {1000 * late(theirs):.1f} ms"
