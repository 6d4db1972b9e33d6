"""Making a quiz or an exam in a thread of its own, and keeping it as a sitting as soon as it is there."""

from collections.abc import Sequence
from functools import partial
from threading import Event

from domain.chat import Usage
from domain.errors import StudyError
from domain.memory import Sitting
from domain.partner import StudyPartner
from domain.quiz import Item, QuizRequest
from quiz.fresh import fresh
from ui.jobs import Work


class QuizWork(Work):
    """Making a quiz on request."""

    told = "Writing questions from your notes …"

    def __init__(self, study: StudyPartner, title: str, request: QuizRequest, *, at_once: bool = True) -> None:
        """`sitting` stays None until the end."""
        super().__init__()
        self._at_once = at_once
        self.title, self._study, self._request = title, study, request
        self.sitting: Sitting | None = None
        self.fallback = ""  # why the chosen model wrote no scenarios
        self.usage: Usage | None = None  # of the model that wrote them
        self._stopped = Event()

    @property
    def stoppable(self) -> bool:
        """Whether a model writes, which may take long."""
        return self._request.scenarios

    def stop(self) -> None:
        """Have the model write no more; what it has not written stays plain."""
        self._stopped.set()

    def _work(self) -> None:
        make = partial(self._study.quiz, wanted=lambda: not self._stopped.is_set())
        made = fresh(make, self._request, self._study.cards)
        self.fallback, self.usage = made.fallback, made.usage
        self._begin(made.items)

    def _begin(self, items: Sequence[Item], minutes: int = 0) -> None:
        if not items:
            raise StudyError("Your notes hold no question like this.", "Try another topic, or fewer wishes.")
        self.sitting = self._study.sittings.begin(self.title, items, minutes, at_once=self._at_once)


class RepeatWork(QuizWork):
    """Asking items again that are there already."""

    def __init__(self, study: StudyPartner, title: str, items: Sequence[Item]) -> None:
        """`items` in the order in which to ask them."""
        super().__init__(study, title, QuizRequest())
        self._items = items

    def _work(self) -> None:
        self._begin(self._items)


class ExamWork(QuizWork):
    """Drawing a mock exam."""

    told = "Drawing an exam from your notes …"

    def __init__(self, study: StudyPartner, title: str, seed: int) -> None:
        """Another seed, another exam."""
        super().__init__(study, title, QuizRequest(seed=seed))
        self._seed = seed

    def _work(self) -> None:
        self._begin(self._study.exam(self._seed), self._study.blueprint.minutes)
