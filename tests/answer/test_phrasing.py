"""A question drawn from an outline reads as a person would write it, or is not asked."""

from pathlib import Path

import pytest

from answer.suggestions.phrasing import Phrasing
from domain.documents import Document, Found
from ingest.reader import NoteReader

ENGLISH = "The rest of the note is here to say that it is written in English for the reader, and with care.\n"


def document_of(text: str, folder: Path) -> Document:
    path = folder / "note.md"
    path.write_text(f"# Title\n\n## EMR\n\n{text}\n\n## End\n\n{ENGLISH * 3}", encoding="utf-8")
    return NoteReader(len, 256).load(Found("note:note.md", str(path), "notes", ""))


def questions(text: str, folder: Path) -> list[str]:
    document = document_of(text, folder)
    phrasing = Phrasing.of(document)
    return [q for n in range(len(document.outline)) if (q := phrasing.question(n))]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("- **IAM role** is an identity that a user can assume", ["What is an IAM role?"]),
        ("- **Data lineage** is a picture of the path of data", ["What is data lineage?"]),
        ("- **Partition key** is the part of a key that spreads items", ["What is a partition key?"]),
        ("- AQUA stands for Advanced Query Accelerator", ["What is AQUA?"]),
        ("- `G.2X` is a worker with two units", ["What is G.2X?"]),
        ("- **Governed Tables** were a table type", ["What are Governed Tables?"]),
        ("- Node types:\n  - Primary node\n  - Core node", ["What are the node types in EMR?"]),
        ("- Causes of data skew:\n  - one\n  - two", ["What are the causes of data skew?"]),
    ],
)
def test_a_block_makes_the_question_it_answers(text: str, asked: list[str], tmp_path: Path) -> None:
    assert questions(text, tmp_path) == asked


@pytest.mark.parametrize(
    "text",
    [
        "- Memory: 128 MB to 10,240 MB",
        "- RA3 enables data sharing: secure, live and consistent",
        "- Encrypting S3 objects:\n  - with KMS\n  - with S3 keys",
        "- It is a service that runs code",
        "- Jobs and workers:\n  - one\n  - two",
        "- Price: 150 dollars",
        "- [x] **Done** it",
    ],
)
def test_what_would_read_badly_is_not_asked(text: str, tmp_path: Path) -> None:
    assert questions(text, tmp_path) == []


def test_notes_in_another_language_make_no_english_questions(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(
        "# Nota\n\n- AQUA: la base di dati\n- **AQUA** - acceleratore di interrogazioni per la base di dati\n", "utf-8"
    )
    document = NoteReader(len, 256).load(Found("note:note.md", str(path), "notes", ""))
    assert not any(Phrasing.of(document).question(n) for n in range(len(document.outline)))
