"""Words from notes, pages and models are shown as text, whatever they try."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.citations.markup import safe_html, sanitised, web_link

ALLOWED = {
    *("p br hr h3 h4 h5 h6 ul ol li blockquote pre code em strong s a span table thead tbody tr th td button".split()),
}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "![x](https://evil.example/track.png)",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/ask?c=1)",
    "<https://ok.example>",
    "<javascript:alert(1)>",
    '[x](https://ok.example "title\\" onmouseover=alert(1)")',
    "[^1]: <b onclick=x>",
    "<button class=marker data-note=1>9</button>",
    "<style>*{display:none}</style>",
    "<a href='javascript:x'>y</a>",
    "`<script>`",
    "```html\n<iframe src=https://evil.example></iframe>\n```",
    "<!-- x --><p onclick=x>",
    "|a|\n|--|\n|<img src=x onerror=y>|",
]


class Seen(HTMLParser):
    """Every tag and attribute of a text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    for tag, attributes in Seen(html).tags:
        assert tag in ALLOWED
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "id", "name")]
        if tag == "a":
            assert "href" not in attributes or str(attributes["href"]).startswith(("http://", "https://"))
            assert attributes["rel"] == "noopener noreferrer"
            assert attributes["target"] == "_blank"
        if tag == "button":
            assert attributes["type"] == "button"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_do_nothing(words: str) -> None:
    assert_harmless(safe_html(words, {1: words}))
    assert_harmless(safe_html(f"- a [^1] {words}", {1: f'"><img src=x onerror=y>{words}'}))


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=12), max_size=6).map(" ".join), st.text(max_size=20))
def test_no_mixture_of_words_gets_through(words: str, label: str) -> None:
    assert_harmless(safe_html(f"{words} [^1]", {1: label}))


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=12), max_size=6).map("".join))
def test_the_allow_list_holds_even_for_raw_html(html: str) -> None:
    for tag, attributes in Seen(sanitised(html)).tags:
        assert tag in ALLOWED and not [name for name in attributes if name.startswith("on")]


def test_html_of_a_note_is_shown_as_it_was_written() -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in safe_html("<script>alert(1)</script>", {})


def test_an_image_becomes_its_description() -> None:
    assert safe_html("![a chart](https://evil.example/x.png)", {}) == "<p>a chart</p>\n"


def test_a_marker_is_a_button_that_says_where_its_words_stand() -> None:
    html = safe_html("Glue is good [^1].", {1: "Footnote 1: Glue › DataBrew"})
    assert re.search(r'<button [^>]*data-note="1"[^>]*>1</button>', html)
    assert 'aria-label="Footnote 1: Glue › DataBrew"' in html


@pytest.mark.parametrize("words", ["`x[^1]`", "    x[^1]", "```\nx[^1]\n```", "x[1]", "x [^2]", r"x \[^1]"])
def test_what_is_no_marker_stays_text(words: str) -> None:
    assert "<button" not in safe_html(words, {1: "Footnote 1"})


def test_a_marker_before_a_colon_or_bracket_is_still_a_marker() -> None:
    for words in ("[^1]: so it is", "[^1](https://a.example)", "[^1][^1]"):
        assert "<button" in safe_html(words, {1: "Footnote 1"})


def test_headings_of_an_answer_stand_under_the_question() -> None:
    html = safe_html("# One\n\n### Three\n\n###### Six", {})
    assert [tag for tag, _ in Seen(html).tags] == ["h3", "h5", "h6"]


@pytest.mark.parametrize(
    "url", ["", "x", "/x", "//x", "javascript:x", "file:///etc/passwd", "https:", "http://[", "ftp://x"]
)
def test_only_web_addresses_are_links(url: str) -> None:
    assert web_link(url) == ""


def test_a_sentence_with_a_weak_footnote_is_marked_from_the_footnote_before_it() -> None:
    labels = {1: "Footnote 1", 2: "Footnote 2", 3: "Footnote 3"}
    html = safe_html("**One** is so.[^1] Two is.[^2] Three.[^3]\n\n- Four is.[^2]", labels, weak={2})
    assert re.findall(r'<span class="weak" title="[^"]+">(.*?)</span>', html) == ["Two is.", "Four is."]
    assert_harmless(html)


@pytest.mark.parametrize("words", ["*a [^1]* b.[^2]", "[^2]", "a *b.[^2] c*", "**[^1] x [^2]**"])
def test_what_is_marked_as_weak_never_cuts_an_element_in_two(words: str) -> None:
    html = safe_html(words, {1: "Footnote 1", 2: "Footnote 2"}, weak={2})
    assert html.count("<span") == html.count("</span>") and html == sanitised(html)


@pytest.mark.parametrize("words", ["[x](https://ok.example)", "<https://ok.example>", "[^1](https://ok.example)"])
def test_what_a_model_writes_has_no_links(words: str) -> None:
    assert "<a" in safe_html(words.replace("[^1]", "[x]"), {1: "Footnote 1"})
    assert "<a" not in safe_html(words, {1: "Footnote 1"}, links=False)
