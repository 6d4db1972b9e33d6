"""Stand-ins that obey the ports: quick, deterministic, without weights or parsers."""

from hashlib import sha256
from pathlib import Path

from domain.documents import Document, Found, Kind, Passage, Shelf, Skipped, Source
from domain.errors import StudyError

SUFFIXES = {".md": Kind.NOTE, ".web": Kind.WEB}  # a file's ending decides what kind of source it is


class LineReader:
    """Every line of a .md file that is no heading is a passage under the last heading; `!` opens an unreadable file."""

    def __init__(self, version: str = "lines-1") -> None:
        self._version = version

    @property
    def version(self) -> str:
        return self._version

    def find(self, shelf: Shelf, /) -> list[Found | Skipped]:
        root = Path(shelf.root)
        files = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.suffix in SUFFIXES)
        base = root.parent if root.is_file() else root
        return [self._found(shelf, base, path) for path in files]

    def load(self, found: Found, /) -> Document:
        path = Path(found.path)
        text = path.read_text(encoding="utf-8")
        if text.startswith("!"):
            raise StudyError(f"{path.name} cannot be read.", "Take the mark away.")
        return Document(Source(found.source_id, SUFFIXES[path.suffix], path.stem, found.path, found.shelf), text)

    def passages(self, document: Document, /) -> list[Passage]:
        passages = []
        start = 0
        headings: tuple[str, ...] = ()
        for number, line in enumerate(document.text.splitlines(keepends=True), start=1):
            text = line.strip("\n")
            if text.startswith("# "):
                headings = (text[2:],)
            elif text:
                end = start + len(text)
                passages.append(Passage(document.source, start, end, text, headings, plain=text, line=number))
            start += len(line)
        return passages

    def _found(self, shelf: Shelf, base: Path, path: Path) -> Found | Skipped:
        kind = SUFFIXES[path.suffix].value
        digest = sha256(path.read_bytes()).hexdigest()
        return Found(f"{kind}:{shelf.prefix}{path.relative_to(base).as_posix()}", str(path), shelf.name, digest)
