"""All facts of a library in reach of one question: what is of the same kind, and how near."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.ports import Words
from quiz.drafts import Choice
from quiz.evidence import shares
from quiz.facts import Fact
from quiz.phrases import phrases
from quiz.relations import Listing
from quiz.voice import Form, capital

POOL = 8  # wrong choices looked at for one question
_CODE = re.compile(r"[_(){}<>]|\.\w|^[a-z]+[A-Z]|^[A-Z]{2,}[A-Z_ ]*$|:")


@dataclass(frozen=True)
class Shelf:
    """The facts and lists of a library."""

    facts: Sequence[Fact]
    listings: Sequence[Listing]
    words: Words

    @cached_property
    def _by_group(self) -> dict[tuple[str, int], list[Fact]]:
        found: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.source_id, fact.group].append(fact)
        return found

    @cached_property
    def _by_sort(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact.sort:
                found[fact.sort].append(fact)
        return found

    @cached_property
    def _by_section(self) -> dict[tuple[str, tuple[str, ...]], list[Fact]]:
        found: dict[tuple[str, tuple[str, ...]], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.source_id, fact.span.passage.headings].append(fact)
        return found

    @cached_property
    def _by_source(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.source_id].append(fact)
        return found

    def kin(self, fact: Fact) -> Iterator[tuple[int, Fact]]:
        """Other facts with how far off they are: 0 the same group, 1 sort, 2 section, 3 source, 4 library."""
        rings = (
            self._by_group.get((fact.source_id, fact.group), []) if fact.group != -2 else [],
            self._by_sort.get(fact.sort, []) if fact.sort else [],
            self._by_section[fact.source_id, fact.span.passage.headings],
            self._by_source[fact.source_id],
            self.facts,
        )
        seen = {id(fact)}
        for distance, ring in enumerate(rings):
            for other in ring:
                if id(other) not in seen and other.voice.language == fact.voice.language:
                    seen.add(id(other))
                    yield distance, other

    def names(self, fact: Fact) -> list[Choice]:
        """Names of other things of the same kind, nearest first."""
        found: list[Choice] = []
        taken = [fact.topic.name]
        shape = shape_of(fact)
        for distance, other in self.kin(fact):
            if len(found) >= POOL and distance > 0:
                break
            fits = (other.label or other.opens) and (shape_of(other) == shape or distance == 0)
            relation = fact.sort.startswith("relation") or other.sort.startswith("relation")
            if not fits or relation or any(shares(other.topic.name, t, self.words) for t in taken):
                continue
            if not self._apart(fact, other):
                continue
            taken.append(other.topic.name)
            found.append(Choice(shown(other), other, _means(other)))
        return found[: 2 * POOL]

    def tolds(self, fact: Fact) -> list[Choice]:
        """What is told, in the same form, of other things of the same kind, nearest first."""
        found: list[Choice] = []
        for distance, other in self.kin(fact):
            if len(found) >= POOL and distance > 0:
                break
            joined = bool(fact.label and fact.label.verb in ("is", "are")) == bool(
                other.label and other.label.verb in ("is", "are")
            )
            alike = other.form is fact.form and (joined or fact.form is not Form.THING)
            same_sort = fact.sort == other.sort or not fact.sort.startswith("relation")
            if not alike or not same_sort or other.before or not self._apart(fact, other):
                continue
            if not 0.4 <= len(other.told) / len(fact.told) <= 2.5 and abs(len(other.told) - len(fact.told)) > 25:
                continue
            if shares(other.topic.name, fact.topic.name, self.words) or self._names(other.whole, fact.topic.name):
                continue
            if other.form is Form.CLAUSE and not other.label and other.mentions_topic:
                continue
            words = phrases(other.voice.language)
            why = words.is_other.format(topic=other.topic.lead, told=other.told)
            found.append(Choice(capital(other.told), other, why))
        return found[: 2 * POOL]

    def _apart(self, fact: Fact, other: Fact) -> bool:
        """Whether two facts are about different things, neither of which stands over the other."""
        if fact.source_id == other.source_id:
            trails = (
                (*fact.span.passage.headings, *fact.span.passage.above),
                (*other.span.passage.headings, *other.span.passage.above),
            )
            nodes = {fact.topic.node, fact.block}, {other.topic.node, other.block}
            if nodes[0] & nodes[1] - {-1} or fact.topic.node == other.topic.node:
                return False
            if any(other.topic.name == t for t in trails[0][1:]) or any(fact.topic.name == t for t in trails[1][1:]):
                return False
        return not self._names(fact.whole, other.topic.name)

    def _names(self, text: str, name: str) -> bool:
        terms = set(self.words.terms(name))
        return bool(terms) and terms <= set(self.words.terms(text))


def shown(fact: Fact) -> str:
    """The topic's name as an option."""
    return fact.topic.name if fact.label and fact.label.code else capital(fact.topic.name)


def shape_of(fact: Fact) -> str:
    """Whether a name is code, a proper name or an ordinary phrase."""
    if (fact.label and fact.label.code) or _CODE.search(fact.topic.name):
        return "code"
    return "name" if fact.voice.is_name(fact.topic.name) else "phrase"


def _means(fact: Fact) -> str:
    told = fact.told
    return phrases(fact.voice.language).means.format(topic=capital(fact.topic.lead), told=told)
