"""Looking for models and trying one, in threads: a page that waits for them can still be left."""

from domain.chat import FoundModel, Trial
from domain.partner import StudyPartner
from ui.jobs import Work


class FindWork(Work):
    """Looking for the models of the servers on this machine."""

    def __init__(self, study: StudyPartner) -> None:
        """`found` stays empty until the end."""
        super().__init__()
        self.found: list[FoundModel] = []
        self._study = study

    def _work(self) -> None:
        self.found = self._study.models.find()


class TryWork(Work):
    """Having one model say a few words."""

    def __init__(self, study: StudyPartner, name: str) -> None:
        """`trial` is there at the end, unless there is an error."""
        super().__init__()
        self.name = name
        self.trial: Trial | None = None
        self._study = study

    def _work(self) -> None:
        self.trial = self._study.models.try_out(self.name)
