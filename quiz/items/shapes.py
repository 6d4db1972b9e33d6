"""How a name is built: the options of a question are alike in it, so that none of them is a thing of another kind."""

import re
from enum import StrEnum

from language.verbs import is_order
from quiz.facts.names import kind_of
from quiz.facts.sentences import Fact

_TITLE = re.compile(
    r": | (?:of|for|from|that|which|when|in|on|to|with|by|at|as|into|over|under|between|worth|via|without|after|"
    r"before) "
)
_CODE = re.compile(r"[_(){}<>]|\.\w|^[a-z]+[A-Z]|^[A-Z]{2,}[A-Z_ ]*$|:")


class Build(StrEnum):
    """What a name looks like, beside whether it is a proper one."""

    PATH = "path"  # "/tmp", "s3://bucket"
    FLAG = "flag"  # "--conf"
    CALL = "call"  # "cache()"
    SETTING = "setting"  # "DeletionPolicy: Retain"
    KEYWORD = "keyword"  # "GROUP BY" set as code
    IDENTIFIER = "identifier"  # "max_size"
    MANNER = "manner"  # "long-running", "fully"
    WORDS = "words"  # all else


_BUILDS = {
    Build.PATH: re.compile(r"(?:~?/|\.{1,2}/|[a-z]\w*://)\S*|\S+/"),
    Build.FLAG: re.compile(r"--?[A-Za-z][\w-]*\b.*"),
    Build.CALL: re.compile(r".*\w\(.*\)"),
    Build.SETTING: re.compile(r".*\w ?[:=<>] ?[\w\"'-].*"),
    Build.MANNER: re.compile(
        r"(?:very|too|more|most|less|least|not|no|any|every|all) .*|"
        r"\w+-\w+(?:ing|ed|ly|able)|\w+ly \w+(?:en|ed|ing)\b.*|"
        r"(?:\w+(?:[^p]ly|less|[^tri]able|ible|ous|ful)|(?:re|un|pre|non)-?\w+ed)",
        re.IGNORECASE,
    ),
}
_KEYWORD = re.compile(r"[A-Z][A-Z\d]*(?:[ _][A-Z\d*]+)*")


def build_of(name: str, *, code: bool = False) -> Build:
    """How a name is built; `code` tells that the notes set it as code."""
    if found := next((build for build, pattern in _BUILDS.items() if pattern.fullmatch(name)), None):
        return found
    noun = "_" in name and not is_order([name.lower().split("_")[0], "the"])  # a table, and nothing to write
    if _KEYWORD.fullmatch(name) and not noun and (code or re.search(r"[ _]", name) or _is_command(name)):
        return Build.KEYWORD
    return Build.IDENTIFIER if "_" in name or (code and " " not in name) else Build.WORDS


def _is_command(name: str) -> bool:
    """Whether capitals spell a verb, as COPY does, and are no initials."""
    return len(name) > 3 and is_order([name.lower(), "the"])


def built(fact: Fact) -> Build:
    """How the name of a fact's topic is built."""
    return build_of(fact.topic.name, code=bool(fact.label and fact.label.code))


def shape_of(fact: Fact) -> str:
    """Whether a name is code, a proper name or an ordinary phrase."""
    if (fact.label and fact.label.code) or _CODE.search(fact.topic.name):
        return "code"
    if not fact.voice.is_name(fact.topic.name):
        return "phrase"
    return "command" if kind_of(fact.topic.name) == "command" else "name"


def is_title(name: str) -> bool:
    """Whether a name is put together as titles are: "tiers of storage"."""
    return bool(_TITLE.search(name))


def is_title_beside(name: str, other: str) -> bool:
    """Whether the other name is a title, and the first a mere name."""
    return is_title(other) and not is_title(name)


def is_odd_beside(fact: Fact, other: Fact) -> bool:
    """Whether another topic's name would stand out beside the right one, even where the notes set them together.

    A phrase may stand beside letters, and a proper name beside a phrase, but no phrase beside a proper name.
    """
    if built(fact) is not built(other) or is_title_beside(fact.topic.name, other.topic.name):
        return True
    shapes = {shape_of(f) for f in (fact, other) if kind_of(f.topic.name) != "letters"}
    return len(shapes) > 1 and shape_of(fact) != "phrase"


def names_action(fact: Fact) -> bool:
    """Whether an ordinary name is that of something done, "classic resize", and not of what does it."""
    head = fact.topic.name.split()[-1].lower()
    done = head.endswith(("ing", "tion", "ment")) or is_order([head, "the"])
    return done and fact.voice.language == "en" and shape_of(fact) == "phrase"


def is_initials(fact: Fact) -> bool:
    """Whether a name is of letters alone, which do not tell what kind of thing they stand for."""
    return kind_of(fact.topic.name) == "letters" and not (fact.label and fact.label.code)


def likeness(fact: Fact, other: Fact) -> int:
    """How much two names look alike: 2 in all that can be seen, 1 when they are told of in one form, else 0."""
    if fact.form is not other.form:
        return 0
    if is_initials(fact):
        return 2
    several = (" " in fact.topic.name) == (" " in other.topic.name)
    return 2 if several and shape_of(fact) == shape_of(other) else 1
