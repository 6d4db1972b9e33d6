"""The README's figures: python -m evals.run [--notes DIR] [--questions FILE] [--misses]."""

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from answer.followup.rules import stand_alone
from bootstrap import build_study
from domain.replies import Answer, Reply
from evals.datasets.questions import BUNDLED, as_question, load
from evals.harness.metrics import Gold, ask_figures, is_grounded, is_right, search_figures
from settings import HERE, Settings


def main() -> None:
    """Sync into a fresh library, search and ask every question, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=Path, nargs="+", default=[HERE / "notes"])
    parser.add_argument("--questions", type=Path, default=BUNDLED)
    parser.add_argument("--misses", action="store_true", help="print the questions that went wrong")
    args = parser.parse_args()
    golds = load(args.questions)
    with TemporaryDirectory() as folder:
        study = build_study(Settings.load(Path(folder)))
        began = perf_counter()
        report = study.sync(args.notes)
        print(f"{report.passages:,} passages synced in {perf_counter() - began:.1f} s")
        found = [(gold, study.search(stand_alone(as_question(gold)))) for gold in golds]
        _table("search", search_figures(found))
        replies = [(gold, study.answerer.answer(as_question(gold))) for gold in golds]
        _table("ask", ask_figures(replies))
        _table("right by type", _by_type(replies))
        if args.misses:
            _misses(replies)
        study.close()


def _table(title: str, figures: Mapping[str, float]) -> None:
    print(f"\n{title}")
    for name, value in figures.items():
        print(f"  {name:26} {value:.3f}")


def _by_type(replies: list[tuple[Gold, Reply]]) -> dict[str, float]:
    asked = Counter(g.type for g, _ in replies if g.answerable)
    right = Counter(g.type for g, r in replies if g.answerable and is_right(g, r))
    return {name: right[name] / count for name, count in sorted(asked.items())}


def _misses(replies: list[tuple[Gold, Reply]]) -> None:
    for gold, reply in replies:
        answered = isinstance(reply, Answer)
        if answered != gold.answerable or (gold.answerable and not is_right(gold, reply)):
            print(f"\n[{gold.id}] {gold.question}  =>  {reply.asked_as}\n  wanted {gold.keywords} {gold.evidence[:2]}")
            print("  got   ", reply.text.replace("\n", " ") if isinstance(reply, Answer) else f"REFUSED {reply.reason}")
        elif gold.answerable and not is_grounded(gold, reply):
            print(f"\n[{gold.id}] right but elsewhere: {reply.text if isinstance(reply, Answer) else ''}")


if __name__ == "__main__":
    main()
