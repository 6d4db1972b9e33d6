"""A statement and a window -> what of the one the other has otherwise. Each detector finds one kind of contradiction.

They stand in one list; `python -m evals.verification --ablate` takes each off in turn and prints what it is worth.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claims.addresses import strange_address
from claims.contradictions.opposed import opposed
from claims.contradictions.order import done_by_another, turned
from claims.contradictions.partners import misnamed
from claims.contradictions.places import displaced
from claims.contradictions.roles import exchanged
from claims.contradictions.swapped import swapped
from claims.features import Features, is_of_a_kind, missing_names
from claims.numbers import wrong_numbers
from claims.statement import Statement
from domain.ports import Words
from language.negation import denial_of

_AROUND = "the other way round"


@dataclass(frozen=True, slots=True)
class Detector:
    """One kind of contradiction: the words of the statement that the window has otherwise, none when it has not."""

    kind: str
    find: Callable[[Statement, Features, Words], Iterator[str]]


def _denial(statement: Statement, told: Features, words: Words) -> Iterator[str]:
    if (denial := denial_of(statement.text, told.window.plain, words)) is not None:
        yield denial.words[0] if denial.words else "not"


def _numbers(statement: Statement, told: Features, _: Words) -> Iterator[str]:
    yield from wrong_numbers(statement, told.numbers)


def _names(statement: Statement, told: Features, words: Words) -> Iterator[str]:
    strange = missing_names(statement, told) - told.around
    yield from filter(None, [misnamed(statement.text, told.partners, strange, words)])


def _opposites(statement: Statement, told: Features, words: Words) -> Iterator[str]:
    yield from filter(None, [opposed(statement.text, told.window.plain, words)])


def _addresses(statement: Statement, told: Features, _: Words) -> Iterator[str]:
    window = told.window
    known = "\n".join((window.above, window.earlier, window.beside, window.plain))
    yield from filter(None, [strange_address(statement.text, known)])


def _places(statement: Statement, told: Features, words: Words) -> Iterator[str]:
    found = (displaced(statement.text, unit.plain, is_of_a_kind, words) for unit in told.window.units)
    yield from filter(None, [next(filter(None, found), "")])


def _roles(statement: Statement, told: Features, words: Words) -> Iterator[str]:
    if any(exchanged(statement.text, unit.plain, words) for unit in told.window.units):
        yield _AROUND


def _runs(statement: Statement, told: Features, _: Words) -> Iterator[str]:
    if any(swapped(statement.text, unit.plain) for unit in told.window.units):
        yield _AROUND


def _order(statement: Statement, told: Features, words: Words) -> Iterator[str]:
    if turned(statement.text, told.window.plain, words):
        yield _AROUND


def _actors(statement: Statement, told: Features, words: Words) -> Iterator[str]:
    if done_by_another(statement.text, told.window.plain, told.near, words):
        yield _AROUND


DETECTORS: tuple[Detector, ...] = (
    Detector("another number or unit", _numbers),
    Detector('a "not" on one side', _denial),
    Detector("a name put together from others", _names),
    Detector("an opposite in a word's place", _opposites),
    Detector("an address with another ending", _addresses),
    Detector("a word in another's place", _places),
    Detector("two names exchanged", _roles),
    Detector("two runs of words exchanged", _runs),
    Detector("two things in the other order", _order),
    Detector("done by another", _actors),
)


def against(statement: Statement, told: Features, words: Words) -> tuple[str, ...]:
    """What of the statement the window has otherwise, each said once."""
    return tuple(dict.fromkeys(found for one in DETECTORS for found in one.find(statement, told, words)))
