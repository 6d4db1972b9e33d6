"""A page as pdfium sees it -> runs of glyphs; in its loop plain tuples, for a document has a million of them."""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.markdown.exponents import RAISED
from ingest.pdf.layout import Box, Run

_WIDE = 1.4  # of a glyph's height: a gap this wide is no space between words
_BACK = 3.0  # and this far back is another place, not a letter of a script that runs to the left
_BOLD = 600  # weight of a font
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"cmbx")
_SET = 0.35  # of the glyphs of the usual size: code in a line is set smaller, and the line is not
_ALL = 0.9  # of the letters are bold in words that are bold rather than begin so
_SEEN = 0.5  # of the glyphs stand on the page, at least
_SMALL, _LIFT = 0.85, 0.2  # of the usual size: a sign that is smaller and stands this much higher is an exponent
_HYPHENS = frozenset((2, 0xFFFE))  # what pdfium gives for a hyphen that breaks a word
_BLANKS = frozenset((0, 9, 10, 13, 32, 0xA0))
_QUARTER = 1.5707963  # of a turn, in radians
_ASIDE = 0.3  # of a page's glyphs: fewer that are turned against it are stamps and labels of axes

_Glyph = tuple[str, float, float, float, float, bool, bool, int]  # sign, box, spaced, bold, quarter turns


def runs_of(page: Any) -> list[Run]:  # noqa: ANN401 - a page of pypdfium2, which is imported in the child alone
    """The runs of a page as it is shown; words turned against the rest of it are left out unless they are many."""
    glyphs = _on_page(list(_glyphs(page)), page.get_mediabox())
    counts = Counter(glyph[7] for glyph in glyphs)
    turns = [turn for turn, count in counts.most_common() if count >= _ASIDE * len(glyphs)]
    shown = page.get_size()
    return [run for turn in turns for run in _runs(_upright(glyphs, turn, *shown))]


def _glyphs(page: Any) -> Iterator[_Glyph]:  # noqa: ANN401
    import pypdfium2.raw as raw

    words, rect = page.get_textpage(), raw.FS_RECTF()
    place = ctypes.byref(rect)
    code_at, box_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    spaced, fresh, bold, turn = False, True, False, 0
    for index in range(raw.FPDFText_CountChars(words)):
        code = code_at(words, index)
        if code in _BLANKS:
            spaced = fresh = True
            continue
        if not box_at(words, index, place):
            continue
        if fresh:  # the font is asked for once a word
            bold, turn = _is_bold(raw, words, index), _turn(raw, words, index)
        sign = "-" if code in _HYPHENS else chr(code)
        yield sign, rect.left, rect.bottom, rect.right, rect.top, spaced, bold, turn
        spaced = fresh = False
    words.close()


def _on_page(glyphs: list[_Glyph], box: tuple[float, float, float, float]) -> list[_Glyph]:
    """Without what stands beside the page, where nobody sees it; all, where the page's own box cannot be right."""
    left, bottom, right, top = box
    seen = [g for g in glyphs if g[3] > left and g[1] < right and g[4] > bottom and g[2] < top]
    return seen if len(seen) >= _SEEN * len(glyphs) else glyphs


def _is_bold(raw: Any, words: Any, index: int) -> bool:  # noqa: ANN401
    if raw.FPDFText_GetFontWeight(words, index) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(words, index, name, 128, ctypes.byref(ctypes.c_int()))
    return any(mark in name.value.lower() for mark in _BOLD_NAMES)


def _turn(raw: Any, words: Any, index: int) -> int:  # noqa: ANN401
    angle = raw.FPDFText_GetCharAngle(words, index)
    return round(angle / _QUARTER) % 4 if angle > 0 else 0


def _upright(glyphs: Sequence[_Glyph], turn: int, width: float, height: float) -> list[_Glyph]:
    """The glyphs of one direction, as they stand when the page is turned so that their words run to the right."""
    made = []
    for sign, left, bottom, right, top, spaced, bold, way in glyphs:
        if way != turn:
            continue
        boxes = (
            (left, bottom, right, top),
            (bottom, width - right, top, width - left),
            (width - right, height - top, width - left, height - bottom),
            (height - top, left, height - bottom, right),
        )
        made.append((sign, *boxes[turn], spaced, bold, turn))
    return made


def _runs(glyphs: Sequence[_Glyph]) -> Iterator[Run]:
    """Glyphs that follow each other without a wide gap."""
    held: list[_Glyph] = []
    low = high = end = 0.0
    for glyph in glyphs:
        _, left, bottom, right, top, *_ = glyph
        if held:
            size = max(high - low, top - bottom, 0.1)
            beside = min(high, top) - max(low, bottom) >= 0.5 * min(high - low, top - bottom)
            if not beside or not -_BACK * size < left - end < _WIDE * size:
                yield _run(held)
                held = []
        low, high = (min(low, bottom), max(high, top)) if held else (bottom, top)
        end = right
        held.append(glyph)
    if held:
        yield _run(held)


def _run(glyphs: Sequence[_Glyph]) -> Run:
    first = glyphs[0]
    sizes = Counter(round(glyph[4] - glyph[2], 1) for glyph in glyphs)
    size = max(size for size, count in sizes.items() if count >= _SET * sizes.most_common(1)[0][1])
    usual = [glyph for glyph in glyphs if round(glyph[4] - glyph[2], 1) == size]  # raised figures do not lift a line
    low, high = min(glyph[2] for glyph in usual), max(glyph[4] for glyph in usual)
    signs = [
        RAISED.get(g[0], g[0]) if g[4] - g[2] < _SMALL * size and g[2] > low + _LIFT * size else g[0] for g in glyphs
    ]
    text = signs[0] + "".join(
        f" {sign}" if glyph[5] else sign for sign, glyph in zip(signs[1:], glyphs[1:], strict=True)
    )
    box = Box(min(glyph[1] for glyph in glyphs), low, max(glyph[3] for glyph in glyphs), high)
    return Run(text, box, size, sum(glyph[6] for glyph in glyphs) >= _ALL * len(glyphs), first[5])
