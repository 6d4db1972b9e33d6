"""Questions in an exam's manner: a language model writes the scenario, code keeps the options and has the last word.

What a model cannot touch it cannot get wrong: the options, the key and their citations are those of an item that passed
the gate. The scenario must pass it, too, must rest on the words that make the key right, and on no wrong option's.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from domain.chat import ChatFailed, ChatModel, Failure, Usage
from domain.ports import Words
from domain.quiz import Item, ItemKind, Quiz, Rejected
from prompts.excerpts import Fence, fenced, fitting, random_fence, safe_fence
from prompts.render import messages
from quiz.items.checks import Gate

HELD = 0.4  # share of the terms that make the key right, by rarity, that a scenario must hold
_BUDGET = 1500  # tokens of excerpts
_WORDS = (12, 110)
_NAME = 8  # words of an option that can be the name of a thing
_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"stem": {"type": "string"}},
    "required": ["stem"],
    "additionalProperties": False,
}
_HARDER = 0.2
STOPPED = "You stopped the writing of scenarios."


class _Unwanted(Exception):
    """Nobody wants scenarios any more."""


@dataclass(frozen=True, slots=True)
class ScenarioWriter:
    """Asks a model for one scenario an item; what it cannot write stays as it was."""

    model: ChatModel
    words: Words
    fence: Fence = random_fence

    def written(self, quiz: Quiz, wanted: Callable[[], bool] = lambda: True) -> Quiz:
        """The quiz with scenarios for single-choice items of names; one that fails is told of and kept plain.

        `wanted` is asked about ten times a second; when it says no, the model is stopped and the rest stays plain.
        """
        gate, items, rejected, fallback, usage = Gate(self.words), list[Item](), list(quiz.rejected), "", Usage()
        for item in quiz.items:
            made = None
            if not fallback and _is_of_names(item):
                filling = self.model.structured(self._prompt(item), _SCHEMA)
                try:
                    made = self._judged(item, filling.wait(lambda: _go_on(wanted))["stem"], gate)
                except _Unwanted:
                    fallback = STOPPED
                except ChatFailed as failed:
                    if failed.failure not in (Failure.BAD_JSON, Failure.EMPTY):
                        fallback = f"{failed.message} {failed.hint}".strip()  # the next one would fail as well
                    made = Rejected(item.stem, f"no scenario: {failed.message}")
                usage += filling.usage
            if isinstance(made, Rejected):
                rejected.append(made)
            items.append(made if isinstance(made, Item) else item)
            gate.admit(items[-1])
        usage = replace(usage, first_token_seconds=None)  # nobody saw it
        return replace(quiz, items=tuple(items), rejected=tuple(rejected), fallback=fallback, usage=usage)

    def _judged(self, item: Item, stem: object, gate: Gate) -> Item | Rejected:
        stem = " ".join(str(stem).split())
        made = replace(item, id=_id(item, stem), stem=stem, made_by=self.model.name)
        made = replace(made, difficulty=round(min(1.0, item.difficulty + _HARDER), 2))
        reason = gate.reason(made) or self._unfit(made)
        return Rejected(stem, reason) if reason else made

    def _prompt(self, item: Item) -> Sequence[Any]:
        key = item.options[item.key[0]]
        wrong = ", ".join(f'"{option}"' for n, option in enumerate(item.options) if n not in item.key)
        passages = list(dict.fromkeys([item.citation.passage, *(w.citation.passage for w in item.why)]))
        shown = fitting(passages, min(_BUDGET, self.model.window // 2))
        fence = safe_fence(self.fence, shown)
        return messages("quiz", fence=fence, key=key, wrong=wrong, excerpts=fenced(shown, fence))

    def _unfit(self, item: Item) -> str:
        """Why a scenario is none that the key alone answers, "" when it is."""
        count, low = len(item.stem.split()), item.stem.casefold()
        if not _WORDS[0] <= count <= _WORDS[1] or not item.stem.endswith("?"):
            return "it is no scenario with a question"
        if any(option.casefold() in low for option in item.options):
            return "the stem names an option"
        evidence = f"{item.citation.passage.plain} {item.citation.quote}"
        if set(re.findall(r"\d[\d.,]*", item.stem)) - set(re.findall(r"\d[\d.,]*", evidence)):
            return "a number is made up"
        if re.search(r"[<>\[\]]|://", item.stem):
            return "markup is left in it"
        shares = {w.option: self._share(item.stem, w.citation.quote, item.options[w.option]) for w in item.why}
        own = max(shares.pop(item.key[0], 0.0), self._share(item.stem, item.citation.quote, item.options[item.key[0]]))
        if own < HELD:
            return "the scenario does not rest on the evidence"
        return "two options are supported" if any(share >= own for share in shares.values()) else ""

    def _share(self, stem: str, quote: str, name: str) -> float:
        """How much of what a quote says of a name a stem holds, by rarity."""
        wanted = set(self.words.terms(quote)) - set(self.words.terms(name))
        weights = {term: self.words.rarity(term) for term in wanted}
        held = set(self.words.terms(stem))
        return sum(w for t, w in weights.items() if t in held) / (sum(weights.values()) or 1.0)


def _go_on(wanted: Callable[[], bool]) -> None:
    if not wanted():
        raise _Unwanted


def _is_of_names(item: Item) -> bool:
    """Whether the options are things to choose, each with its reason."""
    named = all(len(option.split()) <= _NAME and not option.endswith(".") for option in item.options)
    return item.kind is ItemKind.SINGLE and named and len(item.why) == len(item.options) and "_____" not in item.stem


def _id(item: Item, stem: str) -> str:
    return sha256(f"{item.id}\n{stem}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
