"""What a question's words weigh."""

from hypothesis import given
from hypothesis import strategies as st

from claims.scoring import WeightedTerms

WEIGHTS = st.dictionaries(st.text(min_size=1, max_size=6), st.floats(0, 1), max_size=12)


@given(weights=WEIGHTS, data=st.data())
def test_a_share_is_the_same_to_the_last_bit_in_whatever_order_the_terms_come(
    weights: dict[str, float], data: st.DataObject
) -> None:
    held = data.draw(st.lists(st.sampled_from(sorted(weights)), unique=True)) if weights else []
    expected = 0.0
    for term, weight in weights.items():
        expected += weight if term in held else 0.0
    assert WeightedTerms("", weights).share([*held, "another"]) == expected
