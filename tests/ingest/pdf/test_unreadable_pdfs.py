"""PDFs that cannot be read: each with its reason, none takes long or takes anything down."""

import zlib

import pytest
from making import Sheets, prose

from domain.errors import StudyError
from ingest.pdf.process import pdf_of
from ingest.pdf.read import read_pdf


def refusal(data: bytes) -> StudyError:
    with pytest.raises(StudyError) as told:
        read_pdf(data, "paper.pdf", lambda _: True)
    assert told.value.hint
    return told.value


def whole() -> bytes:
    sheets = Sheets()
    sheets.lines(prose(1, 20), 72, 700)
    return sheets.bytes()


def with_stream(stream: bytes) -> bytes:
    """A PDF of one page with a stream of drawing orders."""
    packed = zlib.compress(stream, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return body + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


def test_an_empty_file_says_so() -> None:
    assert refusal(b"").message == "paper.pdf is empty."


def test_a_web_page_that_is_called_a_pdf_is_told_apart() -> None:
    assert "a web page" in refusal(b"<!DOCTYPE html><html><body>Not found</body></html>").message


def test_a_password_is_asked_for() -> None:
    sheets = Sheets(password="secret")
    sheets.line("Nobody reads this", 72, 700)
    assert "password" in refusal(sheets.bytes()).message


def test_a_scan_is_told_apart_from_blank_pages() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheets = Sheets()
    sheets.canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "grey")), 50, 50, 300, 300)
    told = refusal(sheets.bytes())
    assert "scan" in told.message
    assert "ocrmypdf" in told.hint
    blank = Sheets()
    blank.turn()
    assert "blank" in refusal(blank.bytes()).message


def test_a_download_that_broke_off_is_told() -> None:
    assert "breaks off" in refusal(whole()[:600]).message


def test_a_damaged_file_is_told() -> None:
    assert "damaged" in refusal(b"%PDF-1.4\n" + b"\0" * 500 + b"\n%%EOF").message


@pytest.mark.slow
def test_a_pdf_that_unfolds_to_gigabytes_is_refused() -> None:
    with pytest.raises(StudyError, match="memory"):
        pdf_of(with_stream(b" " * 200_000_000), "paper.pdf", memory=300 * 2**20)


def test_a_pdf_that_takes_too_long_is_refused() -> None:
    slow = with_stream(b"BT /F1 9 Tf " + b"1 0 0 1 9 9 Tm (Some words) Tj " * 400_000 + b"ET")
    with pytest.raises(StudyError, match="longer than"):
        pdf_of(slow, "paper.pdf", seconds=0.5)


@pytest.mark.slow
def test_no_flipped_byte_takes_a_sync_down() -> None:
    data = bytearray(whole())
    for at in range(20, len(data), max(1, len(data) // 25)):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        try:
            read_pdf(bytes(broken), "paper.pdf", lambda _: True)
        except StudyError as told:
            assert told.hint
