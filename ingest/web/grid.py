"""Tables with cells that reach over rows and columns -> tables in which every cell is filled in."""

from collections.abc import Iterator, Sequence
from copy import deepcopy

from ingest.web.page import Element

_WIDEST = 60  # columns that one cell may reach over
_TALLEST = 2_000  # rows
_MOST = 100_000  # cells of one table: a page may claim more in a few bytes
_BLOCKS = ("p", "div", "li", "tr", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "blockquote")
_STOPS = (".", ";", ":", ",", "!", "?")


def fill_tables(part: Element) -> None:
    """Give every table of data one cell for each place, tall cells in each of their rows; layouts become text."""
    for table in reversed(list(part.iter("table"))):  # inner ones first
        rows = list(_rows(table))
        if table.xpath("ancestor::td | ancestor::th") or max((len(_cells(row)) for row in rows), default=0) < 2:
            _unfold(table)
        else:
            _fill(table, rows)


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, not those of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _unfold(table: Element) -> None:
    """A table that only lays out -> its cells as blocks."""
    for element in list(table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")):
        element.tag = "div"


def _fill(table: Element, rows: list[Element]) -> None:
    open_cells: dict[int, tuple[int, Element]] = {}  # column -> rows still to fill, the cell
    left = _MOST
    for row in rows:
        own, at = _cells(row), 0
        made: list[Element] = []
        while (own or at in open_cells) and left > 0:
            if at in open_cells:
                count, cell = open_cells.pop(at)
                made.append(deepcopy(cell))
                if count > 1:
                    open_cells[at] = (count - 1, cell)
                at, left = at + 1, left - 1
                continue
            cell = own.pop(0)
            wide, tall = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", _TALLEST)
            flatten(cell)
            for step in range(wide):
                copy = cell if not step else cell.makeelement(cell.tag)
                made.append(copy)
                if tall > 1:
                    open_cells[at + step] = (tall - 1, copy)
            at, left = at + wide, left - wide
        row[:] = made
    _head(rows)


def _head(rows: list[Element]) -> None:
    """One header row: those that there are as one, or an empty one where none is."""
    header = next((n for n, row in enumerate(rows) if not _is_header(row)), len(rows))
    if header > 1:
        _merge(rows[:header])
    elif rows and not header and not _names_columns(rows):
        _add_header(rows[0])


def _is_header(row: Element) -> bool:
    """Whether a row names the columns: in a head, of header cells alone, or all in bold."""
    cells = [cell for cell in _cells(row) if "".join(cell.itertext()).strip()]
    if len(cells) < 2:
        return False
    if row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells):
        return True
    return all(_is_bold(cell) for cell in cells)


def _merge(rows: Sequence[Element]) -> None:
    """Header rows -> the first, with the words of all for each column: "Years Scotland"."""
    names = zip(*map(_reaching, rows), strict=False)
    for first, words in zip(_cells(rows[0]), names, strict=False):
        for child in list(first):
            first.remove(child)
        first.text = " ".join(dict.fromkeys(filter(None, words)))
    for row in rows[1:]:
        row.getparent().remove(row)


def _reaching(row: Element) -> Iterator[str]:
    """The words of a header row's cells; one that reaches over several columns is said in each."""
    last = ""
    for cell in _cells(row):
        last = _words(cell) or last
        yield last


def _names_columns(rows: Sequence[Element]) -> bool:
    """Whether the first row has words where figures stand in all rows below: a header that nobody marked."""
    first, *below = ([_words(cell) for cell in _cells(row)] for row in rows)
    if not below or not all(first) or any(char.isdigit() for cell in first for char in cell):
        return False
    columns = zip(*below, strict=False)
    return any(all(cell[:1].isdigit() or cell[1:2].isdigit() for cell in column) for column in columns)


def _words(cell: Element) -> str:
    return " ".join("".join(cell.itertext()).split())


def _is_bold(cell: Element) -> bool:
    words = "".join("".join(bold.itertext()) for bold in cell.iter("b", "strong"))
    return bool(words.strip()) and words.split() == "".join(cell.itertext()).split()


def _add_header(row: Element) -> None:
    """An empty header: Markdown would take the first row for one, and every cell below would be told with its words."""
    header = row.makeelement("tr")
    for _ in _cells(row):
        header.append(row.makeelement("th"))
    row.addprevious(header)


def _span(cell: Element, name: str, most: int) -> int:
    """How far a cell reaches."""
    told = cell.attrib.pop(name, "1").strip()
    return max(1, min(most, int(told))) if told.isascii() and told.isdigit() else 1


def flatten(cell: Element) -> None:
    """The blocks of a cell -> words on one line, for that is all that a row of Markdown holds."""
    for line_break in list(cell.iter("br")):
        line_break.tail = f" {line_break.tail or ''}"
        line_break.drop_tag()
    for block in list(cell.iter(*_BLOCKS)):
        between = "; " if block.tag == "li" and _follows_item(block) else " "
        block.text = f"{between}{(block.text or '').lstrip()}"
        block.tail = f" {(block.tail or '').lstrip()}" if block.tag != "li" else (block.tail or "").strip()
        if block.tag == "li":
            _close(block)
        block.drop_tag()
    for wrapper in list(cell.iter("ul", "ol", "dl", "section", "article", "figure", "details", "summary")):
        wrapper.drop_tag()


def _close(item: Element) -> None:
    """No white space at the end of an item: the sign that parts it from the next comes there."""
    if len(item):
        item[-1].tail = (item[-1].tail or "").rstrip()
    else:
        item.text = (item.text or "").rstrip()


def _follows_item(item: Element) -> bool:
    before = item.getprevious()
    words = "".join(before.itertext()).rstrip() if before is not None else (item.getparent().text or "").rstrip()
    return bool(words) and not words.endswith(_STOPS)
