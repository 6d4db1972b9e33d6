"""All facts of a library in reach of one question: what is of the same kind, and how near."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.ports import Words
from language.verbs import of_several
from language.voice import Form, capital
from quiz.facts.evidence import overlap, shares
from quiz.facts.lists import Listing
from quiz.facts.names import Mention, Names, kind_of
from quiz.facts.sentences import Fact
from quiz.facts.topics import is_chapter
from quiz.items.compatibility import are_things, stands_alone
from quiz.items.draft import Choice
from quiz.items.phrases import phrases
from quiz.items.shapes import build_of, is_initials, is_odd_beside, is_title_beside, likeness, names_action, shape_of

POOL = 8  # wrong choices looked at for one question
_ENOUGH = 3
_FAR = 3  # ring from which only names that the notes explain are taken
_PLENTY = 8  # names of the same note from which no others are looked for
_MANY = 25  # names with facts of their own from which those that are only mentioned are left out
_RICH = 150  # facts
_ALIKE = 0.6  # Jaccard index of words from which two descriptions are of one thing
_BUILT = re.compile(
    r",| (?:of|for|in|to|with|from|that|at|on|by|di|da|del\w*|von|für|de|des|du|para) |\w{3}ly$"
)  # no mere noun


@dataclass(frozen=True)
class FactIndex:
    """The facts and lists of a library."""

    facts: Sequence[Fact]
    listings: Sequence[Listing]
    words: Words
    singles: Sequence[Listing] = ()  # lists of one

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
        group = self._by_group.get((fact.source_id, fact.group), []) if fact.group != -2 else []
        rings = (
            [f for f in group if f.close and fact.close],
            self._by_sort.get(fact.sort, []) if fact.sort else [],
            self._by_section[fact.source_id, fact.span.passage.headings],
            self._by_source[fact.source_id],
            self.facts,
        )
        seen = {id(fact)}
        for distance, ring in enumerate(rings):
            for other in ring if distance < 2 else sorted(ring, key=lambda other: _apart_in_text(fact, other)):
                if id(other) not in seen and other.voice.language == fact.voice.language:
                    seen.add(id(other))
                    yield distance, other

    def around(self, fact: Fact) -> list[Fact]:
        """The other facts of its source, near ones first."""
        others = [f for f in self._by_source[fact.source_id] if f.key != fact.key]
        return sorted(others, key=lambda other: abs(other.block - fact.block))

    @property
    def _rich(self) -> bool:
        """Whether there are facts enough to leave out names that are told of in another form."""
        return len(self.facts) > _RICH

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of the names of all topics: the words that the subject is made of."""
        return frozenset(t for f in self.facts for t in self.words.terms(f"{f.topic.name} {f.topic.context}"))

    @cached_property
    def mentioned(self) -> Names:
        """The names and figures of all facts."""
        return Names(self.facts, self.listings)

    def names(self, fact: Fact) -> list[Choice]:
        """Names of other things of the same kind: those set beside it, else those the library speaks of."""
        found: list[tuple[int, Choice]] = []
        taken = [fact.topic.name]
        shape = shape_of(fact)
        for distance, other in self.kin(fact):
            if distance > self._reach(fact, shape, sum(alike > 1 for alike, _ in found)):
                break
            told = other.label or (other.opens and distance < _FAR)
            fits = told and (shape_of(other) == shape or distance == 0)
            if (distance > 1 and not _are_parallel(fact, other)) or is_odd_beside(fact, other):
                continue
            if (
                not fits
                or is_chapter(other.topic.name)
                or "relation" in f"{fact.sort} {other.sort}"
                or not self._apart(fact, other)
            ):
                continue
            alike = likeness(fact, other)
            if (
                (not alike and self._rich)
                or any(shares(other.topic.name, t, self.words) for t in taken)
                or _told_alike(fact, other)
            ):
                continue
            taken.append(other.topic.name)
            choice = Choice(shown(other), other, _means(other), meaning=other.topic.name, kin=distance < 2)
            found.append((alike, choice))
            if len(found) >= POOL and distance > 0:
                break
        twins = sum(alike > 1 for alike, _ in found)
        choices = [choice for _, choice in sorted(found, key=lambda f: -f[0])[: max(twins, _ENOUGH + 1)]]
        if len(choices) < _ENOUGH and shape != "phrase" and not is_initials(fact):
            choices += self.others(fact.topic.name, shape, fact, taken)
        return choices[: POOL + 2]

    @staticmethod
    def _reach(fact: Fact, shape: str, found: int) -> int:
        """How far off a name may be: those of its group and sort, and while they are few all that are explained."""
        if is_initials(fact):
            return 1 if found >= _ENOUGH else 2  # letters far off may stand for anything
        if found >= _ENOUGH:
            return 4 if fact.label and found < POOL else 1
        return 4 if fact.label else 2 if shape == "phrase" else 1

    def others(self, name: str, kind: str, fact: Fact, taken: Sequence[str]) -> list[Choice]:
        """Names or figures of a kind that the library speaks of, but for some; those listed with the name first."""
        found: list[Choice] = []
        beside = self.mentioned.beside.get(name.casefold(), set())
        out = [*taken]
        build = build_of(name, code=bool(fact.label and fact.label.code and fact.topic.name == name))
        for mention in self._near(kind, fact, beside):
            code = bool(mention.own and mention.fact.label and mention.fact.label.code)
            if build_of(mention.text, code=code) is not build or is_title_beside(name, mention.text):
                continue
            kin = mention.text.casefold() in beside or kind not in ("name", "code", "command", "letters")
            if not kin and mention.fact.source_id != fact.source_id and len(found) >= _PLENTY:
                break
            if not (kin or self._alike(mention, name, kind, fact)) or self._names(fact.statement, mention.text):
                continue
            if is_chapter(mention.text) or any(shares(mention.text, t, self.words) for t in out):
                continue
            out.append(mention.text)
            found.append(Choice(mention.text, mention.fact, _sentence(mention.told), meaning=mention.text, kin=kin))
            if len(found) >= POOL + 2:
                break
        return found

    def _near(self, kind: str, fact: Fact, beside: set[str]) -> list[Mention]:
        """The names of a kind, those listed with it first, then near ones in the text."""
        mentions = self.mentioned.all.get(kind, [])
        if sum(m.own for m in mentions) >= _MANY:
            mentions = [m for m in mentions if m.own or m.text.casefold() in beside]
        section = fact.span.passage.headings[:-1]
        return sorted(
            (m for m in mentions if m.fact.voice.language == fact.voice.language),
            key=lambda m: (
                m.text.casefold() not in beside,
                m.fact.source_id != fact.source_id,
                m.fact.span.passage.headings[:-1] != section,
                _is_defined(m.fact) != _is_defined(fact),
                _apart_in_text(fact, m.fact),
            ),
        )

    def _alike(self, mention: Mention, name: str, kind: str, fact: Fact) -> bool:
        """Whether a name stands in the same section, or sentences speak of it; letters alone only beside letters."""
        if kind == "name" and kind_of(mention.text) == "letters" and kind_of(name) != "letters":
            return False
        if kind == "code" and (
            mention.text[0].isupper() != name[0].isupper() or (" " in mention.text) != (" " in name)
        ):
            return False
        here = mention.fact.span.passage.headings == fact.span.passage.headings
        return here or mention.inside

    def tolds(self, fact: Fact, *, near: bool = False) -> list[Choice]:
        """What is told of other things of the same kind, in the same form first; `near`: of those beside it alone."""
        found: list[Choice] = []
        spare: list[Choice] = []
        reach = 1 if near else 2 if fact.form in (Form.CLAUSE, Form.STATE, Form.PLAIN) else 4
        for distance, other in self.kin(fact):
            if distance > reach or (distance > 1 and len(found) >= POOL):
                break
            same = self._same_form(fact, other)
            mixed = distance == 0 and not fact.label and not other.label
            if not (same or mixed) or not self._comparable(fact, other, distance < 2):
                continue
            why = phrases(other.voice.language).is_other.format(topic=other.topic.lead, told=other.told)
            choice = Choice(capital(other.told), other, why, meaning=other.told, kin=distance < 2)
            (found if same else spare).append(choice)
        return [*found, *spare][: POOL + 2]

    def _same_form(self, fact: Fact, other: Fact) -> bool:
        if fact.voice.language != "en" and fact.form is other.form is Form.DOES:
            several = [of_several(f.told, f.voice.language) for f in (fact, other)]
            return several[0] == several[1]
        if fact.form is Form.THING and not are_things(fact.told, other.told):
            return False
        if fact.form is Form.CLAUSE and fact.label and not other.label:
            return False  # a sentence with its own subject, beside what is told of a name
        defined = [bool(f.label and f.label.verb in ("is", "are")) for f in (fact, other)]
        return other.form is fact.form and (defined[0] == defined[1] or fact.form is not Form.THING)

    def _comparable(self, fact: Fact, other: Fact, kin: bool) -> bool:
        """Whether what is told of one could be taken for what is told of the other, and is not."""
        if other.before or not self._apart(fact, other) or not stands_alone(other.told):
            return False
        if fact.sort != other.sort and "relation" in f"{fact.sort} {other.sort}":
            return False
        if not 0.4 <= len(other.told) / len(fact.told) <= 2.5 and abs(len(other.told) - len(fact.told)) > 25:
            return False
        if shares(other.topic.name, fact.topic.name, self.words) or self._names(other.whole, fact.topic.name):
            return False
        own = set(self.words.terms(other.topic.name)) - set(self.words.terms(f"{fact.topic.name} {fact.topic.context}"))
        return kin or not own & set(self.words.terms(other.told))

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


def _are_parallel(fact: Fact, other: Fact) -> bool:
    """Whether two names that nothing sets side by side are alike in build and number, as is what they do."""
    if fact.form is not other.form or fact.plural != other.plural:
        return False
    built = bool(_BUILT.search(fact.topic.name))
    return bool(_BUILT.search(other.topic.name)) == built and names_action(fact) == names_action(other)


def shown(fact: Fact) -> str:
    """The topic's name as an option."""
    return fact.topic.name if fact.label and fact.label.code else capital(fact.topic.name)


def _apart_in_text(fact: Fact, other: Fact) -> tuple[bool, int]:
    """How far off a fact stands: what is near in a note is near in kind."""
    return fact.source_id != other.source_id, abs(fact.block - other.block)


def _is_defined(fact: Fact) -> bool:
    """Whether a fact says what its topic is."""
    return bool(fact.label and fact.label.verb)


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}."


def _told_alike(fact: Fact, other: Fact) -> bool:
    return overlap(fact.told.lower().split(), other.told.lower().split()) >= _ALIKE


def _means(fact: Fact) -> str:
    told = fact.told
    return phrases(fact.voice.language).means.format(topic=capital(fact.topic.lead), told=told)
