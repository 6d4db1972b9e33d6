"""What each rule that is left in answering gives: python -m evals.rules takes one off after the other.

Printed for every rule: how the figures over a split of the reading sets and over the bundled gold questions change
without it. A rule that gains nothing has no place in `answer/`.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from answer import extractive
from answer.extractive import ExtractiveAnswerer
from answer.reading import selection, windows
from bootstrap import Study
from domain.ports import Words
from domain.replies import Question, Reply
from evals.datasets.questions import BUNDLED, as_question, load
from evals.harness.metrics import ask_figures
from evals.reading.figures import figures, judge
from evals.reading.sets import SPLITS, ReadingQuestion, load_split
from language import sentences
from settings import HERE, Settings

READING = ("complete", "off_topic", "wrongly_refused", "rightly_refused")
GOLD = ("right", "cites_gold_evidence", "refused_unanswerable", "refused_answerable")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, and what takes its place when it is off: a constant or function of a module."""

    name: str
    module: ModuleType
    attribute: str
    off: Any


class Unmended:
    """A vocabulary that mends no spelling."""

    def __init__(self, words: Words) -> None:
        """Everything else is left to `words`."""
        self.terms, self.rarity, self.knows = words.terms, words.rarity, words.knows

    def mend(self, text: str, /) -> str:
        """The text as it is."""
        return text


def _as_it_is(question: Question) -> str:
    return question.text


RULES = (
    Rule("a follow-up is made to stand alone", extractive, "stand_alone", _as_it_is),
    Rule("what stands beside the best passages is read", windows, "AROUND", 0),
    Rule("passages that follow one another are read together", windows, "LONGEST", 0),
    Rule("what is said is not said again", sentences, "SAID", 2.0),
    Rule("an answer has a most of words", selection, "WORDS", 10_000),
)


def main() -> None:
    """Ask all questions with all rules, then without each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS, default="choose")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="of the sets of the split one in so many")
    args = parser.parse_args()
    with ExitStack() as opened:
        sets = [
            (opened.enter_context(_study(found.notes)), found.questions)
            for found in load_split(args.split)[:: args.every]
        ]
        bundled = opened.enter_context(_study(HERE / "notes"))
        print(f"{'':52}" + "".join(f"{name[:15]:>17}" for name in (*READING, *GOLD)))
        _print("all rules", _measured(sets, bundled))
        _print("misspellings are mended", _measured(sets, bundled, mended=False))
        for rule in RULES:
            with _without(rule):
                _print(rule.name, _measured(sets, bundled))


@contextmanager
def _study(notes: Path) -> Iterator[Study]:
    with TemporaryDirectory() as folder:
        study = Study(Settings(library=Path(folder), notes=()))
        study.sync([notes])
        yield study
        study.close()


@contextmanager
def _without(rule: Rule) -> Iterator[None]:
    kept = getattr(rule.module, rule.attribute)
    setattr(rule.module, rule.attribute, rule.off)
    try:
        yield
    finally:
        setattr(rule.module, rule.attribute, kept)


def _measured(
    sets: Sequence[tuple[Study, Sequence[ReadingQuestion]]], bundled: Study, *, mended: bool = True
) -> Mapping[str, float]:
    judged = [judge(q, _answer(study, q.question, mended)) for study, questions in sets for q in questions]
    golds = [(gold, _answer(bundled, as_question(gold), mended)) for gold in load(BUNDLED)]
    return {**figures(judged), **ask_figures(golds)}


def _answer(study: Study, question: Question, mended: bool) -> Reply:
    answerer: ExtractiveAnswerer = study.extractive
    return (answerer if mended else replace(answerer, words=Unmended(answerer.words))).answer(question)


def _print(name: str, found: Mapping[str, float]) -> None:
    print(f"{name:52}" + "".join(f"{found[what]:17.3f}" for what in (*READING, *GOLD)), flush=True)


if __name__ == "__main__":
    main()
