"""A YAML file -> the blueprint of an exam, or one line on what is wrong with it."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import WrongBlueprint
from domain.quiz import Blueprint, Domain, Task

_HINT = "notes/blueprints/dea-c01.yaml shows how one is written."
_Words = Annotated[str, Field(min_length=1, max_length=300)]


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True, str_strip_whitespace=True)


class _Task(_Read):
    id: _Words
    title: _Words
    knowledge: list[_Words] = []


class _Domain(_Read):
    id: _Words
    title: _Words
    weight: Annotated[float, Field(gt=0)]
    tasks: Annotated[list[_Task], Field(min_length=1)]


class _Blueprint(_Read):
    id: _Words
    title: _Words
    questions: Annotated[int, Field(ge=1, le=1000)] = 65
    minutes: Annotated[int, Field(ge=1, le=1000)] = 130
    domains: Annotated[list[_Domain], Field(min_length=1)]


def load_blueprint(path: Path) -> Blueprint:
    """The blueprint in a file; weights are shares of whatever they sum to. `WrongBlueprint` says what is wrong."""
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise WrongBlueprint(f"{path} cannot be read: {error.strerror}.", "Check the path of the blueprint.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WrongBlueprint(f"{path} is no YAML: {' '.join(str(error).split())}.", _HINT) from error
    try:
        found = _Blueprint.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise WrongBlueprint(f"{path} cannot be used: {place}: {first['msg']}.", _HINT) from error
    return _checked(path, found)


def _checked(path: Path, found: _Blueprint) -> Blueprint:
    for what, ids in (
        ("domain", [domain.id for domain in found.domains]),
        ("task", [task.id for domain in found.domains for task in domain.tasks]),
    ):
        if twice := next((i for i in ids if ids.count(i) > 1), None):
            raise WrongBlueprint(f"{path} cannot be used: {what} {twice} is there twice.", _HINT)
    total = sum(domain.weight for domain in found.domains)
    domains = tuple(
        Domain(d.id, d.title, d.weight / total, tuple(Task(t.id, t.title, tuple(t.knowledge)) for t in d.tasks))
        for d in found.domains
    )
    return Blueprint(found.id, found.title, domains, found.questions, found.minutes)
