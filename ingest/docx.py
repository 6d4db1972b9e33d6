"""DOCX bytes -> HTML, which is then read as a page is; the only home of mammoth."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from domain.errors import StudyError
from ingest.parsed import Parsed
from ingest.sentences import Fits
from ingest.web.read import read_document

_TEXT = "word/document.xml"
_MOST = 64 * 2**20  # bytes of XML, unpacked
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
_AGAIN = "Open it in a word processor and save it again as .docx."
_OLD = b"\xd0\xcf\x11\xe0"  # what Word wrote before 2007, and what it wraps a file with a password in


def read_docx(data: bytes, name: str, fits: Fits) -> Parsed:
    """What a DOCX says; `StudyError` with the reason when it cannot be read."""
    _check(data, name)
    import mammoth  # here: few libraries hold a DOCX

    try:
        no_pictures = mammoth.images.img_element(lambda _: {})
        made = mammoth.convert_to_html(BytesIO(data), style_map=_STYLES, convert_image=no_pictures)
    except Exception as error:  # a parser of XML meets whatever can be put into a file
        raise StudyError(f"{name} is damaged: it cannot be read as a DOCX.", _AGAIN) from error
    return read_document(made.value, name, fits)


def _check(data: bytes, name: str) -> None:
    """Refuse what is no DOCX, and what unfolds to far more than a document is, before any of it is unpacked."""
    if data.startswith(_OLD):
        raise StudyError(f"{name} has a password, or is an old .doc.", "Save it as .docx without a password.")
    try:
        with ZipFile(BytesIO(data)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
            entity = _TEXT in sizes and sizes[_TEXT] <= _MOST and b"<!ENTITY" in _opening(archive)
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise StudyError(f"{name} is damaged: it is no DOCX.", _AGAIN) from error
    if _TEXT not in sizes:
        raise StudyError(f"{name} is no DOCX: it holds no document.", _AGAIN)
    if sum(size for entry, size in sizes.items() if entry.endswith((".xml", ".rels"))) > _MOST:
        raise StudyError(
            f"{name} unfolds to more than {_MOST // 2**20} MB of text.", "Split it into several documents."
        )
    if entity:
        raise StudyError(f"{name} defines entities, which no word processor does.", _AGAIN)


def _opening(archive: ZipFile) -> bytes:
    with archive.open(_TEXT) as document:
        return document.read(4_096)
