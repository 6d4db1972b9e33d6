"""What reading makes of Markdown, as cases in data files: `title . input . expected .`"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from passage_laws import LIMIT, check_document, check_passages, pieces

from domain.documents import BlockKind, Document, Found
from ingest.reader import NoteReader

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> Iterator[tuple[str, str, str]]:
    """The cases of a file: title, input, expected."""
    parts = ("\n" + (CASES / f"{name}.md").read_text(encoding="utf-8")).split("\n.\n")
    for title, given, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
        yield title.strip(), given, expected


def outline_of(document: Document) -> str:
    return "\n".join(
        f"{index} {block.kind.value}{block.level or ''} < {block.parent if block.parent is not None else '-'}: "
        f"{block.plain}"
        for index, block in enumerate(document.outline)
    )


def sentences_of(document: Document) -> str:
    return "\n".join(s.plain for block in document.outline for s in block.sentences)


def quotes_of(document: Document) -> str:
    """The sentences as they stand in the text: what would be quoted."""
    quoted = (document.text[s.start : s.end] for block in document.outline for s in block.sentences)
    return "\n".join(repr(words)[1:-1] for words in quoted)


def links_of(document: Document) -> str:
    return "\n".join(f"{link.url} [{link.label}] {document.text[link.start : link.end]!r}" for link in document.links)


def passages_of(document: Document) -> str:
    made = NoteReader(pieces, LIMIT).passages(document)
    return "\n".join(f"{' > '.join(p.headings)} | {' > '.join(p.above)} | {p.plain!r}" for p in made)


VIEWS: dict[str, Callable[[Document], str]] = {
    "outline": outline_of,
    "hidden": outline_of,
    "sentences": sentences_of,
    "quotes": quotes_of,
    "links": links_of,
    "passages": passages_of,
}


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        pytest.param(name, given, expected, id=f"{name}: {title}")
        for name in VIEWS
        for title, given, expected in cases(name)
    ],
)
def test_a_note_is_read_as_its_author_meant_it(name: str, given: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(given, encoding="utf-8")
    reader = NoteReader(pieces, LIMIT)
    document = reader.load(Found("note:folder/note.md", str(path), "notes", ""))
    assert VIEWS[name](document) == expected
    check_document(document)
    check_passages(document, reader.passages(document))
    assert all(block.kind in BlockKind for block in document.outline)
