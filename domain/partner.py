"""The whole of Footnote as its front ends see it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from domain.coverage import Coverage
from domain.documents import Shelf, SyncReport
from domain.linked import Check, LedgerEntry
from domain.memory import Cards, Result, Sitting, Sittings
from domain.ports import Diary, Documents, OnProgress, OnText
from domain.preferences import Belongings, Models, PreferenceKeeper
from domain.quiz import Blueprint, Given, Grade, Item, Quiz, QuizRequest
from domain.replies import EVERYWHERE, Answer, Hit, Question, Reply, Scope, Turn


class StudyPartner(Protocol):
    """The whole of Footnote as its front ends see it."""

    @property
    def documents(self) -> Documents:
        """The synced documents."""
        ...

    @property
    def diary(self) -> Diary:
        """Conversations and to-dos."""
        ...

    @property
    def cards(self) -> Cards:
        """What was answered, and what is to come back."""
        ...

    @property
    def sittings(self) -> Sittings:
        """Quizzes and exams under way."""
        ...

    @property
    def blueprint(self) -> Blueprint:
        """What the exam asks for. Raises `WrongBlueprint`."""
        ...

    def grade(self, item: Item, given: Given, /) -> Grade:
        """How right an answer is; no word of the library is taken for a misspelling of another."""
        ...

    def exam(self, seed: int, /) -> list[Item]:
        """The items of a mock exam by the weights of the blueprint; fewer when the notes hold no more."""
        ...

    def results(self, sitting: Sitting, /) -> list[Result]:
        """How an exam went: the whole first, then each domain that was asked."""
        ...

    def coverage(self, blueprint: Path | None = None, /) -> Coverage:
        """The blueprint matrix of the exam in the settings, or of another. Raises `WrongBlueprint`."""
        ...

    @property
    def answered_by(self) -> str:
        """Which answerer replies, in a word."""
        ...

    @property
    def models(self) -> Models:
        """The language models that can be chosen."""
        ...

    @property
    def preferences(self) -> PreferenceKeeper:
        """What the student prefers."""
        ...

    @property
    def belongings(self) -> Belongings:
        """What the student left here."""
        ...

    def sync(
        self, paths: Sequence[Path] = (), /, *, full: bool = False, on_progress: OnProgress | None = None
    ) -> SyncReport:
        """Bring the library in line with the folders."""
        ...

    def follow(
        self, urls: Sequence[str] = (), /, *, again: bool = False, on_progress: OnProgress | None = None
    ) -> SyncReport:
        """Read what the links of the notes lead to: all of them, or some; `again` asks also for what is fresh."""
        ...

    def links(self) -> list[LedgerEntry]:
        """The ledger: every link of the notes to a page, in order of address."""
        ...

    def checks(self) -> list[Check]:
        """Every bullet of the notes with a link that was read, held against the page; in reading order."""
        ...

    def pause(self, url: str, /) -> None:
        """Ask no more for a link; what was read of it stays."""
        ...

    def resume(self, url: str, /) -> None:
        """Follow a link again that was paused or removed."""
        ...

    def remove(self, url: str, /) -> SyncReport:
        """Take what a link led to out of the library, and follow it no more."""
        ...

    def widen(self, url: str, section: bool, /) -> SyncReport:
        """Read the pages below a link's page, too, or no more: of guides that have a table of contents."""
        ...

    def replace(self, url: str, name: str, data: bytes, /) -> SyncReport:
        """Read a file that the student saved by hand in place of a link."""
        ...

    def shelves(self) -> list[Shelf]:
        """What is synced, in the order in which it was first synced."""
        ...

    def forget(self, path: Path, /) -> SyncReport:
        """Take a shelf out of the library; its files stay."""
        ...

    def take_in(self, files: Iterable[tuple[str, bytes]], /) -> Path:
        """Keep files, by name, in the library's own folder; that folder comes back, to be synced as a shelf."""
        ...

    def allow_hosts(self, hosts: Sequence[str], /) -> None:
        """Let links reach these private hosts, beside those of the settings; `WrongHost` for what names none."""
        ...

    def passage_counts(self) -> Mapping[str, int]:
        """How many passages each source has, by source id."""
        ...

    def is_empty(self) -> bool:
        """Whether nothing was synced yet."""
        ...

    def version(self) -> str:
        """Changes whenever a sync changed the library."""
        ...

    def warm_up(self) -> None:
        """Load what the first question would otherwise wait for."""
        ...

    def open_index(self) -> None:
        """Open what finds vectors quickly, for whoever will search more than once."""
        ...

    def search(self, query: str, /, *, limit: int = 10, scope: Scope = EVERYWHERE) -> list[Hit]:
        """Passages for a query."""
        ...

    def ask(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        """An answer, or a refusal that is also kept as a to-do."""
        ...

    def suggestions(self, count: int = 4) -> list[str]:
        """Questions that the notes can answer, drawn from their outline; the same for the same library."""
        ...

    def follow_ups(self, answer: Answer, history: Sequence[Turn], /, count: int = 3) -> list[str]:
        """Questions to go on with, drawn from the outline around what an answer cites; each gets an answer.

        `history` is what will have been said when one of them is asked, the answer included.
        """
        ...

    def quiz(
        self, request: QuizRequest, /, earlier: Sequence[Item] = (), *, wanted: Callable[[], bool] = lambda: True
    ) -> Quiz:
        """Quiz items from the outline of the notes; fewer when the notes hold no more, none that repeats `earlier`.

        A model writes scenarios as long as they are `wanted`, which is asked about ten times a second.
        `StudyError` for an empty library or scope, and for a topic that the notes do not know.
        """
        ...
