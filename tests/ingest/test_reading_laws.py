"""The law of slices, for any text at all."""

import random
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from passage_laws import LIMIT, check_document, check_passages, pieces

from domain.documents import BlockKind, Document, Kind, Source
from ingest.decode import normalised
from ingest.markdown.outline import Outline, outline
from ingest.plaintext import text_outline
from ingest.reader import NoteReader
from ingest.split import split

SNIPPETS = (Path(__file__).parent / "snippets.txt").read_text(encoding="utf-8").split("\n")
SNIPPETS += [
    "Setext\n===",
    "Setext\n---",
    "\t- tabbed",
    "\x0b",
    "\x1c",
    "\u2028",
    "\u200b",
    "\ue000",
    "e\u0301",
    "\u00a0",
]

words = st.text(max_size=12)
line = st.lists(st.one_of(st.sampled_from(SNIPPETS), words), max_size=5).map(" ".join)
lead = st.sampled_from(["", "", "", " ", "  ", "    ", "\t", "> ", "- ", "  - ", "1. ", "      "])
markdown = st.lists(st.tuples(lead, line).map("".join), max_size=14).map("\n".join)
tight = st.lists(st.sampled_from(SNIPPETS), max_size=25).map("".join)
READER = NoteReader(pieces, LIMIT)


def made(text: str, parsed: Outline) -> Document:
    return Document(Source("note:x.md", Kind.NOTE, "x", "x.md"), text, parsed.blocks)


def check(raw: str) -> None:
    text = normalised(raw)
    for parse in (outline, text_outline):
        document = made(text, parse(text, READER._fits))
        check_document(document)
        check_passages(document, split(document, pieces, LIMIT))


@settings(max_examples=250, deadline=None, derandomize=True)
@given(markdown)
@example("- ")
@example("#\n\ntext")
@example("> ```\n> code")
def test_every_passage_of_any_note_is_a_slice_of_it(text: str) -> None:
    check(text)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(tight)
def test_markup_that_runs_into_other_markup_moves_no_offset(text: str) -> None:
    check(text)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    check(text)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(markdown)
def test_reading_twice_gives_the_same_passages(raw: str) -> None:
    text = normalised(raw)
    first, second = (split(made(text, outline(text, READER._fits)), pieces, LIMIT) for _ in range(2))
    assert first == second


@settings(max_examples=60, deadline=None, derandomize=True)
@given(markdown)
def test_normalising_twice_changes_nothing(raw: str) -> None:
    assert normalised(normalised(raw)) == normalised(raw)


def test_a_long_note_of_everything_keeps_the_law() -> None:
    chance = random.Random(7)
    lines = [" ".join(chance.choices(SNIPPETS, k=chance.randint(0, 8))) for _ in range(600)]
    check("\n".join(lines))


def test_no_passage_straddles_a_heading() -> None:
    text = "# A\n\none\n\n## B\n\ntwo\n\n# C\n\nthree"
    document = made(text, outline(text, READER._fits))
    passages = split(document, pieces, LIMIT)
    assert [p.headings for p in passages] == [("A",), ("A", "B"), ("C",)]
    assert sum(block.kind is BlockKind.HEADING for block in document.outline) == 3
