"""Files that are hashed once: as long as size and time of change stay, what was found then holds."""

import json
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path


def vouched(file: Path, sha256: str, stamp: Path) -> bool:
    """Whether a file has a digest, hashed unless the stamp says this very file was compared before. `OSError`."""
    status = file.stat()
    identity = json.dumps([str(file), status.st_size, status.st_mtime_ns, sha256])
    if _read(stamp) == identity:
        return True
    if digest(file) != sha256:
        return False
    with suppress(OSError):  # what cannot be noted is hashed again next time
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(identity, encoding="utf-8")
    return True


def digest(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _read(stamp: Path) -> str:
    """What the stamp holds, nothing when it cannot be read: then the file is simply hashed again."""
    try:
        return stamp.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
