"""Long work in a thread that outlives the page that started it: closing the tab loses nothing."""

import atexit
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

from domain.conversations import Exchange
from domain.documents import Progress, Shelf, Source, SyncReport
from domain.errors import StudyError
from domain.linked import Check
from domain.partner import StudyPartner
from domain.ports import Stopped
from domain.replies import Answer, Question, Reason, Refusal, Reply, Turn

_BREATH = 0.4  # seconds in which the browser draws an answer, undisturbed, before its follow-ups are looked for
_PATIENCE = 60  # seconds a question waits for the model that is being loaded
_GRACE = 1.0  # seconds that a stopped answer has to come with what is verified of it
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

    beginning = "Looking at your notes …"  # said until there is progress to tell

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


class ForgetWork(SyncWork):
    """Taking a shelf out of the library."""

    def _work(self) -> None:
        for path in self._paths:
            self.report = self._study.forget(path)


class WarmWork(Work):
    """Loading what the first question would otherwise wait for."""

    def __init__(self, study: StudyPartner) -> None:
        """Nothing comes of it but speed."""
        super().__init__()
        self._study = study

    def _work(self) -> None:
        self._study.warm_up()


class IndexWork(Work):
    """Opening what finds vectors quickly: nobody waits for it, searches compare them one by one until then."""

    def __init__(self, study: StudyPartner, after: WarmWork) -> None:
        """The first question may need all of the machine, so what it needs comes first."""
        super().__init__()
        self._study, self._after = study, after

    def _work(self) -> None:
        self._after.wait(_PATIENCE)
        self._study.open_index()


class AskWork(Work):
    """Answering one question, and keeping the exchange as soon as the reply exists."""

    def __init__(
        self, study: StudyPartner, conversation_id: str, question: Question, after: WarmWork | None = None
    ) -> None:
        """`text` grows while the answer is written; `after` is waited for, so that nothing is loaded twice."""
        super().__init__()
        self.question, self.text, self._after = question, "", after
        self._study, self._conversation_id = study, conversation_id
        self._began, self._kept, self._keeping = time.perf_counter(), False, Lock()
        self._unwanted, self._spoke = Event(), Event()

    def wait_for_a_word(self, seconds: float) -> None:
        """Until the first words are there, or for some seconds."""
        self._spoke.wait(seconds)

    def stop(self) -> None:
        """Write no more; what was said and verified is kept, or else the question, unless its answer came first."""
        self._unwanted.set()
        if not (self.text and self.wait(_GRACE)):
            self._keep(self._stopped)
            self._done.set()

    @property
    def _stopped(self) -> Refusal:
        return Refusal(self.question, self.question.text, Reason.STOPPED)

    def _work(self) -> None:
        if self._after:
            self._after.wait(_PATIENCE)
        try:
            reply = self._study.ask(self.question, self._on_text)
        except Stopped:
            reply = self._stopped
        self._keep(reply)

    def _on_text(self, text: str) -> None:
        if self._unwanted.is_set():
            raise Stopped
        self.text += text
        if self.text:
            self._spoke.set()

    def _keep(self, reply: Reply) -> None:
        """The first reply wins: an answer that comes after a stop is nobody's."""
        with self._keeping:
            if self._kept:
                return
            self._kept = True
            try:
                exchange = Exchange(self.question.text, reply, time.perf_counter() - self._began)
                self._study.diary.add(self._conversation_id, exchange)
            except KeyError:
                _LOG.info("the conversation was deleted before its answer came")


class FollowUpWork(Work):
    """Finding questions to go on with after an answer."""

    def __init__(self, study: StudyPartner, answer: Answer, history: Sequence[Turn]) -> None:
        """`found` stays empty until the end."""
        super().__init__()
        self.answer, self.found = answer, list[str]()
        self._study, self._history = study, history

    def _work(self) -> None:
        time.sleep(_BREATH)
        self.found = self._study.follow_ups(self.answer, self._history)


class ChecksWork(Work):
    """Holding the notes against the pages that they link to."""

    def __init__(self, study: StudyPartner) -> None:
        """`found` stays empty until the end."""
        super().__init__()
        self.found: list[Check] = []
        self.began = time.perf_counter()
        self._study = study

    def _work(self) -> None:
        self.found = self._study.checks()


@dataclass
class Desk:
    """The work going on for one study partner, whichever tab started it."""

    study: StudyPartner  # held, so that its id is not given to another
    sync: SyncWork | None = None
    warm: WarmWork | None = None
    asking: dict[str, AskWork] = field(default_factory=dict)  # by conversation id
    follow_ups: dict[str, FollowUpWork] = field(default_factory=dict)  # by conversation id
    version: str = ""  # of the library that what stands below was read from
    sources: list[Source] | None = None
    sections: list[str] | None = None
    suggestions: list[str] | None = None
    counts: dict[str, tuple[int, int]] | None = None  # source id -> passages, links
    checks: ChecksWork | None = None

    @property
    def busy(self) -> bool:
        """Whether the library is being changed."""
        return bool(self.sync and self.sync.running)

    def start(self, work: SyncWork) -> None:
        """Begin to change the library unless it is being changed already."""
        if not self.busy:
            self.sync = work
            work.start(type(work).__name__)

    def start_sync(self, paths: Sequence[Path] = (), *, full: bool = False) -> None:
        """Begin a sync unless one is running."""
        self.start(SyncWork(self.study, paths, full=full))

    def start_forgetting(self, shelf: Shelf) -> None:
        """Begin to take a shelf out of the library unless something else is under way."""
        self.start(ForgetWork(self.study, [Path(shelf.root)]))

    def warm_up(self) -> None:
        """Begin loading, once."""
        with _one_at_a_time:
            if self.warm:
                return
            self.warm = WarmWork(self.study)
        self.warm.start("warm up")
        IndexWork(self.study, self.warm).start("open index")
        atexit.register(self.warm.wait, _PATIENCE)  # a program that ends while the model is loaded would crash

    def ask(self, conversation_id: str, question: Question) -> None:
        """Begin an answer unless this conversation waits for one."""
        work = self.asking.get(conversation_id)
        if not (work and work.running):
            self.asking[conversation_id] = AskWork(self.study, conversation_id, question, self.warm)
            self.asking[conversation_id].start("ask")

    def asked(self, conversation_id: str) -> AskWork | None:
        """What a conversation waits for: an answer that is not kept yet, or failed."""
        work = self.asking.get(conversation_id)
        if work and not work.running and not work.error:
            self.asking.pop(conversation_id, None)
            return None
        return work

    def stop(self, conversation_id: str) -> None:
        """Write no more of the answer that this conversation waits for."""
        if work := self.asking.pop(conversation_id, None):
            work.stop()

    def follow_up(self, conversation_id: str, answer: Answer, history: Sequence[Turn]) -> FollowUpWork:
        """The search for questions to go on with after the newest answer of a conversation."""
        work = self.follow_ups.get(conversation_id)
        if work is None or work.answer != answer:
            work = self.follow_ups[conversation_id] = FollowUpWork(self.study, answer, history)
            work.start("follow up")
        return work


_desks: dict[int, Desk] = {}
_one_at_a_time = Lock()


def clear_desk(study: StudyPartner) -> None:
    """Forget the work of a study partner, and what was looked up for it."""
    _desks.pop(id(study), None)


def desk_of(study: StudyPartner) -> Desk:
    """The one desk of a study partner in this process."""
    return _desks.setdefault(id(study), Desk(study))
