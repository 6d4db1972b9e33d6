"""Following, removing and replacing links, in the one thread that may change the library."""

from collections.abc import Sequence

from domain.partner import StudyPartner
from ui.jobs import SyncWork


class FollowWork(SyncWork):
    """Reading what the links of the notes lead to."""

    beginning = "Looking at the links …"

    def __init__(self, study: StudyPartner, urls: Sequence[str] = (), *, again: bool = False) -> None:
        """`urls` may be empty: every link is followed; `again` asks also for what was read not long ago."""
        super().__init__(study, ())
        self._urls, self._again = tuple(urls), again

    def _work(self) -> None:
        self.report = self._study.follow(self._urls, again=self._again, on_progress=self._on_progress)


class RemoveWork(SyncWork):
    """Taking what a link led to out of the library."""

    beginning = "Taking the page out …"

    def __init__(self, study: StudyPartner, url: str) -> None:
        """`url` as the ledger names it."""
        super().__init__(study, ())
        self._url = url

    def _work(self) -> None:
        self.report = self._study.remove(self._url)


class ReplaceWork(SyncWork):
    """Reading a file of the student's in place of a link."""

    beginning = "Reading your file …"

    def __init__(self, study: StudyPartner, url: str, name: str, data: bytes) -> None:
        """`url` as the ledger names it; `name` and `data` are the file's."""
        super().__init__(study, ())
        self._url, self._name, self._data = url, name, data

    def _work(self) -> None:
        self.report = self._study.replace(self._url, self._name, self._data)


class WidenWork(SyncWork):
    """Reading the section below a link's page, too, or no more."""

    beginning = "Looking at the table of contents …"

    def __init__(self, study: StudyPartner, url: str, section: bool) -> None:
        """`url` as the ledger names it."""
        super().__init__(study, ())
        self._url, self._section = url, section

    def _work(self) -> None:
        self.report = self._study.widen(self._url, self._section)
