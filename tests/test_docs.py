"""What the documents say is there is there."""

import re
from pathlib import Path

import pytest
import typer

from cli import app
from settings import Settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/design.md", "docs/retrieval.md")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """Every command of the command line with its options."""
    group = typer.main.get_command(app)
    found = getattr(group, "commands", {})
    return {name: {o for p in c.params for o in (*p.opts, *p.secondary_opts)} for name, c in found.items()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_and_option_that_is_shown_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    known = commands()
    for command, rest in re.findall(r"cli\.py (\w+)([^\n`#]*)", text):
        assert command in known, command
        for option in re.findall(r"(?<!\S)(--?[a-z][\w-]*)", rest):
            assert option in known[command], (command, option)


def test_the_readme_shows_every_command() -> None:
    assert {name for name in commands() if f"cli.py {name}" in README} == commands().keys()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_module_and_file_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for module in re.findall(r"python -m (evals(?:\.\w+)+)", text):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), module
    for path in re.findall(r"`((?:answer|domain|evals|index|ingest|models|study|terminal|tests|ui)/[\w./-]+)`", text):
        assert (ROOT / path).exists(), path
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert ((ROOT / name).parent / target).exists(), target


def test_the_house_in_the_readme_is_the_house() -> None:
    tree = README.split("## The house", 1)[1].split("```")[1]
    named = re.findall(r"(?:^|\n|\s{2,})([\w-]+(?:/|\.py))(?=\s)", tree)
    assert len(named) > 10
    assert all((ROOT / path).exists() for path in named)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"notes", "tests", "docs"}
    assert packages == {path.rstrip("/") for path in named if path.endswith("/")}


def test_every_setting_is_named_in_the_readme() -> None:
    assert not [name for name in Settings.model_fields if f"FOOTNOTE_{name.upper()}" not in README]


def test_the_gold_questions_are_counted_right() -> None:
    lines = (ROOT / "evals" / "datasets" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    assert f"{len(lines)} gold questions" in README
