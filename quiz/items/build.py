"""A draft -> an item: options chosen and shuffled, every option with its cited reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from domain.quiz import Item, ItemKind, Rejected, Why
from domain.replies import Citation
from quiz.facts.evidence import EvidenceIndex
from quiz.facts.quotes import said
from quiz.facts.sentences import Span
from quiz.items.checks import Gate
from quiz.items.distractors import Balance, Meanings, wrong_choices
from quiz.items.draft import Choice, Draft


@dataclass
class ItemBuilder:
    """What items are made with."""

    evidence: EvidenceIndex
    gate: Gate
    random: Random
    balance: Balance

    def item(self, draft: Draft, meanings: Meanings) -> Item | Rejected:
        """The item of a draft, or the reason why there is none."""
        stem = next((s for s in draft.stems if not self.gate.repeats(s)), draft.stems[0])
        wrong: list[Choice] = []
        if draft.kind is ItemKind.TRUE_FALSE:
            wrong, reason = list(draft.pool), self._if_false(draft)
        elif draft.wrong and draft.right:
            wrong, reason = wrong_choices(draft, stem, self.evidence, meanings, self.balance)
        else:
            reason = ""
        if reason:
            return Rejected(stem, reason)
        item = self._made(draft, stem, wrong)
        if reason := self.gate.reason(item):
            return Rejected(stem, reason)
        self.gate.admit(item)
        if item.kind is ItemKind.SINGLE:
            longest = len(item.options[item.key[0]]) == max(len(o) for o in item.options)
            self.balance.count(longest=longest)
        return item

    def _if_false(self, draft: Draft) -> str:
        said = next((c for c in draft.claims if self.evidence.says(c.of, c.said)), None)
        return "the false statement is supported" if said else ""

    def _made(self, draft: Draft, stem: str, wrong: Sequence[Choice]) -> Item:
        choices = self._in_order(draft, wrong)
        if draft.kind is ItemKind.MATCHING:
            key = tuple(choices.index(c) for c in draft.right)
        else:
            key = tuple(n for n, c in enumerate(choices) if c.right)
        why = tuple(Why(n, c.why, _citation(c.cited, n + 1)) for n, c in enumerate(choices))
        return Item(
            id=_id(draft, stem),
            kind=draft.kind,
            stem=stem,
            citation=_citation(draft.span, 1),
            options=tuple(c.text for c in choices),
            key=key if choices else (),
            why=why,
            accepted=() if choices else draft.accepted,
            prompts=draft.prompts,
            topic=draft.fact.topic.lead,
            difficulty=round(min(1.0, max(0.0, draft.difficulty)), 2),
        )

    def _in_order(self, draft: Draft, wrong: Sequence[Choice]) -> list[Choice]:
        """The choices as they are shown."""
        if draft.kind is ItemKind.TRUE_FALSE:
            true_first = [*draft.right, *wrong]
            said_true = draft.right[0] if not draft.claims else wrong[0]
            return sorted(true_first, key=lambda c: c is not said_true)
        others = [*wrong] if draft.kind is ItemKind.SINGLE else [*draft.right, *wrong]
        self.random.shuffle(others)
        if draft.kind is ItemKind.SINGLE:
            others.insert(self.balance.place(len(others) + 1), draft.right[0])
        return others


def _citation(span: Span, number: int) -> Citation:
    return Citation(number, span.passage, span.start, span.end)


def _id(draft: Draft, stem: str) -> str:
    """The same for the same question on the same words, wherever they stand: notes are renamed and moved about."""
    offset = draft.span.passage.start
    quote = draft.span.passage.text[draft.span.start - offset : draft.span.end - offset]
    key = "\n".join((draft.kind, said(stem), said(quote)))
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
