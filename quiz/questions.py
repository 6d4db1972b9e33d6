"""One fact -> drafts of questions with one right answer: which name, what is told, true or false, a short answer."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.quiz import ItemKind
from quiz.drafts import Choice, Claim, Draft
from quiz.facts import Fact
from quiz.gaps import best_gap, gapped
from quiz.phrases import phrases
from quiz.shelf import Shelf, shape_of, shown
from quiz.stems import what_is_called, what_told, which_name
from quiz.voice import Form, capital

_TOLD_WORDS = 26  # of an option
_STEM_WORDS = 34
_NO_NOUN_YET = re.compile(r"\w+ (?:\w+ )?(?:it|them|this|these|those|they|its|their)\b", re.IGNORECASE)


def which(fact: Fact, shelf: Shelf) -> Iterator[Draft]:
    """A description is given, the name is asked for."""
    if not (fact.label or fact.opens or fact.form in (Form.DOES, Form.ORDER, Form.STATE)) or fact.before:
        return
    if (
        _NO_NOUN_YET.match(fact.told)
        or fact.sort.startswith("relation")
        or not 1 <= len(fact.told.split()) <= _STEM_WORDS
    ):
        return
    pool = shelf.names(fact)
    yield Draft(
        ItemKind.SINGLE,
        which_name(fact),
        fact,
        fact.span,
        (_key(shown(fact), fact, fact.topic.name),),
        tuple(pool),
        tuple(Claim(c.text, fact.told) for c in pool),
        difficulty=0.4,
        least=0.25,
        fits=0.8 if fact.label else 0.6,
        covers=(fact.key,),
    )


def what(fact: Fact, shelf: Shelf) -> Iterator[Draft]:
    """The name is given, what is told of it is asked for."""
    if fact.before or len(fact.told.split()) > _TOLD_WORDS or len(fact.told) < 8:
        return
    pool = [c for c in shelf.tolds(fact) if len(c.fact.told.split()) <= _TOLD_WORDS]
    yield Draft(
        ItemKind.SINGLE,
        what_told(fact),
        fact,
        fact.span,
        (_key(capital(fact.told), fact, fact.told),),
        tuple(pool),
        tuple(Claim(fact.topic.name, c.fact.told) for c in pool),
        difficulty=0.5,
        least=0.3,
        fits=0.75 if fact.label or fact.opens else 0.55,
        covers=(fact.key,),
    )


def fill(fact: Fact, shelf: Shelf) -> Iterator[Draft]:
    """A sentence with a gap, and names or figures of one kind to choose from."""
    gap = best_gap(fact, shelf.words)
    if gap is None or gap.kind in ("word", "label", "letters", ""):
        return
    said = fact.statement
    text = gap.accepted[0]
    pool = [c for c in shelf.others(text, gap.kind, fact, [text]) if c.fact.key != fact.key]
    rest = f"{said[: gap.start]} {said[gap.end :]}"
    yield Draft(
        ItemKind.SINGLE,
        (gapped(said, gap),),
        fact,
        fact.span,
        (_key(text, fact, text),),
        tuple(pool),
        tuple(Claim(c.text, rest) for c in pool),
        difficulty=0.55,
        least=0.33,
        fits=0.7,
        covers=(fact.key,),
    )


def true_false(fact: Fact, shelf: Shelf, truth: bool) -> Iterator[Draft]:
    """A statement to judge: as the notes have it, or with what they tell of a thing beside it."""
    if not _is_sentence(fact):
        return
    words = phrases(fact.voice.language)
    so = words.is_so.format(statement=fact.statement)
    yes, no = Choice(words.true, fact, so, right=truth), Choice(words.false, fact, so, right=not truth)
    if truth:
        stem = words.true_false.format(statement=fact.statement)
        yield Draft(
            ItemKind.TRUE_FALSE, (stem,), fact, fact.span, (yes,), (no,), wrong=1, difficulty=0.3, covers=(fact.key,)
        )
        return
    for choice in shelf.tolds(fact, near=True)[:4]:
        if said := _instead(fact, choice.fact):
            stem = words.true_false.format(statement=capital(said))
            yield Draft(
                ItemKind.TRUE_FALSE,
                (stem,),
                fact,
                fact.span,
                (no,),
                (replace(choice, text=words.true),),
                (Claim(fact.topic.name, choice.fact.told),),
                1,
                difficulty=0.4,
                covers=(fact.key,),
            )


def _is_sentence(fact: Fact) -> bool:
    """Whether the statement is a sentence that can be true or false."""
    if fact.before or len(fact.statement.split()) > _STEM_WORDS or fact.sort.startswith("relation"):
        return False
    return fact.form is Form.CLAUSE or fact.is_sentence or bool(fact.label and fact.label.verb)


def _instead(fact: Fact, other: Fact) -> str:
    """The statement with what is told of another thing, "" when it would not read well."""
    if other.form is not fact.form or bool(other.label) != bool(fact.label):
        return ""
    if fact.label is None or other.label is None:
        whole = fact.form is Form.CLAUSE
        if whole:
            return "" if fact.mentions_topic or other.mentions_topic else f"{fact.topic.lead}: {other.told}"
        return replace(fact, told=other.told, whole=other.told).statement
    if other.label.verb != fact.label.verb:
        return ""
    opening = re.match(rf"(?:an? |the )?{re.escape(fact.label.name)}", fact.whole, re.IGNORECASE)
    if fact.label.verb and opening:
        return f"{opening[0]} {fact.label.verb} {other.label.told}"
    return replace(fact, told=other.told, whole=other.told).statement


def short_answer(fact: Fact, shelf: Shelf) -> Iterator[Draft]:
    """The name is to be remembered, not recognised."""
    if (
        _NO_NOUN_YET.match(fact.told)
        or not fact.label
        or fact.before
        or len(fact.label.name.split()) > 4
        or len(fact.told.split()) < 4
    ):
        return
    if fact.sort.startswith("relation") or (shape_of(fact) == "phrase" and fact.topic.name in ("time", "price")):
        return
    yield Draft(
        ItemKind.SHORT,
        what_is_called(fact),
        fact,
        fact.span,
        accepted=(shown(fact),),
        difficulty=0.7,
        fits=0.5,
        covers=(fact.key,),
    )


def _key(text: str, fact: Fact, meaning: str) -> Choice:
    words = phrases(fact.voice.language)
    return Choice(text, fact, words.is_so.format(statement=fact.statement), right=True, meaning=meaning)
