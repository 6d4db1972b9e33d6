"""What each step of the search gives: python -m evals.ablation [BENCHMARK ...] [--queries 200] [--documents 600].

Always over the bundled notes and their gold questions, and over a sample of each benchmark that
`evals/datasets/public.py` reads: so many of its queries, the documents that answer them, and so many others. Steps
that were tried and left out are marked with an asterisk.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from bootstrap import build_study
from domain.documents import Passage
from domain.replies import Hit, Question
from evals.bench import figures, spread, written
from evals.datasets.public import Benchmark, load
from evals.datasets.questions import BUNDLED, as_question
from evals.datasets.questions import load as golds
from evals.harness.metrics import search_figures
from evals.ranking import WAYS, Ranker
from settings import HERE, Settings

Ranked = Callable[[Question], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Set:
    """Notes to search, and how a way of ranking does on their questions."""

    name: str
    folder: Path
    score: Callable[[Ranked], Mapping[str, float]]


def main() -> None:
    """Sync each set, rank its questions in every way, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benchmarks", type=Path, nargs="*")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--documents", type=int, default=600)
    args = parser.parse_args()
    table: dict[str, list[float]] = defaultdict(list)
    heads: list[str] = []
    with TemporaryDirectory() as work:
        for one in _sets(args.benchmarks, args.queries, args.documents, Path(work)):
            for way, found in _measured(one, Path(work, "libraries", one.name)):
                table[way] += found.values()
                if way == next(iter(WAYS)):
                    heads += [f"{one.name} {name}" for name in found]
                print(f"{one.name:12} {way:48} " + "  ".join(f"{k} {v:.3f}" for k, v in found.items()), flush=True)
    print(f"\n| | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}")
    for way, cells in table.items():
        print(f"| {way} | {' | '.join(f'{cell:.3f}' for cell in cells)} |")


def _sets(benchmarks: Sequence[Path], queries: int, documents: int, work: Path) -> Iterator[Set]:
    yield Set("bundled", HERE / "notes", _bundled)
    for path in benchmarks:
        sample = _sampled(load(path), queries, documents)
        folder = work / "notes" / sample.name
        yield Set(sample.name, folder, _scorer(sample, written(sample, folder)))


def _sampled(benchmark: Benchmark, queries: int, documents: int) -> Benchmark:
    asked = spread([query for query in benchmark.queries if query.id in benchmark.gains], queries)
    wanted = {document for query in asked for document in benchmark.gains[query.id]}
    wanted |= set(list(benchmark.documents)[:: max(1, len(benchmark.documents) // documents)])
    kept = {name: text for name, text in benchmark.documents.items() if name in wanted}
    return Benchmark(benchmark.name, kept, asked, benchmark.gains)


def _bundled(rank: Ranked) -> Mapping[str, float]:
    found = [
        (gold, [Hit(passage, 0.0, ()) for passage in rank(as_question(gold))])
        for gold in golds(BUNDLED)
        if gold.answerable
    ]
    return {name: value for name, value in search_figures(found).items() if name in ("recall_2000", "mrr")}


def _scorer(benchmark: Benchmark, notes: Mapping[str, str]) -> Callable[[Ranked], Mapping[str, float]]:
    def score(rank: Ranked) -> Mapping[str, float]:
        values = []
        for query in benchmark.queries:
            passages = rank(Question(query.text, query.history))
            documents = list(dict.fromkeys(notes[Path(passage.source.location).name] for passage in passages))
            values.append(figures(documents, benchmark.gains[query.id])["nDCG@5"])
        return {"nDCG@5": fmean(values)}

    return score


def _measured(one: Set, library: Path) -> Iterator[tuple[str, Mapping[str, float]]]:
    study = build_study(Settings.load(library))
    study.sync([one.folder])
    ranker = Ranker(study)
    for way in WAYS:
        yield way, one.score(lambda question, way=way: ranker.ranked(way, question))  # type: ignore[misc]
    study.close()


if __name__ == "__main__":
    main()
