"""The same words with two of them in each other's place are told; those of a list may stand in any order."""

import pytest

from claims.contradictions.swapped import swapped

TOLD = "In May the wood kiln of Delft heats the gas kiln, the shed or the shop."


def test_two_runs_in_each_others_place_are_told() -> None:
    assert swapped("In May the gas kiln of Delft heats the wood kiln, the shed or the shop.", TOLD)
    assert swapped("the gas kiln of Delft heats the wood kiln, the shed", TOLD)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (TOLD, TOLD),
        ("In May the wood kiln of Delft heats the shop, the shed or the gas kiln.", TOLD),
        ("The gas kiln is the first kiln of Delft.", "The first kiln of Delft is the gas kiln."),
        ("The wood kiln of Delft heats the gas kiln in May.", "In May the wood kiln of Delft heats the gas kiln."),
        ("Glaze needs a fire of peat.", "A fire of peat needs wood."),
        ("Delft feeds Gouda.", "Gouda feeds Delft."),
    ],
)
def test_what_may_move_is_no_exchange(statement: str, told: str) -> None:
    assert not swapped(statement, told)
