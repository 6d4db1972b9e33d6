"""What a document is called, and what notebooks and plain texts become."""

import json
import time
from pathlib import Path

import pytest
from passage_laws import Load, check_document, check_passages

from domain.documents import BlockKind, Kind
from ingest.markdown.stretches import stretches
from ingest.reader import NoteReader


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('---\ntitle: "The *title*: here"\n---\n# Heading', "The *title*: here"),
        ("---\ntitle: a: b\n---\nx", "a: b"),
        ("---\ndate: 2024-01-01\n---\n# Heading **bold**", "Heading bold"),
        ("## Second\n\nFirst\n===", "First"),
        ("no heading", "note"),
        ("---\ntitle: 2024\n---\nx", "2024"),
        ('+++\ntitle = "Toml"\n+++\nx', "Toml"),
    ],
)
def test_the_title_comes_from_front_matter_heading_or_file_name(text: str, title: str, load: Load) -> None:
    assert load(text).source.title == title


def test_the_location_is_relative_to_where_one_is(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load("x").source.location == str(tmp_path / "note.md")
    monkeypatch.chdir(tmp_path)
    source = load("x", "sub/a.md").source
    assert (source.location, source.kind, source.id, source.shelf) == ("sub/a.md", Kind.NOTE, "note:sub/a.md", "notes")


def test_a_notebook_is_its_markdown_with_its_code_fenced(load: Load) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Title\n", "\n", "Some words."]},
        {"cell_type": "code", "source": "x = '''```'''\n", "outputs": [{"text": "never shown"}]},
        {"cell_type": "raw", "source": "raw"},
        {"cell_type": "markdown", "source": "- item \u2013 one"},
    ]
    kernel = {"kernelspec": {"language": "python"}}
    document = load(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4}), "n.ipynb")
    assert document.text == "# Title\n\nSome words.\n\n````python\nx = '''```'''\n\n````\n\n- item – one"
    assert [b.kind for b in document.outline] == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CODE, BlockKind.ITEM
    ]  # fmt: skip
    assert document.source.title == "Title"


def test_plain_text_is_read_without_markup(load: Load, reader: NoteReader) -> None:
    text = "A *star* and `tick`\nwraps. Next_one_.\n\n# no heading\n  - bullet one\n      - below it\n  2) number\n\nhttp://a.b/c."
    document = load(text, "n.txt")
    assert [(b.kind.value, b.parent, b.plain) for b in document.outline] == [
        ("paragraph", None, "A *star* and `tick` wraps. Next_one_."),
        ("paragraph", None, "# no heading"),
        ("item", None, "bullet one"),
        ("item", 2, "below it"),
        ("item", None, "number"),
        ("paragraph", None, "http://a.b/c."),
    ]
    assert [link.url for link in document.links] == ["http://a.b/c"]
    check_document(document)
    check_passages(document, reader.passages(document))


def test_an_empty_note_has_no_passages(load: Load, reader: NoteReader) -> None:
    for text in ("", "\n\n \n", "---\ntitle: x\n---\n", "# Only a heading"):
        assert reader.passages(load(text)) == []


def test_the_version_names_the_limit_it_cuts_to() -> None:
    assert NoteReader(len, 256).version != NoteReader(len, 128).version


def test_a_trail_too_long_to_embed_is_shortened_from_the_front(load: Load, reader: NoteReader) -> None:
    headings = "\n\n".join(f"{'#' * level} Level {level} {'word ' * 12}" for level in range(1, 7))
    (passage,) = reader.passages(load(f"{headings}\n\nThe words."))
    assert passage.plain == "The words."
    assert passage.headings
    assert passage.headings[-1].startswith("Level 6")
    assert not passage.headings[0].startswith("Level 1")


def test_a_word_too_long_to_embed_is_cut(load: Load, reader: NoteReader) -> None:
    document = load("x" * 5000)
    check_passages(document, passages := reader.passages(document))
    assert "".join(p.text for p in passages) == "x" * 5000


@pytest.mark.slow
def test_a_huge_note_is_read_stretch_by_stretch_as_if_it_were_one(load: Load) -> None:
    part = "## Section\n\n- item\n  - below\n\n```\n# no heading\n```\n\n| a |\n|---|\n| b |\n\n"
    lines = (part * 30).split("\n")
    ranges = list(stretches(lines, 200))
    assert len(ranges) == 10
    assert [lines[first] for first, _ in ranges] == ["## Section"] * len(ranges)
    assert [end for _, end in ranges[:-1]] == [first for first, _ in ranges[1:]]
    document = load(part * 15_000)
    check_document(document)
    expected = load(part * 2).outline
    shift = len(part) * 14_998
    assert [(b.kind, b.start - shift) for b in document.outline[-8:]] == [(b.kind, b.start) for b in expected[-8:]]


@pytest.mark.slow
def test_reading_takes_time_that_grows_with_the_note(load: Load, reader: NoteReader) -> None:
    part = "## Section\n\nSome words about *things* that matter. And `more`.\n\n- item one\n  - item two\n\n"

    def seconds(megabytes: float) -> float:
        text = part * int(megabytes * 1e6 / len(part))
        start = time.process_time()
        reader.passages(load(text))
        return time.process_time() - start

    seconds(0.1)
    small, large = seconds(0.2), seconds(2)
    assert large < 20 * small
