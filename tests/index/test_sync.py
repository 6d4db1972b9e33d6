"""A sync brings the library in line with its folders, and says what it did."""

from pathlib import Path

import pytest
from earlier import as_of_format_2, tables_in
from library_facts import Facts, Open, write

from domain.documents import Progress
from domain.errors import IndexOutdated, NotesNotFound
from index.library import Library
from index.sqlite.schema import TABLES


def ids(library: Library) -> list[str]:
    return [s.id for s in library.sources()]


def test_the_first_sync_adds_everything(opened: Open, notes: Path) -> None:
    report = opened().sync([notes])
    assert report.added == ("note:deep/redshift.md", "note:glue.md", "web:page.web")
    assert (report.changed, report.removed, report.unchanged, report.skipped) == ((), (), (), ())
    assert report.passages == 7
    assert report.seconds > 0


def test_a_second_sync_finds_nothing_to_do(library: Library) -> None:
    before = library.version()
    report = library.sync()
    assert report.unchanged == ("note:deep/redshift.md", "note:glue.md", "web:page.web")
    assert not (report.added or report.changed or report.removed or report.skipped)
    assert library.version() == before


def test_only_what_changed_is_read_and_embedded_again(library: Library, notes: Path) -> None:
    write(notes / "glue.md", "# Glue\nGlue crawlers infer the schema\nGlue has bookmarks\n")
    steps: list[Progress] = []
    report = library.sync(on_progress=steps.append)
    assert report.changed == ("note:glue.md",)
    assert [s.what for s in steps if s.stage == "reading"] == ["note:glue.md"]
    assert max(s.total for s in steps if s.stage == "embedding") == 1, "one new line"
    assert [h.passage.text for h in library.search("bookmarks", limit=1)] == ["Glue has bookmarks"]
    assert all("Spark" not in h.passage.text for h in library.search("Glue jobs run Spark"))


def test_a_deleted_note_leaves(library: Library, notes: Path) -> None:
    (notes / "glue.md").unlink()
    assert library.sync().removed == ("note:glue.md",)
    assert "note:glue.md" not in ids(library)
    with pytest.raises(KeyError):
        library.document("note:glue.md")
    assert all(h.passage.source.id != "note:glue.md" for h in library.search("Glue crawlers infer the schema"))
    assert not library.words.knows("crawler")


def test_each_change_shows_in_the_version(library: Library, notes: Path) -> None:
    versions = [library.version()]
    write(notes / "new.md", "Something new\n")
    library.sync()
    versions.append(library.version())
    (notes / "new.md").unlink()
    library.sync()
    versions.append(library.version())
    assert len(set(versions)) == 3


def test_an_unreadable_note_stops_nothing_and_is_counted_once(opened: Open, notes: Path) -> None:
    write(notes / "bad.md", "!")
    library = opened()
    report = library.sync([notes])
    assert [(s.location, s.reason, s.hint) for s in report.skipped] == [
        (str(notes / "bad.md"), "bad.md cannot be read.", "Take the mark away.")
    ]
    assert len(report.added) == 3
    write(notes / "bad.md", "good now\n")
    assert library.sync().added == ("note:bad.md",)


def test_a_note_that_became_unreadable_is_skipped_and_no_longer_quoted(library: Library, notes: Path) -> None:
    (notes / "glue.md").write_bytes(b"\xff\xfe\xff")
    report = library.sync()
    assert [s.location for s in report.skipped] == [str(notes / "glue.md")]
    assert not report.changed and not report.removed
    assert "note:glue.md" not in ids(library)


def test_the_same_words_are_embedded_once(opened: Open, notes: Path) -> None:
    write(notes / "copy.md", (notes / "glue.md").read_text())
    steps: list[Progress] = []
    report = opened().sync([notes], on_progress=steps.append)
    assert report.passages == 10
    assert max(s.total for s in steps if s.stage == "embedding") == 7


def test_a_path_that_is_not_there_is_an_error(opened: Open, tmp_path: Path) -> None:
    with pytest.raises(NotesNotFound, match="nowhere"):
        opened().sync([tmp_path / "nowhere"])


def test_a_folder_with_nothing_to_read_is_an_error_for_an_empty_library(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotesNotFound, match="nothing to read"):
        opened().sync([tmp_path / "empty"])


def test_a_folder_with_nothing_to_read_is_reported_by_a_full_library(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = library.sync([tmp_path / "empty"])
    assert [s.location for s in report.skipped] == [str(tmp_path / "empty")]
    assert len(ids(library)) == 3


def test_a_first_sync_needs_a_path(opened: Open) -> None:
    with pytest.raises(NotesNotFound, match="ever synced"):
        opened().sync()


def test_a_single_file_can_be_synced(opened: Open, notes: Path) -> None:
    assert opened().sync([notes / "glue.md"]).added == ("note:glue.md",)


def test_shelves_add_up_and_only_the_given_one_is_looked_at(library: Library, notes: Path, tmp_path: Path) -> None:
    write(tmp_path / "more/lake.md", "Lake Formation grants permissions\n")
    (notes / "glue.md").unlink()
    report = library.sync([tmp_path / "more"])
    assert report.added == ("note:more/lake.md",)
    assert not report.removed
    assert ids(library) == ["note:deep/redshift.md", "note:glue.md", "note:more/lake.md", "web:page.web"]
    assert library.sync().removed == ("note:glue.md",)


def test_the_same_folder_again_is_the_same_shelf(library: Library, notes: Path) -> None:
    report = library.sync([notes / "deep" / "..", notes])
    assert len(report.unchanged) == 3
    assert not report.added


def test_a_file_on_two_shelves_is_indexed_once(library: Library, notes: Path) -> None:
    assert not library.sync([notes / "deep"]).added
    assert len(ids(library)) == 3
    assert len(library.sync().unchanged) == 3


def test_two_folders_of_one_name_are_two_shelves(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "other/notes/glue.md", "Another glue\n")
    write(tmp_path / "third/notes/glue.md", "A third glue\n")
    report = library.sync([tmp_path / "other/notes", tmp_path / "third/notes"])
    assert len(report.added) == 2
    assert len({s.shelf for s in library.sources()}) == 3


def test_a_shelf_named_like_a_folder_of_the_first_has_ids_of_its_own(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere/deep/redshift.md", "Another note on warehouses\n")
    assert library.sync([tmp_path / "elsewhere/deep"]).added == ("note:deep-2/redshift.md",)
    assert library.document("note:deep/redshift.md").text != library.document("note:deep-2/redshift.md").text


def test_a_shelf_that_is_away_keeps_its_sources(library: Library, notes: Path, tmp_path: Path) -> None:
    notes.rename(tmp_path / "unplugged")
    report = library.sync()
    assert [(s.location, bool(s.hint)) for s in report.skipped] == [(str(notes), True)]
    assert not report.removed
    assert len(library.search("crawlers")) > 0
    (tmp_path / "unplugged").rename(notes)
    assert len(library.sync().unchanged) == 3


def test_a_forgotten_shelf_leaves(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "more/lake.md", "Lake Formation grants permissions\n")
    library.sync([tmp_path / "more"])
    report = library.forget(tmp_path / "more")
    assert report.removed == ("note:more/lake.md",)
    assert len(ids(library)) == 3
    assert not library.sync().added
    with pytest.raises(NotesNotFound):
        library.forget(tmp_path / "more")


@pytest.mark.parametrize("other", [{"version": "lines-2"}, {"dimension": 32}])
def test_another_splitter_or_embedder_asks_for_a_full_sync(
    library: Library, opened: Open, notes: Path, other: dict[str, object]
) -> None:
    changed = opened(**other)
    for use in (lambda: changed.sync([notes]), lambda: changed.search("glue")):
        with pytest.raises(IndexOutdated) as outdated:
            use()
        assert "sync --full" in outdated.value.hint
    report = changed.sync(full=True)
    assert report.passages == 7
    assert changed.search("crawlers infer")[0].passage.text == "Glue crawlers infer the schema"


def test_a_full_sync_ends_where_a_first_one_does(library: Library, opened: Open, notes: Path, facts: Facts) -> None:
    before = facts(library)
    library.sync(full=True)
    assert facts(library) == before


def test_a_full_sync_keeps_what_is_away(library: Library, notes: Path, tmp_path: Path) -> None:
    notes.rename(tmp_path / "unplugged")
    library.sync(full=True)
    assert len(ids(library)) == 3
    assert library.search("crawlers infer")[0].passage.text == "Glue crawlers infer the schema"


def test_a_file_that_breaks_the_parser_stops_nothing(opened: Open, notes: Path) -> None:
    (notes / "odd.md").write_bytes(b"\xff\xff")
    report = opened().sync([notes])
    assert [Path(s.location).name for s in report.skipped] == ["odd.md"]
    assert len(report.added) == 3


def test_many_syncs_end_where_one_does(opened: Open, notes: Path, facts: Facts) -> None:
    library = opened()
    library.sync([notes])
    for name in "abc":
        write(notes / f"{name}.md", f"# {name}\nAbout {name}\nGlue jobs run Spark\n")
        library.sync()
    (notes / "b.md").unlink()
    write(notes / "a.md", "Rewritten\n")
    library.sync()
    clean = opened("clean")
    clean.sync([notes])
    assert facts(library) == facts(clean)


def test_a_library_of_the_format_before_needs_one_full_sync_that_embeds_nothing(
    library: Library, opened: Open, notes: Path, tmp_path: Path, facts: Facts
) -> None:
    before = facts(library)
    library.close()
    as_of_format_2(tmp_path / "library")
    newer = opened()
    for use in (lambda: newer.sync([notes]), lambda: newer.search("glue")):
        with pytest.raises(IndexOutdated) as outdated:
            use()
        assert "sync --full" in outdated.value.hint
    steps: list[Progress] = []
    assert newer.sync(full=True, on_progress=steps.append).passages == 7
    assert not [s for s in steps if s.stage == "embedding" and s.total]
    assert facts(newer) == before
    assert tables_in(tmp_path / "library") == set(TABLES)


def test_a_folder_that_turns_wholly_empty_is_away_and_nothing_of_it_is_lost(
    library: Library, notes: Path, tmp_path: Path, facts: Facts
) -> None:
    before = facts(library)
    notes.rename(tmp_path / "elsewhere")
    notes.mkdir()  # as a disk that is not mounted leaves it
    for report in (library.sync(), library.sync([notes]), library.sync(full=True)):
        assert not report.removed
        assert ["is empty" in s.reason for s in report.skipped] == [True]
    assert facts(library)[1] == before[1]  # type: ignore[index]
    assert [s.root for s in library.shelves()] == [str(notes)]
    notes.rmdir()
    (tmp_path / "elsewhere").rename(notes)
    assert not library.sync().skipped
    assert facts(library)[1] == before[1]  # type: ignore[index]


def test_a_folder_that_is_forgotten_is_gone_even_while_it_is_away(library: Library, notes: Path) -> None:
    for path in sorted(notes.rglob("*.*")):
        path.unlink()
    library.sync()
    library.forget(notes)
    assert (library.sources(), library.shelves()) == ([], [])
