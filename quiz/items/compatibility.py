"""What is told of two things -> whether one could stand as an option beside the other, by its form alone."""

import re
from functools import lru_cache

from language.boilerplate import NO_NOUN_YET, is_anaphoric
from language.voice import Form
from quiz.facts.sentences import Fact
from quiz.items.shapes import is_title
from quiz.items.stems import short, tells

_LABELLED = re.compile(r"[^\W_][\w -]{0,25}: ")
_ASKING = frozenset("how when where what why whether who".split())
_ATTRIBUTE = re.compile(r"[A-Z][\w-]*(?: [\w-]+)?: ")  # "Price: by the hour"
_SOME = re.compile(r"\bthe [a-z]+ (?:to|from|into) ")  # "exports the data to a bucket": which data was told before
_PLACED = re.compile(r"(?:for|in|on|at|with|by|from|to) ")
_SAYS_MUCH = 9  # words
_SAYS_LITTLE = 4
_FIGURE = re.compile(r"[^\w\s\"“(]?\d")
_REMEMBERED = 10_000  # texts looked at last: each is held against many
_HANGING = re.compile(r",? (?:that|which|who|whose|where|when|if|so|because) ")
_LEAST = 2
_ROW = 3  # commas of a row


@lru_cache(maxsize=_REMEMBERED)
def _tells(told: str) -> bool:
    """Whether the verb of a sentence may stand outside the clauses that hang on a noun."""
    return tells(_HANGING.split(told, maxsplit=1)[0].split())


def is_row(told: str) -> bool:
    """Whether what is told is a row of things: "S3, Kinesis, Kafka and Redshift"."""
    return told.count(",") >= _ROW


@lru_cache(maxsize=_REMEMBERED)
def is_figure(told: str) -> bool:
    """Whether what is told opens with a figure: "150 US dollars"."""
    return bool(_FIGURE.match(told))


@lru_cache(maxsize=_REMEMBERED)
def stands_alone(told: str) -> bool:
    """Whether what is told of one thing can be an option: it points at nothing, and has no label of its own."""
    return not (NO_NOUN_YET.match(told) or is_anaphoric(told) or _LABELLED.match(told))


def describes(fact: Fact) -> bool:
    """Whether what is told of a thing tells it from others without its name."""
    told = fact.told
    if _ATTRIBUTE.match(told) or is_anaphoric(told):
        return False
    joined = fact.label and fact.label.verb
    if (not joined and is_figure(told)) or len(told.split(";")[0].split()) < _LEAST:
        return False
    if is_row(told) and not joined and fact.voice.form(told.split(",")[0]) is Form.THING:
        return False  # parts or examples of a thing
    if fact.form is Form.THING and not joined and is_title(fact.topic.name):
        return False
    if fact.form is Form.THING and fact.voice.language == "en" and not joined and _tells(told):
        return False  # "a security configuration covers disks" is told of something else
    words = len(short(told).split())
    return words >= _SAYS_MUCH or not (_SOME.search(told) or (words < _SAYS_LITTLE and _PLACED.match(told)))


def are_things(told: str, other: str) -> bool:
    """Whether two noun phrases are of one make: "how much there is" is none beside "a warehouse"."""
    asking = [t.split()[0].lower() in _ASKING for t in (told, other)]
    if is_figure(told) != is_figure(other):
        return False
    placed = [bool(_PLACED.match(t)) for t in (told, other)]
    return asking[0] == asking[1] and placed[0] == placed[1] and is_row(told) == is_row(other) and not _tells(other)
