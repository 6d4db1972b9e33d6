"""Addresses, file and host names: one that differs by an ending names something else, and leads elsewhere. Pure."""

import re

# parts of two letters or more, joined by dots, and what follows a slash; "e.g." and "3.5" are none
_ADDRESS = re.compile(r"(?<![\w.@/-])[\w-]*[^\W\d_]{2}[\w-]*(?:\.[^\W\d_]{2}[\w-]*)+(?:/[^\s()<>\"'`]*[\w/])?")


def strange_address(statement: str, told: str) -> str:
    """The first address of a statement that a text does not hold, letter by letter; "" when it holds all."""
    held = told.casefold()
    for found in _ADDRESS.findall(statement):
        if not re.search(rf"(?<![\w-]){re.escape(found.casefold())}(?![\w-]|\.\w)", held):
            return str(found)
    return ""
