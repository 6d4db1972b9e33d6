"""PDF bytes -> the text of a document, its outline, title and pages."""

import re

from domain.errors import StudyError
from ingest.parsed import Parsed
from ingest.pdf.columns import lines_of
from ingest.pdf.compose import composed
from ingest.pdf.furniture import without_furniture
from ingest.pdf.headings import heading_levels, title_of
from ingest.pdf.layout import Pdf
from ingest.pdf.paragraphs import groups_of
from ingest.pdf.process import pdf_of
from ingest.sentences import Fits

_MARK = b"%PDF-"
_SEARCHED = 4_096  # bytes: a PDF may have some junk before it begins
_NO_TITLE = re.compile(
    r"untitled|microsoft \w+ - .*|.*\.(?:docx?|pdf|pptx?|tex|indd|jpe?g|png|dvi|rtf)\b.*|\W*|slide 1|"
    r"\(?(?:anonymous|unspecified|unknown|no title)\)?",
    re.I,
)
_FEW = 0.5  # of the signs of a text that can be read are letters and digits, at least
_OCR = "Run a text recognition over it, for instance `ocrmypdf scan.pdf readable.pdf`, and sync the result."


def read_pdf(data: bytes, name: str, fits: Fits) -> Parsed:
    """What a PDF says; `StudyError` with the reason when it says nothing."""
    if not data.strip():
        raise StudyError(f"{name} is empty.", "Download it again.")
    if _MARK not in data[:_SEARCHED]:
        what = "a web page" if b"<html" in data[:_SEARCHED].lower() else "something else"
        raise StudyError(
            f"{name} is no PDF but {what} under that name.", "Open the link in a browser and save the PDF."
        )
    pdf = pdf_of(data, name)
    pages = [(sheet.height, lines_of([run for run in sheet.runs if run.text.strip()])) for sheet in pdf.sheets]
    own = without_furniture(pages)
    _check_words(pdf, name, "".join(line.text for lines in own for line in lines))
    levels = heading_levels(own, pdf.bookmarks)
    text, outline, starts = composed(groups_of(own, levels), len(pages), fits)
    title = pdf.title if not _NO_TITLE.fullmatch(pdf.title) else ""
    return Parsed(text, outline, title or title_of(own), pages=starts)


def _check_words(pdf: Pdf, name: str, words: str) -> None:
    if not any(sign.isalnum() for sign in words):
        if any(sheet.pictures for sheet in pdf.sheets):
            raise StudyError(f"{name} is a scan: its pages are pictures without text.", _OCR)
        raise StudyError(f"{name} holds no text: its pages are blank.", "Check that it is the file you meant.")
    signs = [sign for sign in words if not sign.isspace()]
    if sum(sign.isalnum() for sign in signs) < _FEW * len(signs) and len(signs) > 200:
        raise StudyError(f"{name} does not say which letters its signs stand for.", _OCR)
