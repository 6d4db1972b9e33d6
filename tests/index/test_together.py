"""The library with the real reader over the bundled notes, and with many threads at once."""

import threading
from pathlib import Path

import pytest
from library_facts import Open, write

from domain.documents import Shelf
from domain.errors import LibraryBusy
from domain.replies import Scope
from index.library import Library
from ingest.reader import NoteReader
from models.hashing import HashEmbedder

pytestmark = pytest.mark.slow  # several processes

BUNDLED = Path(__file__).parents[2] / "notes"


@pytest.fixture
def bundled(tmp_path: Path) -> Library:
    embedder = HashEmbedder()
    return Library(tmp_path / "library", embedder, NoteReader(embedder.pieces, embedder.limit))


def test_the_bundled_notes_are_kept_whole(bundled: Library) -> None:
    report = bundled.sync([BUNDLED])
    assert report.added
    assert not report.skipped
    for source in bundled.sources():
        document = bundled.document(source.id)
        assert document.outline
        for block in document.outline:
            assert 0 <= block.start <= block.end <= len(document.text)
        fresh = NoteReader(HashEmbedder().pieces, 256)
        assert {p.id for p in fresh.passages(document)}, "a stored document splits like a loaded one"
    for hit in bundled.search("What is a sort key in Redshift?", limit=20):
        text = bundled.document(hit.passage.source.id).text
        assert text[hit.passage.start : hit.passage.end] == hit.passage.text
    bundled.close()


def test_a_stored_document_is_the_loaded_one(bundled: Library) -> None:
    bundled.sync([BUNDLED])
    reader = NoteReader(HashEmbedder().pieces, 256)
    for found in reader.find(Shelf(str(BUNDLED), "notes")):
        assert bundled.document(found.source_id) == reader.load(found)  # type: ignore[union-attr,arg-type]
    bundled.close()


def test_threads_search_while_one_syncs(opened: Open, notes: Path) -> None:
    library = opened()
    library.sync([notes])
    wrong: list[BaseException] = []
    stop = threading.Event()

    def look() -> None:
        try:
            while not stop.is_set():
                hits = library.search("Glue crawlers infer the schema", limit=1)
                assert hits[0].passage.text == "Glue crawlers infer the schema"
                assert library.search("crawlers", scope=Scope(section="glue"))[0].passage.text == hits[0].passage.text
                library.words.rarity("glue")
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(6):
        write(notes / "turn.md", f"Turn number {turn}\n")
        library.sync()
    stop.set()
    for thread in threads:
        thread.join()
    assert not wrong
    assert library.search("Turn number 5", limit=1)[0].passage.text == "Turn number 5"


def test_a_sync_in_another_thread_is_refused_while_one_runs(opened: Open, notes: Path) -> None:
    library = opened()
    refused: list[str] = []

    def meddle(_: object) -> None:
        def sync() -> None:
            try:
                library.sync([notes])
            except LibraryBusy as busy:
                refused.append(busy.message)

        thread = threading.Thread(target=sync)
        thread.start()
        thread.join()

    library.sync([notes], on_progress=meddle)
    assert refused and "process" in refused[0]
    assert len(library.sources()) == 3


def test_hostile_names_and_texts_are_kept_as_they_are(opened: Open, tmp_path: Path) -> None:
    names = ["a b.md", "naïve ü 数据.md", "quo'te\".md", "100%.md", "#hash?.md", "-dash.md"]
    for name in names:
        write(tmp_path / "notes" / name, f"# {name}\nzero\x00byte and \u2028 separator in {name}\n")
    library = opened()
    assert len(library.sync([tmp_path / "notes"]).added) == len(names)
    for source in library.sources():
        assert "\x00byte" in library.document(source.id).text
    assert library.search("zero byte", limit=20)
