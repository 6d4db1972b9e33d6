"""Bullets of notes held against the pages behind their links."""

from dataclasses import replace

import pytest
from linkedpages import NOTE, PlainWords, Shelves, entry, note, page

from claims.checker import Checker
from domain.documents import Block, BlockKind, Document, Link, Sentence
from domain.linked import Agreement, Check
from models.hashing import HashEmbedder

URL = "https://kilns.example/guide"


def checks(bullets: Document, *pages: Document) -> list[Check]:
    shelves = Shelves([bullets, *pages])
    entries = [entry(bullets, link.url) for link in bullets.links]
    return Checker(shelves, shelves, PlainWords(), HashEmbedder()).checks(entries)


def verdict(bullet: str, *told: str) -> Check:
    (found,) = checks(note((0, f"{bullet} (guide)"), links=[("guide", URL)]), page(URL, *told))
    return found


def test_a_page_that_says_so_agrees_and_is_quoted() -> None:
    found = verdict(
        "Gas kilns reach 1,300 degrees within 8 hours",
        "Cool it slowly.",
        "A gas kiln reaches 1300 degrees within 8 hours.",
    )
    assert (found.agreement, found.differing) == (Agreement.AGREES, ())
    assert found.evidence
    assert found.evidence.quote == "A gas kiln reaches 1300 degrees within 8 hours."
    assert found.statement == "Gas kilns reach 1,300 degrees within 8 hours"


@pytest.mark.parametrize(
    "words",
    ["The scale runs from 100 to 1000.", "Logs of firings without their content.", "It is not fired, nor glazed."],
)
def test_the_same_words_agree(words: str) -> None:
    told = f"The club's rules say it: {words}"
    assert verdict(words, told).agreement is Agreement.AGREES
    assert verdict(words, words).agreement is Agreement.AGREES


@pytest.mark.parametrize(
    ("bullet", "told", "differing"),
    [
        ("The shed stores 10 GB of firing logs", "The shed stores 20 GB of firing logs.", "10 GB"),
        ("The shed stores 10 GB of firing logs", "The shed stores 10 MB of firing logs.", "10 GB"),
        ("Firing logs are kept for 24 hours", "Firing logs are kept for 24 days.", "24 hours"),
        ("The controller firmware needs version 2.1", "The controller firmware needs version 3.0.", "2.1"),
        ("The kiln room holds 12 shelves", "The kiln room holds 15 shelves.", "12"),
        ("The glaze can be fired twice", "The glaze cannot be fired twice.", None),
        ("The glaze is not fired twice", "The glaze is fired twice.", "not"),
    ],
)
def test_another_number_unit_version_or_a_not_is_a_difference(bullet: str, told: str, differing: str | None) -> None:
    found = verdict(bullet, told)
    assert found.agreement is Agreement.DIFFERS
    assert found.differing == ((differing,) if differing else ())


@pytest.mark.parametrize(
    ("bullet", "told"),
    [
        (
            "The shed stores 10 GB of firing logs",
            ("The shed stores 20 GB of firing logs.", "Members get 10 GB of firing logs."),
        ),
        ("The kiln room holds 12 shelves", ("The kiln room holds 15 tables.",)),
        ("Gas kilns reach 1,300 degrees", ("Wood is stacked behind the shed for 3 years.",)),
        ("The shed stores 10 GB of firing logs", ("The shed stores 20 GB or 40 GB of firing logs.",)),
        ("Glazes have no lead and no cadmium", ("Glazes do not have lead or cadmium.",)),
        (
            "Gas kilns bring pots of all potters straight into a hot chamber",
            ("Gas kilns bring pots of all potters straight into a hot chamber with no stop.",),
        ),
    ],
)
def test_what_measures_something_else_is_no_difference(bullet: str, told: tuple[str, ...]) -> None:
    assert verdict(bullet, *told).agreement is not Agreement.DIFFERS


def test_a_bullet_of_several_sentences_differs_with_one_and_agrees_with_half_of_them() -> None:
    bullet = Document(
        NOTE,
        text := "The shed stores 10 GB of firing logs. Gas burners are quick.",
        (
            Block(
                BlockKind.PARAGRAPH,
                0,
                len(text),
                None,
                (Sentence(0, 37, text[:37]), Sentence(38, len(text), text[38:])),
            ),
        ),
        (Link(URL, 4, 8, "shed"),),
    )
    agreeing = checks(bullet, page(URL, "The shed stores 10 GB of firing logs."))
    differing = checks(bullet, page(URL, "Gas burners are quick.", "The shed stores 20 GB of firing logs."))
    assert [c.agreement for c in (*agreeing, *differing)] == [Agreement.AGREES, Agreement.DIFFERS]
    assert agreeing[0].statement == text


def test_another_name_is_not_found_there() -> None:
    told = "The glaze Celadon needs a reducing fire."
    assert verdict("The glaze Tenmoku needs a reducing fire", told).agreement is Agreement.NOT_FOUND


def test_a_page_about_something_else_is_not_found_and_nothing_is_quoted_from_an_empty_one() -> None:
    assert verdict("Gas kilns reach 1,300 degrees", "Membership runs for a year.").agreement is Agreement.NOT_FOUND
    assert verdict("Gas kilns reach 1,300 degrees").evidence is None


def test_a_link_on_a_title_speaks_for_what_stands_under_it_but_not_for_other_links() -> None:
    other = "https://kilns.example/other"
    bullets = note(
        (0, "Gas kilns guide"),
        (1, "They reach 1,300 degrees in a day"),
        (1, "Their burners need yearly checks, see other"),
        links=[("guide", URL), ("other", other)],
    )
    found = checks(bullets, page(URL, "They reach 1,300 degrees in a day."), page(other, "Nothing."))
    assert [(c.url, c.statement, c.place.line) for c in found] == [
        (URL, "They reach 1,300 degrees in a day", 1),
        (other, "Their burners need yearly checks, see other", 3),
    ]


def test_only_the_pages_of_the_link_are_asked() -> None:
    bullets = note((0, "Gas kilns reach 1,300 degrees, guide"), links=[("guide", URL)])
    shelves = Shelves([bullets, page("https://else.example", "Gas kilns reach 1,300 degrees.")])
    (found,) = Checker(shelves, shelves, PlainWords(), HashEmbedder()).checks([entry(bullets, URL)])
    assert found.agreement is Agreement.NOT_FOUND
    assert {source for scope in shelves.scopes for source in scope.sources} == {f"web:{URL}"}


def test_a_link_that_was_not_read_and_a_note_that_is_gone_give_no_check() -> None:
    bullets = note((0, "Gas kilns reach 1,300 degrees, guide"), links=[("guide", URL)])
    read = entry(bullets, URL)
    unread = Shelves([bullets])
    gone = Shelves([page(URL, "Gas kilns reach 1,300 degrees.")])
    assert not Checker(unread, unread, PlainWords(), HashEmbedder()).checks([replace(read, sources=())])
    assert not Checker(gone, gone, PlainWords(), HashEmbedder()).checks([read])
