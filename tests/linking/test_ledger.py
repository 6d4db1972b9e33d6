"""Every link of the notes stands in the ledger with what came of it, and what can be done about it."""

import json
from pathlib import Path

import pytest
from student import Student, linking

from domain.documents import Document, Kind, Progress, Source
from domain.errors import NotesNotFound
from domain.linked import LINKED, Fetched, LinkState
from sites.replies import Reply, endless, gzip_bomb, page, raw, redirect, robots, script_shell, sign_in_form
from sites.server import Sites

A, B = "https://docs.example/a", "https://docs.example/b"


def test_links_are_listed_before_they_are_followed(student: Student) -> None:
    student.write(linking(A))
    entry = student.entry(A)
    assert entry.state is LinkState.LISTED
    assert [(p.source_id, p.line, p.label) for p in entry.places] == [("note:notes.md", 3, "*")]
    assert student.library.sync().links == {"listed": 1}


def test_what_a_link_leads_to_becomes_a_source(student: Student, sites: Sites) -> None:
    sites.add(A, page())
    student.write(linking(A))
    report = student.follow()
    assert report.added == (f"web:{A}",)
    assert report.links == {"fetched": 1}
    entry = student.entry(A)
    assert (entry.state, entry.sources, entry.passages > 0) == (LinkState.FETCHED, (f"web:{A}",), True)
    hits = student.library.search("the buffer holds records for five minutes")
    assert {(h.passage.source.kind, h.passage.source.shelf) for h in hits} >= {(Kind.WEB, LINKED)}
    document = student.library.document(f"web:{A}")
    assert all(
        document.text[h.passage.start : h.passage.end] == h.passage.text for h in hits if h.passage.source.id[0] == "w"
    )


def test_links_to_the_same_page_are_one_source(student: Student, sites: Sites) -> None:
    sites.add(A, page())
    student.write(linking(f"{A}?utm_source=x#part", f"{A}#other", "HTTPS://DOCS.example/a"))
    assert student.follow().added == (f"web:{A}",)
    assert len(student.entry(A).places) == 3


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (page(), LinkState.FETCHED),
        (redirect("/elsewhere"), LinkState.REDIRECTED),
        (Reply(404), LinkState.GONE),
        (Reply(410), LinkState.GONE),
        (Reply(403), LinkState.BLOCKED),
        (sign_in_form(), LinkState.NEEDS_LOGIN),
        (script_shell(), LinkState.NEEDS_JAVASCRIPT),
        (gzip_bomb(64 * 2**20), LinkState.TOO_LARGE),
        (endless(), LinkState.TOO_LARGE),
        (Reply(500), LinkState.FAILED),
        (Reply(reset=True), LinkState.FAILED),
        (raw(b"PK\x03\x04", "application/zip"), LinkState.FAILED),
        (raw(b"%PDF-1.7 broken", "application/pdf"), LinkState.FAILED),
    ],
)
def test_every_state_is_told_with_its_reason_and_a_remedy(
    student: Student, sites: Sites, reply: Reply, state: LinkState
) -> None:
    sites.add(A, reply)
    sites.add("https://docs.example/elsewhere", page())
    student.write(linking(A))
    report = student.follow()
    entry = student.entry(A)
    assert entry.state is state, entry.reason
    if not state.readable:
        assert entry.reason
        assert entry.hint
        assert [(s.location, s.reason, s.hint) for s in report.skipped] == [(A, entry.reason, entry.hint)]
        assert not entry.sources


def test_robots_and_private_addresses_block_a_link(student: Student, sites: Sites) -> None:
    sites.add(A, page())
    sites.add("https://docs.example/robots.txt", robots("User-agent: *\nDisallow: /a"))
    sites.addresses["evil.example"] = ["127.0.0.1"]
    student.write(linking(A, "http://evil.example/", "http://2130706433/", "http://[::1]/"))
    student.follow()
    assert {entry.state for entry in student.library.links()} == {LinkState.BLOCKED}


def test_a_second_sync_of_links_asks_and_embeds_nothing(student: Student, sites: Sites) -> None:
    sites.add(A, page())
    student.write(linking(A))
    student.follow()
    sites.forget_requests()
    student.embedder.embedded.clear()
    report = student.follow()
    assert (report.added, report.changed, report.unchanged) == ((), (), (f"web:{A}",))
    assert not sites.asked
    assert not student.embedder.embedded
    assert student.entry(A).state is LinkState.UNCHANGED


def test_of_a_changed_page_only_the_changed_passages_are_embedded_and_the_change_is_told(
    student: Student, sites: Sites
) -> None:
    sections = [f"<h2>Part {n}</h2><p>{'The kiln holds pots. ' * 12}Part {n} ends.</p>" for n in range(6)]
    sites.add(A, raw(f"<h1>Kilns</h1>{''.join(sections)}".encode(), "text/html; charset=utf-8"))
    student.write(linking(A))
    student.follow()
    student.embedder.embedded.clear()
    student.clock.pass_(days=2)
    sections[3] = sections[3].replace("Part 3 ends", "Part 3 fires at 1,300 degrees")
    sites.add(A, raw(f"<h1>Kilns</h1>{''.join(sections)}".encode(), "text/html; charset=utf-8"))
    report = student.follow()
    assert report.changed == (f"web:{A}",)
    assert 1 <= len(student.embedder.embedded) <= 2
    assert "1,300 degrees" in "".join(student.embedder.embedded)
    (change,) = student.entry(A).changes
    assert any(line.startswith("- ") and "Part 3 ends" in line for line in change.diff.splitlines())
    assert any(line.startswith("+ ") and "1,300 degrees" in line for line in change.diff.splitlines())
    assert "Part 5" not in change.diff


def test_what_cannot_be_fetched_any_more_stays_as_it_was_read(student: Student, sites: Sites) -> None:
    sites.add(A, page())
    student.write(linking(A))
    student.follow()
    student.clock.pass_(days=2)
    sites.add(A, Reply(404))
    student.follow()
    entry = student.entry(A)
    assert entry.state is LinkState.GONE
    assert entry.sources == (f"web:{A}",)
    assert student.library.document(f"web:{A}").text


def test_one_link_can_be_tried_again_alone(student: Student, sites: Sites) -> None:
    sites.add(A, Reply(404))
    sites.add(B, page())
    student.write(linking(A, B))
    student.follow()
    sites.add(A, page())
    sites.forget_requests()
    student.clock.pass_(minutes=1)
    assert student.follow(A, again=True).added == (f"web:{A}",)
    assert sites.count(B) == 0
    with pytest.raises(NotesNotFound, match="No note links to"):
        student.follow("https://docs.example/unknown")


def test_a_paused_link_keeps_what_was_read_and_is_not_asked_for(student: Student, sites: Sites) -> None:
    sites.add(A, page())
    student.write(linking(A))
    student.follow()
    student.library.hold(A, LinkState.PAUSED)
    student.clock.pass_(days=9)
    sites.forget_requests()
    student.follow(again=True)
    assert not sites.asked
    assert student.entry(A).state is LinkState.PAUSED
    assert student.library.document(f"web:{A}").text
    student.library.hold(A, None)
    student.follow()
    assert student.entry(A).state is LinkState.UNCHANGED


def test_a_removed_link_leaves_the_library_and_stays_away(student: Student, sites: Sites) -> None:
    sites.add(A, page())
    student.write(linking(A))
    student.follow()
    assert student.library.hold(A, LinkState.REMOVED).removed == (f"web:{A}",)
    student.follow(again=True)
    assert student.entry(A).state is LinkState.REMOVED
    with pytest.raises(KeyError):
        student.library.document(f"web:{A}")


def test_a_page_leaves_with_the_last_link_to_it(student: Student, sites: Sites) -> None:
    sites.add(A, page())
    student.write(linking(A))
    student.follow()
    student.write("# Notes\n\nNo link any more.\n")
    assert not student.library.links()
    assert [source.id for source in student.library.sources()] == ["note:notes.md"]
    assert all(hit.passage.source.kind is Kind.NOTE for hit in student.library.search("buffer records"))


def test_a_file_saved_by_hand_stands_in_for_a_link(student: Student, sites: Sites, tmp_path: Path) -> None:
    sites.add(A, sign_in_form())
    student.write(linking(A))
    student.follow()
    saved = tmp_path / "page.html"
    saved.write_bytes(page("What the course says about zebras.").body)
    student.library.stand_in(A, saved)
    student.follow()
    entry = student.entry(A)
    assert (entry.state, entry.saved) == (LinkState.FETCHED, str(saved))
    assert "saved" in entry.reason
    assert "zebras" in student.library.search("zebras", limit=1)[0].passage.text


def test_a_sync_of_notes_and_a_full_one_leave_linked_pages_alone(student: Student, sites: Sites) -> None:
    sites.add(A, page())
    student.write(linking(A))
    student.follow()
    before = student.library.document(f"web:{A}")
    student.library.sync()
    student.library.sync(full=True)
    assert student.library.document(f"web:{A}") == before
    assert student.entry(A).sources == (f"web:{A}",)
    assert student.library.search("the buffer holds records")


def test_a_guide_is_read_by_the_page_on_request_by_the_section_and_whole_from_its_front(
    student: Student, sites: Sites
) -> None:
    guide = "https://docs.aws.amazon.com/kilns/latest/dg"
    contents = {
        "contents": [
            {"title": "Welcome", "href": "welcome.html"},
            {
                "title": "Firing",
                "href": "firing.html",
                "contents": [{"title": "Gas", "href": "gas.html"}, {"title": "Wood", "href": "wood.html"}],
            },
        ]
    }
    sites.add(f"{guide}/toc-contents.json", raw(json.dumps(contents).encode(), "application/json"))
    for name in ("welcome", "firing", "gas", "wood"):
        sites.add(f"{guide}/{name}.md", page(f"# {name}\n\nAll about {name} in kilns.\n", "text/markdown"))
    firing = f"{guide}/firing.html"
    student.write(linking(firing))
    assert student.follow().added == (f"web:{firing}",)

    student.library.widen(firing, True)
    assert student.follow(firing).added == (f"web:{guide}/gas.html", f"web:{guide}/wood.html")
    entry = student.entry(firing)
    assert entry.section
    assert entry.sources == tuple(f"web:{guide}/{name}.html" for name in ("firing", "gas", "wood"))

    student.library.widen(firing, False)
    assert student.follow(firing).removed == (f"web:{guide}/gas.html", f"web:{guide}/wood.html")

    student.write(linking(f"{guide}/welcome.html"), "front.md")
    assert len(student.follow().added) == 3
    assert student.library.document(f"web:{guide}/gas.html").source.title == "Gas"


def test_each_link_under_way_tells_how_far_it_has_come(student: Student, sites: Sites) -> None:
    sites.add("https://example.org/kilns", page("<h1>Kilns</h1><p>Gas kilns take eight hours to fire.</p>" * 40))
    sites.add("https://example.net/clay", page("<h1>Clay</h1><p>Clay shrinks by a tenth when it dries.</p>" * 40))
    student.write(linking("https://example.org/kilns", "https://example.net/clay"))
    told: list[Progress] = []
    student.follow(on_progress=told.append)
    fetching = [step for step in told if step.stage == "fetching"]
    seen = {one.what: one for step in fetching for one in step.under_way}
    assert seen.keys() == {"https://example.org/kilns", "https://example.net/clay"}
    assert all(one.done > 0 for one in seen.values())
    assert [step.done for step in fetching] == sorted(step.done for step in fetching)
    assert fetching[-1].done == fetching[-1].total == 2 and not fetching[-1].under_way


@pytest.mark.parametrize(
    "bad",
    ["http://xn--zzzzzz-.com/", "http://xn--a.com/x", "http://\u2488.com/", "http://a_b.\u00fc-.de/", "http://[::1"],
)
def test_one_link_that_cannot_be_an_address_stops_no_other(student: Student, sites: Sites, bad: str) -> None:
    sites.add(A, page())
    student.write(linking(bad, A))
    student.follow()
    assert student.entry(A).state is LinkState.FETCHED
    assert all(e.state in (LinkState.FAILED, LinkState.BLOCKED) for e in student.library.links() if e.url != A)


FAR = ("Mon, 01 Jan 0001 00:00:00 +2359", "Fri, 31 Dec 9999 23:59:59 -2359", "Thu, 01 Jan 1 00:00:00 +0100")


@pytest.mark.parametrize("when", FAR)
@pytest.mark.parametrize("header", ["Expires", "Date", "Retry-After", "Last-Modified"])
def test_times_out_of_all_range_stop_no_link(student: Student, sites: Sites, header: str, when: str) -> None:
    sites.add(
        A,
        page().having(**{header.replace("-", "_"): when})
        if header != "Retry-After"
        else Reply(503, headers={header: when}),
    )
    sites.add(B, page())
    student.write(linking(A, B))
    student.follow()
    assert student.entry(A).state is (LinkState.FAILED if header == "Retry-After" else LinkState.FETCHED)
    assert student.entry(B).state is LinkState.FETCHED


def test_whatever_a_parser_does_to_one_page_the_others_are_read(student: Student, sites: Sites) -> None:
    class Strange(type(student.reader)):  # type: ignore[misc]
        def read(self, fetched: Fetched, source: Source, /) -> Document:
            if source.id.endswith("/a"):
                raise RecursionError("maximum recursion depth exceeded")
            return super().read(fetched, source)  # type: ignore[no-any-return]

    sites.add(A, page()), sites.add(B, page())
    student.write(linking(A, B))
    student.reader = Strange(student.embedder.pieces, student.embedder.limit)
    student.follow()
    assert (student.entry(A).state, student.entry(B).state) == (LinkState.FAILED, LinkState.FETCHED)
    assert "RecursionError" in student.entry(A).reason
