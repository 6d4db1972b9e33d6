"""A study partner that implements the whole port over three small notes, by a script instead of a model."""

import os
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import scripted_links
from scripted_notes import NOTES, Shelved, document_of, passages_of
from scripted_quiz import ScriptedQuizzes

from domain.chat import Limits
from domain.documents import Passage, Progress, Shelf, SyncReport
from domain.errors import IndexOutdated, LibraryBusy, ModelUnavailable, NotesNotFound
from domain.linked import Check, LedgerEntry, LinkState
from domain.memory import Cards, Sittings
from domain.ports import Diary, OnProgress, OnText
from domain.replies import EVERYWHERE, Answer, Citation, Hit, Question, Reason, Refusal, Reply, Scope, Support, Turn
from ingest.fetching.net.allowed import Guard
from models.chat.choice import ModelChoice
from models.chat.servers.finder import LocalFinder
from study.belongings import KeptBelongings
from study.cards import SqlCards
from study.diary import SqlDiary
from study.engine import open_engine
from study.preferences import JsonPreferences
from study.sittings import SqlSittings
from study.uploads import Uploads


class ScriptedStudy(ScriptedQuizzes):
    """Finds passages by shared words; answers with the best line of each; knows nothing about Rust."""

    answered_by = "extractive"

    def __init__(self, library: Path, *, synced: bool = False, pause: float = 0.0, broken: str = "") -> None:
        self.library, self.wait, self.broken = library, pause, broken
        self.shelved = Shelved()
        self.asked: list[tuple[tuple[str, ...], bool]] = []  # what `follow` was asked for
        self.saved: dict[str, tuple[str, bytes]] = {}
        self.checked = 0
        links = os.environ.get("FOOTNOTE_TEST_LINKS", "")  # "" for none, "every" state, or a number
        self.ledger = scripted_links.many(int(links)) if links.isdigit() else scripted_links.entries() if links else {}
        url = f"sqlite:///{library}/study.sqlite3"
        self._diary = SqlDiary(url, lambda: datetime.now(UTC))
        engine = open_engine(url)
        self._cards = SqlCards(engine)
        self._sittings = SqlSittings(engine, lambda: datetime.now(UTC), lambda: uuid4().hex)
        self.preferences = JsonPreferences(library / "preferences.json")
        ollama = tuple(filter(None, [os.environ.get("FOOTNOTE_TEST_OLLAMA")]))  # a server, found on this machine
        self.models = ModelChoice(self.preferences, LocalFinder(ollama, ()), Limits(1, 2, 5), lambda name: "")
        self.belongings = KeptBelongings(self._diary, library, nullcontext, self._begin_anew)
        if synced or (library / "synced").exists():
            self._fill()

    @property
    def documents(self) -> Shelved:
        return self.shelved

    @property
    def diary(self) -> Diary:
        return self._diary

    @property
    def cards(self) -> Cards:
        return self._cards

    @property
    def sittings(self) -> Sittings:
        return self._sittings

    def sync(
        self, paths: Sequence[Path] = (), /, *, full: bool = False, on_progress: OnProgress | None = None
    ) -> SyncReport:
        if self.broken == "no notes":
            raise NotesNotFound("There is no folder notes.", "Name a folder that holds Markdown files.")
        if full:
            self.broken = ""
        before = set(self.shelved.kept)
        for stage in ("reading", "embedding", "indexing"):
            for done, name in enumerate(NOTES, 1):
                if on_progress:
                    on_progress(Progress(stage, done, len(NOTES), f"{name}.md"))
                time.sleep(self.wait)
        self._fill()
        self.library.mkdir(parents=True, exist_ok=True)
        (self.library / "synced").touch()
        return SyncReport(added=tuple(sorted(set(self.shelved.kept) - before)), passages=len(self._passages()))

    def links(self) -> list[LedgerEntry]:
        return [self.ledger[url] for url in sorted(self.ledger)]

    def follow(
        self, urls: Sequence[str] = (), /, *, again: bool = False, on_progress: OnProgress | None = None
    ) -> SyncReport:
        if self.broken == "busy":
            raise LibraryBusy("Another window is changing the library.", "Wait until it is done.")
        self.asked.append((tuple(urls), again))
        todo = urls or [url for url, entry in self.ledger.items() if entry.state is LinkState.LISTED]
        for done, url in enumerate(todo, 1):
            if on_progress:
                on_progress(Progress("fetching", done, len(todo), url))
            time.sleep(self.wait)
            self._set(url, state=LinkState.FETCHED, reason="", hint="", at=scripted_links.AT, passages=3)
        self.shelved.kept |= scripted_links.pages()
        return SyncReport(added=tuple(todo), links=Counter(entry.state.value for entry in self.ledger.values()))

    def checks(self) -> list[Check]:
        self.checked += 1
        time.sleep(self.wait * 20)
        if self.broken == "checks":
            raise ModelUnavailable("The model is not there.", "Run doctor to see what is installed.")
        return scripted_links.checks() if self.ledger else []

    def pause(self, url: str, /) -> None:
        if self.broken == "busy":
            raise LibraryBusy("Another window is changing the library.", "Wait until it is done.")
        self._set(url, state=LinkState.PAUSED)

    def resume(self, url: str, /) -> None:
        self._set(url, state=LinkState.LISTED)

    def remove(self, url: str, /) -> SyncReport:
        self._set(url, state=LinkState.REMOVED, sources=(), passages=0)
        return SyncReport(removed=(f"web:{url}",))

    def widen(self, url: str, section: bool, /) -> SyncReport:
        self._set(url, section=section)
        return SyncReport()

    def replace(self, url: str, name: str, data: bytes, /) -> SyncReport:
        self.saved[url] = (name, data)
        self._set(url, state=LinkState.FETCHED, saved=f"/library/saved/0123456789ab-{name}", reason="", hint="")
        return SyncReport(changed=(f"web:{url}",))

    def _set(self, url: str, **values: object) -> None:
        self.ledger[url] = replace(self.ledger[url], **values)  # type: ignore[arg-type]

    def shelves(self) -> list[Shelf]:
        return [Shelf("/home/ada/notes", "notes")] if self.shelved.kept else []

    def forget(self, path: Path, /) -> SyncReport:
        gone, self.shelved.kept = tuple(sorted(self.shelved.kept)), {}
        return SyncReport(removed=gone)

    def take_in(self, files: Iterable[tuple[str, bytes]], /) -> Path:
        uploads = Uploads(self.library / "uploads")
        for name, data in files:
            uploads.keep(name, data)
        return uploads.folder

    def allow_hosts(self, hosts: Sequence[str], /) -> None:
        Guard.allowing(hosts)
        self.preferences.keep(replace(self.preferences.load(), allow_hosts=tuple(hosts)))

    def _begin_anew(self) -> None:
        (self.library / "synced").unlink(missing_ok=True)
        self.shelved.kept = {}

    def passage_counts(self) -> Mapping[str, int]:
        return Counter(passage.source.id for passage in self._passages())

    def _fill(self) -> None:
        self.shelved.kept = {f"note:{name}.md": document_of(name, "notes") for name in NOTES}

    def is_empty(self) -> bool:
        return not self.shelved.kept

    def version(self) -> str:
        if self.broken == "outdated":
            raise IndexOutdated("The library was made by another version.", "Sync everything again.")
        kept = "".join(document.digest for document in self.shelved.kept.values())
        return sha256(kept.encode()).hexdigest() if kept else ""

    def open_index(self) -> None:
        """Nothing to open."""

    def warm_up(self) -> None:
        self.models.get_ready()

    def search(self, query: str, /, *, limit: int = 10, scope: Scope = EVERYWHERE) -> list[Hit]:
        words = {w for w in query.casefold().strip("?").split() if len(w) > 3}
        scored = [(sum(w in p.text.casefold() for w in words), p) for p in self._passages() if scope.admits(p)]
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].id))
        return [Hit(passage, float(score), ("words",), 0.5) for score, passage in best[:limit]]

    def ask(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        if "broken" in question.text:
            raise ModelUnavailable("The model is not there.", "Run doctor to see what is installed.")
        hits = self.search(question.text, limit=2, scope=question.scope)
        if not hits or "rust" in question.text.casefold():
            self._diary.note_to_do(question.text, "Glue › DataBrew")
            nearest = tuple(hits or [Hit(p, 0.0, ("meaning",)) for p in self._passages()[:2]])
            return Refusal(question, question.text, Reason.UNSUPPORTED, nearest, missing=("rust", "borrow checker"))
        return self._answer(question, hits, on_text)

    def _answer(self, question: Question, hits: list[Hit], on_text: OnText | None) -> Answer:
        lines, citations = [], []
        for number, hit in enumerate(hits, 1):
            first, _, _ = hit.passage.text.partition("\n")
            words = first.removeprefix("- ")
            start = hit.passage.start + len(first) - len(words)
            citations.append(Citation(number, hit.passage, start, start + len(words)))
            lines.append(f"- {words} [^{number}]\n")
            for piece in lines[-1].split(" "):
                if on_text:
                    on_text(f"{piece} ")
                time.sleep(self.wait * (5 if "slow" in question.text else 1))
        if "fluent" in question.text:  # as a model would answer
            citations[-1] = replace(citations[-1], support=Support.WEAK)
            apart = ("Aristotle loved it.",)
            return Answer(
                question, question.text, "".join(lines), tuple(citations), "scripted:model", unsupported=apart
            )
        return Answer(question, question.text, "".join(lines), tuple(citations), "extractive")

    def suggestions(self, count: int = 4) -> list[str]:
        return ["What is DataBrew?", "How is Athena billed?", "How long does Kinesis keep records?"][:count]

    def follow_ups(self, answer: Answer, history: Sequence[Turn], /, count: int = 3) -> list[str]:
        asked = {turn.text for turn in history}
        return [question for question in self.suggestions() if question not in asked][:count]

    def _passages(self) -> list[Passage]:
        return [passage for document in self.shelved.kept.values() for passage in passages_of(document)]
