"""A quiz or an exam stands as it was left; the contract suite of the `Sittings` port."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from quizzes import cloze, multi, single

from domain.memory import Response
from domain.quiz import Given, Grade
from study.sittings import SqlSittings

ITEMS = (single(), multi(), cloze("crawler"))
WRONG = Response(Given((1,), sure=True), Grade(False, 0.0, ("A crawler",), "Not this one."), 2.5)


def test_a_sitting_comes_back_as_it_was_left(sittings: SqlSittings) -> None:
    begun = sittings.begin("Glue", ITEMS, 130)
    sittings.respond(begun.id, 0, WRONG)
    sittings.respond(begun.id, 2, Response(Given(text="crawler"), returning=True))
    found = sittings.sitting(begun.id)
    assert (found.title, found.items, found.minutes, found.began) == ("Glue", ITEMS, 130, begun.began)
    assert found.responses == {0: WRONG, 2: Response(Given(text="crawler"), returning=True)}
    assert found.response(1) == Response()


def test_a_quiz_remembers_when_to_tell(sittings: SqlSittings) -> None:
    told = [sittings.begin("Glue", ITEMS, at_once=at_once).id for at_once in (True, False)]
    assert [sittings.sitting(name).at_once for name in told] == [True, False]


def test_an_answer_takes_the_place_of_the_one_before(sittings: SqlSittings) -> None:
    begun = sittings.begin("Glue", ITEMS)
    for chosen in (0, 1):
        sittings.respond(begun.id, 0, Response(Given((chosen,))))
    assert sittings.sitting(begun.id).responses == {0: Response(Given((1,)))}


def test_what_has_ended_takes_no_more_and_keeps_its_end(sittings: SqlSittings) -> None:
    begun = sittings.begin("Glue", ITEMS, 130)
    assert sittings.end(begun.id)
    ended = sittings.sitting(begun.id)
    sittings.respond(begun.id, 0, WRONG)
    assert not sittings.end(begun.id)
    assert sittings.sitting(begun.id) == ended and not ended.responses
    assert ended.ended is not None and ended.ended - ended.began < timedelta(minutes=1)


def test_of_many_tabs_that_end_it_one_does(sittings: SqlSittings) -> None:
    begun = sittings.begin("Glue", ITEMS, 130)
    with ThreadPoolExecutor(8) as tabs:
        assert list(tabs.map(lambda _: sittings.end(begun.id), range(8))).count(True) == 1


def test_the_latest_come_first_and_without_their_items(sittings: SqlSittings) -> None:
    first, second = sittings.begin("first", ITEMS), sittings.begin("second", ITEMS, 130)
    assert [(s.id, s.title, s.items, s.timed) for s in sittings.latest()] == [
        (second.id, "second", (), True),
        (first.id, "first", (), False),
    ]


def test_many_tabs_answer_at_once_and_lose_nothing(sittings: SqlSittings) -> None:
    begun = sittings.begin("Glue", [single(str(n)) for n in range(12)], 130)
    with ThreadPoolExecutor(8) as tabs:
        list(tabs.map(lambda n: sittings.respond(begun.id, n % 12, Response(Given((n % 12 % 4,)))), range(36)))
    assert {n: r.given.chosen for n, r in sittings.sitting(begun.id).responses.items()} == {
        n: (n % 4,) for n in range(12)
    }


def test_there_is_no_sitting_by_another_name(sittings: SqlSittings) -> None:
    with pytest.raises(KeyError):
        sittings.sitting("nowhere")
    assert not sittings.end("nowhere")
