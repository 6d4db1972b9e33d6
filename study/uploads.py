"""Files that were dropped into the app, kept in a folder of the library that is synced like any other."""

import re
from pathlib import Path

from domain.errors import LibraryBroken, NotesNotFound

SUFFIXES = (".md", ".markdown", ".txt", ".ipynb", ".html", ".htm", ".pdf", ".docx")
_LONGEST = 200  # bytes of a file's name: with more than 255 most file systems refuse


class Uploads:
    """One flat folder; a file that comes again takes the place of the older one."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made before there is something to keep."""
        self.folder = folder

    def keep(self, name: str, data: bytes) -> Path:
        """Keep one file under its own name, without any folder that the name may hold; the file comes back."""
        stem, dot, ending = re.split(r"[/\\]", name)[-1].rpartition(".")
        suffix = f"{dot}{ending.lower()}"
        if suffix not in SUFFIXES:
            raise NotesNotFound(f"{name} cannot be read.", f"What can be read ends in {', '.join(SUFFIXES)}.")
        plain = re.sub(r"[^\w .()+-]", "-", stem).strip(" .").encode()[:_LONGEST].decode(errors="ignore") or "note"
        path = self.folder / f"{plain}{suffix}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f".{path.name}.part")
            unfinished.write_bytes(data)
            unfinished.replace(path)
        except OSError as error:
            raise LibraryBroken(f"{path.name} could not be kept ({error.strerror}).", "Is the disk full?") from error
        return path
