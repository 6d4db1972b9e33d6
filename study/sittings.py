"""The `Sittings` port over any SQL database: quizzes and exams as they stand, answer by answer."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.memory import Response, Sitting
from domain.quiz import Given, Grade, Item
from domain.wire.quiz import item_from_dict, item_to_dict
from study.engine import transaction
from study.tables import responses, sittings

_LATEST = 20


class SqlSittings:
    """Works on an engine of `study.engine`."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        """The tables exist already; `clock` gives times with their zone, `new_id` a fresh id each time."""
        self._engine, self._clock, self._new_id = engine, clock, new_id

    def begin(self, title: str, items: Sequence[Item], minutes: int = 0, /, *, at_once: bool = True) -> Sitting:
        """A new sitting."""
        sitting = Sitting(self._new_id(), title, tuple(items), self._clock(), minutes, at_once)
        values = {
            "id": sitting.id,
            "title": title,
            "began": sitting.began,
            "minutes": minutes,
            "at_once": at_once,
        }
        with transaction(self._engine) as connection:
            content = [item_to_dict(item) for item in items]
            connection.execute(insert(sittings).values(items=content, **values))
        return sitting

    def sitting(self, sitting_id: str, /) -> Sitting:
        """One sitting as it stands; `KeyError` when there is none."""
        with transaction(self._engine) as connection:
            row = connection.execute(select(sittings).where(sittings.c.id == sitting_id)).one_or_none()
            if row is None:
                raise KeyError(sitting_id)
            given = connection.execute(
                select(responses).where(responses.c.sitting == sitting_id).order_by(responses.c.number)
            )
            return _sitting(row, {r.number: _response(r.response) for r in given})

    def respond(self, sitting_id: str, number: int, response: Response, /) -> None:
        """Keep what was done with an item in place of what was there; an ended exam takes nothing more."""
        content = asdict(response)
        same = update(responses).where(responses.c.sitting == sitting_id, responses.c.number == number)
        fresh = insert(responses).values(sitting=sitting_id, number=number, response=content)
        still_open = select(sittings.c.id).where(sittings.c.id == sitting_id, sittings.c.ended.is_(None))
        with transaction(self._engine) as connection:
            if connection.execute(still_open.with_for_update()).first() is None:
                return
            if connection.execute(same.values(response=content)).rowcount:
                return
            try:
                with connection.begin_nested():
                    connection.execute(fresh)
            except IntegrityError:  # another tab answered between the two statements
                connection.execute(same.values(response=content))

    def end(self, sitting_id: str, /) -> bool:
        """Close a sitting; whether this call did, and not another tab or an earlier one."""
        still_open = update(sittings).where(sittings.c.id == sitting_id, sittings.c.ended.is_(None))
        with transaction(self._engine) as connection:
            return bool(connection.execute(still_open.values(ended=self._clock())).rowcount)

    def latest(self) -> list[Sitting]:
        """The latest sittings, newest first, without their items and responses."""
        columns = [c for c in sittings.c if c.name != "items"]
        query = select(*columns).order_by(sittings.c.began.desc(), sittings.c.id).limit(_LATEST)
        with transaction(self._engine) as connection:
            return [
                Sitting(r.id, r.title, (), r.began, r.minutes, r.at_once, r.ended) for r in connection.execute(query)
            ]


def _sitting(row: Row[Any], given: dict[int, Response]) -> Sitting:
    content = tuple(item_from_dict(item) for item in row.items)
    return Sitting(row.id, row.title, content, row.began, row.minutes, row.at_once, row.ended, given)


def _response(wire: dict[str, Any]) -> Response:
    given, grade = wire["given"], wire["grade"]
    return Response(
        Given(tuple(given["chosen"]), given["text"], given["sure"]),
        Grade(**{**grade, "missing": tuple(grade["missing"])}) if grade else None,
        wire["seconds"],
        wire["returning"],
    )
