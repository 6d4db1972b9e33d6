"""Files that were dropped into the app, kept in a folder of the library that is synced like any other."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile
from unicodedata import normalize

from domain.errors import LibraryBroken, NotesNotFound

SUFFIXES = (
    *(".md", ".markdown", ".mdx", ".qmd", ".rmd", ".txt", ".ipynb"),
    *(".html", ".htm", ".pdf", ".docx", ".csv", ".tsv"),
)
_LONGEST = 200  # bytes of a file's name: with more than 255 most file systems refuse
_DEEPEST = 8  # folders above a file that are kept


class Uploads:
    """A folder in which nothing takes the place of anything else."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made before there is something to keep."""
        self.folder = folder

    def keep(self, name: str, data: bytes) -> Path:
        """Keep one file under its own name and the folders in it; the file comes back.

        What is there already, byte for byte, is not kept twice; another file of the same name gets a number. Names
        that differ in capitals or in how an accent is written count as the same, as they do on many disks.
        """
        *folders, last = re.split(r"[/\\]", name)
        stem, dot, ending = last.rpartition(".")
        suffix = f"{dot}{ending.lower()}"
        if suffix not in SUFFIXES:
            raise NotesNotFound(f"{name} cannot be read.", f"What can be read ends in {', '.join(SUFFIXES)}.")
        folder = self.folder.joinpath(*filter(None, map(_plain, folders[-_DEEPEST:])))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return _put(folder, _plain(stem) or "note", suffix, data)
        except OSError as error:
            raise LibraryBroken(f"{last} could not be kept ({error.strerror}).", "Is the disk full?") from error


def _plain(part: str) -> str:
    """A name that every disk takes and no shell or path misreads; may be empty."""
    return re.sub(r"[^\w .()+-]", "-", part).strip(" .").encode()[:_LONGEST].decode(errors="ignore").strip(" .")


def _put(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    for path in _free_or_same(folder, stem, suffix, data):
        if path.exists():
            return path
        try:
            path.touch(exist_ok=False)  # claims the name, also against another session
        except FileExistsError:
            continue
        _write(path, data)
        return path
    raise AssertionError("there is always a next number")


def _free_or_same(folder: Path, stem: str, suffix: str, data: bytes) -> Iterator[Path]:
    """The file that holds these bytes under this name already, or else paths that are free."""
    taken: dict[str, Path] = {_folded(path.name): path for path in folder.iterdir()}
    for number in count(1):
        name = f"{stem}{suffix}" if number == 1 else f"{stem} ({number}){suffix}"
        holder = taken.get(_folded(name))
        if holder is None:
            yield folder / name
        elif holder.is_file() and holder.read_bytes() == data:
            yield holder


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()


def _write(path: Path, data: bytes) -> None:
    """All of it or, when the disk is full, nothing."""
    unfinished: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            unfinished = Path(file.name)
            file.write(data)
        unfinished.replace(path)
    except OSError:
        path.unlink(missing_ok=True)
        if unfinished:
            unfinished.unlink(missing_ok=True)
        raise
