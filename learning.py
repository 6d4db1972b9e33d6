"""The part of the composition root that asks, remembers and judges; `bootstrap.Study` is made with it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from domain.coverage import Coverage
from domain.memory import Cards, Result, Sitting, Sittings
from domain.ports import Embedder
from domain.quiz import Blueprint, Given, Grade, Item, Quiz, QuizRequest

if TYPE_CHECKING:
    from domain.chat import ChatModel
    from index.library import Library
    from quiz.exam.tasks import Tasks
    from quiz.maker import QuizMaker
    from quiz.review.cards import Memory
    from settings import Settings
    from study.engine import Database


class Learning(ABC):
    """Quizzes, cards, exams and the blueprint; each part is made when it is first needed."""

    settings: "Settings"

    @property
    @abstractmethod
    def embedder(self) -> Embedder:
        """Made by `bootstrap.Study`."""

    @property
    @abstractmethod
    def library(self) -> "Library":
        """Made by `bootstrap.Study`."""

    @property
    @abstractmethod
    def _remembering(self) -> Embedder: ...

    @property
    @abstractmethod
    def writer(self) -> "ChatModel | None":
        """Made by `bootstrap.Study`."""

    @cached_property
    def quizzes(self) -> "QuizMaker":
        """Who makes quizzes."""
        from models.remembered import RememberedEmbedder
        from quiz.exam.tasks import Placed
        from quiz.maker import QuizMaker

        placed = Placed(lambda: self.tasks, self.library.embedded, self.library.version)
        library = self.library
        return QuizMaker(library, library, library.words, RememberedEmbedder(self._keeping), placed, library.embedded)

    @cached_property
    def _keeping(self) -> Embedder:
        """The embedder for texts that every process would embed again: options, and the lines of a blueprint."""
        from models.texts import TextEmbedder

        return TextEmbedder(self.embedder, self.settings.library / "texts.sqlite3")

    @cached_property
    def cards(self) -> Cards:
        """What was answered, and what is to come back."""
        from study.cards import SqlCards

        return SqlCards(self._database)

    @cached_property
    def sittings(self) -> Sittings:
        """Quizzes and exams under way."""
        from study.sittings import SqlSittings

        return SqlSittings(self._database, now, lambda: uuid4().hex)

    @cached_property
    def memory(self) -> "Memory":
        """The loop that brings back what was missed."""
        from quiz.review.cards import Memory

        return Memory(self.cards, self.library)

    @cached_property
    def tasks(self) -> "Tasks":
        """The tasks of the exam in the settings."""
        return self._tasks_of(self.settings.blueprint)

    @property
    def blueprint(self) -> Blueprint:
        """What the exam asks for."""
        return self.tasks.blueprint

    def quiz(
        self, request: QuizRequest, /, earlier: Sequence[Item] = (), *, wanted: Callable[[], bool] = lambda: True
    ) -> Quiz:
        """Quiz items from the outline of the notes, none of which repeats one of `earlier`, or one that is flagged.

        Scenarios are written as long as they are `wanted`.
        """
        flagged = self.cards.flagged() if self._has_answers else []
        made = self.quizzes.quiz(request, [*earlier, *(found.item for found in flagged)])
        if request.scenarios and (model := self.writer):
            from quiz.items.scenario import ScenarioWriter

            return ScenarioWriter(model, self.library.words).written(made, wanted)
        return made

    def grade(self, item: Item, given: Given, /) -> Grade:
        """How right an answer is; no word of the library is taken for a misspelling of another."""
        from quiz.grading.grade import grade

        words = self.library.words
        return grade(item, given, lambda word: any(words.knows(term) for term in words.terms(word)))

    def exam(self, seed: int, /) -> list[Item]:
        """The items of a mock exam by the weights of the blueprint; fewer when the notes hold no more."""
        from quiz.exam.mock_exam import KINDS, POOL, draw
        from quiz.fresh import fresh

        request = QuizRequest(self.blueprint.questions * POOL, kinds=KINDS, seed=seed)
        return draw(self.tasks, fresh(self.quiz, request, self.cards).items, seed)

    def results(self, sitting: Sitting, /) -> list[Result]:
        """How an exam went: the whole first, then each domain that was asked."""
        from quiz.exam.mock_exam import results

        return results(sitting, self.tasks)

    def coverage(self, blueprint: Path | None = None, /) -> Coverage:
        """The blueprint matrix of the exam in the settings, or of another."""
        from quiz.exam.coverage import coverage

        tasks = self._tasks_of(blueprint) if blueprint else self.tasks
        return coverage(tasks, *self.library.embedded(), self.cards.items(), self.cards.reviews())

    def _tasks_of(self, path: Path) -> "Tasks":
        from quiz.exam.blueprint import load_blueprint
        from quiz.exam.tasks import Tasks

        return Tasks(load_blueprint(path), self._keeping)

    @property
    def study_database(self) -> str | Path:
        """Where what the student leaves behind is kept: a database's URL, or a SQLite file in the library."""
        return self.settings.study_url or self.settings.library / "study.sqlite3"

    @property
    def _has_answers(self) -> bool:
        """Whether there can be any: SQLAlchemy is not imported before the first."""
        return bool(self.settings.study_url) or (self.settings.library / "study.sqlite3").exists()

    @cached_property
    def _database(self) -> "Database":
        from study.engine import open_engine

        return open_engine(self.study_database)

    def close(self) -> None:
        """Let go of the database."""
        if "_database" in self.__dict__:
            self._database.dispose()


def now() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)
