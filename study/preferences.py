"""Preferences in a small file of the library."""

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from domain.errors import LibraryBroken
from domain.preferences import Preferences

_LISTS = {"agreed_hosts", "allow_hosts"}


class JsonPreferences:
    """One JSON object in one file."""

    def __init__(self, path: Path) -> None:
        """Nothing is made before there is something to keep."""
        self._path = path

    def load(self) -> Preferences:
        """What was kept last; what cannot be understood has its default."""
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Preferences()
        return Preferences(**_understood(held)) if isinstance(held, dict) else Preferences()

    def keep(self, preferences: Preferences, /) -> None:
        """Write them aside, then in place."""
        aside = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
            aside.replace(self._path)
        except OSError as error:
            message = f"The settings could not be kept ({error.strerror})."
            raise LibraryBroken(message, "Is the disk full, or the library read-only?") from error


def _understood(held: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(Preferences):
        value = held.get(field.name)
        if field.name in _LISTS and isinstance(value, list):
            found[field.name] = tuple(text for text in value if isinstance(text, str))
        elif field.name not in _LISTS and type(value) is type(field.default):
            found[field.name] = value
    return found
