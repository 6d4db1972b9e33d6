"""Half precision is used where it runs and pays, and asking never harms."""

from pathlib import Path

import pytest

from models.graph import encoder_graph
from models.precision import half_pays


@pytest.mark.slow
def test_asking_whether_half_precision_pays_survives_any_machine(encoder_cache: Path) -> None:
    assert half_pays(encoder_graph(encoder_cache)) in (True, False)


def test_a_graph_that_cannot_run_does_not_pay(tmp_path: Path) -> None:
    assert not half_pays(tmp_path / "none.xml")
