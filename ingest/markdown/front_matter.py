"""The YAML or TOML that opens a note -> where it ends and the title it gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCED = re.compile(r"(?P<mark>---|\+\+\+)[ \t]*\n(?P<body>(?:.*\n)*?)(?P<close>(?P=mark)|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"[\w\"'][\w .\"'-]*[:=](?:\s|$)")
_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(.+)$", re.MULTILINE)
_ALIAS = 40  # characters of one, at most
_LONGEST = 20_000  # characters: beyond that it is a note that starts with a rule


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a note says about itself before it begins."""

    end: int  # offset behind the closing mark and its newline
    title: str  # "" when it gives none
    aliases: tuple[str, ...] = ()


def front_matter(text: str) -> FrontMatter | None:
    """The front matter a text opens with; `None` when it opens with anything else, a horizontal rule included."""
    begin = len(text) - len(text.lstrip("\n \t"))
    found = _FENCED.match(text, begin, begin + _LONGEST) if text.startswith(("---", "+++"), begin) else None
    if not found:
        return None
    body = found["body"].strip()
    first = next((line for line in body.split("\n") if line.strip() and not line.startswith("#")), "")
    if first and not _KEY.match(first):
        return None
    loaded = _load(body, found["mark"])
    return FrontMatter(found.end(), _title(body, loaded), tuple(_aliases(loaded)))


def _aliases(loaded: object) -> Iterator[str]:
    """What else a note is called, one line each: those that are as short as names are."""
    said = loaded.get("aliases", loaded.get("alias")) if isinstance(loaded, dict) else None
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, str | int | float) and 0 < len(name := " ".join(str(one).split())) <= _ALIAS:
            yield name


def _title(body: str, loaded: object) -> str:
    title = loaded.get("title") if isinstance(loaded, dict) else None
    if title is None and (found := _TITLE.search(body)):
        title = found[1].strip().strip("\"'")
    return " ".join(str(title).split()) if isinstance(title, str | int | float) else ""


def _load(body: str, mark: str) -> object:
    """The parsed front matter, or `None` where a note's author made a slip: a line that looks like a title will do."""
    import tomllib

    import yaml  # here: a note without front matter needs no YAML

    try:
        return tomllib.loads(body) if mark == "+++" else yaml.load(body, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None
