"""The composition root: Settings -> Study. The only file that names concrete classes.

Each part is imported when it is first needed: a question to a synced library waits for nothing that only a sync needs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from domain.coverage import Coverage
from domain.documents import Shelf, SyncReport
from domain.errors import NotesNotFound, StudyError
from domain.linked import Check, LedgerEntry, LinkState
from domain.memory import Cards, Result, Sitting, Sittings
from domain.ports import Answerer, Diary, Documents, Embedder, OnProgress, OnText, SentenceScorer
from domain.preferences import EXTRACTIVE, Belongings, Models, PreferenceKeeper
from domain.quiz import Blueprint, Given, Grade, Item, Quiz, QuizRequest
from domain.replies import EVERYWHERE, Answer, Hit, Question, Reason, Refusal, Reply, Scope, Turn

if TYPE_CHECKING:
    from answer.extractive import ExtractiveAnswerer
    from domain.chat import ChatModel
    from index.chroma.client import ChromaServer
    from index.library import Library
    from ingest.sandbox.reader import LimitedReader
    from models.retriever import FootnoteRetriever
    from quiz.exam.tasks import Tasks
    from quiz.maker import QuizMaker
    from quiz.review.cards import CardKeeper
    from settings import Settings
    from study.engine import Database

_LASTING = frozenset("settings _model embedder scorer reader _remembering diary preferences models belongings".split())


class Study:
    """The whole of Footnote as its front ends see it; parts are made when they are first needed."""

    def __init__(self, settings: "Settings", model: str = "") -> None:
        """`model` answers in place of the one that was chosen and remembered."""
        self.settings, self._model = settings, model

    @cached_property
    def embedder(self) -> Embedder:
        """The bundled encoder; its weights load on first use."""
        from models.encoder import bundled_encoder

        return bundled_encoder(self.settings.cache)

    @cached_property
    def scorer(self) -> SentenceScorer:
        """The bundled reader of sentences; its weights load on first use."""
        from models.crossencoder import bundled_scorer

        return bundled_scorer(self.settings.cache)

    @cached_property
    def library(self) -> "Library":
        """Everything synced."""
        from index.library import Library
        from index.search.snapshot import EXACT, SERVED

        exact = SERVED if self.settings.chroma_url else EXACT
        return Library(self.settings.library, self.embedder, self.reader, chroma=self._chroma, exact=exact)

    @property
    def _chroma(self) -> "ChromaServer | None":
        """The server that the settings name; None: in the library's folder."""
        if not self.settings.chroma_url:
            return None
        from index.chroma.client import ChromaServer

        token = self.settings.chroma_token.get_secret_value()
        return ChromaServer(self.settings.chroma_url, token, self.settings.library)

    @cached_property
    def reader(self) -> "LimitedReader":
        """Who reads notes and pages, each within limits of time and memory."""
        from ingest.sandbox.reader import LimitedReader

        return LimitedReader(self.embedder.pieces, self.embedder.limit, "models.encoder:piece_counter")

    @cached_property
    def preferences(self) -> PreferenceKeeper:
        """What the student prefers."""
        from study.preferences import JsonPreferences

        return JsonPreferences(self.settings.library / "preferences.json")

    @cached_property
    def models(self) -> Models:
        """The language models that can be chosen."""
        from models.chat.choice import ModelChoice
        from models.chat.servers.finder import LocalFinder

        return ModelChoice(self.preferences, LocalFinder(), self.settings.limits, self.settings.key)

    @property
    def answerer(self) -> Answerer:
        """Who answers: the notes' own words, or the model that was chosen."""
        return self.answerer_for(self._model or self.models.chosen)

    def answerer_for(self, name: str) -> Answerer:
        """Who answers under a name: "extractive", or a model."""
        if name == EXTRACTIVE:
            return self.extractive
        from answer.generative.answerer import GenerativeAnswerer

        drop = self.preferences.load().drop_unsupported
        return GenerativeAnswerer(self.models.chat(name), self.extractive, drop)

    @property
    def writer(self) -> "ChatModel | None":
        """The language model that writes, None when none was chosen."""
        name = self._model or self.models.chosen
        return None if name == EXTRACTIVE else self.models.chat(name)

    @cached_property
    def extractive(self) -> "ExtractiveAnswerer":
        """Who answers without a model."""
        from answer.extractive import ExtractiveAnswerer

        library = self.library
        return ExtractiveAnswerer(library, library, library.words, self.scorer, self._remembering)

    @cached_property
    def _remembering(self) -> Embedder:
        """The embedder for sentences: the same ones are asked about again and again."""
        from models.remembered import RememberedEmbedder

        return RememberedEmbedder(self.embedder)

    @cached_property
    def diary(self) -> Diary:
        """Conversations and to-dos; SQLAlchemy is imported only when somebody wants them."""
        from study.diary import SqlDiary

        return SqlDiary(self.study_database, now)

    @property
    def documents(self) -> Documents:
        """The synced documents."""
        return self.library

    @property
    def answered_by(self) -> str:
        """Which answerer replies, in a word."""
        return self.answerer.name

    def sync(
        self, paths: Sequence[Path] = (), /, *, full: bool = False, on_progress: OnProgress | None = None
    ) -> SyncReport:
        """Bring the library in line with the folders; the first sync of all reads the notes of the settings."""
        first = not paths and not self.library.version()
        done = self.library.sync(self.settings.notes if first else paths, full=full, on_progress=on_progress)
        if done.added or done.changed:
            self.scorer.prepare()
        return done

    def warm_up(self) -> None:
        """Load what the first question would otherwise wait for."""
        self.library.search(self.answered_by, limit=1)  # any word will do
        self.scorer.score(self.answered_by, [("", [self.answered_by])])
        self.models.get_ready()

    def open_index(self) -> None:
        """Have Chroma opened for the searches to come."""
        self.library.open_index()

    def follow(
        self, urls: Sequence[str] = (), /, *, again: bool = False, on_progress: OnProgress | None = None
    ) -> SyncReport:
        """Read what the links of the notes lead to: all of them, or some; `again` asks also for what is fresh."""
        from ingest.fetching.fetcher import WebFetcher
        from ingest.following import WebFollower

        hosts = (*self.settings.allow_hosts, *self.preferences.load().allow_hosts)
        pages = self.settings.library / "pages"
        with WebFetcher(pages, allow_hosts=hosts, proxies=self.settings.proxies) as fetcher:
            follower = WebFollower(fetcher, self.reader)
            return self.library.follow(follower, urls, again=again, on_progress=on_progress)

    def links(self) -> list[LedgerEntry]:
        """The ledger: every link of the notes to a page, in order of address."""
        return self.library.links()

    def known_link(self, url: str) -> str:
        """A link as the ledger names it; `NotesNotFound` for one that no note holds."""
        from ingest.links import clean_url

        if (clean := clean_url(url)) in {entry.url for entry in self.links()}:
            return clean
        raise NotesNotFound(f"No note links to {url}.", "`python cli.py links` lists the links of your notes.")

    def checks(self) -> list[Check]:
        """Every bullet of the notes with a link that was read, held against the page; in reading order."""
        from claims.checker import Checker

        return Checker(self.library, self.library, self.library.words, self._remembering).checks(self.links())

    def pause(self, url: str, /) -> None:
        """Ask no more for a link; what was read of it stays."""
        self.library.hold(url, LinkState.PAUSED)

    def resume(self, url: str, /) -> None:
        """Follow a link again that was paused or removed."""
        self.library.hold(url, None)

    def remove(self, url: str, /) -> SyncReport:
        """Take what a link led to out of the library, and follow it no more."""
        return self.library.hold(url, LinkState.REMOVED)

    def widen(self, url: str, section: bool, /) -> SyncReport:
        """Read the pages below a link's page, too, or no more: of guides that have a table of contents."""
        self.library.widen(url, section)
        return self.follow([url])

    def replace(self, url: str, name: str, data: bytes, /) -> SyncReport:
        """Read a file that the student saved by hand in place of a link."""
        from study.uploads import Uploads

        saved = Uploads(self.settings.library / "saved").keep(f"{sha256(url.encode()).hexdigest()[:12]}-{name}", data)
        self.library.stand_in(url, saved)
        return self.follow([url])

    def shelves(self) -> list[Shelf]:
        """What is synced, in the order in which it was first synced."""
        return self.library.shelves()

    def forget(self, path: Path, /) -> SyncReport:
        """Drop a shelf from the library; its files stay."""
        return self.library.forget(path)

    def take_in(self, files: Iterable[tuple[str, bytes]], /) -> Path:
        """Keep files in the library's own folder, which can then be synced."""
        from study.uploads import Uploads

        uploads = Uploads(self.settings.library / "uploads")
        for name, data in files:
            uploads.keep(name, data)
        return uploads.folder

    def passage_counts(self) -> Mapping[str, int]:
        """How many passages each source has."""
        return self.library.passage_counts()

    def is_empty(self) -> bool:
        """Whether nothing was synced yet."""
        return self.library.is_empty()

    def version(self) -> str:
        """Changes whenever a sync changed the library."""
        return self.library.version()

    def search(self, query: str, /, *, limit: int = 10, scope: Scope = EVERYWHERE) -> list[Hit]:
        """Passages for a query."""
        return self.library.search(query, limit=limit, scope=scope)

    def ask(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        """An answer, or a refusal that is also kept as a to-do, or says why it could not be."""
        from answer.provenance import traced

        reply = traced(self.answerer.answer(question, on_text=on_text), self.links, self.documents)
        if isinstance(reply, Refusal) and reply.reason not in (Reason.EMPTY, Reason.ELSEWHERE, Reason.SMALL_TALK):
            if on_text:
                on_text("")  # whoever wants no more of it says so before it is kept
            nearest = " › ".join(reply.nearest[0].passage.headings) if reply.nearest else ""
            try:
                self.diary.note_to_do(reply.asked_as, nearest)
            except StudyError as error:  # a full disk or a read-only folder takes nobody's answer away
                return replace(reply, unkept=error.message)
        return reply

    def suggestions(self, count: int = 4) -> list[str]:
        """Questions that the notes can answer, drawn from their outline."""
        from answer.suggestions.first import suggestions

        return suggestions(self.library, count)

    def follow_ups(self, answer: Answer, history: Sequence[Turn], /, count: int = 3) -> list[str]:
        """Questions to go on with, each tried on the embedded answerer: an offer that would be refused is none."""
        from answer.suggestions.related import follow_ups

        return follow_ups(answer, history, self.library, self.extractive.answer, count)

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
    def memory(self) -> "CardKeeper":
        """The loop that brings back what was missed."""
        from quiz.review.cards import CardKeeper

        return CardKeeper(self.cards, self.library)

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

    def allow_hosts(self, hosts: Sequence[str], /) -> None:
        """Let links reach these private hosts, beside those of the settings; `WrongHost` for what names none."""
        from ingest.fetching.net.allowed import Guard

        Guard.allowing(hosts)
        self.preferences.keep(replace(self.preferences.load(), allow_hosts=tuple(hosts)))

    @cached_property
    def belongings(self) -> Belongings:
        """What the student left here."""
        from study.belongings import KeptBelongings

        return KeptBelongings(self.diary, self.settings.library, self.library.alone, self._begin_anew)

    def _begin_anew(self) -> None:
        """Forget every part but those that hold nothing of the library, or open it anew by themselves."""
        self.close()
        for name in self.__dict__.keys() - _LASTING:
            del self.__dict__[name]

    def close(self) -> None:
        """Let go of files and locks."""
        if "library" in self.__dict__:
            self.library.close()
        if close := getattr(self.__dict__.get("reader"), "close", None):  # one that reads in this process has none
            close()
        if "_database" in self.__dict__:
            self._database.dispose()


def now() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


def build_study(settings: "Settings", model: str = "") -> Study:
    """A study partner over the library of the settings; cheap until it is asked something."""
    _keep_private(settings.library)
    return Study(settings, model)


def _keep_private(library: Path) -> None:
    """Close a library to others on the machine: those of earlier versions were open to read."""
    with suppress(OSError):  # somebody else's, or read-only: it is used as it is
        if (library / "library.sqlite3").exists() and library.stat().st_mode & 0o077:
            library.chmod(0o700)


def retriever_over(library: Path, k: int = 10) -> "FootnoteRetriever":
    """A LangChain retriever over a synced library, for chains of one's own."""
    from models.retriever import FootnoteRetriever
    from settings import Settings

    return FootnoteRetriever(library=build_study(Settings.load(library)), k=k)
