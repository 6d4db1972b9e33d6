"""Fit how sentences are chosen: python -m evals.reading.calibrate writes answer/reading/relevance.json.

Over the choosing sets: boosted trees from a sentence's signs to whether it belongs to the answer (the first look),
others from what these say of all sentences (the second look), others again from the signs of what is told to whether it
is an answer, and the two chances from which on something is told. Chances that later trees and thresholds are fitted on
are out of fold, folds being sets of notes; so are the figures that are printed.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from answer.extractive import HITS
from answer.reading.candidate import Candidate
from answer.reading.relevance import Senses, answer_signs, candidates_in, seen, seen_again
from answer.reading.second_look import signs_among
from answer.reading.selection import select
from answer.reading.trees import FILE, Trees
from answer.reading.windows import windows_of
from bootstrap import Study
from claims.scoring import WeightedTerms, weighted_terms
from evals.harness.metrics import auc
from evals.reading.figures import holds, words
from evals.reading.records import BELONGS, BESIDE, FINE, label_of, strange
from evals.reading.sets import ReadingQuestion, ReadingSet, load_split, spans_of
from settings import Settings

FOLDS = 5
WRONGLY_REFUSED = 0.05  # of the answerable questions: what the chance of an answer is chosen for
BESIDE_THE_POINT = 0.85  # what a share of sentences beside the point costs, where one of complete answers gains 1
FIRST_LOOK = {"n_estimators": 160, "learning_rate": 0.07, "max_depth": 4, "min_samples_leaf": 60, "subsample": 0.5}
SECOND_LOOK = {"n_estimators": 80, "learning_rate": 0.07, "max_depth": 3, "min_samples_leaf": 80, "subsample": 0.5}
ANSWER = {"n_estimators": 60, "learning_rate": 0.06, "max_depth": 3, "min_samples_leaf": 30, "subsample": 0.5}


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its candidates in the order of the windows, and a label for each."""

    set: str  # whose notes it is asked of
    question: ReadingQuestion
    asked: WeightedTerms
    candidates: tuple[Candidate, ...]
    labels: tuple[int, ...]


def main() -> None:
    """Read the choosing sets, fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="print the figures and write nothing")
    args = parser.parse_args()
    sets = load_split("choose")
    cases = [case for found in sets for case in cases_of(found, sets)]
    names = sorted({case.set for case in cases})
    folds = [frozenset(names[n::FOLDS]) for n in range(FOLDS)]
    seen_once = [case for fold in folds for case in _out_of_fold(cases, fold, _first_look, seen)]
    judged = [case for fold in folds for case in _out_of_fold(seen_once, fold, _second_look, seen_again)]
    chances = [c for fold in folds for c in _answered_out_of_fold(judged, fold)]
    thresholds = _thresholds(chances)
    if not args.dry:
        held: dict[str, Any] = {
            "first look": _first_look(cases),
            "second look": _second_look(seen_once),
            "answer": _answer_trees(judged),
        }
        FILE.write_text(json.dumps({**held, "thresholds": thresholds}, separators=(",", ":")) + "\n", encoding="utf-8")


def cases_of(found: ReadingSet, others: Sequence[ReadingSet]) -> Iterator[Case]:
    """The questions of a set, and some that only others answer, each with what the product would choose from."""
    with TemporaryDirectory() as folder:
        study = Study(Settings(library=Path(folder), notes=()))
        study.sync([found.notes])
        documents = [study.library.document(source.id) for source in study.library.sources()]
        vocabulary = study.library.words
        senses = Senses(study.scorer, study.extractive.embedder, vocabulary)
        for question in (*found.questions, *strange(found, others)):
            asked_as = study.extractive.resolve(question.question)
            windows = windows_of(study.search(asked_as, limit=HITS), study.library)
            wanted = [p for places in spans_of(question.evidence, documents).values() for p in places]
            fine = [p for places in spans_of(question.also_ok, documents).values() for p in places]
            candidates = candidates_in(weighted_terms(asked_as, vocabulary), windows, senses)
            labels = tuple(label_of(c.unit, wanted, fine) for c in candidates)
            if candidates:
                yield Case(found.name, question, weighted_terms(asked_as, vocabulary), tuple(candidates), labels)
        study.close()


def _fit(rows: Sequence[dict[str, float]], right: Sequence[bool], settings: dict[str, Any]) -> dict[str, Any]:
    """Trees as JSON: gradient boosting by scikit-learn, its public arrays written out."""
    import numpy as np
    from sklearn.ensemble import GradientBoostingClassifier

    signs = list(rows[0])
    values = np.array([[float(row[name]) for name in signs] for row in rows])
    model = GradientBoostingClassifier(random_state=0, max_features=0.5, **settings).fit(values, np.array(right))
    share = float(np.mean(right))
    trees = [_nodes(estimator.tree_, settings["learning_rate"]) for estimator in model.estimators_[:, 0]]
    return {"signs": signs, "bias": round(float(np.log(share / (1 - share))), 5), "trees": trees}


def _nodes(tree: Any, rate: float) -> list[list[float]]:  # noqa: ANN401  # scikit-learn's, not typed
    found: list[list[float]] = []
    for n in range(tree.node_count):
        if tree.children_left[n] == -1:
            found.append([round(float(rate * tree.value[n, 0, 0]), 5)])
        else:
            sides = int(tree.children_left[n]), int(tree.children_right[n])
            found.append([int(tree.feature[n]), round(float(tree.threshold[n]), 5), *sides])
    return found


def _first_look(cases: Sequence[Case]) -> dict[str, Any]:
    return _sentence_trees(cases, FIRST_LOOK, lambda case: [dict(c.signs) for c in case.candidates])


def _second_look(cases: Sequence[Case]) -> dict[str, Any]:
    return _sentence_trees(cases, SECOND_LOOK, lambda case: list(signs_among(case.candidates)))


def _sentence_trees(
    cases: Sequence[Case], settings: dict[str, Any], signs: Callable[[Case], list[dict[str, float]]]
) -> dict[str, Any]:
    pairs = [pair for case in cases for pair in zip(signs(case), case.labels, strict=True) if pair[1] != FINE]
    return _fit([found for found, _ in pairs], [label == BELONGS for _, label in pairs], settings)


def _out_of_fold(
    cases: Sequence[Case],
    fold: frozenset[str],
    fit: Callable[[Sequence[Case]], dict[str, Any]],
    look: Callable[[Sequence[Candidate], Trees], list[Candidate]],
) -> Iterator[Case]:
    """The cases of a fold with chances by trees that never saw their sets, in the order that the look gives them."""
    trees = Trees.of(fit([case for case in cases if case.set not in fold]))
    for case in cases:
        if case.set in fold:
            labels = {(c.window, c.unit.place): label for c, label in zip(case.candidates, case.labels, strict=True)}
            found = look(case.candidates, trees)
            ordered = tuple(labels[c.window, c.unit.place] for c in found)
            yield replace(case, candidates=tuple(found), labels=ordered)


def _answer_trees(judged: Sequence[Case]) -> dict[str, Any]:
    rows = [answer_signs(case.asked, case.candidates, select(case.candidates).told) for case in judged]
    return _fit(rows, [case.question.answerable for case in judged], ANSWER)


def _answered_out_of_fold(judged: Sequence[Case], fold: frozenset[str]) -> Iterator[tuple[Case, float]]:
    trees = Trees.of(_answer_trees([case for case in judged if case.set not in fold]))
    for case in judged:
        if case.set in fold:
            yield case, trees.chance(answer_signs(case.asked, case.candidates, select(case.candidates).told))


def _thresholds(chances: Sequence[tuple[Case, float]]) -> dict[str, float]:
    """The two thresholds, with the figures that they and their neighbours give."""
    good = sorted(chance for case, chance in chances if case.question.answerable)
    bad = [chance for case, chance in chances if case.question.type == "unanswerable"]
    far = [chance for case, chance in chances if case.question.type == "stranger"]
    enough = good[int(WRONGLY_REFUSED * len(good))]
    print(f"{len(good)} answerable, {len(bad)} not; AUC {auc(good, bad):.3f}")
    refused = [sum(chance < enough for chance in each) / len(each) for each in (bad, far)]
    print(f"enough {enough:.3f}: refused {refused[0]:.3f} of near misses, {refused[1]:.3f} of {len(far)} strangers")
    told, best = 0.5, -1.0
    for chance in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        complete, off = _told([case for case, c in chances if case.question.answerable and c >= enough], chance)
        print(f"told from {chance:.2f}: complete {complete * (1 - WRONGLY_REFUSED):.3f}, off topic {off:.3f}")
        if (found := complete - BESIDE_THE_POINT * off) > best:
            told, best = chance, found
    return {"told": told, "enough": round(enough, 4)}


def _told(cases: Sequence[Case], chance: float) -> tuple[float, float]:
    """The share of cases of which all evidence is told, and of what is told beside the point."""
    complete, off, told = 0, 0, 0
    for case in cases:
        kept = {id(c) for c in select(case.candidates, chance).told}
        quotes = [words(c.unit.plain) for c in case.candidates if id(c) in kept]
        complete += all(any(holds(quote, words(piece)) for quote in quotes) for piece in case.question.evidence)
        off += sum(label == BESIDE and id(c) in kept for c, label in zip(case.candidates, case.labels, strict=True))
        told += len(kept)
    return complete / len(cases), off / max(1, told)


if __name__ == "__main__":
    main()
