"""Facts and lists -> what to ask, in which order: every fact once before any twice, kinds in proportion."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from domain.ports import Words
from domain.quiz import ItemKind
from quiz.facts.lists import Listing
from quiz.facts.sentences import Fact
from quiz.items.cloze import cloze
from quiz.items.draft import Draft
from quiz.items.fact_index import FactIndex
from quiz.items.multiple_choice import match, name_one, select, statements
from quiz.items.single_choice import fill, short_answer, stands_for, true_false, what, which
from quiz.items.word_bank import fill_word

SHARES = {  # of the kinds in a quiz of every kind
    ItemKind.SINGLE: 0.5,
    ItemKind.CLOZE: 0.18,
    ItemKind.TRUE_FALSE: 0.1,
    ItemKind.MULTI: 0.1,
    ItemKind.SHORT: 0.07,
    ItemKind.MATCHING: 0.05,
}
_MOST = 1.5  # times its share from which a kind waits for all others


@dataclass
class Subject:
    """Something to ask about, and the drafts of questions on it that were not tried yet."""

    place: tuple[str, tuple[str, ...]]  # source and headings
    covers: tuple[tuple[str, int], ...]
    makers: dict[ItemKind, list[Iterator[Draft]]] = field(default_factory=lambda: defaultdict(list))
    last: list[Iterator[Draft]] = field(default_factory=list)  # what is asked when nothing else can be

    def next(self, kinds: "Kinds") -> Draft | None:
        """The next draft of the kind most due that has one."""
        for makers in (*(self.makers.get(kind, []) for kind in kinds.due()), self.last):
            while makers:
                draft = next(makers[0], None)
                if draft and kinds.welcomes(draft):
                    return draft
                if draft is None:
                    makers.pop(0)
        return None


@dataclass
class Kinds:
    """Which kinds are due."""

    wanted: frozenset[ItemKind]
    count: int  # of items
    made: dict[ItemKind, int] = field(default_factory=lambda: defaultdict(int))
    truths: int = 0  # true statements less false ones

    @cached_property
    def _shares(self) -> dict[ItemKind, float]:
        wanted = [k for k in SHARES if k in self.wanted]  # in one order: sums of floats depend on it
        total = sum(SHARES[k] for k in wanted)
        return {k: SHARES[k] / total for k in wanted}

    def welcomes(self, draft: Draft) -> bool:
        """Whether a draft is wanted: true statements only where there are false ones beside them."""
        return draft.kind is not ItemKind.TRUE_FALSE or bool(draft.claims) or self.truths <= 1

    def count_in(self, draft: Draft, by: int = 1) -> None:
        """Take note of a draft that is made, or with -1 of one that did not pass."""
        self.made[draft.kind] += by
        if draft.kind is ItemKind.TRUE_FALSE:
            self.truths += -by if draft.claims else by

    def due(self) -> list[ItemKind]:
        """The kinds, the most overdue first."""
        total = sum(self.made.values()) + 1
        full = {k for k in self._shares if self.made[k] >= _MOST * self._shares[k] * self.count}
        full -= {ItemKind.MATCHING} if len(self._shares) == 1 else set()
        open_to = [k for k in self._shares if k not in full or k is not ItemKind.MATCHING]  # its names have more to ask
        return sorted(open_to, key=lambda k: (k in full, self.made[k] - total * self._shares[k], k.value))


def subjects(
    facts: Sequence[Fact],
    lists: Sequence[Listing],
    shelf: FactIndex,
    words: Words,
    kinds: frozenset[ItemKind],
    random: Random,
) -> list[Subject]:
    """Everything to ask about."""
    found = [_of_fact(f, shelf, words, kinds, random) for f in facts]
    found += [_of_listing(entry, shelf, kinds, random) for entry in lists]
    if ItemKind.MATCHING in kinds:
        found += _groups(facts, words, random)
    if ItemKind.MULTI in kinds:
        found += _topics(facts, shelf)
    return found


def in_turn(found: Iterable[Subject], random: Random) -> list[Subject]:
    """The subjects so that places take turns."""
    queues: dict[tuple[str, tuple[str, ...]], list[Subject]] = defaultdict(list)
    for subject in found:
        queues[subject.place].append(subject)
    lines = [random.sample(queue, len(queue)) for _, queue in sorted(queues.items())]
    random.shuffle(lines)
    return [line[n] for n in range(max(map(len, lines), default=0)) for line in lines if n < len(line)]


def _of_fact(fact: Fact, shelf: FactIndex, words: Words, kinds: frozenset[ItemKind], random: Random) -> Subject:
    subject = Subject((fact.source_id, fact.span.passage.headings), (fact.key,))
    if ItemKind.SINGLE in kinds:
        ways = [which(fact, shelf), what(fact, shelf)]
        random.shuffle(ways)
        subject.makers[ItemKind.SINGLE] = [*ways, fill(fact, shelf)] if fact.label else [fill(fact, shelf), *ways]
        subject.last.append(fill_word(fact, shelf))
    if ItemKind.CLOZE in kinds:
        subject.makers[ItemKind.CLOZE] = [cloze(fact, words, shelf.terms)]
        subject.last.append(cloze(fact, words, shelf.terms, weak=True))
    if ItemKind.TRUE_FALSE in kinds:
        subject.makers[ItemKind.TRUE_FALSE] = [true_false(fact, shelf, truth) for truth in (False, True)]
    if ItemKind.SHORT in kinds:
        subject.makers[ItemKind.SHORT] = [stands_for(fact), short_answer(fact, shelf)]
    return subject


def _of_listing(listing: Listing, shelf: FactIndex, kinds: frozenset[ItemKind], random: Random) -> Subject:
    covers = tuple((m.span.passage.source.id, m.span.start) for m in listing.members)
    subject = Subject((listing.fact.source_id, listing.span.passage.headings), covers)
    if ItemKind.MULTI in kinds:
        subject.makers[ItemKind.MULTI] = [select(listing, shelf, random)]
    if ItemKind.SHORT in kinds:
        subject.makers[ItemKind.SHORT] = [name_one(listing)]
    return subject


def _groups(facts: Sequence[Fact], words: Words, random: Random) -> Iterator[Subject]:
    """Named things that stand together."""
    groups: dict[tuple[str, int, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.label:
            groups[fact.source_id, fact.group, fact.span.passage.id].append(fact)
    for group in groups.values():
        if len(group) >= 3:
            place = group[0].source_id, group[0].span.passage.headings
            subject = Subject(place, tuple(f.key for f in group))
            subject.makers[ItemKind.MATCHING] = [match(group, words, random)]
            yield subject


def _topics(facts: Sequence[Fact], shelf: FactIndex) -> Iterator[Subject]:
    """Things of which several statements are made."""
    topics: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        if not fact.label and not fact.sort.startswith("relation"):
            topics[fact.source_id, fact.topic.node].append(fact)
    for told in topics.values():
        if len(told) > 1:
            subject = Subject((told[0].source_id, told[0].span.passage.headings), tuple(f.key for f in told))
            subject.makers[ItemKind.MULTI] = [statements(told, shelf)]
            yield subject
