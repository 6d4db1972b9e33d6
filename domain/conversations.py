"""What a student leaves behind while asking: conversations, and questions the notes could not answer."""

from dataclasses import dataclass
from datetime import datetime

from domain.replies import Reply


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its reply, as kept."""

    question: str
    reply: Reply
    seconds: float


@dataclass(frozen=True, slots=True)
class Conversation:
    """A titled list of exchanges, oldest first."""

    id: str
    title: str
    updated: datetime
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class ToDo:
    """A question that the notes could not answer: something to study."""

    id: str
    question: str
    nearest: str  # where the closest passage stands, "" when nothing came close
    asked: datetime
