"""The laws over real PDFs, where they are at hand; their words are looked up by pdfium alone, page by page."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from passage_laws import LIMIT, check_document, check_passages, pieces

from domain.documents import Found, Kind, Passage
from domain.errors import StudyError
from ingest.markdown.exponents import RAISED
from ingest.reader import NoteReader

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
READER = NoteReader(pieces, LIMIT)
PDFS = [path for folder in ("linked/pdf", "hostile/pdf-broken") for path in sorted((SHARED / folder).rglob("*.pdf"))]
UNREADABLE = {  # file -> what its refusal says
    "empty": "is empty",
    "password-example": "password",
    "libreoffice-writer-password": "password",
    "user-password-secret-aes256": "password",
    "issue-297-example": "blank",
    "three-blank-pages": "blank",
    "grayscale-image": "scan",
    "imagemagick-images": "scan",
    "private-gpt-file_scanned": "scan",
    "header-only": "breaks off|damaged",
    "truncated-60pct": "breaks off|damaged",
    "html-error-page-named": "a web page",
    "text-file-named": "no PDF",
}


_LOWERED = {ord(raised): plain for plain, raised in reversed(RAISED.items())}  # the reference knows no exponents,
_LOWERED |= {
    c: chr(c - 0xFEE0) for c in range(ord("０"), ord("ｚ") + 1) if chr(c).isalnum()
}  # and wide letters stay wide in it
_FORMULA = re.compile(r"[=∈−∑∪|≤≥(\[]")


def squeezed(words: str) -> str:
    """Words without white space, hyphens and bullets: what layout changes."""
    return re.sub(r"[\s\x00-\x1f\ufffe\u00ad\uf000-\uf0ff•‐-]+", "", words.translate(_LOWERED))


def pages_of(path: Path) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:  # what was filled in is read as well
            pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)
        return [squeezed(page.get_textpage().get_text_range()) for page in pdf]


def stands_there(passage: Passage, pages: list[str]) -> bool:
    """Whether its words are on the page it names; a sentence that goes over the page ends on the next one."""
    assert passage.page is not None
    here = pages[passage.page - 1]
    following = pages[passage.page] if passage.page < len(pages) else ""
    lines = passage.text.split("\n")
    at = next((n for n, line in enumerate(lines) if not has_line(here, line)), len(lines))
    return at > 0 and all(has_line(here, line) or has_line(following, line) for line in lines[at:])


def has_line(page: str, line: str) -> bool:
    """Whether a page holds a line; of a formula, whose signs are drawn in any order, its words."""
    return squeezed(line) in page or (bool(_FORMULA.search(line)) and all(squeezed(w) in page for w in line.split()))


@pytest.mark.slow
@pytest.mark.skipif(not PDFS, reason="shared/linked/pdf is not here")
@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_every_real_pdf_is_read_on_the_pages_it_names_or_refused_with_a_reason(path: Path) -> None:
    found = Found("note:x.pdf", str(path), "shared", "")
    if reason := UNREADABLE.get(path.stem):
        with pytest.raises(StudyError, match=reason) as told:
            READER.load(found)
        assert told.value.hint
        return
    document = READER.load(found)
    passages = READER.passages(document)
    check_document(document)
    check_passages(document, passages)
    pages = pages_of(path)
    assert passages
    assert (document.source.kind, len(document.pages)) == (Kind.PDF, len(pages))
    assert not [p for p in passages if not stands_there(p, pages)]


@pytest.mark.slow
@pytest.mark.skipif(not PDFS, reason="shared/linked/pdf is not here")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")
def test_no_real_pdf_takes_a_gigabyte() -> None:
    read = (
        "import re, resource, sys; from pathlib import Path; from ingest.pdf.read import read_pdf\n"
        "from domain.errors import StudyError\n"
        "for name in sys.argv[1:]:\n"
        "    try: read_pdf(Path(name).read_bytes(), name, lambda words: len(words) < 500)\n"
        "    except StudyError: pass\n"
        # not RUSAGE_SELF: Linux counts there what the forking test process held, before it became this one
        "own = int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
        "print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))\n"
    )
    command = [sys.executable, "-c", read, *map(str, PDFS)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert int(done.stdout) < 1_000_000  # kilobytes
