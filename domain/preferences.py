"""What the student prefers: which model answers, to whom words may be sent, what becomes of the unsupported."""

from dataclasses import dataclass
from typing import Protocol

from domain.chat import ChatModel, FoundModel, Trial

EXTRACTIVE = "extractive"  # the answerer that needs no model


@dataclass(frozen=True, slots=True)
class Preferences:
    """Kept in the library; no key is ever among them."""

    model: str = EXTRACTIVE
    drop_unsupported: bool = False  # leave out what the notes do not support, instead of setting it apart
    agreed_hosts: tuple[str, ...] = ()  # those that questions and excerpts may be sent to
    allow_hosts: tuple[str, ...] = ()  # private hosts that links may reach, beside those of the settings


class PreferenceKeeper(Protocol):
    """Where preferences are kept."""

    def load(self) -> Preferences:
        """What was kept last; the defaults when nothing was, or when it cannot be read."""
        ...

    def keep(self, preferences: Preferences, /) -> None:
        """Keep them; `LibraryBroken` when they cannot be written."""
        ...


class Models(Protocol):
    """The models that can be chosen, and the one that is."""

    @property
    def chosen(self) -> str:
        """The name of the model that answers; "extractive" for none."""
        ...

    def find(self) -> list[FoundModel]:
        """The models of the servers on this machine; looked for anew each time, about half a second."""
        ...

    def choose(self, name: str, /) -> None:
        """Have this model answer from now on; `ModelUnavailable` when it is no name of a model."""
        ...

    def leaves_to(self, name: str, /) -> str:
        """Whom words are sent to ("api.openai.com"); "" when they stay here. `ModelUnavailable` as above."""
        ...

    def agreed(self, host: str, /) -> bool:
        """Whether the student agreed that words are sent to a host; always so for ""."""
        ...

    def agree(self, host: str, /) -> None:
        """Remember that the student agreed."""
        ...

    def try_out(self, name: str, /) -> Trial:
        """Have a model say a few words of ours, none of the notes; `ChatFailed` when it does not."""
        ...

    def get_ready(self) -> None:
        """Import what the chosen model needs, for whoever has time to do it beforehand; never raises `ChatFailed`."""
        ...

    def chat(self, name: str, /) -> ChatModel:
        """The model of a name. What is not installed, has no key or was not agreed to fails when it is asked."""
        ...


class Belongings(Protocol):
    """All that a student left here."""

    def export(self) -> bytes:
        """A ZIP archive of it; JSON and a database that can be read without Footnote."""
        ...

    def delete(self) -> None:
        """Delete it, and all that was read; the notes themselves stay. `LibraryBusy` while a sync runs."""
        ...


def what_leaves(host: str) -> str:
    """What is said before anything is sent to a host for the first time."""
    return (
        f"Your questions, and the passages of your notes that bear on them, are sent to {host}. "
        "Nothing else leaves this machine."
    )
