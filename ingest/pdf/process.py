"""PDF bytes -> what the child process reads in them, within limits of time and memory."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from unicodedata import category

from domain.errors import StudyError
from ingest.decode import normalised
from ingest.pdf.child import MOST_PAGES
from ingest.pdf.layout import Bookmark, Pdf, Run, Sheet

MOST_MEMORY = 900 * 2**20  # bytes of address space, Python and pdfium themselves included
MOST_SECONDS = 120.0
_ROOT = Path(__file__).parents[2]  # where `ingest` is imported from
_SPLIT = "Split it and keep the part you study, for instance with `qpdf --split-pages`."
_AGAIN = "Open it in a PDF viewer and save or print it to a new PDF, or download it again."
_REASONS = {
    "password": ("is protected by a password.", "Save a copy without the password, and sync that."),
    "broken": ("is damaged: it cannot be opened as a PDF.", _AGAIN),
    "cut": ("breaks off before its end.", "Download it again."),
    "pages": (f"has {{count:,}} pages; at most {MOST_PAGES:,} are read.", _SPLIT),
    "words": ("holds more text than is read of one document.", _SPLIT),
    "memory": (f"needs more than {MOST_MEMORY // 2**20} MB of memory to be read.", _SPLIT),
    "time": ("takes longer than {seconds:.0f} seconds to be read.", _SPLIT),
    "crash": ("is damaged: the PDF reader stopped at it.", _AGAIN),
}
_SYMBOL_BULLET = re.compile(
    "[\uf06c\uf06e\uf075\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc](?=\\s|$)"
)  # the signs of Symbol and Wingdings
_END, _TAIL = b"%%EOF", 4_096  # how a whole PDF ends, and in how many bytes
_OUT_OF_MEMORY = b"MemoryError"


def pdf_of(data: bytes, name: str, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY) -> Pdf:
    """What a PDF holds; `StudyError` with the reason when it cannot be read."""
    command = [sys.executable, "-m", "ingest.pdf.child", str(memory)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, cwd=_ROOT, check=False)
    except subprocess.TimeoutExpired as error:
        raise _refused(name, "time", seconds=seconds) from error
    except OSError as error:
        raise StudyError(f"{name} cannot be read: no process could be started ({error}).", "Sync again.") from error
    found: dict[str, Any] = _parsed(done.stdout) if done.returncode == 0 else {"error": _fate(done)}
    if found.get("error") == "broken" and _END not in data[-_TAIL:]:
        found["error"] = "cut"
    if "error" in found:
        raise _refused(name, found["error"], count=found.get("count", 0))
    return _pdf(found)


def _refused(name: str, error: str, **values: float) -> StudyError:
    reason, hint = _REASONS[error]
    return StudyError(f"{name} {reason.format(**values)}", hint)


def _fate(done: "subprocess.CompletedProcess[bytes]") -> str:
    """What befell a child that gave no answer: pdfium ends itself when it is refused memory."""
    starved = _OUT_OF_MEMORY in done.stderr or b"llocat" in done.stderr or done.returncode in (-6, -5, -4, -9)
    return "memory" if starved else "crash"


def _parsed(out: bytes) -> dict[str, Any]:
    try:
        found = json.loads(out)
    except ValueError:
        return {"error": "crash"}
    return found if isinstance(found, dict) else {"error": "crash"}


def _pdf(found: dict[str, Any]) -> Pdf:
    sheets = (
        Sheet(sheet["height"], tuple(_run(row) for row in sheet["runs"]), sheet["pictures"])
        for sheet in found["sheets"]
    )
    marks = (Bookmark(" ".join(normalised(title).split()), level, page) for title, level, page in found["toc"])
    return Pdf(" ".join(normalised(found["title"]).split()), tuple(marks), tuple(sheets))


def _run(row: list[Any]) -> Run:
    """A run with its words normalised: here, and nowhere later."""
    words = _SYMBOL_BULLET.sub("•", normalised(row[0]))
    shown = "".join(sign for sign in words if sign.isprintable() or sign in " \u00ad" or category(sign) == "Co")
    return Run.of([shown.strip() or " ", *row[1:]])
