"""Run as a program: a PDF on standard input -> what it holds, as JSON on standard output.

A process of its own, for pdfium is a large C++ program that reads whatever the web serves: half a megabyte can unfold
to gigabytes in it, and what crashes or hangs it must not take a sync down.
"""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from ingest.pdf.glyphs import runs_of
from ingest.pdf.layout import Run
from ingest.sandbox.memory import limit_memory

MOST_PAGES = 2_000
MOST_SIGNS = 12_000_000  # characters of one document
MOST_BOOKMARKS = 5_000
_LEVEL = 0.4  # of the height of the lower of two runs: so much must stand at the same height on one line
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def main() -> None:
    """Read, answer, end."""
    limit_memory(int(sys.argv[1]))
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)


def answer(data: bytes) -> dict[str, Any]:
    """What a PDF holds, or the one word that says why it cannot be read."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "password" if getattr(error, "err_code", 0) == _PASSWORD else "broken"}
    count = len(pdf)
    if not count or count > MOST_PAGES:
        return {"error": "pages" if count else "broken", "count": count}
    sheets, signs = [], 0
    for index in range(count):
        sheets.append(_sheet(pdf, index))
        signs += sum(len(run[0]) for run in sheets[-1]["runs"])
        if signs > MOST_SIGNS:
            return {"error": "words", "count": count}
    return {"title": _quietly(lambda: pdf.get_metadata_value("Title")) or "", "toc": list(_toc(pdf)), "sheets": sheets}


def _read(pdf: Any, index: int) -> tuple[Any, list[Run]]:  # noqa: ANN401 - pypdfium2's own types
    """A page and its runs: what was filled in, or written on it later, behind what it stands beside."""
    import pypdfium2.raw as raw

    page = pdf[index]
    printed = list(runs_of(page))
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page, printed
    page.close()
    page = pdf[index]
    for run in [run for run in runs_of(page) if not any(_is_same(run, other) for other in printed)]:
        beside = [n for n, other in enumerate(printed) if _on_line(run, other) and other.box.left < run.box.left]
        at = max(beside, key=lambda n: printed[n].box.right) + 1 if beside else len(printed)
        printed.insert(at, run)
    return page, printed


def _is_same(one: Run, other: Run) -> bool:
    """Whether two runs are one: the words of a button are drawn anew, hardly elsewhere."""
    return (
        one.text == other.text
        and _on_line(one, other)
        and one.box.left < other.box.right
        and other.box.left < one.box.right
    )


def _on_line(one: Run, other: Run) -> bool:
    shared = min(one.box.top, other.box.top) - max(one.box.bottom, other.box.bottom)
    return shared >= _LEVEL * min(one.box.height, other.box.height)


def _sheet(pdf: Any, index: int) -> dict[str, Any]:  # noqa: ANN401 - pypdfium2's own types
    """One page; a broken one holds nothing."""
    import pypdfium2

    try:
        page, found = _read(pdf, index)
        runs = [run.to_list() for run in found]
        pictures = not runs and _shows_pictures(page)
        height = page.get_size()[1]
    except pypdfium2.PdfiumError:
        return {"height": 0.0, "runs": [], "pictures": False, "broken": True}
    page.close()
    return {"height": height, "runs": runs, "pictures": pictures}


def _shows_pictures(page: Any) -> bool:  # noqa: ANN401
    import pypdfium2.raw as raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _toc(pdf: Any) -> Iterator[tuple[str, int, int]]:  # noqa: ANN401
    entries = pdf.get_toc(max_depth=8)
    for _ in range(MOST_BOOKMARKS):
        entry = _quietly(lambda: next(entries, None))
        if entry is None:
            return
        place = _quietly(lambda entry=entry: entry.get_dest().get_index())  # type: ignore[misc]
        if isinstance(place, int):
            yield _quietly(entry.get_title) or "", entry.level + 1, place


def _quietly(ask: Callable[[], Any]) -> Any:  # noqa: ANN401
    """What a PDF says of itself; nothing where it is broken: its words matter more."""
    import pypdfium2

    try:
        return ask()
    except (pypdfium2.PdfiumError, AttributeError, UnicodeDecodeError):
        return None


if __name__ == "__main__":
    main()
