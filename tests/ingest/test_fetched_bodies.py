"""What was fetched -> documents: by what it is, wherever it was."""

from datetime import UTC, datetime

import pytest
from passage_laws import LIMIT, check_document, pieces

from domain.documents import Document, Kind, Source
from domain.errors import StudyError
from domain.linked import Fetched, LinkState
from ingest.reader import NoteReader

URL = "https://docs.example.com/guide/page"
PAGE = b"<h1>Limits</h1><p>There are 100 <a href='../other.html#x'>buckets</a>. <a href='#y'>Here</a>.</p>"
READER = NoteReader(pieces, LIMIT)


def document(body: bytes, media_type: str, url: str = URL, charset: str = "", title: str = "") -> Document:
    fetched = Fetched(URL, url, LinkState.FETCHED, datetime(2026, 1, 1, tzinfo=UTC), media_type, charset, body)
    made = READER.read(fetched, Source(f"web:{URL}", Kind.WEB, title, URL, "linked"))
    check_document(made)
    return made


@pytest.mark.parametrize("media_type", ["text/html", "application/xhtml+xml"])
def test_a_page_is_a_web_source_with_its_links_absolute(media_type: str) -> None:
    made = document(PAGE, media_type)
    assert (made.source.kind, made.source.title, made.source.shelf) == (Kind.WEB, "Limits", "linked")
    assert [link.url for link in made.links] == ["https://docs.example.com/other.html"]


def test_a_source_keeps_the_title_it_was_given() -> None:
    assert document(PAGE, "text/html", title="Given").source.title == "Given"


def test_a_twin_in_markdown_leads_to_the_pages_beside_it() -> None:
    body = b'# Limits<a name="limits"></a>\n\nThere are 100 buckets\\. See [others](other.md#x) \\(or not\\)\\.\n'
    made = document(body, "text/markdown", f"{URL}.md")
    assert [b.plain for b in made.outline] == ["Limits", "There are 100 buckets. See others (or not)."]
    assert [link.url for link in made.links] == ["https://docs.example.com/guide/other.md"]


@pytest.mark.parametrize(
    ("body", "media_type", "url", "kind"),
    [
        (PAGE, "", URL, Kind.WEB),
        (b"<!DOCTYPE html>" + PAGE, "text/plain", URL, Kind.WEB),
        (b"# A\n\nwords", "text/plain", f"{URL}.md", Kind.WEB),
        (b"just words", "application/octet-stream", URL, Kind.WEB),
    ],
)
def test_a_vague_type_is_looked_into(body: bytes, media_type: str, url: str, kind: Kind) -> None:
    assert document(body, media_type, url).source.kind is kind


def test_a_pdf_is_one_whatever_its_server_calls_it() -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas("unused.pdf")
    canvas.drawString(72, 700, "Words on a sheet of paper.")
    made = document(canvas.getpdfdata(), "text/html", f"{URL}.pdf")
    assert (made.source.kind, made.pages) == (Kind.PDF, (0,))
    assert made.text == "Words on a sheet of paper."


@pytest.mark.parametrize(
    ("body", "media_type"),
    [(b"{}", "application/json"), (b"\x89PNG\r\n\0\0", "image/png"), (b"\0\1\2\xff" * 90, "application/octet-stream")],
)
def test_what_is_no_text_is_refused_with_the_address(body: bytes, media_type: str) -> None:
    with pytest.raises(StudyError, match=URL) as told:
        document(body, media_type)
    assert told.value.hint
