"""Every state of a link, as a server brings it about."""

import pytest
from fetching import DOCS, OpenFetcher

from domain.linked import LinkState
from ingest.fetching.limits import Limits
from sites.replies import TEXT, Reply, endless, page, raw, redirect, robots, script_shell, sign_in_form
from sites.server import Sites

URL = f"{DOCS}/glue/latest/dg/machine-learning.html"
LOGIN = {"WWW-Authenticate": "Basic"}


def test_a_page_is_fetched_with_its_type_and_charset(sites: Sites, open_fetcher: OpenFetcher) -> None:
    sites.add(URL, page("Größe", "text/html; charset=ISO-8859-1"))
    fetched = open_fetcher().fetch(URL)
    assert fetched.state is LinkState.FETCHED
    assert (fetched.url, fetched.final_url, fetched.media_type) == (URL, URL, "text/html")
    assert fetched.charset == "iso-8859-1"
    assert fetched.body == "Größe".encode()
    assert (fetched.reason, fetched.hint, fetched.stale) == ("", "", False)


def test_a_page_that_moved_is_read_where_it_is_now(sites: Sites, open_fetcher: OpenFetcher) -> None:
    new = f"{DOCS}/glue/latest/dg/ml.html"
    sites.add(URL, redirect("ml.html"))
    sites.add(new, page())
    fetched = open_fetcher().fetch(URL)
    assert (fetched.state, fetched.url, fetched.final_url) == (LinkState.REDIRECTED, URL, new)
    assert TEXT.encode() in fetched.body


def test_a_page_that_only_sends_on_is_followed(sites: Sites, open_fetcher: OpenFetcher) -> None:
    front = sites.add(f"{DOCS}/glue/latest/dg/", page('<meta http-equiv="refresh" content="10;URL=what-is.html">'))
    sites.add(f"{DOCS}/glue/latest/dg/what-is.html", page())
    assert open_fetcher().fetch(front).final_url == f"{DOCS}/glue/latest/dg/what-is.html"


@pytest.mark.parametrize(
    ("reply", "state", "reason"),
    [
        (Reply(404), LinkState.GONE, "no such page"),
        (Reply(410), LinkState.GONE, "no such page"),
        (Reply(401, headers=LOGIN), LinkState.NEEDS_LOGIN, "who you are"),
        (Reply(403, headers=LOGIN), LinkState.NEEDS_LOGIN, "who you are"),
        (redirect("https://docs.aws.amazon.com/signin?back=1", 302), LinkState.NEEDS_LOGIN, "sign-in"),
        (redirect("https://login.aws.amazon.com/", 302), LinkState.NEEDS_LOGIN, "sign-in"),
        (sign_in_form(), LinkState.NEEDS_LOGIN, "form"),
        (script_shell(), LinkState.NEEDS_JAVASCRIPT, "JavaScript"),
        (Reply(403), LinkState.BLOCKED, "programs"),
        (Reply(451), LinkState.BLOCKED, "legal"),
        (Reply(418), LinkState.FAILED, "418"),
        (Reply(200, b"  ", {"Content-Type": "text/html"}), LinkState.FAILED, "empty"),
        (raw(b"\x00\x01\x02" * 50, "video/mp4"), LinkState.FAILED, "video/mp4"),
        (raw(b"\x00\x01\x02" * 50), LinkState.FAILED, "unknown|octet"),
        (Reply(200, b"?", {"Content-Type": "text/html", "Content-Encoding": "br"}), LinkState.FAILED, "br"),
        (Reply(302), LinkState.FAILED, "cannot be read"),
        (redirect(URL), LinkState.FAILED, "circle"),
        (Reply(200, b"x" * 3000, {"Content-Type": "text/html"}), LinkState.TOO_LARGE, "larger than"),
        (endless(), LinkState.TOO_LARGE, "larger than"),
    ],
)  # fmt: skip
def test_what_is_no_page_says_why_and_what_to_do(
    sites: Sites, open_fetcher: OpenFetcher, reply: Reply, state: LinkState, reason: str
) -> None:
    sites.add(URL, reply)
    sites.add("https://login.aws.amazon.com/", page())
    fetched = open_fetcher(limits=Limits(packed=2000)).fetch(URL)
    assert fetched.state is state
    assert any(word in fetched.reason for word in reason.split("|"))
    assert fetched.hint
    assert fetched.body == b""
    assert "\n" not in fetched.reason + fetched.hint


def test_a_host_whose_robots_txt_forbids_is_blocked(sites: Sites, open_fetcher: OpenFetcher) -> None:
    sites.add(URL, page())
    sites.add(f"{DOCS}/robots.txt", robots("User-agent: *\nDisallow: /glue/"))
    fetched = open_fetcher().fetch(URL)
    assert (fetched.state, sites.count(URL)) == (LinkState.BLOCKED, 0)
    assert "robots.txt" in fetched.reason


@pytest.mark.parametrize("url", ["https://www.udemy.com/course/aws-data-engineer/", "https://a.example/course/sql"])
def test_a_course_needs_a_login(sites: Sites, open_fetcher: OpenFetcher, url: str) -> None:
    sites.add(url, Reply(403))
    fetched = open_fetcher().fetch(url)
    assert fetched.state is LinkState.NEEDS_LOGIN
    assert "course" in fetched.reason


def test_a_redirect_to_a_course_is_not_followed(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(f"{DOCS}/training", redirect("https://www.udemy.com/course/sql/"))
    course = sites.add("https://www.udemy.com/course/sql/", page())
    assert open_fetcher().fetch(url).state is LinkState.NEEDS_LOGIN
    assert sites.count(course) == 0


def test_a_page_about_signing_in_is_a_page(sites: Sites, open_fetcher: OpenFetcher) -> None:
    sites.add(URL, page(f"{TEXT} <form><input type=password></form> <script>1</script>"))
    assert open_fetcher().fetch(URL).state is LinkState.FETCHED


def test_a_host_that_nobody_knows_has_failed(sites: Sites, open_fetcher: OpenFetcher) -> None:
    fetched = open_fetcher().fetch("https://no-such-host.example/")
    assert (fetched.state, fetched.final_url) == (LinkState.FAILED, "https://no-such-host.example/")
    assert "could not be found" in fetched.reason


@pytest.mark.parametrize(
    ("media_type", "body", "path", "read_as"),
    [
        ("", b"<!DOCTYPE html><p>" + TEXT.encode(), "x", "text/html"),
        ("application/octet-stream", b"%PDF-1.7 ...", "x", "application/pdf"),
        ("text/html", b"%PDF-1.7 ...", "x", "application/pdf"),
        ("application/x-pdf", b"%PDF-1.7 ...", "x", "application/pdf"),
        ("application/pdf", b"<html><p>" + TEXT.encode(), "x.pdf", "text/html"),
        ("binary/octet-stream", b"# Title", "x.md", "text/markdown"),
        ("text/plain", b"# Title", "x.md", "text/markdown"),
        ("text/x-markdown", b"# Title", "x", "text/markdown"),
        ("TEXT/PLAIN; Charset=\"UTF-8\"", b"words", "x", "text/plain"),
        ("application/xhtml+xml", b"<html>" + TEXT.encode(), "x", "application/xhtml+xml"),
    ],
)  # fmt: skip
def test_the_kind_of_a_body_is_what_it_is(
    sites: Sites, open_fetcher: OpenFetcher, media_type: str, body: bytes, path: str, read_as: str
) -> None:
    url = sites.add(f"{DOCS}/{path}", raw(body, media_type))
    fetched = open_fetcher().fetch(url)
    assert (fetched.media_type, fetched.body) == (read_as, body)


def test_a_thousand_comments_are_skipped_in_no_time(sites: Sites, open_fetcher: OpenFetcher) -> None:
    url = sites.add(f"{DOCS}/x", raw(b"<!---->" * 1000 + b"words", ""))
    assert open_fetcher().fetch(url).media_type == "text/plain"


def test_every_state_of_a_fetch_is_reached_here() -> None:
    reached = {LinkState.FETCHED, LinkState.REDIRECTED, LinkState.UNCHANGED}  # the last one in test_page_cache.py
    table = test_what_is_no_page_says_why_and_what_to_do.pytestmark[0].args[1]  # type: ignore[attr-defined]
    reached |= {state for _, state, _ in table}
    assert reached == set(LinkState) - {LinkState.LISTED, LinkState.PAUSED, LinkState.REMOVED}
