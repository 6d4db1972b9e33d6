"""A scope or a shelf of a library of any size is searched as if everything had been looked at and sifted."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fakes import LineReader
from full_text import by_full_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_facts import Open, write

from domain.documents import Kind
from domain.replies import EVERYWHERE, Scope
from index.keyword.bm25 import Postings, norms_of, postings_of, scored
from index.library import Library
from index.search.cache import VersionCache
from index.search.hybrid import HybridSearch
from index.search.numbering import passage_numbers
from index.search.snapshot import SnapshotSearch
from index.sqlite.contents import passages_by_number, state_of
from index.sqlite.store import Connection
from models.hashing import HashEmbedder

SCOPES = {
    "everywhere": EVERYWHERE,
    "pages": Scope(kinds=frozenset({Kind.WEB})),
    "notes": Scope(kinds=frozenset({Kind.NOTE})),
    "one source": Scope(sources=frozenset({"note:3.md"})),
    "three sources": Scope(sources=frozenset({"note:3.md", "note:4.md", "web:guide/7.web"})),
    "a section": Scope(section="Part 2"),
    "a section of notes": Scope(section="part 2", kinds=frozenset({Kind.NOTE})),
}
in_every_scope = pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
QUERIES = ["crawlers fill the catalog", "streams 7", "fact 3 about warehouses and streams"]


def written(folder: Path) -> list[Path]:
    for n in range(12):
        lines = "".join(f"fact {i} of {n} about {('streams', 'crawlers', 'warehouses')[i % 3]}\n" for i in range(24))
        write(folder / f"notes/{n}.md", f"# Part {n % 4}\n{lines}")
        write(folder / f"guide/{n}.web", f"# Part {n % 5}\n{lines}the same words\n")
    return [folder / "notes", folder / "guide"]


@pytest.fixture(scope="module", params=[0, 100, 10**9], ids=["Chroma", "both", "exact"])
def big(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("big")
    library = Library(folder / "library", HashEmbedder(), LineReader(), exact=request.param)
    library.sync(written(folder))
    yield library
    library.close()


def look(library: Library, snapshot: Connection, scope: Scope, depth: int = 100) -> SnapshotSearch:
    seeker: HybridSearch = library._seeker
    held = seeker.memory.of(state_of(snapshot).version)
    roster = held.roster(snapshot)
    admitted = roster.admitted(snapshot, scope)
    return SnapshotSearch(
        snapshot, seeker.embedder, seeker.index, state_of(snapshot), held, roster, admitted, depth, seeker.exact
    )


def named(seen: SnapshotSearch, places: list[int]) -> list[tuple[str, int]]:
    """The source and the beginning of what stands at some places."""
    numbers = [int(number) for number in seen.roster.numbers[places]]
    passages = passages_by_number(seen.snapshot, numbers)
    return [(passages[number].source.id, passages[number].start) for number in numbers]


@in_every_scope
@pytest.mark.parametrize("query", QUERIES)
def test_the_nearest_in_a_scope_are_the_nearest_of_all_it_admits(big: Library, scope: Scope, query: str) -> None:
    passages, vectors = big.embedded(scope)
    wanted = HashEmbedder().embed([query])
    similarities = (vectors @ wanted[0]).round(6).tolist()
    best = sorted((-s, p.source.id, p.start) for s, p in zip(similarities, passages, strict=True))[:100]
    with big._store.reading() as snapshot:
        seen = look(big, snapshot, scope)
        (ranked,) = seen.by_meaning(wanted)
        found = named(seen, ranked[0])
    assert len(found) == len(best)
    by_name = {(p.source.id, p.start): s for p, s in zip(passages, similarities, strict=True)}
    assert [by_name[name] for name in found] == [-s for s, *_ in best]
    if best:  # of those that tie with the last one, a graph of neighbours may know others
        sure = [(source, start) for s, source, start in best if s < best[-1][0]]
        assert found[: len(sure)] == sure


@in_every_scope
def test_the_words_of_a_scope_are_those_of_all_it_admits(big: Library, scope: Scope) -> None:
    terms = ["stream", "warehous", "7", "fact"]
    with big._store.reading() as snapshot:
        seen = look(big, snapshot, scope)
        norms = norms_of(snapshot)
        scores = scored((postings_of(snapshot, term, norms) for term in terms), seen.held.roster(snapshot).size)
        (ranked, *_) = seen.by_words(scores)
        found = named(seen, ranked)
    passages = big.embedded()[0]
    every = by_full_text(dict(enumerate(passages)), terms)
    admitted = {p.id for p in big.embedded(scope)[0]}
    wanted = sorted((-round(s, 9), n) for n, s in every.items() if passages[n].id in admitted)[:100]
    assert [(passages[n].source.id, passages[n].start) for _, n in wanted] == found


@in_every_scope
def test_every_hit_lies_inside_its_scope(big: Library, scope: Scope) -> None:
    hits = big.search("streams and crawlers", limit=50, scope=scope)
    assert hits
    assert all(scope.admits(hit.passage) for hit in hits)


def test_another_process_s_sync_is_seen_in_a_scope(opened: Open, tmp_path: Path) -> None:
    folders = written(tmp_path)
    writer = opened()
    writer.sync(folders)
    reader = Library(tmp_path / "library", HashEmbedder(), LineReader(), exact=10**9)
    scope = Scope(kinds=frozenset({Kind.NOTE}))
    for turn in range(3):
        write(tmp_path / "notes/3.md", f"# Part 9\nzebras graze in turn {turn}\n")
        writer.sync()
        for seen in (Scope(section="part 9"), scope):
            best = reader.search(f"zebras turn {turn}", limit=1, scope=seen)[0]
            assert best.passage.text == f"zebras graze in turn {turn}"
            ours, asked = HashEmbedder().embed([best.passage.indexed, f"zebras turn {turn}"])
            assert best.similarity == pytest.approx(float(ours @ asked), abs=1e-5)
    reader.close()


def test_a_new_version_reads_only_vectors_that_are_new(opened: Open, tmp_path: Path) -> None:
    library = opened()
    library.sync(written(tmp_path))
    read = []
    with library._store.reading() as snapshot:
        before = VersionCache().matrix(snapshot, HashEmbedder(), "notes")
    write(tmp_path / "notes/3.md", "# Part 9\nzebras graze\n")
    library.sync()
    with library._store.reading() as snapshot:
        snapshot.set_trace_callback(lambda sql: read.append(sql) if "FROM vectors" in sql else None)
        after = VersionCache(before={"notes": before}).matrix(snapshot, HashEmbedder(), "notes")
        snapshot.set_trace_callback(None)
        fresh = VersionCache().matrix(snapshot, HashEmbedder(), "notes")
    assert len(read) == 1 and read[0].count("'") == 4, "one vector, of one embedder"
    assert np.array_equal(after.vectors, fresh.vectors)
    assert np.array_equal(after.numbers, fresh.numbers)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 4), min_size=1), min_size=1, max_size=5))
def test_the_roster_knows_every_passage(tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, int]]) -> None:
    folder = tmp_path_factory.mktemp("roster")
    library = Library(folder / "library", HashEmbedder(), LineReader())
    for turn, state in enumerate(states):
        for name in "abcd":
            write(folder / f"notes/{name}.md", "".join(f"{turn} {i}\n" for i in range(state.get(name, 0))) + "end\n")
        library.sync([folder / "notes"])
        with library._store.reading() as snapshot:
            roster = passage_numbers(snapshot)
            rows = snapshot.execute(
                "SELECT number, s.shelf FROM passages p JOIN sources s ON s.id = p.source"
            ).fetchall()
            assert [n for e in roster.entries for n in range(e.first, e.last + 1)] == sorted(n for n, _ in rows)
            assert roster.shelves_of(np.array([number for number, _ in rows])) == [shelf for _, shelf in rows]
            assert roster.passages == len(rows)
    library.close()


def test_terms_asked_for_long_ago_are_let_go(opened: Open, notes: Path) -> None:
    library = opened()
    library.sync([notes])
    held = VersionCache(_room=3)
    with library._store.reading() as snapshot:
        first = held.postings(snapshot, "glue")
        assert held.postings(snapshot, "glue") is first
        for term in ("redshift", "pay", "per"):
            assert isinstance(held.postings(snapshot, term), Postings)
        assert held.postings(snapshot, "glue") is not first
