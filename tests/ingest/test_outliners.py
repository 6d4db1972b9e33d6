"""Files in which headings are the bullets: a heading that states something is what the note says, not a title."""

from passage_laws import Load

from domain.documents import BlockKind, Document
from ingest.reader import NoteReader

OUTLINER = """# Loom

## Parts
### The shuttle carries the weft.
### The heddle lifts every second thread
```text
up down
```
### The reed beats the weft against the cloth, and keeps the threads at an even distance
#### A coarse reed makes a loose cloth, for its slots are wide
#### A fine one makes a dense cloth
## Purpose
### It holds threads
"""


def kinds(document: Document) -> dict[str, BlockKind]:
    return {block.plain: block.kind for block in document.outline}


def test_headings_that_state_something_are_paragraphs_whatever_stands_under_them(load: Load) -> None:
    found = kinds(load(OUTLINER))
    stated = [plain for plain, kind in found.items() if kind is BlockKind.PARAGRAPH]
    assert [plain.split()[1] for plain in stated] == ["shuttle", "heddle", "reed", "coarse", "fine", "holds"]
    assert found["Parts"] is found["Purpose"] is BlockKind.HEADING


def test_so_they_can_be_quoted(load: Load, reader: NoteReader) -> None:
    texts = [passage.text for passage in reader.passages(load(OUTLINER))]
    assert any("The reed beats the weft" in text for text in texts)


def test_a_long_title_over_a_section_stays_a_title_elsewhere(load: Load) -> None:
    title = "What the reed does with the weft, and why it is the last part to be put on"
    found = kinds(load(f"# Loom\n\n## {title}\n\nIt beats.\n\n### Slots\n\nThey are narrow.\n"))
    assert found[title] is BlockKind.HEADING
