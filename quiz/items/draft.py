"""What an item is made from before the gate has seen it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.quiz import ItemKind
from quiz.facts.sentences import Fact, Span


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, and the fact that says what it really is."""

    text: str
    fact: Fact
    why: str
    right: bool = False
    span: Span | None = None  # what is cited, when it is less than the fact
    meaning: str = ""  # what is compared with the other options
    kin: bool = False  # whether the notes set it beside the right one: it needs not be near in meaning

    @property
    def cited(self) -> Span:
        """What the reason rests on."""
        return self.span or self.fact.span


@dataclass(frozen=True, slots=True)
class Claim:
    """What would make a wrong option right: that something is said of something."""

    of: str
    said: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with its right choices, and those from which the wrong ones are chosen."""

    kind: ItemKind
    stems: tuple[str, ...]  # wordings, best first
    fact: Fact
    span: Span
    right: tuple[Choice, ...] = ()
    pool: tuple[Choice, ...] = ()  # plausible wrong choices, likeliest first
    claims: tuple[Claim, ...] = ()  # one for each of the pool
    wrong: int = 3  # how many of the pool are wanted
    accepted: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    difficulty: float = 0.5
    least: float = 0.35  # cosine from which a wrong choice that is no kin is plausible
    of_names: bool = False  # whether its options are names, and not statements
    fits: float = 0.5  # how well the question suits the fact, 0..1
    covers: Sequence[tuple[str, int]] = field(default_factory=tuple)  # keys of the facts it asks about
