"""Notes on other subjects, in other languages and of other tools are asked about as fairly as our own."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

from domain.quiz import ItemKind, QuizRequest
from index.library import Library
from models.hashing import HashEmbedder
from quiz.items.checks import norm
from quiz.items.distractors import Balance
from quiz.maker import QuizMaker

NOTES = sorted((Path(__file__).parents[1] / "cases" / "quiz").glob("*.md"))
BEARABLE = 0.08  # by which a share may leave what is even


@pytest.fixture(scope="module", params=NOTES, ids=lambda path: path.stem)
def maker(
    request: pytest.FixtureRequest,
    shelf_of: Callable[[Path], Library],
    tmp_path_factory: pytest.TempPathFactory,
) -> QuizMaker:
    folder = tmp_path_factory.mktemp(request.param.stem)
    (folder / "notes").mkdir()
    copy(request.param, folder / "notes")
    library = shelf_of(folder)
    return QuizMaker(library, library, library.words, HashEmbedder(), embedded=library.embedded)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_keys_are_even_and_tell_nothing_by_their_length(maker: QuizMaker, seed: int) -> None:
    items = maker.quiz(QuizRequest(120, seed=seed)).items
    singles = [item for item in items if item.kind is ItemKind.SINGLE]
    assert len(singles) >= 4 and len({item.kind for item in items}) >= 4
    places = Counter(item.key[0] for item in singles)
    longest = sum(len(i.options[i.key[0]]) == max(map(len, i.options)) for i in singles)
    assert all(abs(places[n] / len(singles) - 0.25) <= BEARABLE for n in range(4)), places
    assert abs(longest / len(singles) - 0.25) <= BEARABLE, (longest, len(singles))


def test_no_option_is_shown_twice_and_each_is_explained(maker: QuizMaker) -> None:
    for item in maker.quiz(QuizRequest(120)).items:
        assert len({norm(option) for option in item.options}) == len(item.options)
        assert {why.option for why in item.why} == set(range(len(item.options)))
        assert item.citation.quote in item.citation.passage.text


def test_one_key_of_four_is_dealt_to_be_the_longest(seeded: Balance) -> None:
    dealt = []
    for _ in range(40):
        seeded.place(4)
        dealt.append(seeded.longest())
        seeded.count(longest=dealt[-1])
    assert all(sum(dealt[n : n + 4]) == 1 for n in range(0, 40, 4))


@pytest.fixture
def seeded() -> Balance:
    from random import Random

    return Balance(Random(7))
