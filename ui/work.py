"""Long work in a thread that outlives the page that started it: closing the tab loses nothing."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from domain.conversations import Exchange
from domain.documents import Progress, Source, SyncReport
from domain.errors import StudyError
from domain.ports import StudyPartner
from domain.replies import Question

_PATIENCE = 60  # seconds a question waits for the model that is being loaded
_LOG = logging.getLogger(__name__)


class Work:
    """One piece of work: running, then done or failed."""

    def __init__(self) -> None:
        """Not started yet."""
        self.error: StudyError | None = None
        self._done = Event()

    @property
    def running(self) -> bool:
        """Whether it is still going on."""
        return not self._done.is_set()

    def wait(self, seconds: float) -> bool:
        """Whether it ended within the time."""
        return self._done.wait(seconds)

    def start(self, name: str) -> None:
        """Begin in a thread of its own."""
        Thread(target=self._run, name=name, daemon=True).start()

    def _run(self) -> None:
        try:
            self._work()
        except StudyError as error:
            self.error = error
        except Exception:
            _LOG.exception("%s failed", type(self).__name__)
            self.error = StudyError("Something went wrong on our side.", "The log of the program says what; try again.")
        finally:
            self._done.set()

    def _work(self) -> None:
        raise NotImplementedError


class SyncWork(Work):
    """Bringing the library in line with the notes."""

    def __init__(self, study: StudyPartner, paths: Sequence[Path], *, full: bool = False) -> None:
        """`paths` may be empty: what was synced before is synced again; `full` reads what has not changed, too."""
        super().__init__()
        self.progress: Progress | None = None
        self.report: SyncReport | None = None
        self._study, self._paths, self._full = study, tuple(paths), full

    def _work(self) -> None:
        self.report = self._study.sync(self._paths, full=self._full, on_progress=self._on_progress)

    def _on_progress(self, progress: Progress) -> None:
        self.progress = progress


class WarmWork(Work):
    """Loading what the first question would otherwise wait for."""

    def __init__(self, study: StudyPartner) -> None:
        """Nothing comes of it but speed."""
        super().__init__()
        self._study = study

    def _work(self) -> None:
        self._study.search("warm up", limit=1)


class AskWork(Work):
    """Answering one question, and keeping the exchange as soon as the reply exists."""

    def __init__(
        self, study: StudyPartner, conversation_id: str, question: Question, after: WarmWork | None = None
    ) -> None:
        """`text` grows while the answer is written; `after` is waited for, so that nothing is loaded twice."""
        super().__init__()
        self.question, self.text, self._after = question, "", after
        self._study, self._conversation_id = study, conversation_id

    def _work(self) -> None:
        began = time.perf_counter()
        if self._after:
            self._after.wait(_PATIENCE)
        reply = self._study.ask(self.question, self._on_text)
        exchange = Exchange(self.question.text, reply, time.perf_counter() - began)
        try:
            self._study.diary.add(self._conversation_id, exchange)
        except KeyError:
            _LOG.info("the conversation was deleted before its answer came")

    def _on_text(self, text: str) -> None:
        self.text += text


@dataclass
class Desk:
    """The work going on for one study partner, whichever tab started it."""

    study: StudyPartner  # held, so that its id is not given to another
    sync: SyncWork | None = None
    warm: WarmWork | None = None
    asking: dict[str, AskWork] = field(default_factory=dict)  # by conversation id
    version: str = ""  # of the library that the three below were read from
    sources: list[Source] | None = None
    sections: list[str] | None = None
    suggestions: list[str] | None = None

    def start_sync(self, paths: Sequence[Path] = (), *, full: bool = False) -> None:
        """Begin a sync unless one is running."""
        if not (self.sync and self.sync.running):
            self.sync = SyncWork(self.study, paths, full=full)
            self.sync.start("sync")

    def warm_up(self) -> None:
        """Begin loading once, when a page is on screen already."""
        if self.warm is None:
            self.warm = WarmWork(self.study)
            self.warm.start("warm up")

    def ask(self, conversation_id: str, question: Question) -> None:
        """Begin an answer unless this conversation waits for one."""
        work = self.asking.get(conversation_id)
        if not (work and work.running):
            self.asking[conversation_id] = AskWork(self.study, conversation_id, question, self.warm)
            self.asking[conversation_id].start("ask")


_desks: dict[int, Desk] = {}


def desk_of(study: StudyPartner) -> Desk:
    """The one desk of a study partner in this process."""
    return _desks.setdefault(id(study), Desk(study))
