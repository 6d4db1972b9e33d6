"""How well unsupported sentences are told: python -m evals.verification [--shared DIR] [--fit | --ablate].

Claims over the bundled notes, and, with a folder of public data, over SQuAD, other notes, MTRAG and BEGIN. The weights
are fitted on one half of the first two; the other half of both, and all of the rest, is what the figures are of. With
`--ablate` each detector is taken off in turn, and what it is worth is printed.
"""

import argparse
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from answer.generative.verifier import Verified, Verifier
from bootstrap import Study
from claims import detectors
from claims.units import units_of
from domain.replies import Hit, Support
from evals.datasets.claims import Case, as_written, begin, cases, everything, gold, mtrag, squad
from evals.datasets.questions import BUNDLED
from evals.fit_support import fitted, rows_of
from evals.harness.metrics import late
from evals.harness.studies import study_over
from models.remembered import RememberedEmbedder
from settings import HERE

_SQUAD, _MTRAG, _BEGIN = 120, 6, 12  # paragraphs; of the sentences one in so many; of the pairs one in so many


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case, and how long it took by the clock and of the processor."""

    case: Case
    found: Verified
    seconds: float
    processor: float
    beforehand: float  # seconds that its excerpts took, before

    @property
    def unsupported(self) -> bool:
        """Whether the claim was called unsupported."""
        return self.found.support is Support.UNSUPPORTED


def main() -> None:
    """Build the cases, judge each, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with bench/, notes/ and eval/")
    parser.add_argument("--fit", action="store_true", help="fit the weights on the seen half and print them")
    parser.add_argument("--ablate", action="store_true", help="take each detector off in turn")
    parser.add_argument("--misses", default="", help="print the seen cases of this kind that went wrong")
    args = parser.parse_args()
    if args.ablate:
        _ablate(args.shared)
        return
    outcomes: list[Outcome] = []
    rows = []
    for study, found in _corpora(args.shared):
        begun = len(outcomes)
        if args.fit and not any(case.seen for case in found):
            break
        embedder = RememberedEmbedder(study.embedder)
        if args.fit:
            rows += [rows_of(case, study, embedder) for case in found if case.seen]
        else:
            wanted = [case for case in found if case.kind == args.misses or not case.seen]
            outcomes += [_judged(case, study, embedder) for case in wanted]
            _report([o for o in outcomes[begun:] if not o.case.seen])
    if args.fit:
        print("WEIGHTS =", fitted(rows))
        return
    _show([o for o in outcomes if o.case.seen and o.case.kind == args.misses])


def _judged(case: Case, study: Study, embedder: RememberedEmbedder) -> Outcome:
    verifier = Verifier(units_of(case.hits, study.documents), embedder, study.library.words)
    first = time.perf_counter()
    verifier.get_ready()  # as it is done while a model is silent
    began, worked = time.perf_counter(), time.process_time()
    found = verifier.verify(case.claim)
    return Outcome(case, found, time.perf_counter() - began, time.process_time() - worked, began - first)


def _ablate(shared: Path | None) -> None:
    """Of each corpus: false claims that are called unsupported, and true ones, with all detectors and without each."""
    for study, found in _corpora(shared):
        embedder = RememberedEmbedder(study.embedder)
        unseen = [case for case in found if not case.seen]
        true, false = (sum(case.supported is side for case in unseen) for side in (True, False))
        print(f"\n{unseen[0].corpus}: of {false} false claims told, of {true} true ones wrongly called unsupported")
        for off in (None, *detectors.DETECTORS):
            with _without(off):
                outcomes = [_judged(case, study, embedder) for case in unseen]
            told, wrong = (
                sum(o.unsupported for o in outcomes if o.case.supported is side) / max(1, count)
                for side, count in ((False, false), (True, true))
            )
            print(f"  {f'without: {off.kind}' if off else 'all detectors':48} {told:.3f} {wrong:.3f}", flush=True)


@contextmanager
def _without(off: detectors.Detector | None) -> Iterator[None]:
    kept = detectors.DETECTORS
    detectors.DETECTORS = tuple(one for one in kept if one is not off)
    try:
        yield
    finally:
        detectors.DETECTORS = kept


def _report(outcomes: Sequence[Outcome]) -> None:
    """Precision counts against the true claims of the same corpus, as many as there are false ones of the kind."""
    print(f"\n{outcomes[0].case.corpus}", flush=True)
    true = [o for o in outcomes if o.case.supported]
    wrong = sum(o.unsupported for o in true) / max(1, len(true))
    for kind in dict.fromkeys(o.case.kind for o in outcomes):
        group = [o for o in outcomes if o.case.kind == kind]
        share = sum(o.unsupported for o in group) / len(group)
        weak = sum(o.found.support is Support.WEAK for o in group) / len(group)
        if group[0].case.supported:
            print(f"  true   {kind:18} called unsupported {share:.3f}, weak {weak:.3f} of {len(group)}")
        else:
            precision = share / (share + wrong) if share else 0.0
            print(f"  false  {kind:18} recall {share:.3f}, precision {precision:.3f}, weak {weak:.3f} of {len(group)}")
    for name, times in {
        "a sentence by the clock": [o.seconds for o in outcomes],
        "a sentence by the processor": [o.processor for o in outcomes],
        "the excerpts before the first, by the clock": [o.beforehand for o in outcomes],
    }.items():
        print(f"{name}: median {1000 * median(times):.1f} ms, 95 of 100 {1000 * late(times):.1f} ms")


def _show(outcomes: Sequence[Outcome]) -> None:
    for o in outcomes:
        if o.unsupported == o.case.supported:
            told = " | ".join(w.plain for w in o.found.windows)
            print(f"\n[{o.found.support}] {o.case.claim}\n    {told} {o.found.against}")


def _corpora(shared: Path | None) -> Iterator[tuple[Study, list[Case]]]:
    with study_over(HERE / "notes") as study:
        yield study, list(cases("bundled notes", study, [*gold(BUNDLED), *as_written(study)]))
    if shared is None:
        return
    yield from _squad(shared / "bench" / "squad" / "squad-dev-1.1.json.gz")
    with study_over(shared / "notes") as study:
        found = cases("other notes", study, [*gold(shared / "eval" / "dev.jsonl"), *as_written(study)])
        yield study, [_unseen(case) for case in found]
    corpus, sentences = mtrag(shared / "bench" / "mtrag" / "mini")
    needed = {p: corpus[p] for _, passages in sentences[::_MTRAG] for p in passages}
    with _texts(needed) as (study, held):
        yield (
            study,
            [
                _case("MTRAG", "human answer", s, [h for p in ps for h in held[p]], True)
                for s, ps in sentences[::_MTRAG]
            ],
        )
    pairs = begin(shared / "bench" / "begin" / "wow_begin_test_wow.tsv")[::_BEGIN]
    with _texts({knowledge: knowledge for knowledge, _, _ in pairs}) as (study, held):
        kinds = {True: "attributable", False: "not attributable"}
        yield study, [_case("BEGIN", kinds[ok], said, held[knowledge], ok) for knowledge, said, ok in pairs]


def _squad(path: Path) -> Iterator[tuple[Study, list[Case]]]:
    texts, true, _ = squad(path, _SQUAD)
    with _texts(texts) as (study, _):
        yield study, list(cases("SQuAD", study, true))


def _unseen(case: Case) -> Case:
    return Case(case.corpus, case.kind, case.claim, case.hits, case.supported, seen=False)


def _case(corpus: str, kind: str, claim: str, hits: Sequence[Hit], supported: bool) -> Case:
    return Case(corpus, kind, claim, tuple(hits), supported, seen=False)


@contextmanager
def _texts(texts: Mapping[str, str]) -> Iterator[tuple[Study, dict[str, list[Hit]]]]:
    """A study partner over texts, and the passages of each by its key."""
    with TemporaryDirectory() as folder:
        names = {f"note:{n:05}.md": key for n, key in enumerate(texts)}
        for name, key in names.items():
            Path(folder, name.removeprefix("note:")).write_text(texts[key], encoding="utf-8")
        with study_over(Path(folder)) as study:
            held: dict[str, list[Hit]] = {key: [] for key in texts}
            for hit in everything(study):
                held[names[hit.passage.source.id]].append(hit)
            yield study, held


if __name__ == "__main__":
    main()
