"""DOCX bytes -> HTML, which is then read as a page is; the only home of mammoth."""

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from domain.errors import StudyError
from ingest.parsed import Parsed
from ingest.sentences import Fits
from ingest.web.read import read_document

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT = "word/document.xml"
_MOST = 64 * 2**20  # bytes of XML, unpacked
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
strike => del
"""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_AGAIN = "Open it in a word processor and save it again as .docx."
_OLD = b"\xd0\xcf\x11\xe0"  # what Word wrote before 2007, and what it wraps a file with a password in


def read_docx(data: bytes, name: str, fits: Fits) -> Parsed:
    """What a DOCX says; `StudyError` with the reason when it cannot be read."""
    _check(data, name)
    import mammoth  # here: few libraries hold a DOCX

    try:
        no_pictures = mammoth.images.img_element(lambda _: {})
        made = mammoth.convert_to_html(_prepared(data), style_map=_STYLES, convert_image=no_pictures)
    except Exception as error:  # a parser of XML meets whatever can be put into a file
        raise StudyError(f"{name} is damaged: it cannot be read as a DOCX.", _AGAIN) from error
    return read_document(made.value, name, fits)


def _prepared(data: bytes) -> BytesIO:
    """The document without hidden words, its equations as plain words: mammoth shows the ones and drops the others."""
    from lxml import etree  # here: few libraries hold a DOCX

    prepared = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(prepared, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == _TEXT and any(mark in part for mark in (b"vanish", b"oMath")):
                part = etree.tostring(_readable(etree.fromstring(part, etree.XMLParser(resolve_entities=False))))
            target.writestr(name, part)
    prepared.seek(0)
    return prepared


def _readable(document: "Element") -> "Element":
    hidden = [run for run in document.iter(f"{_WORD}r") if _is_hidden(run)]
    for run in hidden:
        run.getparent().remove(run)
    for equation in list(document.iter(f"{_MATH}oMath")):
        run = equation.makeelement(f"{_WORD}r")
        words = run.makeelement(f"{_WORD}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        words.text = f" {_linear(equation)} "
        run.append(words)
        equation.addprevious(run)
        equation.getparent().remove(equation)
    for wrapper in list(document.iter(f"{_MATH}oMathPara")):
        paragraph = wrapper.getparent()
        for run in list(wrapper.iter(f"{_WORD}r")):
            paragraph.insert(paragraph.index(wrapper), run)
        paragraph.remove(wrapper)
    return document


def _is_hidden(run: "Element") -> bool:
    vanish = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return vanish is not None and vanish.get(f"{_WORD}val", "1") not in ("0", "false")


def _linear(part: "Element") -> str:
    """An equation as one types it: fractions with a slash, exponents behind "^", indices behind "_"."""
    name = part.tag.removeprefix(_MATH)
    if name == "t":
        return part.text or ""
    inner = {child.tag.removeprefix(_MATH): _linear(child) for child in part}
    if name == "f":
        return f"{_grouped(inner.get('num', ''))}/{_grouped(inner.get('den', ''))}"
    if name in ("sSup", "sSub"):
        mark, raised = ("^", "sup") if name == "sSup" else ("_", "sub")
        return f"{_grouped(inner.get('e', ''))}{mark}{_grouped(inner.get(raised, ''))}"
    if name == "rad":
        return f"√{_grouped(inner.get('e', ''))}"
    return "".join(_linear(child) for child in part)


def _grouped(part: str) -> str:
    return part if part.isalnum() and (len(part) < 2 or part.isdigit()) else f"({part})"


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
