"""The optional requirements: complete, pinned, and at peace with what everybody installs."""

import re
from pathlib import Path

import pytest

from models.chat.providers import PROVIDERS

ROOT = Path(__file__).parents[1]
FILES = sorted(ROOT.glob("requirements-*.txt"))
CLIENTS = {provider.key for provider in PROVIDERS.values() if provider.langchain}


def pins(path: Path) -> dict[str, str]:
    """Package -> version; a line that pins nothing fails."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.lstrip().startswith(("#", "-")):
            name, version = re.fullmatch(r"([\w.-]+)(?:\[.*\])?==([^\s;]+)(?:\s*;.*)?", line).groups()  # type: ignore[union-attr]
            found[re.sub(r"[-_.]+", "-", name).lower()] = version
    return found


def test_every_provider_has_its_requirements() -> None:
    assert {f"requirements-{key}.txt" for key in CLIENTS} <= {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_optional_changes_what_everybody_has(path: Path) -> None:
    everybody = pins(ROOT / "requirements.txt")
    assert not {name for name, version in pins(path).items() if everybody.get(name, version) != version}


def test_the_optional_requirements_agree_with_each_other() -> None:
    every: dict[str, set[str]] = {}
    for path in FILES:
        for name, version in pins(path).items():
            every.setdefault(name, set()).add(version)
    assert not {name: versions for name, versions in every.items() if len(versions) > 1}
