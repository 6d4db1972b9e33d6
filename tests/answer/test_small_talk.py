"""Small talk is told from questions: over lines that nothing was learnt from, as rates with a floor."""

from pathlib import Path

from bundled import encoder

from answer.small_talk import LONGEST, is_small_talk
from models.hashing import HashEmbedder

CASES = Path(__file__).parents[1] / "cases"
KNOWN, MISTAKEN = 0.75, 0.02  # of the lines of small talk at least, of what is asked at most


def taken(name: str) -> list[str]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if is_small_talk(line, encoder())]


def test_thanks_and_talk_about_the_app_are_mostly_known() -> None:
    assert len(taken("small_talk.txt")) >= KNOWN * 160


def test_what_is_asked_is_hardly_ever_taken_for_small_talk_however_brief() -> None:
    wrong = taken("asked_briefly.txt")
    assert len(wrong) <= MISTAKEN * 160, wrong


def test_whoever_writes_much_has_something_to_ask() -> None:
    assert not is_small_talk("thanks " * (LONGEST + 1), encoder())


def test_vectors_of_another_encoder_say_nothing() -> None:
    assert not is_small_talk("thanks", HashEmbedder(64))
