"""A mock exam: items drawn by the blueprint's weights, the clock, and a result that says how little one exam proves."""

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from domain.memory import Result, Sitting, Sittings
from domain.quiz import Blueprint, Domain, Item, ItemKind
from quiz.exam.tasks import Tasks
from quiz.grading.grade import grade
from quiz.review.cards import CardKeeper

KINDS = frozenset({ItemKind.SINGLE, ItemKind.MULTI})  # what the exam asks
POOL = 3  # times as many items are made as are drawn, so that every task has some
_Z = 1.96  # standard deviations of a 95 % interval


def draw(tasks: Tasks, pool: Sequence[Item], seed: int = 0) -> list[Item]:
    """At most the exam's number of items, by the weights of the domains and evenly over their tasks, shuffled.

    Where a domain has too few, the others take its places; an item that belongs to no task comes last.
    """
    blueprint, random = tasks.blueprint, Random(seed)
    by_task: dict[str, list[Item]] = defaultdict(list)
    for item, task in zip(pool, tasks.of_items(pool), strict=True):
        by_task[task].append(item)
    for items in by_task.values():
        random.shuffle(items)
    queues = [_in_turn([by_task[task.id] for task in domain.tasks]) for domain in blueprint.domains]
    drawn: list[Item] = []
    for queue, places in zip(queues, _places(blueprint), strict=True):
        drawn += queue[:places]
        del queue[:places]
    rest = _in_turn(queues) + by_task.get("", [])
    drawn += rest[: blueprint.questions - len(drawn)]
    random.shuffle(drawn)
    return drawn


def left(sitting: Sitting, at: datetime) -> timedelta:
    """The time that is left, never less than none."""
    until = sitting.ended or sitting.began + timedelta(minutes=sitting.minutes)
    return max(timedelta(0), until - at)


def is_over(sitting: Sitting, at: datetime) -> bool:
    """Whether it was handed in, or its time is up."""
    return sitting.ended is not None or (sitting.timed and left(sitting, at) == timedelta(0))


def hand_in(sitting: Sitting, sittings: Sittings, memory: CardKeeper) -> Sitting:
    """Close an exam and keep every answer given, once, whichever tab is first."""
    if sittings.end(sitting.id):
        sitting = sittings.sitting(sitting.id)
        for number, item in enumerate(sitting.items):
            response = sitting.response(number)
            if not response.given.chosen:
                continue  # wrong in the result, but it may never have been looked at
            memory.answered(item, response.given, grade(item, response.given), response.seconds)
    return sittings.sitting(sitting.id)


def results(sitting: Sitting, tasks: Tasks) -> list[Result]:
    """The whole first, then each domain that was asked; what was left empty is wrong."""
    found: dict[str, list[bool]] = defaultdict(list)
    for number, (item, task) in enumerate(zip(sitting.items, tasks.of_items(sitting.items), strict=True)):
        found[task].append(grade(item, sitting.response(number).given).right)
    everything = [right for rights in found.values() for right in rights]
    rows = [_result(None, everything)]
    for domain in tasks.blueprint.domains:
        if rights := [right for task in domain.tasks for right in found[task.id]]:
            rows.append(_result(domain, rights))
    return rows


def wilson(right: int, asked: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson, "Probable Inference, the Law of Succession", JASA 1927)."""
    if not asked:
        return 0.0, 1.0
    share, z2 = right / asked, _Z * _Z
    middle = (share + z2 / (2 * asked)) / (1 + z2 / asked)
    half = _Z * math.sqrt(share * (1 - share) / asked + z2 / (4 * asked * asked)) / (1 + z2 / asked)
    return max(0.0, middle - half), min(1.0, middle + half)


def _result(domain: Domain | None, rights: list[bool]) -> Result:
    return Result(domain, sum(rights), len(rights), *wilson(sum(rights), len(rights)))


def _places(blueprint: Blueprint) -> list[int]:
    """How many questions each domain gets; what is left over goes to the largest remainders."""
    exact = [domain.weight * blueprint.questions for domain in blueprint.domains]
    places = [math.floor(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: (places[n] - exact[n], n))
    for n in by_remainder[: blueprint.questions - sum(places)]:
        places[n] += 1
    return places


def _in_turn(queues: Sequence[Sequence[Item]]) -> list[Item]:
    """One of each in turn until all are empty."""
    longest = max(map(len, queues), default=0)
    return [queue[n] for n in range(longest) for queue in queues if n < len(queue)]
