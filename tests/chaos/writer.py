"""Run as a program: writes into a library by every way there is but a sync, and says what it has kept.

`writer.py FOLDER SEED`: each line on standard output names a write that has come back to whoever asked for it.
"""

import random
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from quizzes import single

from domain.conversations import Exchange
from domain.preferences import Preferences
from domain.quiz import Rating, Review
from domain.replies import Question, Reason, Refusal
from quiz.export.anki import write_anki
from quiz.review import schedule
from study.cards import SqlCards
from study.diary import SqlDiary
from study.engine import open_engine
from study.preferences import JsonPreferences
from study.sittings import SqlSittings
from study.uploads import Uploads

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Writer:
    """One of each that writes; every method is a kind of write, and returns what it wrote."""

    def __init__(self, folder: Path) -> None:
        engine = open_engine(folder / "study.sqlite3")
        self.folder = folder
        self.diary, self.cards = SqlDiary(folder / "study.sqlite3"), SqlCards(engine)
        self.sittings = SqlSittings(engine, lambda: datetime.now(UTC), lambda: self.name)
        self.preferences, self.uploads = JsonPreferences(folder / "preferences.json"), Uploads(folder / "uploads")
        self.name = ""

    def conversation(self) -> None:
        kept = self.diary.start(self.name)
        refusal = Refusal(Question(self.name), self.name, Reason.NOTHING_FOUND)
        self.diary.add(kept.id, Exchange(self.name, refusal, 0.1))

    def to_do(self) -> None:
        self.diary.note_to_do(self.name, "Kilns")

    def card(self) -> None:
        item = single(self.name)
        self.cards.record(item, Review(item.id, NOON, False), schedule.first(item, Rating.AGAIN, NOON))

    def sitting(self) -> None:
        self.sittings.begin(self.name, [single(self.name)])

    def preference(self) -> None:
        self.preferences.keep(replace(Preferences(), model=f"ollama:{self.name}"))

    def upload(self) -> None:
        self.uploads.keep(f"{self.name}.md", self.name.encode() * 5_000)

    def deck(self) -> None:
        write_anki([single(self.name)], self.folder / "deck.apkg", NOON)


KINDS = ("conversation", "to_do", "card", "sitting", "preference", "upload", "deck")


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Write until killed."""
    folder, seed = Path(sys.argv[1]), sys.argv[2]
    writer, chance = Writer(folder), random.Random(seed)
    tell("begun")
    for number in count():
        kind = chance.choice(KINDS)
        writer.name = f"{seed}-{number}"
        getattr(writer, kind)()
        tell(f"{kind} {writer.name}")


if __name__ == "__main__":
    main()
