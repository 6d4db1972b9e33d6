"""Real pages, where they are at hand: the laws, and that what is read is the part that matters."""

import re
from pathlib import Path

import pytest
from passage_laws import LIMIT, check_document, check_passages, pieces

from domain.documents import BlockKind, Document, Found
from ingest.reader import NoteReader

SHARED = Path(__file__).parents[4] / "shared"
READER = NoteReader(pieces, LIMIT)
PAGES = sorted((SHARED / "linked" / "html").rglob("*.html"))


def document(path: Path) -> Document:
    return READER.load(Found("note:x.html", str(path), "shared", ""))


@pytest.mark.skipif(not PAGES, reason="shared/linked/html is not here")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem[-40:])
def test_a_real_page_is_read_under_the_law_without_its_chrome(path: Path) -> None:
    made = document(path)
    check_document(made)
    check_passages(made, READER.passages(made))
    assert made.outline[0].level == 1
    said = " ".join(block.plain for block in made.outline)
    for chrome in (
        "Javascript is disabled",
        "Did this page help",
        "Document Conventions",
        "markdown version",
        "[edit]",
    ):
        assert chrome not in said
    assert not re.search(r"</?(?:div|span|table|td|p)\b", said)


@pytest.mark.skipif(not PAGES, reason="shared/linked/html is not here")
def test_every_row_of_a_huge_table_is_told_with_its_headers() -> None:
    path = next(path for path in PAGES if path.stem.endswith("list_amazonredshift"))
    rows = [block for block in document(path).outline if block.kind is BlockKind.ROW]
    actions = {found[1] for row in rows if (found := re.match(r"Actions: (\w+)", row.plain))}
    html = path.read_text(encoding="utf-8")
    told = set(re.findall(r'<td id="amazonredshift-([A-Z]\w+)"', html))
    assert len(told) > 100
    assert told <= actions
