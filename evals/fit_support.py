"""Cases -> the weights of claims/judge.py: a logistic regression over the best window of each case.

Which window is the best depends on the weights, so both are found in turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bootstrap import Study
from claims.detectors import against
from claims.features import elsewhere, missing_names, signs
from claims.judge import WEIGHTS
from claims.nearest import ExcerptIndex
from claims.statement import statement_of
from claims.units import units_of
from domain.ports import Embedder
from evals.datasets.claims import Case

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

ROUNDS, RIDGE = 4, 1.0
FALSE = 0.5  # weight of a false case beside a true one: there are many more of them
_DECIDED = {"another number", "another unit", "denied", "exchanged"}  # by rules, not by weights


@dataclass(frozen=True, slots=True)
class Rows:
    """The signs of the windows that nothing speaks against, in order of `WEIGHTS`."""

    kind: str
    supported: bool
    signs: Sequence[Sequence[float]]


def rows_of(case: Case, study: Study, embedder: Embedder) -> Rows:
    """What the weights decide a case from."""
    words = study.library.words
    excerpts = ExcerptIndex(units_of(case.hits, study.documents), embedder, words)
    statement = statement_of(case.claim, excerpts.plain, words)
    free = [
        n
        for n in excerpts.nearest(statement)
        if not against(statement, n.told, words)
        and not elsewhere(missing_names(statement, n.told), statement, n.told, words)
    ]
    found = [signs(statement, n.told, n.cosine, words) for n in free]
    return Rows(case.kind, case.supported, [[row[name] for name in WEIGHTS] for row in found])


def fitted(cases: Sequence[Rows]) -> dict[str, float]:
    """The weights that tell the true cases from the false ones that no rule decides."""
    import numpy as np

    open_cases = [c for c in cases if c.signs and c.kind not in _DECIDED]
    right = np.array([float(c.supported) for c in open_cases])
    each = np.where(right > 0, 1.0, FALSE)
    found = np.array(list(WEIGHTS.values()))
    for _ in range(ROUNDS):
        best = np.array([max(c.signs, key=lambda row: float(np.dot(row, found))) for c in open_cases])
        found = _regression(best, right, each)
    return dict(zip(WEIGHTS, np.round(found, 2).tolist(), strict=True))


def _regression(rows: "Table", right: "Table", each: "Table") -> "Table":
    """Ridge logistic regression by Newton's method; the bias is not held down."""
    import numpy as np

    ridge = RIDGE * np.diag([float(name != "bias") for name in WEIGHTS])
    found = np.zeros(len(WEIGHTS))
    for _ in range(25):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (each * (right - chance)) - ridge @ found
        found = found + np.linalg.solve((rows.T * (each * chance * (1 - chance))) @ rows + ridge, slope)
    return found
