"""What a reply of a hosted model costs, as far as the price is known."""

from functools import cache
from pathlib import Path
from tomllib import loads

_TABLE = Path(__file__).parent / "prices.toml"


def price(name: str, tokens_in: int | None, tokens_out: int | None) -> float | None:
    """US dollars for these tokens; None when they or the price are not known."""
    rates = _rates(name)
    if rates is None or tokens_in is None or tokens_out is None:
        return None
    return (tokens_in * rates[0] + tokens_out * rates[1]) / 1e6


def _rates(name: str) -> tuple[float, float] | None:
    """Dollars for a million tokens in and out; a dated version costs what its model costs."""
    for known, rates in _table().items():
        rest = name.removeprefix(known)
        if rest == "" or (rest != name and rest.startswith(("-2", "-latest"))):
            return rates
    return None


@cache
def _table() -> dict[str, tuple[float, float]]:
    table = loads(_TABLE.read_text(encoding="utf-8"))["dollars"]
    return {name: (float(a), float(b)) for name, (a, b) in table.items()}
