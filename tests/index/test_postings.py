"""Postings kept in blocks score as SQLite's FTS5 does, whatever came and went before."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from full_text import by_full_text
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.documents import Kind, Passage, Source
from index.keyword.bm25 import norms_of, postings_of, scored
from index.keyword.postings import (
    BLOCK,
    MOST_TIMES,
    add_postings,
    count_holders,
    holders_of,
    lengths_of,
    remove_postings,
)
from index.sqlite.schema import TABLES
from language.terms import terms

SOURCE = Source("note:a.md", Kind.NOTE, "A", "a.md")
WORDS = ("glue", "crawlers", "data", "S3", "s3://b", "C++", "row-level", "the", "数据仓库", "Zürich", "\udc80x")


def passage(plain: str, headings: tuple[str, ...] = (), above: tuple[str, ...] = ()) -> Passage:
    return Passage(SOURCE, 0, 1, ".", headings, above, plain)


prose = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=20)
passages = st.builds(passage, prose, st.lists(prose, max_size=2).map(tuple), st.lists(prose, max_size=2).map(tuple))
steps = st.lists(st.tuples(st.sets(st.integers(0, 20)), st.lists(passages, max_size=8)), min_size=1, max_size=4)


@contextmanager
def kept() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in (*TABLES["postings"], *TABLES["lengths"]):
            connection.execute(statement)
        yield connection


def change(
    connection: sqlite3.Connection, held: dict[int, Passage], gone: set[int], new: list[Passage], first: int
) -> None:
    """One sync: some passages go, others come, numbered as SQLite numbers them."""
    lost = [number for place, number in enumerate(list(held)) if place in gone]
    remove_postings(connection, lost)
    for number in lost:
        del held[number]
    numbered = dict(enumerate(new, max(held, default=first - 1) + 1))
    add_postings(connection, numbered.items())
    held.update(numbered)


@settings(max_examples=30, deadline=None)
@given(steps, st.sampled_from([1, BLOCK - 3, 5 * BLOCK - 1]))
@example([(set(), [passage("glue"), passage("")]), ({0, 1}, []), (set(), [passage("data")])], BLOCK - 1)
def test_scores_are_those_of_fts5(steps: list[tuple[set[int], list[Passage]]], first: int) -> None:
    held: dict[int, Passage] = {}
    with kept() as connection:
        for gone, new in steps:
            change(connection, held, gone, new, first)
            norms = norms_of(connection)
            assert norms.passages == len(held)
            every = {term for p in held.values() for term in terms(p.indexed)}
            for term in sorted(every | {"unheardof"}):
                found = postings_of(connection, term, norms)
                ours = dict(zip(found.numbers.tolist(), found.scores.tolist(), strict=True))
                assert ours == pytest.approx(by_full_text(held, [term]), abs=1e-9, rel=0)
                assert count_holders(connection, term) == len(ours)


@settings(max_examples=25, deadline=None)
@given(st.lists(passages, min_size=1, max_size=8), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_the_scores_of_terms_add_up_as_in_fts5(held: list[Passage], query: list[str]) -> None:
    asked = list(dict.fromkeys(term for word in query for term in terms(word)))
    with kept() as connection:
        add_postings(connection, enumerate(held, 1))
        norms = norms_of(connection)
        scores = scored((postings_of(connection, term, norms) for term in asked), len(held) + 1).tolist()
    wanted = by_full_text(dict(enumerate(held, 1)), asked) if asked else {}
    assert {n: s for n, s in enumerate(scores) if s} == pytest.approx(wanted, abs=1e-9, rel=0)


@settings(max_examples=25, deadline=None)
@given(steps)
def test_what_went_leaves_nothing_behind(steps: list[tuple[set[int], list[Passage]]]) -> None:
    held: dict[int, Passage] = {}
    with kept() as connection:
        for gone, new in steps:
            change(connection, held, gone, new, BLOCK - 3)
        with kept() as clean:
            add_postings(clean, held.items())
            for table in ("postings", "lengths"):
                rows = f"SELECT * FROM {table} ORDER BY 1, 2"
                assert connection.execute(rows).fetchall() == clean.execute(rows).fetchall()


def test_a_passage_that_changes_touches_its_own_blocks_alone() -> None:
    with kept() as connection:
        add_postings(connection, ((n * BLOCK, passage(f"glue {n}")) for n in range(4)))
        before = connection.total_changes
        remove_postings(connection, [2 * BLOCK])
        assert connection.total_changes - before == 3, "two terms and the lengths"
        assert holders_of(connection, "glue")[0].tolist() == [0, BLOCK, 3 * BLOCK]


def test_a_library_without_passages_has_no_postings() -> None:
    with kept() as connection:
        assert postings_of(connection, "glue", norms_of(connection)).numbers.tolist() == []
        assert lengths_of(connection).tolist() == []


def test_a_term_is_counted_no_further_than_16_bits() -> None:
    with kept() as connection:
        add_postings(connection, [(1, passage("glue " * (MOST_TIMES + 9)))])
        assert holders_of(connection, "glue")[1].tolist() == [MOST_TIMES]
        assert lengths_of(connection)[1] == MOST_TIMES + 9
