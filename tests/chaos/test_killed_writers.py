"""Whatever a killed process had told its student was kept is there, and nothing else is half there."""

import random
import subprocess
import sys
import time
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest

from settings import HERE
from study.cards import SqlCards
from study.diary import SqlDiary
from study.engine import open_engine
from study.preferences import JsonPreferences
from study.sittings import SqlSittings

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
KILLS = 60
WRITER = Path(__file__).with_name("writer.py")
PATHS = f"import sys; sys.path[:0] = [{str(HERE)!r}, {str(HERE / 'tests')!r}, {str(HERE / 'tests/quiz')!r}]; "


def killed(folder: Path, seed: int, after: float) -> dict[str, list[str]]:
    """What a writer said it had kept, by kind, before it was killed some seconds after it began."""
    code = f"{PATHS}sys.argv[1:] = [{str(folder)!r}, '{seed}']; exec(open({str(WRITER)!r}).read())"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "begun\n"
    time.sleep(after)
    process.kill()
    said, _ = process.communicate(timeout=60)
    kept = defaultdict[str, list[str]](list)
    for line in said.splitlines():
        kind, *name = line.split()
        if name:  # a line may have been cut
            kept[kind].append(name[0])
    return kept


def test_what_was_said_to_be_kept_is_kept_and_all_else_is_whole(tmp_path: Path) -> None:
    chance, kept = random.Random(21), defaultdict[str, set[str]](set)
    last = ""
    for seed in range(KILLS):
        for kind, names in killed(tmp_path, seed, chance.uniform(0, 0.4)).items():
            kept[kind] |= set(names)
            last = names[-1] if kind == "preference" else last
        check(tmp_path, kept, last)
    assert all(len(kept[kind]) > KILLS / 6 for kind in ("conversation", "to_do", "card", "sitting", "upload", "deck"))


def check(folder: Path, kept: dict[str, set[str]], last: str) -> None:
    diary, engine = SqlDiary(folder / "study.sqlite3"), open_engine(folder / "study.sqlite3")
    held = {conversation.title: conversation.id for conversation in diary.conversations()}
    assert kept["conversation"] <= held.keys()
    assert all(diary.conversation(held[name]).exchanges for name in kept["conversation"])
    assert kept["to_do"] <= {to_do.question for to_do in diary.to_dos()}
    cards = SqlCards(engine)
    assert kept["card"] <= {card.item.id for card in cards.cards()} == {review.item_id for review in cards.reviews()}
    sittings = SqlSittings(engine, lambda: None, lambda: "")  # type: ignore[arg-type,return-value]
    for name in kept["sitting"]:
        assert sittings.sitting(name).items
    diary.close()
    engine.dispose()
    if last:  # the newest that was said to be kept, or one that came after it
        seed, number = map(
            int, JsonPreferences(folder / "preferences.json").load().model.removeprefix("ollama:").split("-")
        )
        assert (seed, number) >= tuple(map(int, last.split("-")))
    for name in kept["upload"]:
        assert (folder / "uploads" / f"{name}.md").read_bytes() == name.encode() * 5_000
    if kept["deck"]:
        with zipfile.ZipFile(folder / "deck.apkg") as deck:
            assert deck.testzip() is None and "collection.anki2" in deck.namelist()
