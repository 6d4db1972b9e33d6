"""How well notes are read that nothing was tuned for: python -m evals.reading [--split choose] [--show N].

Syncs each set of the split into a library of its own, asks its questions, and prints the figures, by type of question
and by set. `held_out` is for final figures.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from bootstrap import Study
from domain.replies import Answer, Reply
from evals.harness.metrics import late
from evals.reading.figures import Judged, figures, judge
from evals.reading.sets import SPLITS, ReadingQuestion, ReadingSet, load_split
from settings import Settings

Asked = tuple[ReadingQuestion, Reply, float]


def main() -> None:
    """Ask, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS, default="choose")
    parser.add_argument("--show", type=int, default=0, help="print so many replies, drawn by chance, to be read")
    args = parser.parse_args()
    asked = [row for found in load_split(args.split) for row in _ask(found)]
    judged = [judge(question, reply) for question, reply, _ in asked]
    _table("all", judged, head=True)
    for by in ("type", "set"):
        for name in sorted({getattr(j.question, by) for j in judged}):
            _table(name, [j for j in judged if getattr(j.question, by) == name])
    seconds = sorted(took for _, _, took in asked)
    print(f"a warm answer: p50 {1000 * seconds[len(seconds) // 2]:.0f} ms, p95 {1000 * late(seconds):.0f} ms")
    for question, reply, _ in Random(1).sample(asked, args.show):
        _show(question, reply)


def _ask(found: ReadingSet) -> Iterator[Asked]:
    with TemporaryDirectory() as folder:
        study = Study(Settings(library=Path(folder), notes=()))
        study.sync([found.notes])
        for question in found.questions:
            began = perf_counter()
            reply = study.extractive.answer(question.question)
            yield question, reply, perf_counter() - began
        study.close()


def _table(name: str, judged: Sequence[Judged], *, head: bool = False) -> None:
    found = figures(judged)
    if head:
        print(" " * 22 + "".join(f"{what:>17}" for what in found))
    print(f"{name[:21]:22}" + "".join(f"{value:17.3f}" for value in found.values()), flush=True)


def _show(question: ReadingQuestion, reply: Reply) -> None:
    print(f"\n[{question.id}, {question.type}] {question.question.text}")
    print(reply.text if isinstance(reply, Answer) else f"REFUSED: {reply.reason}")
    print("WANTED:", *(question.evidence or ("(no answer)",)), sep="\n  ")


if __name__ == "__main__":
    main()
