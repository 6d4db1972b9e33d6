"""The page cache keeps what the library was read from, and nothing that no link leads to any more."""

import json

from student import Student, linking

from domain.linked import LinkState
from sites.replies import Reply, page, redirect
from sites.server import Sites

A, B = "https://docs.example/a", "https://docs.example/b"


def kept(student: Student) -> set[str]:
    """The addresses that the page cache holds something of."""
    return {json.loads(r.read_text("utf-8"))["url"] for r in (student.folder / "pages/records").glob("*/*.json")}


def bodies(student: Student) -> int:
    return sum(1 for body in (student.folder / "pages/bodies").glob("*/*"))


def test_pages_that_no_link_leads_to_any_more_leave_the_disk(student: Student, sites: Sites) -> None:
    moved = "https://elsewhere.example/moved"
    sites.add(A, redirect(moved))
    sites.add(moved, page())
    sites.add(B, page("<h1>Kilns</h1><p>Gas kilns take eight hours to fire.</p>" * 20))
    student.write(linking(A, B))
    student.follow()
    assert {A, B, moved} < kept(student)
    student.write(linking(B))
    student.follow(B)
    assert {A, moved} < kept(student)  # one link alone says nothing about the others
    student.follow()
    assert kept(student) == {B, "https://docs.example/robots.txt"}
    assert bodies(student) == 1


def test_what_the_library_was_read_from_stays_on_the_disk(student: Student, sites: Sites) -> None:
    sites.add(A, page())
    sites.add(B, page("<h1>Kilns</h1><p>Gas kilns take eight hours to fire.</p>" * 20))
    student.write(linking(A, B))
    student.follow()
    student.library.hold(B, LinkState.PAUSED)
    student.clock.pass_(days=9)
    sites.add(A, Reply(reset=True))
    student.follow()
    assert {A, B} < kept(student)
    student.library.hold(B, LinkState.REMOVED)
    student.follow()
    assert B not in kept(student)
    assert student.entry(A).state.readable
