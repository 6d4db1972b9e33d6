"""A library grown for measuring is like a real one, and a change of one source in it touches nothing else."""

from pathlib import Path

import numpy as np
import pytest
from fakes import LineReader

from bootstrap import Study, build_study
from domain.replies import Question
from evals.datasets.growing import Copies
from evals.ranking import WAYS, Ranker
from index.library import Library
from models.hashing import HashEmbedder
from settings import Settings


@pytest.fixture
def seed(tmp_path: Path) -> Study:
    for name in "abc":
        lines = "".join(f"Crawlers number {n} infer the schema of {name}\n" for n in range(4))
        (tmp_path / "notes").mkdir(exist_ok=True)
        (tmp_path / f"notes/{name}.md").write_text(f"# Crawlers\n{lines}", encoding="utf-8")
    study = build_study(Settings.load(tmp_path / "seed"))
    vars(study).update(embedder=HashEmbedder(), reader=LineReader())
    study.library.sync([tmp_path / "notes"])
    return study


def grown(seed: Study, folder: Path, changed: str = "") -> tuple[Copies, Library, tuple[str, ...]]:
    copies = Copies(seed, 60, changed, notes=24)
    library = Library(folder, copies, copies)
    for name in ("notes", "guides"):
        (folder / "shelves" / name).mkdir(parents=True, exist_ok=True)
    report = library.sync([folder / "shelves" / name for name in ("notes", "guides")])
    assert not report.skipped
    return copies, library, report.changed


def numbers(library: Library) -> dict[str, list[int]]:
    with library._store.reading() as snapshot:
        found: dict[str, list[int]] = {}
        for source, number in snapshot.execute("SELECT source, number FROM passages ORDER BY number"):
            found.setdefault(source, []).append(number)
        return found


def test_it_has_as_many_passages_as_were_wanted_and_turned_vectors(seed: Study, tmp_path: Path) -> None:
    _, library, _ = grown(seed, tmp_path / "grown")
    passages, vectors = library.embedded()
    assert len(passages) == 60
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert len(np.unique(vectors, axis=0)) > 12
    for passage in passages:
        assert library.document(passage.source.id).text[passage.start : passage.end] == passage.text
    library.close()


def test_a_sync_of_one_changed_source_leaves_all_others_as_they_are(seed: Study, tmp_path: Path) -> None:
    copies, library, _ = grown(seed, tmp_path / "grown")
    before = numbers(library)
    library.close()
    _, library, changed = grown(seed, tmp_path / "grown", copies.ids[7])
    assert len(changed) == 1
    after = numbers(library)
    assert {s: n for s, n in after.items() if s not in changed} == {s: n for s, n in before.items() if s not in changed}
    library.close()


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_ranking_finds_what_is_asked_for(seed: Study, way: str) -> None:
    found = Ranker(seed).ranked(way, Question("crawlers number 2 infer schema b"))
    assert "Crawlers number 2 infer the schema of b" in [passage.text for passage in found[:3]]
    seed.close()
