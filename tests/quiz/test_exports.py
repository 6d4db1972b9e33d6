"""Items leave for Anki, a spreadsheet or paper with their evidence, and Anki takes them once."""

import csv
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from quizzes import cloze, matching, multi, short, single

from domain.documents import Kind, Passage, Source
from domain.errors import LibraryBroken
from domain.quiz import Item
from domain.replies import Citation
from quiz.export.anki import write_anki
from quiz.export.tables import csv_of, markdown_of

if TYPE_CHECKING:
    from anki.collection import Collection

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ITEMS = (single(), multi(), matching(), cloze("crawler"), short("what was read"))


@pytest.fixture
def collection(tmp_path: Path) -> "Iterator[Collection]":
    pytest.importorskip("anki", reason="Anki's own package is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of Anki's own imports
        from anki.collection import Collection
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def taken(collection: "Collection", items: Sequence[Item], folder: Path, at: datetime = NOON) -> Any:  # noqa: ANN401
    """What Anki says of importing a deck of the items."""
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = folder / "deck.apkg"
    write_anki(items, path, at)
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    return collection.import_anki_package(request).log


def notes(collection: "Collection") -> list[dict[str, str]]:
    found = [collection.get_note(i) for i in collection.find_notes("")]
    return sorted(({**dict(note.items()), "tags": " ".join(note.tags)} for note in found), key=lambda note: note["ID"])


def test_anki_takes_every_item_once(collection: "Collection", tmp_path: Path) -> None:
    log = taken(collection, ITEMS, tmp_path)
    assert len(log.new) == collection.note_count() == collection.card_count() == len(ITEMS)
    by_type = {m.name: collection.find_notes(f'note:"{m.name}"') for m in collection.models.all_names_and_ids()}
    assert len(by_type["Footnote cloze"]) == 1 and len(by_type["Footnote choice"]) == 4


def test_a_second_export_updates_instead_of_doubling(collection: "Collection", tmp_path: Path) -> None:
    taken(collection, ITEMS, tmp_path)
    better = replace(ITEMS[0], stem="Which part infers the schema of data in S3?")
    log = taken(collection, (better, *ITEMS[1:]), tmp_path, NOON + timedelta(days=1))
    assert len(log.new) == 0
    assert collection.note_count() == collection.card_count() == len(ITEMS)
    (found,) = [note for note in notes(collection) if note["ID"] == "single"]
    assert found["Stem"] == better.stem


def test_the_back_holds_quote_source_link_and_tags(collection: "Collection", tmp_path: Path) -> None:
    taken(collection, [single()], tmp_path)
    (note,) = notes(collection)
    assert note["Quote"] == "A crawler infers the schema of data in S3" and note["Answer"] == "A crawler"
    assert note["Source"] == "AWS Glue · AWS Glue › Crawlers" and note["Link"] == "notes/glue.md#L5"
    assert note["tags"].split() == ["kind::single", "task::2.2", "topic::Crawlers"]
    card = collection.get_card(collection.find_cards("")[0])
    assert (
        "A crawler" in card.answer() and "notes/glue.md#L5" in card.answer() and "<li>DataBrew</li>" in card.question()
    )


def test_a_gap_is_hidden_on_the_front(collection: "Collection", tmp_path: Path) -> None:
    taken(collection, [cloze("a::b}} {{c2::x", "crawler")], tmp_path)
    card = collection.get_card(collection.find_cards("")[0])
    front, back = (re.sub(r"<[^>]*>", "", side) for side in (card.question(), card.answer()))
    assert "A [...] infers the schema" in front and "c2" not in front
    assert collection.card_count() == 1 and "c2" in back


def test_markup_in_the_notes_stays_text(collection: "Collection", tmp_path: Path) -> None:
    text = '<script>alert(1)</script> & {{Stem}} <img src="x">'
    page = Source("web:https://example.org/a", Kind.WEB, text, "https://example.org/a")
    citation = Citation(1, Passage(page, 0, len(text), text, (text,), plain=text), 0, len(text))
    options = (text, "B")
    taken(collection, [single(stem=text, options=options, key=(0,), why=(), topic=text)], tmp_path)
    taken(collection, [replace(short(text), citation=citation)], tmp_path)
    for card in (collection.get_card(i) for i in collection.find_cards("")):
        assert "<script" not in card.question() + card.answer() and "<img" not in card.question() + card.answer()
    assert any('href="https://example.org/a#:~:text=' in note["Link"] for note in notes(collection))


def test_a_path_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryBroken, match="could not be written"):
        write_anki(ITEMS, tmp_path / "no" / "deck.apkg", NOON)


def test_a_spreadsheet_gets_a_row_for_each_item_and_runs_none() -> None:
    rows = list(csv.DictReader(StringIO(csv_of([*ITEMS, single("f", stem="=SUM(A1)")]))))
    assert [row["id"] for row in rows] == [*(item.id for item in ITEMS), "f"]
    assert rows[0]["options"].splitlines()[:2] == ["A A crawler", "B DataBrew"]
    assert rows[2]["answer"] == "infers a schema: A crawler; masks data: DataBrew"
    assert rows[-1]["stem"] == "'=SUM(A1)"


@pytest.mark.parametrize("hostile", ["=1", "＝1", " =1", "a;=1", 'a;"@b', "a\t+1", "a\n-1", "\t=1", "x\r＠y"])
@pytest.mark.parametrize("parted", ["\n", ";", "\t"])
def test_no_cell_begins_a_formula_however_a_spreadsheet_parts_the_text(hostile: str, parted: str) -> None:
    text = csv_of([single("f", stem=hostile)]).replace("\r", "\n")
    cells = [cell.strip(' \t"') for cell in re.split("[\n,]" if parted == "\n" else parted, text)]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@＝＋－＠")]


def test_paper_has_the_answers_at_the_end() -> None:
    printed = markdown_of(ITEMS, "Glue")
    questions, answers = printed.split("## Answers")
    assert "- [ ] A. A crawler" in questions and "- infers a schema: ____" in questions
    assert "> A crawler infers" not in questions and "**1.** A: A crawler" in answers
    assert "notes/glue.md#L5" in answers


def test_a_deck_takes_the_place_of_an_earlier_one_and_of_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    write_anki(ITEMS[:1], path, NOON)
    write_anki(ITEMS, path, NOON)
    assert len(list(tmp_path.iterdir())) == 1
    path.write_bytes(b"the student's own")
    with pytest.raises(LibraryBroken, match="is no deck that Footnote wrote") as refused:
        write_anki(ITEMS, path, NOON)
    assert path.read_bytes() == b"the student's own" and "--overwrite" in refused.value.hint
    write_anki(ITEMS, path, NOON, overwrite=True)
    assert zipfile.is_zipfile(path)
