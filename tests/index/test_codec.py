"""What is kept comes back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from domain.documents import Block, BlockKind, Document, Kind, Link, Passage, Sentence, Source
from index.sqlite.codec import (
    pack,
    pack_body,
    pack_links,
    pack_outline,
    pack_text,
    unpack_document,
    unpack_outline,
    unpack_passage,
    unpack_text,
)

SOURCE = Source("note:a.md", Kind.NOTE, "A", "/a.md", "notes")
any_text = st.text(st.characters())  # lone surrogates and all
numbers = st.integers(0, 10_000)
sentences = st.builds(Sentence, numbers, numbers, any_text)
blocks = st.builds(
    Block,
    st.sampled_from(BlockKind),
    numbers,
    numbers,
    st.none() | numbers,
    st.lists(sentences, max_size=3).map(tuple),
    st.integers(0, 6),
)
links = st.builds(Link, any_text, numbers, numbers, any_text)


@given(any_text)
def test_any_text(text: str) -> None:
    assert unpack_text(pack_text(text)) == text


@given(st.lists(blocks, max_size=5).map(tuple))
def test_an_outline(outline: tuple[Block, ...]) -> None:
    assert unpack_outline(pack_outline(outline)) == outline


@given(any_text, st.lists(blocks, max_size=3).map(tuple), st.lists(links, max_size=3).map(tuple), st.lists(numbers))
def test_a_document(text: str, outline: tuple[Block, ...], found: tuple[Link, ...], pages: list[int]) -> None:
    document = Document(SOURCE, text, outline, found, tuple(pages))
    columns = pack_text(text), pack_outline(outline), pack_links(found), pack(pages)
    assert unpack_document(SOURCE, *columns) == document


@given(
    any_text.filter(bool), st.lists(any_text).map(tuple), st.lists(any_text).map(tuple), st.none() | numbers, numbers
)
def test_a_passage(text: str, headings: tuple[str, ...], above: tuple[str, ...], page: int | None, line: int) -> None:
    passage = Passage(SOURCE, 7, 7 + len(text), text, headings, above, text, page, line)
    assert unpack_passage(SOURCE, passage.start, passage.end, pack_body(passage)) == passage
