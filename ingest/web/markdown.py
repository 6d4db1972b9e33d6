"""Tidy HTML -> Markdown; words that look like markup are escaped first, so that they stay words."""

import re

from ingest.web.page import Element

_SPECIAL = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~\\]|$)          # a backslash that would escape
    | [`]
    | (?<!\s)\*(?!\s)|\*(?=\S)|(?<=\S)\*
    | (?<![^\W_])_|_(?![^\W_])         # inside a word it marks nothing
    | \[(?=[\[^!])|\[(?=[^\[\]]*\][(\[:])|\[(?=[ xX]\]\s)
    | <(?=[A-Za-z/!?])
    | &(?=\#?\w{1,31};)
    | ~(?=~)|=(?==)|%(?=%)
    | \{(?=[{%:\#.])
    | (?<=[\w.-]):(?=:(?:\s|$))        # a Logseq property
    | \((?=\([0-9a-f]{8}-)
    | \$(?=[^$]*\$)|(?<=\S)\$(?=\W|$)
    """,
    re.VERBOSE,
)
_BEGINS = re.compile(r"(\s*)(?=[#>+-](?:[\s#>]|$)|[=~]{3})|(\s*\d{1,9})(?=[.)](?:\s|$))")
_BLOCKS = frozenset("p div li td th dd dt blockquote section article h1 h2 h3 h4 h5 h6 br body main summary".split())
_MARK = "\ue001"  # stands for a backslash until the converter is done, which would escape ours again
_OURS = re.compile("[\ue000\ue001]")  # marks that a page may not bring along


def markdown(part: Element) -> str:
    """The Markdown of a part of a page, which is changed on the way."""
    import html_to_markdown as convert  # here: whoever only asks converts nothing
    from lxml import etree

    for element in part.iter():
        _escape(element)
    options = convert.ConversionOptions(
        compact_tables=True,
        autolinks=False,
        skip_images=True,
        extract_metadata=False,
        expand_abbreviations=False,
        include_blockquote_citations=False,
        bullets="-",
    )
    html = etree.tostring(part, encoding="unicode", method="html", with_tail=False)
    return (convert.convert(html, options).content or "").replace(_MARK, "\\")


def _escape(element: Element) -> None:
    """Escape the words before and behind an element's children."""
    inside = element.tag if isinstance(element.tag, str) else ""
    if element.text and not _is_code(element):
        element.text = escaped(element.text, inside in _BLOCKS)
    parent = element.getparent()
    if element.tail and parent is not None and not _is_code(parent):
        element.tail = escaped(element.tail, inside in _BLOCKS)


def _is_code(element: Element) -> bool:
    return any(here.tag in ("code", "pre", "kbd", "samp") for here in (element, *element.iterancestors()))


def escaped(words: str, begins: bool) -> str:
    """Words as they must stand in the HTML to read so in the Markdown; `begins` where they may come first on a line."""
    words = _SPECIAL.sub(_mark, _OURS.sub("", words))
    if begins and (found := _BEGINS.match(words)):
        words = f"{found[0]}{_MARK}{words[found.end() :]}"
    return words


def _mark(found: re.Match[str]) -> str:
    return _MARK * 2 if found[0] == "\\" else f"{_MARK}{found[0]}"


def heading_of(title: str) -> str:
    """A title as the words of a Markdown heading."""
    return escaped(title, begins=False).replace(_MARK, "\\")
