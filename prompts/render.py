"""A prompt's Markdown file and its values -> the messages for a model. A value too few or too many is an error.

A line `## system`, `## user` or `## assistant` opens a message. Values are put in after the messages are told apart,
and once: no value can open a message or name another value.
"""

import re
from functools import cache
from pathlib import Path
from string import Template
from typing import Literal, cast

from domain.chat import Message

_HERE = Path(__file__).parent
_OPENS = re.compile(r"^## (system|user|assistant)\n", re.MULTILINE)
Role = Literal["system", "user", "assistant"]


def messages(name: str, /, **values: str) -> tuple[Message, ...]:
    """The messages of a prompt with its `$variables` filled in; `ValueError` when values and variables differ."""
    parts = _parts(name)
    wanted = {variable for _, template in parts for variable in template.get_identifiers()}
    if wanted != values.keys():
        raise ValueError(f"prompt {name} wants {sorted(wanted)}, not {sorted(values)}")
    return tuple(Message(role, template.substitute(values).strip()) for role, template in parts)


@cache
def _parts(name: str) -> tuple[tuple[Role, Template], ...]:
    """The messages of a prompt's file in order; `ValueError` when it opens with none."""
    before, *rest = _OPENS.split((_HERE / f"{name}.md").read_text(encoding="utf-8"))
    if before.strip() or not rest:
        raise ValueError(f"prompt {name} does not open with a message")
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return tuple((cast(Role, role), Template(text)) for role, text in pairs)
