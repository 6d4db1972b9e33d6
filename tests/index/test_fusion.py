"""Laws of reciprocal rank fusion."""

from hypothesis import given
from hypothesis import strategies as st

from index.search.fusion import Ranking, fuse

keys = st.lists(st.integers(0, 7), unique=True)
rankings = st.lists(st.builds(Ranking, keys, st.sampled_from([0.3, 1.0, 1.7])), max_size=5)


@given(rankings, st.randoms())
def test_the_order_of_the_rankings_does_not_matter(given_rankings: list[Ranking], random: object) -> None:
    shuffled = list(given_rankings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fuse(shuffled) == fuse(given_rankings)


@given(rankings)
def test_every_key_stands_there_once_best_first_ties_by_key(given_rankings: list[Ranking]) -> None:
    fused = fuse(given_rankings)
    assert {key for key, _ in fused} == {key for r in given_rankings for key in r.keys}
    assert fused == sorted(fused, key=lambda pair: (-pair[1], pair[0]))
    assert len({key for key, _ in fused}) == len(fused)


@given(keys)
def test_one_ranking_keeps_its_order(order: list[int]) -> None:
    assert [key for key, _ in fuse([Ranking(order)])] == order


@given(keys, keys)
def test_what_both_find_first_comes_first(one: list[int], other: list[int]) -> None:
    best = 9
    assert fuse([Ranking([best, *one]), Ranking([best, *other])])[0][0] == best


def test_equal_scores_stand_in_order_of_key() -> None:
    assert [key for key, _ in fuse([Ranking([2]), Ranking([1])])] == [1, 2]


def test_a_heavier_ranking_wins() -> None:
    assert fuse([Ranking([1, 2], 1.0), Ranking([2, 1], 2.0)])[0][0] == 2
