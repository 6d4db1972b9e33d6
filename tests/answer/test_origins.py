"""What in the notes led to a page that is cited."""

from collections.abc import Sequence

from linkedpages import NOTE, Shelves, entry, note, page, passages

from answer.provenance import linked_from, traced
from domain.documents import Document
from domain.linked import LedgerEntry
from domain.replies import Answer, Citation, Question, Reason, Refusal

URL = "https://kilns.example/guide"
BULLETS = note((0, "Kilns"), (1, "Gas kilns are quick to control, guide"), links=[("guide", URL)])
PAGE = page(URL, "Gas burners are quick.")


def answer(*cited: Document) -> Answer:
    held = [passages(document)[0] for document in cited]
    citations = tuple(Citation(n, p, p.start, p.end) for n, p in enumerate(held, 1))
    return Answer(Question("?"), "?", " ".join(f"So[^{c.number}]" for c in citations), citations, "extractive")


def test_a_page_is_traced_to_the_bullet_its_trail_and_its_line() -> None:
    found = linked_from(f"web:{URL}", [entry(BULLETS, URL)], Shelves([BULLETS, PAGE]))
    assert found
    assert (found.source_id, found.location, found.headings, found.line) == (NOTE.id, NOTE.location, ("Kilns",), 2)
    assert BULLETS.text[found.start : found.end] == found.statement == "Gas kilns are quick to control, guide"


def test_a_link_to_a_guide_stands_for_its_pages_but_a_link_to_the_page_alone_comes_first() -> None:
    guide = "https://kilns.example/a-guide"
    both = note((0, "The whole guide"), (0, "One page"), links=[("guide", guide), ("page", URL)])
    shelves = Shelves([both])
    whole = entry(both, guide, f"web:{URL}", "web:https://kilns.example/2")
    first = linked_from(f"web:{URL}", [whole, entry(both, URL)], shelves)
    second = linked_from("web:https://kilns.example/2", [whole], shelves)
    assert first
    assert second
    assert (first.statement, second.statement) == ("One page", "The whole guide")


def test_only_linked_pages_are_traced() -> None:
    reply = traced(answer(BULLETS, PAGE), lambda: [entry(BULLETS, URL)], Shelves([BULLETS, PAGE]))
    assert isinstance(reply, Answer)
    of_note, of_page = reply.citations
    assert of_note.linked_from is None
    assert of_page.linked_from
    assert of_page.linked_from.line == 2


def test_the_ledger_is_not_read_when_only_notes_speak_or_none() -> None:
    def unread() -> Sequence[LedgerEntry]:
        raise AssertionError("read")

    told, refused = answer(BULLETS), Refusal(Question("?"), "?", Reason.NOTHING_FOUND)
    assert traced(told, unread, Shelves([])) is told
    assert traced(refused, unread, Shelves([])) is refused


def test_a_page_that_no_note_leads_to_any_more_has_no_origin() -> None:
    assert linked_from(f"web:{URL}", [entry(BULLETS, URL)], Shelves([PAGE])) is None
    assert linked_from("web:https://else.example", [entry(BULLETS, URL)], Shelves([BULLETS])) is None
