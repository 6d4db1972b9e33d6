"""What is embedded of a passage: its words, without what only costs."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents import Found, Kind, Passage, Shelf, Source
from index.vectors.embedding_text import embedding_text
from ingest.reader import NoteReader
from models.encoder import OpenVinoEmbedder

NOTES = Path(__file__).parents[2] / "notes"
SOURCE = Source("note:a.md", Kind.NOTE, "A", "a.md")
WORD = re.compile(r"[^\W_]+")
TEXT = st.text(st.sampled_from("abcXYZé中19 \n.,:;!?'’\"()[]{}<>/\\|`*_-=~&$%#+"), min_size=1, max_size=80)


def passage(plain: str, *headings: str, above: tuple[str, ...] = ()) -> Passage:
    return Passage(SOURCE, 0, len(plain), plain, headings, above, plain)


@pytest.mark.parametrize(
    ("plain", "embedded"),
    [
        ('Use `aws_s3` (not "s4").', "Use aws s3 not s4 ."),
        ("It costs $0.44, or 1,000 for 5%.", "It costs $0.44, or 1,000 for 5%."),
        ("What? It doesn't! See: a; b.", "What? It doesn't! See: a; b."),
        ('{"Key": ["v1", "v-2"], }', "Key v1 v 2"),
        ("C++ and C# are not C.", "C++ and C# are not C."),
        ("Perché? 什么。naïve हिन्दी", "Perché? 什么。naïve हिन्दी"),
    ],
)
def test_words_numbers_and_the_ends_of_sentences_are_embedded(plain: str, embedded: str) -> None:
    assert embedding_text(passage(plain)) == embedded


def test_a_word_of_several_headings_is_embedded_where_it_stands_nearest() -> None:
    told = passage("It crawls.", "AWS Glue", "Crawlers of Glue", above=("Glue: its crawlers",))
    assert embedding_text(told) == "AWS of Glue: its crawlers\nIt crawls."


def test_the_words_of_a_passage_stay_even_when_a_heading_holds_them() -> None:
    assert embedding_text(passage("Glue crawls.", "Glue")) == "Glue\nGlue crawls."


def test_a_passage_of_nothing_but_marks_is_embedded_as_it_is() -> None:
    assert embedding_text(passage("{ }")) == "{ }"


@given(TEXT, st.lists(TEXT, max_size=3))
def test_every_word_that_is_embedded_stands_in_the_passage_and_every_word_of_it_is_embedded(
    plain: str, headings: list[str]
) -> None:
    told = passage(plain, *headings)
    assert set(WORD.findall(embedding_text(told))) <= set(WORD.findall(told.indexed))
    assert embedding_text(told).endswith(embedding_text(passage(plain))) or not WORD.search(plain)
    assert WORD.findall(embedding_text(passage(plain))) == WORD.findall(plain)


def test_nothing_grows_and_technical_notes_shrink(tmp_path: Path) -> None:
    embedder = OpenVinoEmbedder(tmp_path)
    reader = NoteReader(embedder.pieces, embedder.limit)
    notes = [found for found in reader.find(Shelf(str(NOTES), "notes")) if isinstance(found, Found)]
    passages = [p for found in notes for p in reader.passages(reader.load(found))]
    before = [embedder.pieces(p.indexed) for p in passages]
    after = [embedder.pieces(embedding_text(p)) for p in passages]
    assert all(small <= big for small, big in zip(after, before, strict=True))
    assert sum(after) < 0.95 * sum(before)
