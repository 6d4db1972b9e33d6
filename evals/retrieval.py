"""Search on the gold questions beside the tutorial pipeline: python -m evals.retrieval [--questions FILE].

Needs: pip install --no-deps -r requirements-evals.txt
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from answer.followup.rules import stand_alone
from bootstrap import build_study
from domain.documents import Kind, Passage, Source
from domain.replies import Hit
from evals.baseline.tutorial import embeddings, split
from evals.datasets.questions import BUNDLED, as_question, load
from evals.harness.metrics import Gold, search_figures
from evals.harness.rows import Row, told
from settings import HERE, Settings

DEEP = 10
Found = list[tuple[Gold, Sequence[Hit]]]


def main() -> None:
    """Index the notes both ways, search for every question, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=Path, nargs="+", default=[HERE / "notes"])
    parser.add_argument("--questions", type=Path, default=BUNDLED)
    args = parser.parse_args()
    for _ in told(rows(args.notes, args.questions)):
        pass


def rows(notes: Sequence[Path], questions: Path) -> Iterator[Row]:
    """Ours beside the tutorial's, which searches follow-ups as they are typed."""
    golds = load(questions)
    with TemporaryDirectory() as folder:
        study = build_study(Settings.load(Path(folder, "library")))
        study.sync(notes)
        began = perf_counter()
        mine = search_figures([(gold, study.search(stand_alone(as_question(gold)))) for gold in golds])
        seconds = perf_counter() - began
        study.close()
        began = perf_counter()
        theirs, spent = _tutorial(golds, list(notes), Path(folder, "index"))
    for name, value in mine.items():
        yield Row(f"search, {name}", value, theirs[name], ".0f" if "chars" in name else ".3f")
    yield Row("search, a question", 1000 * seconds / len(golds), 1000 * spent / len(golds), ".1f", " ms")


def _tutorial(golds: Sequence[Gold], notes: list[Path], index: Path) -> tuple[dict[str, float], float]:
    from langchain_chroma import Chroma

    store = Chroma.from_documents(split(notes), embeddings(), persist_directory=str(index))
    began = perf_counter()
    found: Found = [
        (gold, [_hit(document.page_content) for document in store.similarity_search(gold.question, k=DEEP)])
        for gold in golds
    ]
    return search_figures(found), perf_counter() - began


def _hit(text: str) -> Hit:
    source = Source("note:tutorial", Kind.NOTE, "", "", "")
    return Hit(Passage(source, 0, len(text), text), 0.0, ())


if __name__ == "__main__":
    main()
