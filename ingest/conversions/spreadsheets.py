"""A table in plain text (CSV, TSV) -> the Markdown table it amounts to, its rows under its headers."""

import csv
import re
from io import StringIO

from domain.errors import StudyError

_DELIMITERS = ",;\t|"
_SAMPLE = 8_192  # characters by which the delimiter is told
_NUMBER = re.compile(r"[-+]?[\d.,]+\s?%?")
_LONGEST = 131_072  # characters of one cell


def table_markdown(text: str, name: str) -> str:
    """The rows of a table; a first row that names the columns is its header."""
    csv.field_size_limit(_LONGEST)
    try:
        rows = [row for row in csv.reader(StringIO(text), delimiter=_delimiter(text, name)) if any(map(str.strip, row))]
    except csv.Error as error:
        raise StudyError(f"{name} is not a table: {error}.", "Save it again as CSV.") from error
    if not rows:
        return ""
    width = max(map(len, rows))
    header = rows.pop(0) if _is_header(rows[0]) else []
    lines = [_line(row, width) for row in (header, ["---"] * width, *rows)]
    return "\n".join(lines) + "\n"


def _delimiter(text: str, name: str) -> str:
    if name.lower().endswith(".tsv"):
        return "\t"
    try:
        return csv.Sniffer().sniff(text[:_SAMPLE], _DELIMITERS).delimiter
    except csv.Error:  # one column, or too little to tell
        return ","


def _is_header(row: list[str]) -> bool:
    """Whether a row names columns: each cell has words, none twice, and none is a number."""
    cells = [cell.strip() for cell in row]
    return all(cells) and len(set(cells)) == len(cells) and not any(_NUMBER.fullmatch(cell) for cell in cells)


def _line(row: list[str], width: int) -> str:
    cells = [" ".join(cell.split()).replace("|", "\\|") for cell in row]
    return "| " + " | ".join(cells + [""] * (width - len(cells))) + " |"
