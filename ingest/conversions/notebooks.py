"""A Jupyter notebook -> the Markdown it amounts to."""

import json
import re
from typing import Any

from domain.errors import StudyError

_TICKS = re.compile(r"`{3,}")
_HINT = "Open it in Jupyter and save it again."


def notebook_markdown(text: str, name: str) -> str:
    """The Markdown cells as they are and the code cells fenced, a blank line between; outputs are left out."""
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StudyError(f"{name} is not a notebook: it holds no valid JSON.", _HINT) from error
    cells = _cells(notebook)
    if cells is None:
        raise StudyError(f"{name} is not a notebook: it has no cells.", _HINT)
    language = _language(notebook)
    return "\n\n".join(shown for cell in cells if (shown := _shown(cell, language)))


def _cells(notebook: Any) -> list[Any] | None:  # noqa: ANN401 - JSON of unknown shape
    if not isinstance(notebook, dict):
        return None
    sheets = notebook.get("worksheets")  # before format 4
    if isinstance(sheets, list):
        return [cell for sheet in sheets if isinstance(sheet, dict) for cell in sheet.get("cells") or []]
    cells = notebook.get("cells")
    return cells if isinstance(cells, list) else None


def _language(notebook: dict[str, Any]) -> str:
    about = notebook.get("metadata")
    kernel = about.get("kernelspec") if isinstance(about, dict) else None
    language = kernel.get("language") if isinstance(kernel, dict) else None
    return language if isinstance(language, str) and language.isalnum() else ""


def _shown(cell: Any, language: str) -> str:  # noqa: ANN401 - JSON of unknown shape
    if not isinstance(cell, dict):
        return ""
    source = _source(cell)
    kind = cell.get("cell_type")
    if kind == "heading":  # before format 4
        level = cell.get("level")
        return f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {source}"
    if kind == "code" and source.strip():
        fence = "`" * max([2, *(len(run) for run in _TICKS.findall(source))])
        return f"{fence}`{language}\n{source}\n{fence}`"
    return source.strip("\n") if kind == "markdown" else ""


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))
