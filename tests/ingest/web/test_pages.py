"""What reading makes of HTML, as cases in a data file, and what is said of pages that hold nothing to read."""

import time
from pathlib import Path

import pytest
from passage_laws import LIMIT, check_document, check_passages, pieces

from domain.documents import Document, Found, Kind, Source
from domain.errors import NeedsJavaScript, StudyError
from ingest.reader import NoteReader
from ingest.web.read import read_html

CASES = Path(__file__).parents[2] / "cases" / "pages.md"
URL = "https://docs.example.com/guide/a/page.html"
ARTICLE = "".join(
    f"<h2>Part {n}</h2><p>{'A paragraph of an article that goes on for a while, as they do. ' * 4}</p>"
    for n in range(6)
)
AROUND = "<nav><ul><li><a href='/a'>Products</a><li><a href='/b'>Pricing</a></ul></nav>"
BELOW = "<footer><p><a href='/imprint'>Imprint</a> <a href='/privacy'>Privacy</a></p></footer>"


def fits(words: str) -> bool:
    return pieces(words) <= LIMIT // 2


def text_of(html: str | bytes, charset: str = "", url: str = URL) -> str:
    return read_html(html if isinstance(html, bytes) else html.encode(), "page.html", fits, charset, url).text


def cases() -> list[object]:
    parts = ("\n" + CASES.read_text(encoding="utf-8")).split("\n.\n")
    whole = zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    return [pytest.param(given, expected, id=title.strip()) for title, given, expected in whole]


@pytest.mark.parametrize(("given", "expected"), cases())
def test_a_page_becomes_the_markdown_that_says_the_same(given: str, expected: str) -> None:
    made = read_html(given.encode(), "page.html", fits, "utf-8", URL)
    assert made.text == expected + "\n"
    document = Document(Source("web:x", Kind.WEB, "x", URL), made.text, made.outline.blocks)
    check_document(document)
    check_passages(document, NoteReader(pieces, LIMIT).passages(document))


def test_words_that_look_like_markup_read_as_they_did() -> None:
    words = "*a* _b_ `c` [d](e) <f> {{ g }} {% h %} %%i%% ==j== ~~k~~ &amp; [[l]] [^m] $n$ C:\\*.txt o:: p"
    html = words.replace("&", "&amp;").replace("<", "&lt;")
    made = read_html(f"<h1>T</h1><p>{html}</p>".encode(), "page.html", fits)
    assert made.outline.blocks[1].plain == words


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Buckets - Amazon Simple Storage Service</title><h1>Buckets</h1>", "Buckets"),
        ("<title>How to name buckets well | The Blog</title>", "How to name buckets well"),
        ("<title>SQS - Part 2</title>", "SQS - Part 2"),
        ("<title>X - Site</title><meta property='og:site_name' content='Site'>", "X"),
        ("<h1>Only <b>heading</b></h1>", "Only heading"),
        ("", ""),
    ],
)
def test_a_title_is_the_pages_and_not_the_sites(head: str, title: str) -> None:
    assert read_html(f"{head}<p>Words of the page.</p>".encode(), "page.html", fits).title == title


@pytest.mark.parametrize("tag", ["main", "article", "div"])
def test_the_article_is_read_and_what_stands_around_it_is_not(tag: str) -> None:
    text = text_of(f"<title>T</title><body>{AROUND}<{tag}><h1>T</h1>{ARTICLE}</{tag}>{BELOW}</body>")
    assert text.count("## Part") == 6
    assert "Products" not in text
    assert "Imprint" not in text


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<p>Größe – naïve</p>".encode(), ""),
        ("<p>Größe – naïve</p>".encode(), "iso-8859-1; wrong"),
        ("<p>Größe – naïve</p>".encode("cp1252"), "ISO-8859-1"),
        ("<p>Größe – naïve</p>".encode("utf-16"), "utf-8"),
        (b"<meta charset=windows-1252>" + "<p>Größe – naïve</p>".encode("cp1252"), ""),
        (b'<meta http-equiv=x content="text/html; charset=utf-8">' + "<p>Größe – naïve</p>".encode(), ""),
        ("<p>Größe – naïve</p><!-- and a few plain words more, as pages have -->".encode("cp1252"), "utf-8"),
    ],
    ids=["none", "no such", "header", "mark before header", "meta", "meta utf-8", "header is wrong"],
)
def test_a_charset_is_found_wherever_it_is_said(data: bytes, charset: str) -> None:
    assert text_of(data, charset) == "Größe – naïve\n"


@pytest.mark.parametrize("html", ["", "   ", "<html></html>", "<body><p> </p></body>", "<!-- -->", "<title>T</title>"])
def test_a_page_without_words_says_so(html: str) -> None:
    with pytest.raises(StudyError, match=r"page\.html") as told:
        text_of(html)
    assert told.value.hint
    assert not isinstance(told.value, NeedsJavaScript)


def test_a_page_that_needs_a_browser_says_so() -> None:
    with pytest.raises(NeedsJavaScript, match="only with JavaScript") as told:
        text_of("<body><div id=root></div><script src=app.js></script><noscript>Enable it.</noscript></body>")
    assert "PDF" in told.value.hint


HOSTILE = {
    "deep": "<div>" * 10_000 + "<p>hello deep words</p>",
    "deep lists": "<ul><li>item " * 3_000 + "hello deep words",
    "deep tables": "<table><tr><td>x " * 3_000 + "hello deep words",
    "never closed": "<table><tr><td><a href='x'><ul><li><pre><code>hello deep words <b>" * 300,
    "entities": "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>hello deep words &b;&b;",
    "attributes": "<p " + "a='b' " * 50_000 + ">hello deep words",
    "signs": "<" * 20_000 + "&" * 20_000 + "<p>hello deep words",
    "nothing but noise": "\0\1<p>hello deep words\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_however_malformed_takes_long_or_raises(name: str) -> None:
    start = time.process_time()
    assert "hello deep words" in text_of(HOSTILE[name])
    assert time.process_time() - start < 20


@pytest.mark.slow
def test_a_few_bytes_do_not_unfold_to_a_giant_table() -> None:
    row = "<tr>" + "<td rowspan=65534 colspan=1000>word</td>" * 20 + "</tr>"
    assert len(text_of(f"<table>{row}{'<tr><td>x</td></tr>' * 5_000}</table>")) < 4_000_000


def test_a_page_that_is_far_too_long_is_refused() -> None:
    with pytest.raises(StudyError, match="more than 8 MB"):
        text_of(b"<p>words</p>" * 1_000_000)


def test_a_saved_page_is_a_note_and_its_own_parts_are_none(reader: NoteReader, tmp_path: Path) -> None:
    from domain.documents import Shelf

    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "frame.html").write_text("<p>an advertisement</p>")
    (tmp_path / "page.html").write_text("<h1>Title</h1><p>Words, and <a href='other.html'>more</a>.</p>")
    (found,) = reader.find(Shelf(str(tmp_path), "s"))
    assert isinstance(found, Found)
    document = reader.load(found)
    assert (document.source.kind, document.source.title) == (Kind.NOTE, "Title")
    assert [link.url for link in document.links] == ["note:other.html"]
