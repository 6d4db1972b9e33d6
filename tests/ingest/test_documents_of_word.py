"""DOCX -> documents, and the reasons of those that cannot be read."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document as Word
from passage_laws import LIMIT, Load, check_document, check_passages, pieces

from domain.documents import Kind
from domain.errors import StudyError
from ingest.reader import NoteReader


def saved(write: Callable[..., None]) -> bytes:
    word, file = Word(), BytesIO()
    write(word)
    word.save(file)
    return file.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_a_document_of_word_is_read_with_its_headings_lists_and_tables(load: Load) -> None:
    def write(word: object) -> None:
        word.add_heading("The Title", 0)  # type: ignore[attr-defined]
        word.add_heading("Streams", 1)  # type: ignore[attr-defined]
        word.add_paragraph("A stream has shards. It keeps records.")  # type: ignore[attr-defined]
        word.add_paragraph("an item", style="List Bullet")  # type: ignore[attr-defined]
        table = word.add_table(rows=2, cols=2)  # type: ignore[attr-defined]
        for cell, text in zip((c for row in table.rows for c in row.cells), ("a", "b", "one", "two"), strict=True):
            cell.text = text

    document = load(saved(write), "notes.docx")
    check_document(document)
    check_passages(document, NoteReader(pieces, LIMIT).passages(document))
    assert [(b.kind.value, b.plain) for b in document.outline] == [
        ("heading", "The Title"),
        ("heading", "Streams"),
        ("paragraph", "A stream has shards. It keeps records."),
        ("item", "an item"),
        ("row", "a; b"),
        ("row", "one; two"),
    ]
    assert (document.source.title, document.source.kind) == ("The Title", Kind.NOTE)


WHOLE = saved(lambda word: word.add_paragraph("Words."))
TEXT = "word/document.xml"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no DOCX"),
        (b"PK\3\4 and nothing more", "no DOCX"),
        (WHOLE[: len(WHOLE) // 2], "no DOCX"),
        (packed({"other.xml": b"<a/>"}), "holds no document"),
        (packed({TEXT: b"<w:document"}), "cannot be read"),
        (packed({TEXT: b" " * (65 * 2**20)}), "more than 64 MB"),
        (packed({TEXT: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (saved(lambda _: None), "no words"),
    ],
    ids=["empty", "no archive", "cut", "other", "broken", "bomb", "entities", "old", "blank"],
)
def test_what_cannot_be_read_has_its_reason(data: bytes, reason: str, load: Load) -> None:
    with pytest.raises(StudyError, match=rf"notes\.docx .*{reason}") as told:
        load(data, "notes.docx")
    assert told.value.hint
