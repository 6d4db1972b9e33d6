"""A statement -> the words of it that make a fair gap: figures, code, names, the thing defined, or a rare word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.ports import Words
from domain.quiz import ItemKind
from quiz.drafts import Draft
from quiz.facts import Fact
from quiz.voice import capital

GAP = "_____"
_FIGURE = re.compile(
    r"(?<![\w.:/$€£-])(?P<all>(?P<number>[$€£]?\d[\d,]*(?:\.\d+)?)(?:(?P<space> ?)(?P<unit>%|x\b|[KMGTP]i?B(?:/s)?\b|"
    r"ms\b|KB\b|vCPUs?\b|(?:milli)?seconds?\b|minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|years?\b|times\b))?)(?![\w:/-]|\.\d)"
)
_CODE = re.compile(
    r"(?<![\w.:-])(?:[A-Za-z]+(?:[_:][A-Za-z]+)+(?:\(\))?|[a-z]+[A-Z]\w+|[A-Z][a-z]+[A-Z]\w+|\w+\(\))(?![\w:])"
)
_NAME = re.compile(r"(?<![\w.-])(?:[A-Z][\w.-]*\w|[A-Z]{2,})(?: (?:of |for )?(?:[A-Z][\w.-]*\w|[A-Z]{2,}))*(?![\w-])")
_HYPHENED = re.compile(r"(?<![\w-])[a-z]{3,}-[a-z]{3,}(?![\w-])")
_WORD = re.compile(r"(?<![\w-])[a-zàèéìòùäöüß]{5,}(?![\w-])")
_JOINED_BEFORE = re.compile(r"(?:,|/| and| or| e| o| und| et| y|&|\() ?$")
_JOINED_AFTER = re.compile(r"^ ?(?:,|/|and |or |e |und |et |&|\))")
_MOST_WORDS = 40
_LEAST_WORDS = 4  # around the gap


@dataclass(frozen=True, slots=True)
class Gap:
    """Words to leave out."""

    start: int
    end: int
    worth: float  # how fair a gap they make, 0..1
    accepted: tuple[str, ...]


def cloze(fact: Fact, words: Words) -> Iterator[Draft]:
    """The statement with its best gap, if any is fair."""
    said = capital(fact.statement)
    if len(said.split()) > _MOST_WORDS:
        return
    told_at = (
        said.rfind(fact.whole if fact.whole in said else fact.told) if not fact.before else len(said) - len(fact.whole)
    )
    best = max(_gaps(fact, said, max(0, told_at), words), key=lambda g: (g.worth, -g.start), default=None)
    if best is None:
        return
    stem = f"{said[: best.start]}{GAP}{said[best.end :]}."
    yield Draft(
        ItemKind.CLOZE,
        (capital(stem),),
        fact,
        fact.span,
        accepted=best.accepted,
        difficulty=0.75 - 0.3 * best.worth,
        fits=best.worth,
        covers=(fact.key,),
    )


def _gaps(fact: Fact, said: str, at: int, words: Words) -> Iterator[Gap]:
    """Every fair gap from where the fact itself begins."""
    topic = set(words.terms(f"{fact.topic.name} {fact.topic.context}"))
    if fact.label and fact.label.verb and said[at:].lower().find(fact.label.name.lower()) >= 0:
        start = at + said[at:].lower().find(fact.label.name.lower())
        if said.lower().count(fact.label.name.lower()) == 1:
            yield Gap(start, start + len(fact.label.name), 0.7, (said[start : start + len(fact.label.name)],))
    for pattern, worth in ((_FIGURE, 1.0), (_CODE, 0.9), (_NAME, 0.8), (_HYPHENED, 0.5), (_WORD, 0.35)):
        for found in pattern.finditer(said, at):
            text = found.group().strip()
            start = found.start() + len(found.group()) - len(found.group().lstrip())
            end = start + len(text)
            if not _is_fair(said, start, end, at, pattern is _NAME):
                continue
            terms = set(words.terms(text))
            if pattern is not _FIGURE and (not terms or terms & topic or _again(said, start, end, terms, words)):
                continue
            if pattern is _FIGURE and len(re.findall(rf"(?<!\w){re.escape(found['number'])}(?!\w)", said)) > 1:
                continue
            rare = max((words.rarity(t) for t in terms), default=0.0)
            yield Gap(
                start, end, worth + min(0.15, 0.02 * rare) if pattern is not _FIGURE else worth, _accepted(found, text)
            )


def _accepted(found: re.Match[str], text: str) -> tuple[str, ...]:
    """The text as it stands, and a figure also with and without a space before its unit."""
    groups = found.groupdict()
    if not groups.get("unit"):
        return (text,)
    other = f"{groups['number']}{groups['unit']}" if groups["space"] else f"{groups['number']} {groups['unit']}"
    return text, other


def _is_fair(said: str, start: int, end: int, at: int, is_name: bool) -> bool:
    """Whether what is around the words leaves no other of a list to fit, and a name is one not only for opening."""
    before, after = said[:start], said[end:]
    if _JOINED_BEFORE.search(before) or _JOINED_AFTER.match(after):
        return False
    opens = start == at or bool(re.search(r"[.:] $", before))
    if is_name and opens:
        return False
    return len(f"{before} {after}".split()) >= _LEAST_WORDS


def _again(said: str, start: int, end: int, terms: set[str], words: Words) -> bool:
    """Whether the rest of the statement gives the gap away."""
    return bool(terms & set(words.terms(f"{said[:start]} | {said[end:]}")))
