"""Fit when to refuse: python -m evals.refusal prints the weights of answer/evidence.py, and what they do.

Cases: the gold questions over the bundled notes as they are; again with every passage taken away that holds the gold
evidence, where the right reply is a refusal; and over a library of each single note, where a question on another
note has no answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from answer.evidence import WEIGHTS, signs
from answer.extractive import HITS, ExtractiveAnswerer
from answer.wanted import tells
from bootstrap import Study
from evals.metrics import Gold, holds, norm
from evals.questions import BUNDLED, as_question, load
from evals.studies import study_over
from settings import HERE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

REFUSED = 0.04  # of the answerable questions: what the score to reach is chosen for
_WEIGHT = {"full": 2.0, "removed": 0.3, "single": 0.4}  # of one case: the further from real use, the less
_EVERY = 4  # of the questions on other notes, one in so many is asked to a single note
_RIDGE = 2.0


@dataclass(frozen=True, slots=True)
class Case:
    """One question to one library."""

    kind: str
    answerable: bool
    told: bool  # whether what is told is of the kind asked for
    signs: dict[str, float]


def main() -> None:
    """Build the cases, fit, print."""
    cases = list(_cases(load(BUNDLED)))
    weights, score = _fitted(cases)
    print("WEIGHTS =", {name: round(value, 2) for name, value in weights.items()})
    print(f"ENOUGH = {score:.2f}")
    for kind in _WEIGHT:
        good = [_refused(c, weights, score) for c in cases if c.kind == kind and c.answerable]
        bad = [_refused(c, weights, score) for c in cases if c.kind == kind and not c.answerable]
        shares = [f"{sum(flags) / len(flags):.3f} of {len(flags)}" if flags else "none" for flags in (good, bad)]
        print(f"{kind:8} refused: answerable {shares[0]}, unanswerable {shares[1]}")


def _cases(golds: Sequence[Gold]) -> Iterator[Case]:
    notes = sorted((HERE / "notes").glob("*.md"))
    with study_over(HERE / "notes") as study:
        for gold in golds:
            yield from _case(study, gold, "full", gold.answerable)
            if gold.answerable and gold.type != "list":
                yield from _case(study, gold, "removed", False)
    for number, note in enumerate(notes):
        text = norm(note.read_text(encoding="utf-8"))
        with study_over(note) as study:
            for place, gold in enumerate(golds):
                here = any(norm(span) in text for span in gold.evidence)
                if here or (place + number) % _EVERY == 0:
                    yield from _case(study, gold, "single", here)


def _case(study: Study, gold: Gold, kind: str, answerable: bool) -> Iterator[Case]:
    answerer = study.answerer
    assert isinstance(answerer, ExtractiveAnswerer)
    asked_as = answerer.resolve(as_question(gold))
    hits = study.search(asked_as, limit=3 * HITS)
    left = [hit for hit in hits if kind != "removed" or not holds(gold, hit.passage.text)][:HITS]
    if weighed := answerer.weigh(asked_as, left):
        told = tells(asked_as, [f"{' '.join(unit.trail)} {unit.plain}" for unit in weighed.told], answerer.words)
        yield Case(kind, answerable, told, signs(weighed, answerer.words))


def _fitted(cases: Sequence[Case]) -> tuple[dict[str, float], float]:
    """Ridge logistic regression by Newton's method over the cases that only it can decide; the score to reach."""
    import numpy as np

    open_cases = [case for case in cases if case.told]
    rows = np.array([[case.signs[name] for name in WEIGHTS] for case in open_cases])
    spread = np.where(rows.std(0) > 0, rows.std(0), 1.0)
    scaled, right = rows / spread, np.array([float(case.answerable) for case in open_cases])
    weight = np.array([_WEIGHT[case.kind] for case in open_cases])
    ridge = _RIDGE * np.diag([float(name != "bias") for name in WEIGHTS])
    found = np.zeros(len(WEIGHTS))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (weight * (right - chance)) - ridge @ found
        found = found + np.linalg.solve((scaled.T * (weight * chance * (1 - chance))) @ scaled + ridge, slope)
    weights = dict(zip(WEIGHTS, (found / spread).tolist(), strict=True))
    good = [
        _score(case, weights) if case.told else -np.inf for case in cases if case.answerable and case.kind == "full"
    ]
    return weights, float(np.quantile(good, REFUSED, method="higher"))


def _score(case: Case, weights: dict[str, float]) -> float:
    return sum(weights[name] * value for name, value in case.signs.items())


def _refused(case: Case, weights: dict[str, float], score: float) -> bool:
    return not case.told or _score(case, weights) < score


if __name__ == "__main__":
    main()
