"""A request and what was answered before -> a quiz that repeats nothing while the notes hold more."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.memory import Cards
from domain.quiz import Item, Quiz, QuizRequest

Make = Callable[[QuizRequest, Sequence[Item]], Quiz]


def fresh(make: Make, request: QuizRequest, cards: Cards) -> Quiz:
    """New items first, then such as were answered before; `make` itself leaves out what is flagged."""
    made = make(request, cards.items())
    lacking = request.count - len(made.items)
    if lacking <= 0:
        return made
    more = make(replace(request, count=lacking), made.items)
    usage = made.usage + more.usage if made.usage and more.usage else made.usage or more.usage
    return Quiz((*made.items, *more.items), (*made.rejected, *more.rejected), made.fallback or more.fallback, usage)
