"""What the reader is given: passages of a section together, with their trail, and no more than there is time for."""

from collections.abc import Callable

import pytest

from answer.reading.windows import LONGEST, MOST, windows_of
from index.library import Library

LONG = "# Looms\n\n" + "".join(
    f"## Part {n}\n\nIntroduction to part {n}:\n\n"
    + "".join(f"- Thread {i} of part {n} runs over the beam and back to where it came from.\n" for i in range(12))
    + "\n"
    for n in range(12)
)


@pytest.fixture(scope="module")
def looms(over: Callable[[str], Library]) -> Library:
    return over(LONG)


def test_no_more_is_read_than_there_is_time_for(looms: Library) -> None:
    windows = windows_of(looms.search("thread of the beam", limit=12), looms)
    assert sum(len(h.passage.plain) for w in windows for h in w.hits) <= MOST
    assert all(len(w.hits) == 1 or sum(len(h.passage.plain) for h in w.hits) <= LONGEST for w in windows)


def test_what_stands_beside_the_best_passage_in_its_section_is_read_too(looms: Library) -> None:
    hit = next(h for h in looms.search("Thread 3 of part 7", limit=60) if "of part 7" in h.passage.text)
    (window, *_) = windows_of([hit], looms)
    told = " ".join(window.told)
    assert "Part 7" in window.trail
    assert len(window.hits) > 1 or len(windows_of([hit], looms)) > 1
    assert "part 6" not in told and "part 8" not in told


def test_every_sentence_is_read_once_and_in_reading_order(looms: Library) -> None:
    for window in windows_of(looms.search("thread of the beam", limit=12), looms):
        places = [unit.place for unit in window.units]
        assert places == sorted(set(places))
        assert len(window.told) == len(window.units)


def test_items_are_marked_as_deep_as_they_stand(over: Callable[[str], Library]) -> None:
    library = over(
        "# Yarn\n\n- Kinds\n  - Wool is warm. It felts.\n  - Silk shines.\n\n| a | b |\n|---|---|\n| one | two |\n"
    )
    told = [line for w in windows_of(library.search("wool", limit=5), library) for line in w.told]
    assert {"- Kinds", "- - Wool is warm.", "It felts.", "- - Silk shines."} <= set(told)
    assert any(line.startswith("| ") for line in told)


def test_nothing_found_is_nothing_to_read(looms: Library) -> None:
    assert windows_of([], looms) == []
