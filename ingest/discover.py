"""A folder -> the notes in it, and the files that cannot be read with the reason."""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from domain.documents import Found, Shelf, Skipped
from domain.errors import NotesNotFound
from ingest.decode import is_binary
from ingest.formats import format_of_path
from ingest.links import NOTE, NOTE_SUFFIXES
from ingest.unread import ending_of, unread

LARGEST = 50 * 1024 * 1024  # bytes
BLUEPRINTS = "blueprints"  # what exams ask for, beside the notes for them: no notes, and none the worse for it
_IGNORED = frozenset({"node_modules", "__pycache__", "venv"})


def find_notes(shelf: Shelf) -> list[Found | Skipped]:
    """Every note of a shelf in order of source id, then what is not read; `NotesNotFound` without a root."""
    root = Path(shelf.root)
    if not root.exists():
        raise NotesNotFound(f"There is no folder {root}.", "Check the path, or give another one to sync.")
    seen: set[tuple[int, int]] = set()
    results = [path if isinstance(path, Skipped) else _found(path, root, shelf, seen) for path in _files(root)]
    found = sorted((r for r in results if isinstance(r, Found)), key=lambda f: f.source_id)
    return [*found, *(r for r in results if isinstance(r, Skipped))]


def location_of(path: str) -> str:
    """A path as a reader would write it: relative to here when it lies below."""
    here = Path.cwd()
    absolute = Path(path).absolute()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else str(absolute)


def _files(root: Path) -> Iterator[Path | Skipped]:
    """The files below a folder that are called like notes, then a line for each kind of all others.

    Links are followed where they stay in the folder: notes from elsewhere, or others' files, are not read unasked.
    """
    if not root.is_dir():
        yield root
        return
    others: Counter[str] = Counter()
    for path, what in _walked(root):
        if isinstance(path, Skipped):
            yield path
        elif what == "other":
            others[ending_of(path.name)] += 1
        else:
            yield path if what == "note" else _led_out(path)
    yield from unread(location_of(str(root)), others)


def _walked(root: Path) -> Iterator[tuple[Path | Skipped, str]]:
    """Every path below a folder with what it is, each folder entered once, and those that are closed to us."""
    home, entered = os.path.realpath(root), set[str]()
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        real = os.path.realpath(folder)
        if real in entered:
            continue
        entered.add(real)
        try:
            paths = [(path, _what_is(path, home)) for path in _listed(folder)]
        except OSError as error:
            yield _closed(folder, error), ""
            continue
        waiting += [path for path, what in paths if what == "folder"]
        yield from ((path, what) for path, what in paths if what not in ("folder", ""))


def _led_out(path: Path) -> Skipped:
    hint = "Sync what it leads to by its own path, or copy it here."
    return Skipped(location_of(str(path)), "It is a link that leads out of the folder.", hint)


def _what_is(path: Path, home: str) -> str:
    """What a path is: a folder to enter, a note, a link that leads outside, another file, or nothing."""
    is_note = path.name.lower().endswith(NOTE_SUFFIXES)
    if not is_note and not path.is_dir():
        return "" if path.parent.name == BLUEPRINTS else "other"
    if path.is_symlink() and not _stays_in(path, home):
        return "outside"
    return "note" if is_note else "folder"


def _stays_in(link: Path, home: str) -> bool:
    real = Path(os.path.realpath(link))
    return not real.exists() or real.is_relative_to(home)  # one that leads nowhere is told as such


def _listed(folder: Path) -> list[Path]:
    paths = sorted(folder.iterdir())
    saved = {f"{path.stem}_files" for path in paths if path.suffix.lower() in (".html", ".htm")}  # a page's own parts
    return [path for path in paths if not path.name.startswith(".") and path.name not in _IGNORED | saved]


def _closed(path: Path, error: OSError) -> Skipped:
    return Skipped(location_of(str(path)), f"It cannot be read: {error.strerror or error}.", "Check who may read it.")


def _found(path: Path, root: Path, shelf: Shelf, seen: set[tuple[int, int]]) -> Found | Skipped | None:
    where = location_of(str(path))
    try:
        about = path.stat()
        if (about.st_dev, about.st_ino) in seen:
            return None
        seen.add((about.st_dev, about.st_ino))
        if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
            return Skipped(where, "It is not a file.", "Remove it, or give it another ending.")
        if about.st_size > LARGEST:
            return Skipped(where, f"It is larger than {LARGEST // 2**20} MB.", "Split it into several notes.")
        data = path.read_bytes()
    except IsADirectoryError:
        return Skipped(where, "It is a folder, not a file.", "Give the folder a name without the ending of a note.")
    except FileNotFoundError:
        return Skipped(where, "It points at a file that is not there.", "Mend or remove the link.")
    except OSError as error:
        return _closed(path, error)
    if not format_of_path(path).binary and is_binary(data):
        return Skipped(where, "It is not text.", "Save it as UTF-8 text, or give it another ending.")
    name = path.relative_to(root).as_posix() if path != root else path.name
    return Found(f"{NOTE}{shelf.prefix}{name}", str(path.absolute()), shelf.name, sha256(data).hexdigest())
