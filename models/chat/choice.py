"""Which model answers: found, tried, chosen and remembered. Imports no client library before a model is asked."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from domain.chat import ChatModel, FoundModel, Limits, ModelFinder, Trial
from domain.errors import StudyError
from domain.preferences import EXTRACTIVE, PreferenceKeeper
from models.chat.guarded import GuardedChat
from models.chat.names import read


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """The models that can be chosen; each is built once."""

    keeper: PreferenceKeeper
    finder: ModelFinder
    limits: Limits
    key_of: Callable[[str], str] = field(repr=False)  # the name of a variable -> the key in it, "" for none
    _built: dict[str, GuardedChat] = field(default_factory=dict)

    @property
    def chosen(self) -> str:
        """The name of the model that answers."""
        return self.keeper.load().model

    def find(self) -> list[FoundModel]:
        """The models of the servers on this machine."""
        return self.finder.find()

    def choose(self, name: str, /) -> None:
        """Remember which model answers; one that was not there before is built anew."""
        self.leaves_to(name)
        self._built.pop(name, None)
        self.keeper.keep(replace(self.keeper.load(), model=name.strip()))

    def leaves_to(self, name: str, /) -> str:
        """Whom words are sent to."""
        return "" if name.strip() == EXTRACTIVE else read(name).leaves_to

    def agreed(self, host: str, /) -> bool:
        """Whether the student agreed to a host."""
        return not host or host in self.keeper.load().agreed_hosts

    def agree(self, host: str, /) -> None:
        """Remember it."""
        held = self.keeper.load()
        if host not in held.agreed_hosts:
            self.keeper.keep(replace(held, agreed_hosts=(*held.agreed_hosts, host)))

    def try_out(self, name: str, /) -> Trial:
        """A few words of ours."""
        from models.chat.trying import tried

        self._built.pop(name, None)  # what was installed or started since is found
        return tried(self.chat(name))

    def get_ready(self) -> None:
        """Build the chosen model, which asks nobody anything; what is wrong with it comes out when it is asked."""
        if self.chosen != EXTRACTIVE:
            with suppress(StudyError):
                self.chat(self.chosen).build()

    def chat(self, name: str, /) -> GuardedChat:
        """The model of a name."""
        if name not in self._built:
            self._built[name] = GuardedChat(name, read(name).leaves_to, lambda: self._build(name), self.agreed)
        return self._built[name]

    def _build(self, name: str) -> ChatModel:
        from models.chat.building import chat_model

        return chat_model(name, self.limits, self.key_of)
