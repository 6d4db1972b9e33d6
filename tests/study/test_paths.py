"""A path is a path: whatever letters a library's folder is called by, all of it lies inside."""

import string
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fakes import LineReader
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bootstrap import build_study
from index.library import Library
from models.hashing import HashEmbedder
from settings import Settings

HOSTILE = "?#%&=;:@+ []{}()!$'~\"\\|*<>,"
names = st.text(
    st.sampled_from(HOSTILE + string.ascii_letters[:4] + "20\u00e4\u4e2d\u200b"), min_size=1, max_size=12
).map(lambda name: name.strip(".") or "a")


@settings(max_examples=40, deadline=None)
@given(names)
@example("a?b=c")
@example("a%20b")
@example("a#b")
@example("file:a?mode=memory")
@example("a?vfs=none&uri=true")
def test_the_study_database_lies_in_the_library_whatever_it_is_called(name: str) -> None:
    with TemporaryDirectory() as scratch:
        here, other = Path(scratch) / name, Path(scratch) / f"{name}2"
        first, second = (
            build_study(Settings(library=folder, notes=(), cache=Path(scratch) / "c")) for folder in (here, other)
        )
        first.diary.start("Kilns")
        assert (here / "study.sqlite3").stat().st_size
        assert second.diary.conversations() == []
        first.belongings.delete()
        assert first.diary.conversations() == []
        first.close()
        second.close()
        assert sorted(p.name for p in Path(scratch).iterdir()) == sorted([name, f"{name}2"])


@settings(max_examples=10, deadline=None)
@given(names)
@example("a?b=c")
@example("a%20b#c")
@pytest.mark.slow
def test_notes_are_synced_and_found_whatever_their_folders_are_called(name: str) -> None:
    with TemporaryDirectory() as scratch:
        notes = Path(scratch) / "notes" / name
        notes.mkdir(parents=True)
        (notes / f"{name[:5]}.md").write_text("# Glue\nGlue crawlers infer the schema\n")
        library = Library(Path(scratch) / name, HashEmbedder(), LineReader(), exact=0)
        assert library.sync([notes]).passages
        assert library.search("crawlers infer")[0].passage.text.startswith("Glue crawlers")
        library.close()
        assert sorted(p.name for p in Path(scratch).iterdir()) == sorted([name, "notes"])
