"""What can go wrong in words a student can act on.

StudyError
├── NotesNotFound      a path to sync does not exist or holds nothing to read
├── LibraryBusy        another process is writing to the library
├── LibraryBroken      the library folder cannot be read or written
├── LibraryTooNew      the library was made by a later version of Footnote
├── IndexOutdated      the library was built with another embedder or splitter
├── NeedsJavaScript    a page shows its words only to a browser
├── WrongSetting       the environment or footnote.toml says what cannot be understood
├── WrongBlueprint     the file that describes an exam cannot be used
├── WrongHost          what was given to --allow-host names no host
└── ModelUnavailable   the chosen model or its weights are not there
"""

from errno import EDQUOT, EFBIG, ENOSPC

NO_SPACE = frozenset({EDQUOT, EFBIG, ENOSPC})  # what a full disk answers with


class StudyError(Exception):
    """An error to show as it is: one line on what happened, and a hint on what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the two lines apart, so that each front end can set them its own way."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotesNotFound(StudyError):
    """A path to sync does not exist or holds nothing to read."""


class LibraryBusy(StudyError):
    """Another process is writing to the library."""


class LibraryBroken(StudyError):
    """The library folder cannot be read or written."""


class LibraryTooNew(StudyError):
    """The library was made by a later version of Footnote: nothing of it is touched."""


class IndexOutdated(StudyError):
    """The library was built with another embedder or splitter."""


class WrongSetting(StudyError):
    """The environment or footnote.toml says what cannot be understood."""


class WrongBlueprint(StudyError):
    """The file that describes an exam cannot be used."""


class WrongHost(StudyError):
    """What was given to --allow-host names no host."""


class ModelUnavailable(StudyError):
    """The chosen model or its weights are not there."""


class NeedsJavaScript(StudyError):
    """A page shows its words only to a browser."""


def unforeseen(error: Exception) -> StudyError:
    """What is said of an error that nobody foresaw."""
    if isinstance(error, OSError) and error.errno in NO_SPACE:
        return LibraryBroken("The disk is full.", "Free some space and try again: nothing that was kept is lost.")
    said = " ".join(str(error).split())[:200]
    return StudyError(
        f"Something went wrong that was not foreseen ({type(error).__name__}{f': {said}' if said else ''}).",
        "Nothing that was kept is lost. With FOOTNOTE_DEBUG=1 the details are shown: please report them.",
    )
