"""How well bullets are held against pages: python -m evals.agreement [--misses].

Each bundled note plays a page. What the gold questions have for an answer is stated there, mostly in other words; so is
every third sentence with a figure, word for word. The same with another number, unit or "not" is stated otherwise; with
another name, or held against another note, it is not stated.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bootstrap import Study, build_study
from claims.agreement import Verdict
from claims.checker import Checker
from claims.units import lead
from domain.documents import BlockKind
from domain.linked import Agreement
from domain.ports import Words
from evals.datasets.altering import denied, other_name, other_number, other_unit
from evals.datasets.questions import BUNDLED, rows
from evals.harness.metrics import norm
from language.quantities import figures
from models.remembered import RememberedEmbedder
from settings import HERE, Settings

_EVERY = 3  # of the sentences with a figure, one in so many is taken
_YES = re.compile(r"^(?:Yes|No), (.)")  # how an answer may begin, but no bullet
_SHORTEST = 5  # words of a statement


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, the page it is held against, and the verdict that is right."""

    kind: str
    statement: str
    about: str
    page: str  # source id
    wanted: Agreement


def main() -> None:
    """Build the cases, hold each against its page, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print the cases that went wrong")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        study = build_study(Settings.load(Path(folder)))
        study.sync([HERE / "notes"])
        library = study.library
        checker = Checker(library, library, library.words, RememberedEmbedder(study.embedder))
        found = [(case, checker.held(case.about, case.statement, frozenset({case.page}))) for case in cases(study)]
        study.close()
    _print(found)
    if args.misses:
        for case, verdict in found:
            if verdict.agreement is not case.wanted:
                nearest = verdict.unit.plain if verdict.unit else ""
                print(
                    f"\n[{case.kind}] {verdict.agreement.name} {verdict.support:.2f}: {case.statement}\n    {nearest}"
                )


def cases(study: Study) -> Iterator[Case]:
    """Every statement and its alterations."""
    texts = {s.id: norm(study.documents.document(s.id).text) for s in study.documents.sources()}
    stated = [*_stated(texts), *islice(_figured(study), 0, None, _EVERY)]
    for n, (statement, about, page) in enumerate(stated):
        others = [s for s, _, elsewhere in stated[n + 1 :] + stated[:n] if elsewhere != page]
        yield Case("as it is", statement, about, page, Agreement.AGREES)
        for kind, altered, wanted in _altered(statement, others, study.library.words):
            if altered and altered != statement:
                yield Case(kind, altered, about, page, wanted)
        elsewhere = next(p for p in _after(list(texts), page) if norm(statement) not in texts[p])
        yield Case("another page", statement, about, elsewhere, Agreement.NOT_FOUND)


def _stated(texts: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Gold answers with their section and the one note that holds their evidence."""
    for row in rows(BUNDLED):
        spans = [norm(str(span)) for span in row["evidence"]] if row["answerable"] else []  # type: ignore[attr-defined]
        pages = [page for page, text in texts.items() if spans and all(span in text for span in spans)]
        if len(pages) == 1 and len(spans) == 1 and len(str(row["answer"]).split()) >= _SHORTEST:
            yield _YES.sub(lambda said: said[1].upper(), str(row["answer"])), str(row["section"]), pages[0]


def _figured(study: Study) -> Iterator[tuple[str, str, str]]:
    """Sentences of the notes with a figure, what they stand under, and their note."""
    for source in study.documents.sources():
        document = study.documents.document(source.id)
        for n, block in enumerate(document.outline):
            for sentence in block.sentences if block.kind is not BlockKind.HEADING else ():
                if len(sentence.plain.split()) >= _SHORTEST and figures(sentence.plain, study.library.words):
                    yield sentence.plain, lead(document, n), source.id


def _altered(statement: str, others: Sequence[str], words: Words) -> Iterator[tuple[str, str, Agreement]]:
    foreign = [
        w
        for other in islice(others, 20)
        for w in other.split()[1:]
        if w.isalpha() and words.terms(w) and w[0].isupper()
    ]
    yield "another number", other_number(statement, words), Agreement.DIFFERS
    yield "another unit", other_unit(statement), Agreement.DIFFERS
    yield "denied", denied(statement), Agreement.DIFFERS
    yield "another name", other_name(statement, foreign, words), Agreement.NOT_FOUND


def _after(pages: Sequence[str], page: str) -> list[str]:
    at = pages.index(page)
    return [*pages[at + 1 :], *pages[:at]]


def _print(found: Sequence[tuple[Case, Verdict]]) -> None:
    print(f"{'':16}" + "".join(f"{a.name:>12}" for a in Agreement))
    for kind in dict.fromkeys(case.kind for case, _ in found):
        counts = Counter(v.agreement for c, v in found if c.kind == kind)
        print(f"{kind:16}" + "".join(f"{counts[a]:12}" for a in Agreement))
    for agreement in Agreement:
        right = sum(v.agreement is c.wanted is agreement for c, v in found)
        given = sum(v.agreement is agreement for _, v in found)
        wanted = sum(c.wanted is agreement for c, _ in found)
        shares = f"precision {right / max(1, given):.3f} of {given}, recall {right / max(1, wanted):.3f} of {wanted}"
        print(f"{agreement.name:12} {shares}")


if __name__ == "__main__":
    main()
