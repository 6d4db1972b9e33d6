"""What the tests of the command line share."""

import json
from collections.abc import Callable
from typing import Any

NOTES = (
    "# Kilns\n\n- **Kiln** is an oven that fires clay [*](http://127.0.0.1:9/kilns).\n- Gas kilns take eight hours.\n"
)
FUELS = (
    "# Fuels\n\n- **Oak** burns slowly in a large firebox.\n- **Pine** gives a long flame in the chamber.\n"
    "- **Gas** heats the chamber without any ash.\n- **Peat** smokes for many hours in the firing.\n"
)
CLAY = """# Clay

- **Earthenware** is a porous clay that is fired low.
- **Stoneware** is a dense clay that is fired high.
- **Porcelain** is a white clay that lets light through.
- **Raku** is a coarse clay that stands a shock of heat.
"""
Run = Callable[..., tuple[int, str, str]]


def printed(done: tuple[int, str, str]) -> Any:  # noqa: ANN401  # whatever JSON holds
    status, out, err = done
    assert status == 0, err
    return json.loads(out)
