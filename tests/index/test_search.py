"""A query finds passages by meaning and by words, inside its scope, always in the same order."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from library_facts import Open, write

from domain.documents import Kind
from domain.replies import Scope
from index.library import Library


def texts(library: Library, query: str, limit: int = 10, scope: Scope | None = None) -> list[str]:
    return [h.passage.text for h in library.search(query, limit=limit, scope=scope or Scope())]


def test_an_empty_library_finds_nothing(opened: Open) -> None:
    library = opened()
    assert library.search("anything") == []
    assert library.is_empty()
    assert library.version() == ""
    assert library.sources() == []
    with pytest.raises(KeyError):
        library.document("note:none.md")
    library.close()


def test_looking_makes_nothing(opened: Open, tmp_path: Path) -> None:
    library = opened()
    library.search("anything")
    library.words.rarity("term")
    assert not (tmp_path / "library").exists()


def test_the_right_passage_comes_first(unchanged: Library) -> None:
    best = unchanged.search("How do crawlers infer a schema?")[0]
    assert best.passage.text == "Glue crawlers infer the schema"
    assert best.found_by == ("meaning", "words")
    assert best.passage.headings == ("Glue",)
    assert 0 < best.similarity <= 1


def test_every_hit_is_a_slice_of_its_document(unchanged: Library) -> None:
    for hit in unchanged.search("pay glue redshift kinesis"):
        document = unchanged.document(hit.passage.source.id)
        assert document.text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert document.source == hit.passage.source


def test_scores_fall_and_the_limit_holds(unchanged: Library) -> None:
    hits = unchanged.search("glue redshift pay", limit=3)
    assert len(hits) == 3
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert unchanged.search("glue", limit=0) == []


def test_the_same_query_gives_the_same_hits(library: Library, opened: Open, notes: Path) -> None:
    other = opened("other")
    other.sync([notes])
    assert library.search("pay") == library.search("pay") == other.search("pay")


def test_equals_stand_in_order_of_id(opened: Open, tmp_path: Path) -> None:
    for name in "cab":
        write(tmp_path / f"notes/{name}.md", "exactly the same words\n")
    library = opened()
    library.sync([tmp_path / "notes"])
    found = [h.passage.source.id for h in library.search("same words")]
    assert found == ["note:a.md", "note:b.md", "note:c.md"]


@pytest.mark.parametrize(
    ("scope", "sources"),
    [
        (Scope(kinds=frozenset({Kind.WEB})), {"web:page.web"}),
        (Scope(kinds=frozenset({Kind.PDF})), set()),
        (Scope(sources=frozenset({"note:glue.md"})), {"note:glue.md"}),
        (Scope(sources=frozenset({"note:none.md"})), set()),
        (Scope(section="REDSHIFT"), {"note:deep/redshift.md"}),
        (Scope(section="redshift", kinds=frozenset({Kind.WEB})), set()),
        (Scope(section="Prices", sources=frozenset({"note:glue.md"})), {"note:glue.md"}),
    ],
)
def test_a_scope_is_kept(unchanged: Library, scope: Scope, sources: set[str]) -> None:
    hits = unchanged.search("pay per hour for redshift and glue", scope=scope)
    assert {h.passage.source.id for h in hits} == sources
    assert all(scope.admits(h.passage) for h in hits)


def test_a_small_scope_is_found_in_a_big_library(opened: Open, tmp_path: Path) -> None:
    for n in range(30):
        write(tmp_path / f"notes/{n}.web", "".join(f"streams and warehouses number {n} {i}\n" for i in range(40)))
    write(tmp_path / "notes/mine.md", "my own words on streams\n")
    library = opened()
    library.sync([tmp_path / "notes"])
    assert texts(library, "warehouses number 3", scope=Scope(kinds=frozenset({Kind.NOTE}))) == [
        "my own words on streams"
    ]
    web = library.search("warehouses number 3", limit=300, scope=Scope(kinds=frozenset({Kind.WEB})))
    assert len(web) == 300


def test_a_small_shelf_is_not_drowned_by_a_big_one(opened: Open, tmp_path: Path) -> None:
    write(tmp_path / "notes/mine.md", "crawlers are what fills the catalog\n")
    for n in range(20):
        write(tmp_path / f"guide/{n}.web", "".join(f"crawlers fill catalog {n} {i}\n" for i in range(20)))
    library = opened()
    library.sync([tmp_path / "notes", tmp_path / "guide"])
    assert "crawlers are what fills the catalog" in texts(library, "crawlers fill the catalog", limit=5)


def test_a_misspelt_query_is_searched_as_it_was_meant(unchanged: Library) -> None:
    assert texts(unchanged, "distribusion keys", limit=1) == ["Distribution keys place rows on nodes"]
    best = unchanged.search("distribusion", limit=1)[0]
    assert best.passage.text == "Distribution keys place rows on nodes"
    assert "words" in best.found_by


@pytest.mark.parametrize(
    "query", ["", "   ", "???", '"; DROP TABLE passages; --', "NEAR(a b)", "\x00", "a" * 5000, "😀"]
)
def test_no_query_is_an_error(unchanged: Library, query: str) -> None:
    assert len(unchanged.search(query)) <= 10


def test_a_query_of_a_thousand_words_is_answered(unchanged: Library) -> None:
    assert unchanged.search(" ".join(f"word{n}" for n in range(1000)) + " crawlers")


def test_a_closed_library_opens_again(library: Library) -> None:
    library.close()
    assert texts(library, "crawlers infer", limit=1) == ["Glue crawlers infer the schema"]


@pytest.mark.parametrize(
    "name", ["c++", "ra3.4xl", "glue:DeletePartition", "s3://bucket", "MASK_RANGE", "数据仓库", "naïve"]
)
def test_a_name_is_found_by_its_words_as_a_whole(opened: Open, tmp_path: Path, name: str) -> None:
    write(tmp_path / "notes/a.md", f"other words entirely\nhere stands {name} indeed\nand yet others here\n")
    library = opened()
    library.sync([tmp_path / "notes"])
    best = library.search(name)[0]
    assert name in best.passage.text
    assert "words" in best.found_by
    assert library.words.knows(library.words.terms(name)[0])


QUIET = """
import sys
from pathlib import Path
from index.library import Library
from models.hashing import HashEmbedder
from tests.fakes import LineReader
library = Library(Path(sys.argv[1]), HashEmbedder(), LineReader())
print(*(f"{hit.passage.id} {hit.score}" for hit in library.search("pay glue redshift kinesis", limit=50)), sep="\\n")
assert "chromadb" not in sys.modules
"""


def test_a_small_shelf_is_searched_without_chroma_and_just_as_well(library: Library, tmp_path: Path) -> None:
    command = [sys.executable, "-c", QUIET, str(tmp_path / "library")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 0, done.stderr
    through_chroma = library.search("pay glue redshift kinesis", limit=50)
    assert done.stdout.splitlines() == [f"{hit.passage.id} {hit.score}" for hit in through_chroma]
