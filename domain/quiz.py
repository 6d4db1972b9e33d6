"""Quiz questions with their evidence, and what became of them. No item exists without its citation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from domain.chat import Usage
from domain.replies import EVERYWHERE, Citation, Scope


class ItemKind(StrEnum):
    """What the student is asked to do."""

    SINGLE = "single"  # choose the one right option
    MULTI = "multi"  # choose all that are right; the stem says how many
    CLOZE = "cloze"  # fill the gap "_____" in a sentence
    TRUE_FALSE = "true_false"  # options are True and False
    SHORT = "short"  # answer in a few words of one's own
    MATCHING = "matching"  # give each prompt its option


@dataclass(frozen=True, slots=True)
class Why:
    """Why one option is right or wrong: what it really is, in a sentence, resting on a citation."""

    option: int  # index into the item's options
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Item:
    """One quiz question. `key` indexes `options`: one for single and true/false, several for multi, and for
    matching the option of each prompt in turn. Cloze and short have no options but `accepted` answers, best first.
    """

    id: str  # the same for the same question on the same evidence
    kind: ItemKind
    stem: str
    citation: Citation  # what the key rests on
    options: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    why: tuple[Why, ...] = ()  # one for each option
    accepted: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()  # of matching: what the options are given to
    topic: str = ""  # what the question is about, as the student would say it
    difficulty: float = 0.5  # 0 easy .. 1 hard
    task: str = ""  # the blueprint task it belongs to ("1.2"), "" when none
    made_by: str = "extractive"

    def __post_init__(self) -> None:
        """Refuse an item that cannot be answered or graded."""
        if not self.stem.strip():
            raise ValueError("an item asks something")
        if self.options:
            if not self.key or not all(0 <= k < len(self.options) for k in self.key):
                raise ValueError(f"key {self.key} does not name one of {len(self.options)} options")
            if self.kind is ItemKind.MATCHING and len(self.key) != len(self.prompts):
                raise ValueError("each prompt of a matching item has its option")
        elif not self.accepted:
            raise ValueError("an item without options says which answers are right")

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading trail of the evidence."""
        return self.citation.passage.headings

    @property
    def answer(self) -> str:
        """What is right, in words."""
        if self.kind is ItemKind.MATCHING:
            return "; ".join(f"{p}: {self.options[k]}" for p, k in zip(self.prompts, self.key, strict=True))
        return ", ".join(self.options[k] for k in self.key) if self.options else self.accepted[0]


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that did not pass the gate, and why."""

    stem: str
    reason: str


@dataclass(frozen=True, slots=True)
class QuizRequest:
    """What the student wants to be asked; an empty field means anything."""

    count: int = 10
    topic: str = ""
    scope: Scope = EVERYWHERE
    kinds: frozenset[ItemKind] = frozenset()
    task: str = ""  # a blueprint task, or a domain ("1" means 1.1, 1.2, …)
    difficulty: tuple[float, float] = (0.0, 1.0)
    seed: int = 0
    scenarios: bool = False  # have the chosen model put questions into scenarios


@dataclass(frozen=True, slots=True)
class Quiz:
    """The items that passed the gate, in the order in which to ask them, and those that did not."""

    items: tuple[Item, ...]
    rejected: tuple[Rejected, ...] = ()
    fallback: str = ""  # why the chosen model wrote no scenarios, or no more
    usage: Usage | None = None  # of the model that wrote them


@dataclass(frozen=True, slots=True)
class Given:
    """What the student gave: chosen options (for matching one for each prompt), or words; and how sure they were."""

    chosen: tuple[int, ...] = ()
    text: str = ""
    sure: bool | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """How right a given answer is."""

    right: bool
    share: float  # 0..1 of what was asked for
    missing: tuple[str, ...] = ()  # what was left out, in the words of the evidence
    remark: str = ""  # one line to the student


class Rating(IntEnum):
    """How well a card was remembered; the numbers of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Card:
    """An item in the schedule. `state` is what the scheduler keeps of it, as JSON."""

    item: Item
    due: datetime
    state: str
    lapses: int = 0
    confident: bool = False  # missed by a student who was sure, and not remembered since
    source_changed: bool = False  # the words that the item rests on are no longer in the library
    diff: str = ""  # unified diff of the passage, when it changed


@dataclass(frozen=True, slots=True)
class Review:
    """One rating of a card, or one answer in a quiz."""

    item_id: str
    at: datetime
    right: bool
    rating: Rating | None = None  # None: answered in a quiz and not scheduled
    sure: bool | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Task:
    """A task statement of an exam's blueprint."""

    id: str  # "1.2"
    title: str
    knowledge: Sequence[str] = ()  # what one must know, a line each


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain of an exam's blueprint, with its share of the exam."""

    id: str  # "1"
    title: str
    weight: float  # 0..1; the weights of a blueprint sum to 1
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What an exam asks for."""

    id: str
    title: str
    domains: tuple[Domain, ...]
    questions: int = 65
    minutes: int = 130
