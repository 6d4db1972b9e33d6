"""What a sync has to do: known digests + found digests -> what is new, changed, gone and as it was. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Source ids, each in exactly one of the four, in order of id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def compare(known: Mapping[str, str], found: Mapping[str, str]) -> Changes:
    """Two states of a folder (source id -> digest) -> what lies between them."""
    both = sorted(known.keys() & found.keys())
    return Changes(
        added=tuple(sorted(found.keys() - known.keys())),
        changed=tuple(i for i in both if known[i] != found[i]),
        removed=tuple(sorted(known.keys() - found.keys())),
        unchanged=tuple(i for i in both if known[i] == found[i]),
    )
