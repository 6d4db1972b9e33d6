"""The laws over other people's notes, where they are at hand."""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from passage_laws import LIMIT, Load, check_document, check_passages, pieces

from domain.documents import Document, Found, Shelf
from domain.errors import StudyError
from ingest.decode import decoded, normalised
from ingest.reader import NoteReader

SHARED = Path(__file__).parents[3] / "shared"
MAY_BE_BROKEN = (".pdf", ".html", ".htm", ".docx")
READER = NoteReader(pieces, LIMIT)


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"shared/{name} is not here")
    return path


def documents(root: Path) -> Iterator[Document]:
    for found in READER.find(Shelf(str(root), "shared")):
        if isinstance(found, Found):
            try:
                yield READER.load(found)
            except StudyError:
                assert found.path.lower().endswith(MAY_BE_BROKEN), found.path  # broken on purpose; tested beside each


def check(document: Document) -> None:
    check_document(document)
    check_passages(document, READER.passages(document))


@pytest.mark.parametrize("name", ["notes", "wild/07-logseq-cs-en", "wild/03-obsidian-cs-it/multicore", "hostile/blns"])
def test_the_laws_hold_for_other_peoples_notes(name: str) -> None:
    for document in documents(shared(name)):
        check(document)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wild", "linked", "hostile"])
def test_the_laws_hold_for_all_of_them(name: str) -> None:
    for document in documents(shared(name)):
        check(document)


@pytest.mark.slow
def test_the_laws_hold_for_pages_of_documentation(tmp_path: Path) -> None:
    for archive in sorted(shared("awsdocs").glob("*.tar.gz"))[::3]:
        with tarfile.open(archive) as pages:
            for member in [m for m in pages if m.name.endswith(".md")][::5]:
                member.name = Path(member.name).name
                pages.extract(member, tmp_path, filter="data")
    for document in documents(tmp_path):
        check(document)


def test_the_laws_hold_for_the_commonmark_examples(load: Load) -> None:
    for example in json.loads(shared("hostile/commonmark/spec.json").read_text()):
        check(load(example["markdown"]))


def test_passages_of_the_notes_are_of_a_size_to_take_in() -> None:
    for document in documents(shared("notes")):
        sizes = [len(p.text) for p in NoteReader(pieces, 256).passages(document)]
        assert 300 <= sum(sizes) / len(sizes) <= 500
        assert max(sizes) <= 700


def test_the_mojibake_of_the_notes_is_repaired_as_expected() -> None:
    folder = shared("wild/11-derived-from-seed")
    (note,) = shared("notes").glob("*.md")
    before, after = note.read_text().split("\n"), decoded(note.read_bytes()).split("\n")
    changed = {n: line for n, line in enumerate(after, 1) if line != before[n - 1]}
    expected = json.loads((folder / "mojibake_expected.json").read_text())
    assert changed == {entry["line"]: entry["now"] for entry in expected}
    assert decoded((folder / "seed.utf16le-bom.md").read_bytes()) == decoded((folder / "seed.fixed.md").read_bytes())


def test_no_deliberate_text_is_taken_for_mojibake() -> None:
    cases = json.loads(shared("hostile/ftfy/negative.json").read_text())
    wrong = [
        c["original"] for c in cases if normalised(c["original"]) != normalised(c.get("fixed-encoding", c["original"]))
    ]
    assert not wrong
