"""Pages that are no pages are known by what they hold."""

from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetching.bodies.page_checks import signs_of
from sites.replies import TEXT, script_shell, sign_in_form

FORM = "<form><input type='PASSWORD'></form>"
SHELLS = [
    script_shell().body.decode(),
    '<div id="__next"></div><script src=x></script>',
    "<body><script>boot()</script></body>",
    "<p>Please enable JavaScript to continue.</p><script src=x></script>",
    "<app-root></app-root><script src=x></script><p>Loading…</p>",
    "<noscript>This site requires JavaScript.</noscript><p>Loading</p><script src=x></script>",
]
PAGES = [
    f"<p>{TEXT}</p><script src=x></script><div id=root></div>",
    "<h1>Short</h1><p>But a page.</p>",
    "<h1>Short</h1><p>With a counter.</p><script src=counter.js></script>",
    f"<p>{TEXT}</p>{FORM}",
    "<h1>JavaScript</h1><p>A language.</p>",
]


@pytest.mark.parametrize("html", SHELLS)
def test_a_shell_for_scripts_is_known(html: str) -> None:
    assert signs_of(html).needs_javascript


@pytest.mark.parametrize("html", PAGES)
def test_a_page_with_something_to_say_is_no_shell_and_no_form(html: str) -> None:
    signs = signs_of(html)
    assert (signs.needs_javascript, signs.is_sign_in) == (False, False)


@pytest.mark.parametrize("html", [sign_in_form().body.decode(), f"<h1>Welcome back</h1>{FORM}", FORM])
def test_a_page_that_is_only_a_password_form_is_known(html: str) -> None:
    assert signs_of(html).is_sign_in


@pytest.mark.parametrize(
    ("content", "leads_to"),
    [
        ("0;URL=x.html", "x.html"), ("10; url='/a/'", "/a/"), ("5", ""), ("x", ""), ("0,url=y", "y"),
        ("0; z.html", "z.html"), ("0;url=a?b=1&amp;c=2", "a?b=1&c=2"),
    ],
)  # fmt: skip
def test_where_a_page_sends_its_reader_is_read(content: str, leads_to: str) -> None:
    assert signs_of(f'<meta http-equiv="Refresh" content="{content}">').refresh == leads_to


HOSTILE = ["<!--", "<script", "<script>", "<noscript>", "<", "&#x", "<a href='", "<meta a=", "<input ", "needs ", " "]
HOSTILE_STARTS = {"<meta ": "a", "<meta a=": " ", "<input ": "type ", "<script ": "a=", "<p id=": "r"}


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_is_scanned_in_no_time(piece: str) -> None:
    began = monotonic()
    assert not signs_of(piece * (2**20 // len(piece))).is_sign_in
    assert monotonic() - began < 5  # a quadratic scan takes minutes


@pytest.mark.parametrize(("start", "piece"), HOSTILE_STARTS.items())
def test_one_endless_tag_is_scanned_in_no_time(start: str, piece: str) -> None:
    began = monotonic()
    signs_of(start + piece * 2**19 + ">")
    assert monotonic() - began < 5


PIECES = st.sampled_from(["<script>", "</script>", "<noscript>", "</p>", "<p", "&#x", "<!--", "<![", "x", "<meta "])


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_has_signs_or_none(html: str) -> None:
    signs = signs_of(html)
    assert isinstance(signs.needs_javascript or signs.is_sign_in, bool)
