"""Files that were dropped into the app, kept in a folder of the library that is synced like any other."""

import re
from pathlib import Path, PurePath

from domain.errors import LibraryBroken, NotesNotFound

SUFFIXES = (".md", ".markdown", ".txt", ".ipynb")
_LONGEST = 150  # characters of a file's name: more than that, some file systems refuse


class Uploads:
    """One flat folder; a file that comes again takes the place of the older one."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made before there is something to keep."""
        self.folder = folder

    def keep(self, name: str, data: bytes) -> Path:
        """Keep one file under its own name, without any folder that the name may hold; the file comes back."""
        stem, suffix = PurePath(re.split(r"[/\\]", name)[-1]).stem, PurePath(name).suffix.lower()
        if suffix not in SUFFIXES:
            raise NotesNotFound(f"{name} is not a note.", f"Notes end in {', '.join(SUFFIXES)}.")
        plain = re.sub(r"[^\w .()+-]", "-", stem).strip(" .") or "note"
        path = self.folder / f"{plain[:_LONGEST]}{suffix}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(data)
            unfinished.replace(path)
        except OSError as error:
            raise LibraryBroken(f"{path.name} could not be kept ({error.strerror}).", "Is the disk full?") from error
        return path
