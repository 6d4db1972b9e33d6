"""A link to AWS documentation stands for the pages that its table of contents says."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

import pytest
from fetching import DOCS, GUIDE, OpenFetcher
from hypothesis import given
from hypothesis import strategies as st

from domain.linked import READABLE, Fetched, LinkState, OnFetchProgress, Page
from ingest.fetching.aws.guides import clean, fetch_page, is_aws_documentation, reading_of
from sites.clock import BEGINNING
from sites.mirror import SHARED
from sites.replies import Reply, page, raw
from sites.server import Sites

PAPER = f"{DOCS}/whitepapers/latest/fast-pipelines"
TREE = {
    "contents": [
        {"title": "What is Glue?", "href": "what-is.html"},
        {
            "title": "  Machine\n learning ",
            "href": "ml.html",
            "contents": [
                {
                    "title": "Transforms",
                    "href": "ml-transforms.html",
                    "contents": [{"title": "Tuning", "href": "ml-tuning.html"}],
                },
                {"title": "Matches", "href": "ml.html#matches"},
            ],
        },
        {"title": "A chapter without a page", "contents": [{"title": "Crawlers", "href": "crawlers.html"}]},
        {"title": "API", "include_contents": "toc-api.json", "href": "api.html"},
        {"title": "Elsewhere", "href": "https://aws.amazon.com/glue/"},
        {"title": "Up", "href": "../other/x.html"},
        {"title": "PDF", "href": "glue.pdf"},
    ]
}  # fmt: skip
API = {"contents": [{"title": "Jobs", "href": "api-jobs.html"}, {"title": "Again", "href": "ml.html"}]}


def toc(tree: object) -> Reply:
    return raw(json.dumps(tree).encode(), "application/json")


@pytest.fixture
def guide(sites: Sites) -> Sites:
    sites.add(f"{GUIDE}/toc-contents.json", toc(TREE))
    sites.add(f"{GUIDE}/toc-api.json", toc(API))
    sites.add(f"{PAPER}/toc-contents.json", toc({"contents": [{"title": "Abstract", "href": "welcome.html"}]}))
    return sites


def names(pages: tuple[Page, ...]) -> list[str]:
    return [page.url.rsplit("/", 1)[-1] for page in pages]


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        (f"{GUIDE}/ml.html", True), (f"{GUIDE}/", True), (f"{PAPER}/fast-pipelines.html?did=wp_card&trk=wp_card", True),
        ("http://docs.aws.amazon.com/glue/latest/dg/ml.html#x", True), (f"{DOCS}/cdk/v2/guide/home.html", True),
        (f"{DOCS}/en_us/glue/latest/dg/ml.html", True), (f"{DOCS}/", False), (f"{DOCS}/glue/latest/dg/glue.pdf", False),
        (f"{DOCS}/pdfs/glue/latest/dg/glue-dg.pdf", False), ("https://aws.amazon.com/glue/latest/x.html", False),
        ("https://docs.aws.amazon.com.evil.example/glue/latest/dg/x.html", False),
        ("note:aws.md", False), ("http://[", False),
    ],
)  # fmt: skip
def test_documentation_is_told_from_other_pages(url: str, is_one: bool) -> None:
    assert is_aws_documentation(url) == is_one


def test_tracking_and_fragments_are_dropped() -> None:
    assert clean("http://docs.aws.amazon.com/en_us/glue/latest/dg/ml.html?did=wp&trk=wp#x") == f"{GUIDE}/ml.html"


@pytest.mark.parametrize("front", ["", "index.html", "what-is.html"])
def test_the_front_page_of_a_guide_stands_for_all_of_it(guide: Sites, open_fetcher: OpenFetcher, front: str) -> None:
    reading = reading_of(f"{GUIDE}/{front}?trk=x", open_fetcher())
    assert (reading.url, reading.whole, reading.reason) == (f"{GUIDE}/{front}", True, "")
    assert names(reading.pages) == [
        "what-is.html", "ml.html", "ml-transforms.html", "ml-tuning.html", "crawlers.html", "api.html", "api-jobs.html",
    ]  # fmt: skip
    assert reading.pages[3] == Page(
        f"{GUIDE}/ml-tuning.html", ("Machine learning", "Transforms", "Tuning"), f"{GUIDE}/ml-tuning.md"
    )
    assert reading.pages[4].trail == ("A chapter without a page", "Crawlers")
    assert reading.pages[6].trail == ("API", "Jobs")


def test_the_front_page_of_a_whitepaper_stands_for_all_of_it(guide: Sites, open_fetcher: OpenFetcher) -> None:
    reading = reading_of(f"{PAPER}/fast-pipelines.html?did=wp_card&trk=wp_card", open_fetcher())
    assert reading.whole
    assert names(reading.pages) == ["fast-pipelines.html", "welcome.html"]  # it is a page too, though not in the table


def test_one_page_of_a_guide_stands_for_itself(guide: Sites, open_fetcher: OpenFetcher) -> None:
    reading = reading_of(f"{GUIDE}/ml.html#matches", open_fetcher())
    assert (names(reading.pages), reading.whole, reading.left_out) == (["ml.html"], False, ())
    assert reading.pages[0].trail == ("Machine learning",)


def test_on_request_it_stands_for_its_section(guide: Sites, open_fetcher: OpenFetcher) -> None:
    fetcher = open_fetcher()
    section = reading_of(f"{GUIDE}/ml.html", fetcher, section=True)
    assert names(section.pages) == ["ml.html", "ml-transforms.html", "ml-tuning.html"]
    assert names(reading_of(f"{GUIDE}/crawlers.html", fetcher, section=True).pages) == ["crawlers.html"]
    assert guide.count(f"{GUIDE}/toc-contents.json") == 1


def test_what_is_over_the_limit_is_told(guide: Sites, open_fetcher: OpenFetcher) -> None:
    reading = reading_of(f"{GUIDE}/", open_fetcher(), limit=2)
    assert names(reading.pages) == ["what-is.html", "ml.html"]
    assert len(reading.left_out) == 5
    assert reading.reason == "5 of 7 pages were left out."


@pytest.mark.parametrize(
    "table", [Reply(404), Reply(500), raw(b"{", "application/json"), page(), toc([1]), toc({"contents": 3}), toc({}),
              raw(b"[" * 100_000, "application/json")],
)  # fmt: skip
def test_without_a_table_of_contents_a_link_is_one_page(sites: Sites, open_fetcher: OpenFetcher, table: Reply) -> None:
    sites.add(f"{GUIDE}/toc-contents.json", table)
    reading = reading_of(f"{GUIDE}/ml.html", open_fetcher())
    assert reading.pages == (Page(f"{GUIDE}/ml.html", (), f"{GUIDE}/ml.md"),)
    assert not reading.whole


def test_a_page_the_table_does_not_name_is_read_all_the_same(guide: Sites, open_fetcher: OpenFetcher) -> None:
    reading = reading_of(f"{GUIDE}/unlisted.html", open_fetcher())
    assert (names(reading.pages), reading.reason != "") == (["unlisted.html"], True)


def test_tables_that_include_each_other_end(sites: Sites, open_fetcher: OpenFetcher) -> None:
    sites.add(f"{GUIDE}/toc-contents.json", toc({"contents": [{"title": "A", "include_contents": "b.json"}]}))
    sites.add(f"{GUIDE}/b.json", toc({"contents": [{"href": "x.html", "include_contents": "toc-contents.json"}]}))
    assert names(reading_of(f"{GUIDE}/", open_fetcher()).pages) == ["x.html"]


def test_an_included_table_that_is_missing_is_told(sites: Sites, open_fetcher: OpenFetcher) -> None:
    sites.add(f"{GUIDE}/toc-contents.json", toc({"contents": [{"href": "x.html", "include_contents": "b.json"}]}))
    reading = reading_of(f"{GUIDE}/", open_fetcher())
    assert names(reading.pages) == ["x.html"]
    assert "table of contents could not be read" in reading.reason


def test_a_page_is_read_as_its_markdown_twin(sites: Sites, open_fetcher: OpenFetcher) -> None:
    one = Page(f"{GUIDE}/ml.html", (), f"{GUIDE}/ml.md")
    sites.add(one.url, page())
    sites.add(one.twin, raw(b"# Machine learning", "text/markdown"))
    fetched = fetch_page(one, open_fetcher())
    assert (fetched.url, fetched.final_url, fetched.media_type) == (one.url, one.twin, "text/markdown")
    assert sites.count(one.url) == 0
    assert fetch_page(one, open_fetcher(), known=fetched.digest).state is LinkState.UNCHANGED


@pytest.mark.parametrize("twin", [Reply(404), Reply(403), page(), Reply(500)])
def test_without_a_twin_the_page_itself_is_read(sites: Sites, open_fetcher: OpenFetcher, twin: Reply) -> None:
    one = Page(f"{GUIDE}/ml.html", (), f"{GUIDE}/ml.md")
    sites.add(one.url, page())
    sites.add(one.twin, twin)
    fetched = fetch_page(one, open_fetcher())
    assert (fetched.state, fetched.media_type, fetched.final_url) == (LinkState.FETCHED, "text/html", one.url)


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.fixed_dictionaries(
            {},
            optional={
                "title": inner | st.text(max_size=5),
                "href": inner | st.from_regex(r"[a-c]\.html(#x)?", fullmatch=True),
                "contents": st.lists(inner, max_size=4) | inner,
            },
        )
    ),
    max_leaves=20,
)


class Shelf:
    """A Fetcher over a dictionary."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        self._pages = pages

    def fetch(
        self,
        url: str,
        /,
        *,
        known: str | None = None,
        since: datetime | None = None,
        accept: frozenset[str] = READABLE,
        on_progress: OnFetchProgress | None = None,
    ) -> Fetched:
        state = LinkState.FETCHED if url in self._pages else LinkState.GONE
        return Fetched(url, url, state, BEGINNING, "application/json", body=self._pages.get(url, b""))

    def prune(self, urls: Iterable[str], /) -> int:
        return 0


@given(JSON)
def test_whatever_a_table_holds_pages_are_in_the_folder_and_there_once(tree: object) -> None:
    reading = reading_of(f"{GUIDE}/", Shelf({f"{GUIDE}/toc-contents.json": json.dumps(tree).encode()}))
    urls = [page.url for page in reading.pages]
    assert len(urls) == len(set(urls))
    assert all(url.startswith(f"{GUIDE}/") for url in urls)


@pytest.mark.parametrize(
    ("file", "guide", "count"),
    [("amazon-athena-user-guide", "athena/latest/ug", 340), ("aws-glue-developer-guide", "glue/latest/dg", 290)],
)
def test_real_tables_of_contents_are_read(
    sites: Sites, open_fetcher: OpenFetcher, file: str, guide: str, count: int
) -> None:
    path = SHARED / "linked" / "html" / "toc" / f"{file}.toc-contents.derived.json"
    if not path.is_file():
        pytest.skip("shared/linked is not here")
    sites.add(f"{DOCS}/{guide}/toc-contents.json", raw(path.read_bytes(), "application/json"))
    whole = reading_of(f"{DOCS}/{guide}/", open_fetcher(), limit=1000)
    assert len(whole.pages) > count
    assert all(page.trail for page in whole.pages)
    assert len(reading_of(f"{DOCS}/{guide}/", open_fetcher()).left_out) == len(whole.pages) - 200
