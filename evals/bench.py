"""Score a public benchmark beside BM25 and the tutorial pipeline: python -m evals.bench PATH [--questions FILE].

PATH is a BEIR-style folder (also MTRAG's), a SQuAD file, or with --questions a folder of Markdown pages and a file of
JSON lines with `question` and `page`. Needs: pip install --no-deps -r requirements-evals.txt
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from math import log2
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory
from time import perf_counter

from answer.extractive import HITS, ExtractiveAnswerer
from answer.followup.rules import stand_alone
from answer.reading.trees import threshold
from bootstrap import Study, build_study
from domain.replies import Question
from evals.baseline.tutorial import embeddings, split
from evals.datasets.public import Benchmark, Query, load
from evals.harness.metrics import auc, late
from evals.reading.public import is_held_out
from settings import Settings

DEEP = 10
Rank = Callable[[Query], Sequence[str]]  # a query -> document ids, best first


def main() -> None:
    """Write the documents as notes, index them three ways, rank, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--limit", type=int, default=1000, help="queries at most, evenly spread")
    parser.add_argument("--unlearnt", action="store_true", help="of SQuAD only articles that the reader never saw")
    parser.add_argument("--alone", action="store_true", help="neither BM25 nor the tutorial")
    args = parser.parse_args()
    benchmark = load(args.path, args.questions)
    if args.unlearnt:
        benchmark = replace(benchmark, queries=[q for q in benchmark.queries if is_held_out(q.about)])
    queries = spread([q for q in benchmark.queries if q.id in benchmark.gains], args.limit)
    print(f"{benchmark.name}: {len(benchmark.documents):,} documents, {len(queries):,} of its queries")
    with TemporaryDirectory() as folder:
        notes = written(benchmark, Path(folder, "notes"))
        study = build_study(Settings.load(Path(folder, "library")))
        study.sync([Path(folder, "notes")])
        ways: dict[str, Rank] = {"footnote": _footnote(study, notes)}
        if not args.alone:
            ways |= {"BM25": _bm25(benchmark), "tutorial": _tutorial(Path(folder), notes)}
        for name, way in ways.items():
            _print(name, *_measured(way, queries, benchmark.gains))
        _refusals(study, spread([q for q in benchmark.queries if q.answerable is not None], args.limit))
        study.close()


def spread(rows: Sequence[Query], most: int) -> list[Query]:
    """At most so many of the queries, evenly spread over them."""
    return list(islice(rows[:: max(1, -(-len(rows) // most))], most))


def written(benchmark: Benchmark, folder: Path) -> dict[str, str]:
    """One note a document; ids of documents by the name of their file."""
    folder.mkdir(parents=True)
    names = {f"{number:07}.md": document for number, document in enumerate(benchmark.documents)}
    for name, document in names.items():
        (folder / name).write_text(benchmark.documents[document], encoding="utf-8")
    return names


def _footnote(study: Study, notes: Mapping[str, str]) -> Rank:
    def rank(query: Query) -> list[str]:
        hits = study.search(_stand_alone(query), limit=3 * DEEP)
        return list(dict.fromkeys(notes[Path(hit.passage.source.location).name] for hit in hits))

    return rank


def _stand_alone(query: Query) -> str:
    return stand_alone(Question(query.text, query.history))


def _bm25(benchmark: Benchmark) -> Rank:
    import bm25s
    import Stemmer

    stemmer, ids = Stemmer.Stemmer("english"), list(benchmark.documents)
    index = bm25s.BM25()
    texts = list(benchmark.documents.values())
    index.index(bm25s.tokenize(texts, stemmer=stemmer, show_progress=False), show_progress=False)

    def rank(query: Query) -> list[str]:
        asked = bm25s.tokenize([query.text], stemmer=stemmer, show_progress=False)
        found, _ = index.retrieve(asked, k=min(DEEP, len(ids)), show_progress=False)
        return [ids[place] for place in found[0]]

    return rank


def _tutorial(folder: Path, notes: Mapping[str, str]) -> Rank:
    from langchain_chroma import Chroma

    store = Chroma.from_documents(split([folder / "notes"]), embeddings(), persist_directory=str(folder / "tutorial"))

    def rank(query: Query) -> list[str]:
        found = store.similarity_search(query.text, k=3 * DEEP)
        return list(dict.fromkeys(notes[document.metadata["source"]] for document in found))

    return rank


def _measured(
    way: Rank, queries: Sequence[Query], gains: Mapping[str, Mapping[str, float]]
) -> tuple[dict[str, float], list[float]]:
    rows, seconds = [], []
    for query in queries:
        began = perf_counter()
        ranked = way(query)
        seconds.append(perf_counter() - began)
        rows.append(figures(ranked, gains[query.id]))
    return {name: fmean(row[name] for row in rows) for name in rows[0]}, seconds


def figures(ranked: Sequence[str], gains: Mapping[str, float]) -> dict[str, float]:
    """Of one query: nDCG (Järvelin and Kekäläinen 2002, linear gain), recall and reciprocal rank."""

    def dcg(values: Sequence[float]) -> float:
        return sum(value / log2(place + 2) for place, value in enumerate(values))

    best = sorted(gains.values(), reverse=True)
    got = [gains.get(document, 0.0) for document in ranked]
    first = next((1 / place for place, gain in enumerate(got[:DEEP], 1) if gain > 0), 0.0)
    relevant = sum(gain > 0 for gain in best) or 1
    return {
        "nDCG@5": dcg(got[:5]) / (dcg(best[:5]) or 1),
        "nDCG@10": dcg(got[:10]) / (dcg(best[:10]) or 1),
        "recall@5": sum(gain > 0 for gain in got[:5]) / relevant,
        "recall@10": sum(gain > 0 for gain in got[:10]) / relevant,
        "MRR@10": first,
    }


def _print(name: str, found: Mapping[str, float], seconds: Sequence[float]) -> None:
    told = "  ".join(f"{what} {value:.3f}" for what, value in found.items())
    print(f"{name:10} {told}  p50 {1000 * median(seconds):.0f} ms  p95 {1000 * late(seconds):.0f} ms", flush=True)


def _refusals(study: Study, queries: Sequence[Query]) -> None:
    """How well the score of the evidence tells what can be answered, and what the answerer does with it."""
    scores = {flag: [_score(study, q) for q in queries if q.answerable is flag] for flag in (True, False)}
    if not all(scores.values()):
        return
    refused = {flag: fmean(score < 0 for score in found) for flag, found in scores.items()}
    print(
        f"refusal    AUC {auc(scores[True], scores[False]):.3f} over {len(queries):,}  "
        f"refused: answerable {refused[True]:.3f}, unanswerable {refused[False]:.3f}"
    )


def _score(study: Study, query: Query) -> float:
    """By how much the evidence is enough; below 0 is a refusal."""
    answerer = study.answerer
    assert isinstance(answerer, ExtractiveAnswerer)
    asked_as = answerer.resolve(Question(query.text, query.history))
    findings = answerer.read(asked_as, study.search(asked_as, limit=HITS))
    return findings.answered - threshold("enough") if findings else -1.0


if __name__ == "__main__":
    main()
