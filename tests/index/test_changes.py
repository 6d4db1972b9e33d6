"""Every source is in exactly one of the four."""

from hypothesis import given
from hypothesis import strategies as st

from index.sync.changes import Changes, compare

states = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("12"))


@given(states, states)
def test_every_source_is_counted_once(known: dict[str, str], found: dict[str, str]) -> None:
    changes = compare(known, found)
    counted = [*changes.added, *changes.changed, *changes.removed, *changes.unchanged]
    assert sorted(counted) == sorted(known.keys() | found.keys())


@given(states)
def test_nothing_changes_when_nothing_changed(state: dict[str, str]) -> None:
    assert compare(state, state) == Changes(unchanged=tuple(sorted(state)))


@given(states, states)
def test_what_comes_one_way_goes_the_other(known: dict[str, str], found: dict[str, str]) -> None:
    there, back = compare(known, found), compare(found, known)
    assert (there.added, there.changed) == (back.removed, back.changed)
