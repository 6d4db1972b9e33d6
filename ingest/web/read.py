"""HTML bytes -> the Markdown of the readable part of a page, its outline and title."""

import re

from domain.errors import NeedsJavaScript, StudyError
from ingest.decode import normalised
from ingest.markdown.outline import outline
from ingest.parsed import Parsed
from ingest.sentences import Fits
from ingest.web.grid import fill_tables
from ingest.web.mainpart import main_part
from ingest.web.markdown import heading_of, markdown
from ingest.web.page import Element, Page, page_of
from ingest.web.tidy import tidy

_SEPARATOR = re.compile(r"\s+[-|–—·»:]+\s+")
_FEW = 3  # words that a title has at least when what stands behind them is taken for the site's name
_LEAST = 25  # letters of a page that says something where scripts would say more
_MOST = 4_000_000  # characters of Markdown: a shelf of books; tables with tall cells unfold to more than the page
_H1 = re.compile(r"^# ", re.MULTILINE)
_BLANKS = re.compile(r"\n{3,}")


def read_html(data: bytes, name: str, fits: Fits, charset: str = "", url: str = "") -> Parsed:
    """What a page says; `NeedsJavaScript` or another `StudyError` when it says nothing."""
    page = page_of(data, name, charset, url)
    scripts = bool(page.tree.xpath("//script"))
    title = title_of(page)
    words = _words(main_part(page), page.base)
    _check_length(words, name)
    letters = sum(sign.isalnum() for sign in words)
    if not letters or (scripts and letters < _LEAST):
        raise _wordless(name, scripts=scripts)
    if title and not _H1.search(words):
        words = f"# {heading_of(title)}\n\n{words}"
    return _made(words, title, fits)


def read_document(html: str, name: str, fits: Fits) -> Parsed:
    """What HTML says that is all document: nothing in it leads away."""
    page = page_of(f"<body>{html}</body>".encode(), name, "utf-8")
    words = _words(page.tree, "")
    _check_length(words, name)
    if not any(sign.isalnum() for sign in words):
        raise _wordless(name, scripts=False)
    return _made(words, page.first("string((//h1)[1])"), fits)


def _check_length(words: str, name: str) -> None:
    if len(words) > _MOST:
        raise StudyError(f"{name} holds more text than is read of one page.", "Save the part you study as a file.")


def _words(part: Element, base: str) -> str:
    tidy(part, base)
    fill_tables(part)
    return markdown(part)


def _made(words: str, title: str, fits: Fits) -> Parsed:
    text = normalised(_BLANKS.sub("\n\n", words).strip() + "\n")
    return Parsed(text, outline(text, fits), title)


def title_of(page: Page) -> str:
    """What a page is called, without the name of its site."""
    title, heading = page.first("//title//text()"), page.first("string((//h1)[1])")
    site = page.first("//meta[@property='og:site_name']/@content")
    if heading and (heading in title or not title):
        return heading
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title or heading
    before = title[: title.rindex(parts[-1])].rstrip(" -|–—·»:")
    return before if parts[-1] == site or len(before.split()) >= _FEW else title


def _wordless(name: str, *, scripts: bool) -> StudyError:
    if scripts:
        hint = "Open it in a browser, save it as a PDF or a web page, and put that among your notes."
        return NeedsJavaScript(f"{name} shows its words only with JavaScript.", hint)
    return StudyError(f"{name} holds no words.", "Open it in a browser to see whether there is something to read.")
