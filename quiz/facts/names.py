"""The names that a library speaks of, each with the sentence that tells most of it: what else could stand in a gap."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from language.voice import Voice, capital
from quiz.facts.lists import Listing
from quiz.facts.sentences import Fact

CODE = re.compile(
    r"(?<![\w.:-])(?:[A-Za-z]+(?:[_:][A-Za-z]+)+(?:\(\))?|[a-z]+[A-Z]\w+|[A-Z][a-z]+[A-Z]\w+|\w+\(\))(?![\w:])"
)
NAME = re.compile(r"(?<![\w.-])(?:[A-Z][\w.-]*\w|[A-Z]{2,})(?: (?:of |for )?(?:[A-Z][\w.-]*\w|[A-Z]{2,}))*(?![\w-])")
FIGURE = re.compile(
    r"(?<![\w.:/$€£-])(?P<all>(?P<number>[$€£]?\d+(?:,\d{3})*(?:\.\d+)?)(?:(?P<space> ?)(?P<unit>%|x\b|"
    r"[KMGTP]i?B(?:/s)?\b|ms\b|KB\b|vCPUs?\b|(?:milli)?seconds?\b|minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|years?\b|times\b))?)"
    r"(?![\w:/-]|\.\d)"
)
_TWICE = 2  # times that a name must be written to be one, where there are names enough
_MANY = 150  # facts from which there are
_MARKED = re.compile(r"\w[A-Z]|\d|_")
_OPENERS = frozenset(
    """we you if in for each when while the this these those that it a an to from on by with all no not only every there
    what which who how why where check checks example note use see read""".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or figure, and the fact that speaks of it."""

    text: str
    fact: Fact
    told: str  # what is told of it, for the reason why it is not the answer
    kind: str  # "code", "name", "letters", or the unit of a figure
    inside: bool = False  # whether sentences speak of it, and not only a label of the outline
    own: bool = False  # whether the fact is about it, and does not only mention it


def mentions(text: str, voice: Voice, at: int = 0) -> Iterator[tuple[int, int, str]]:
    """Where code and proper names stand in a text, and which of the two."""
    taken: list[tuple[int, int]] = []
    for pattern, kind in ((CODE, "code"), (NAME, "name")):
        for found in pattern.finditer(text, at):
            start, end = found.span()
            opens = start == at or text[:start].rstrip().endswith((".", ":", ";", "-", "–", "(", '"'))
            words = found.group().split()
            if kind == "name" and re.fullmatch(r"[A-Z][a-z]+-[a-z-]+|[A-Z][a-z]+\.|[A-Z]{7,}", found.group()):
                continue  # "Super-fast", "IMPORTANT"
            if kind == "name" and opens and not _proper(words, voice):
                if len(words) < 2:
                    continue
                start += len(words[0]) + 1  # "Use Athena": the first word only opens the line
                words = words[1:]
                if not words[0][0].isupper():
                    continue
            if any(s < end and start < e for s, e in taken) or words[0].lower() in _OPENERS:
                continue
            taken.append((start, end))
            yield start, end, kind if kind == "code" else kind_of(text[start:end])


def kind_of(name: str) -> str:
    """Whether a name is one of letters alone, as SQL is: such stand for ideas more often than for things."""
    if re.fullmatch(r"[A-Z]{2,}(?:[ /_][A-Z]{2,})+", name):
        return "command"  # DROP TABLE
    return "letters" if re.fullmatch(r"[A-Z]{2,6}s?", name) else "name"


def _proper(words: Sequence[str], voice: Voice) -> bool:
    first = words[0]
    return bool(_MARKED.search(first)) or first.lower() in voice.names or (len(words) > 2 and first.isupper())


@dataclass(frozen=True)
class Names:
    """All names and figures of a library's facts."""

    facts: Sequence[Fact]
    listings: Sequence[Listing]

    @cached_property
    def all(self) -> dict[str, list[Mention]]:
        """By kind: names with the fact about them, or else the first that mentions them."""
        best: dict[tuple[str, str], tuple[int, Mention]] = {}
        inside: set[tuple[str, str]] = set()
        often: Counter[tuple[str, str]] = Counter()
        for fact in self.facts:
            for rank, mention in self._of(fact):
                key = mention.kind, mention.text.casefold()
                often[key] += 1
                if rank:
                    inside.add(key)
                if key not in best or rank < best[key][0]:
                    best[key] = rank, mention
        found: dict[str, list[Mention]] = {}
        for key, (_, mention) in best.items():
            if mention.own and not mention.fact.label and key not in inside:
                continue  # a heading that no sentence speaks of
            rare = often[key] < _TWICE and len(self.facts) > _MANY
            if key[0] == "name" and rare and not mention.own and key[1] not in self.beside:
                continue  # perhaps only a word that opens a line
            found.setdefault(key[0], []).append(replace(mention, inside=key in inside))
        return found

    def _of(self, fact: Fact) -> Iterator[tuple[int, Mention]]:
        whole = capital(fact.statement)
        made_up = fact.sort.startswith("relation")  # "the use of S3"
        if (
            not made_up
            and fact.voice.is_name(fact.topic.name)
            and (fact.label or fact.opens)
            and len(fact.topic.name.split()) <= 5
        ):
            kind = "code" if fact.label and fact.label.code else kind_of(fact.topic.name)
            kind = "name" if kind == "letters" else kind
            name = fact.topic.name if kind == "code" else capital(fact.topic.name)
            yield 0, Mention(name, fact, whole, kind, own=True)
        said = fact.told if fact.label else fact.whole
        for start, end, kind in mentions(said, fact.voice):
            yield 1, Mention(said[start:end], fact, whole, kind)
        for found in FIGURE.finditer(said):
            if unit := found["unit"]:
                yield 1, Mention(found.group().strip(), fact, whole, unit.rstrip("s").lower())

    @cached_property
    def beside(self) -> dict[str, set[str]]:
        """By name: the names that stand in a list with it, which are things of its kind."""
        found: dict[str, set[str]] = {}
        for listing in self.listings:
            texts = {m.text.casefold() for m in listing.members}
            for text in texts:
                found.setdefault(text, set()).update(texts - {text})
        return found
