"""Models as OpenVINO graphs, exported once per install: the encoder (with mean pooling and unit length), the reader."""

import json
import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from time import time
from typing import TYPE_CHECKING

from domain.errors import ModelUnavailable
from models.reference import load_reference
from models.runtime import quiet_openvino
from models.stamps import digest, vouched
from models.weights import NAME, SHA256, checked_model_folder

if TYPE_CHECKING:
    import openvino as ov
    from torch import Tensor, nn

_CHECKSUMS = "checksums.json"
_DRAFT = "exporting-"
_FORGOTTEN = 3600.0  # seconds after which a draft is nobody's
_EXPORT = 1  # raise when the graph below changes


@dataclass(frozen=True, slots=True)
class Export:
    """A graph to be made."""

    name: str
    stamp: str  # names its weights and the version of what makes it
    make: "Callable[[], nn.Module]"
    example: "Callable[[], dict[str, Tensor]]"  # what it is traced with

    @property
    def files(self) -> tuple[str, str]:
        """What it lies in: the graph, and its weights."""
        return f"{self.name}.xml", f"{self.name}.bin"


def encoder_graph(cache: Path) -> Path:
    """The path of the encoder's graph; see `exported`."""

    def make() -> "nn.Module":
        return _pooled(load_reference(checked_model_folder(cache))[0].auto_model)

    return exported(cache, Export("encoder", SHA256[:12], make, _example))


def exported(cache: Path, export: Export) -> Path:
    """The path of an exported graph, verified; exported first when it is missing or broken."""
    openvino = quiet_openvino().__version__.split("-")[0]
    folder = cache / f"{export.name}-{export.stamp}-{openvino}-{_EXPORT}"
    if not _intact(folder, export.files):
        try:
            _export(export, folder)
        except OSError as error:
            hint = "Free some space, or choose another cache folder with FOOTNOTE_CACHE."
            raise ModelUnavailable(f"{NAME} cannot be prepared in {cache}: {error}", hint) from error
    return folder / export.files[0]


def _intact(folder: Path, files: Sequence[str]) -> bool:
    """Whether the files are the ones that were exported."""
    try:
        noted = json.loads((folder / _CHECKSUMS).read_text(encoding="utf-8"))
        return all(vouched(folder / name, noted[name], folder / f"{name}-checked.json") for name in files)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _export(export: Export, folder: Path) -> None:
    """Write beside the place and rename, so that a killed export leaves nothing half done behind."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_drafts(folder.parent)
    draft = Path(mkdtemp(prefix=_DRAFT, dir=folder.parent))
    try:
        quiet_openvino().save_model(_convert(export), draft / export.files[0], compress_to_fp16=False)
        sums = {name: digest(draft / name) for name in export.files}
        (draft / _CHECKSUMS).write_text(json.dumps(sums), encoding="utf-8")
        _put(draft, folder, export.files)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _clear_drafts(cache: Path) -> None:
    """Remove what exports that were killed left behind; one that is under way is younger."""
    for draft in cache.glob(f"{_DRAFT}*"):
        with suppress(OSError):
            if time() - draft.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(draft, ignore_errors=True)


def _put(draft: Path, folder: Path, files: Sequence[str]) -> None:
    """Move the draft into place; another process that was faster wins."""
    if folder.exists() and not _intact(folder, files):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        draft.rename(folder)
    except OSError:
        if not _intact(folder, files):
            raise


def _convert(export: Export) -> "ov.Model":
    """A torch module -> an OpenVINO model of dynamic batch and length.

    Goes to the PyTorch front end directly: `openvino.convert_model` does the same but reports it to its makers.
    """
    openvino = quiet_openvino()
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    with _no_gradients_no_warnings():
        decoder = TorchScriptPythonDecoder(export.make(), example_input=export.example())
    frontend = FrontEndManager().load_by_framework("pytorch")
    model = frontend.convert(frontend.load(decoder))
    for node in model.inputs:
        node.get_node().set_partial_shape(openvino.PartialShape([-1, -1]))
    model.validate_nodes_and_infer_types()
    return model


@contextmanager
def _no_gradients_no_warnings() -> Iterator[None]:
    """Tracing is deprecated and says so at length; nothing of it concerns the student."""
    import torch

    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _example() -> dict[str, "Tensor"]:
    """Two texts of unequal length, so that the traced graph keeps its mask."""
    import torch

    mask = torch.ones(2, 7, dtype=torch.long)
    mask[1, 5:] = 0
    return {"input_ids": mask * 2000, "attention_mask": mask}


def _pooled(transformer: "nn.Module") -> "nn.Module":
    """A module that ends in the sentence vector instead of one vector per word piece."""
    import torch

    class Pooled(torch.nn.Module):  # type: ignore[misc]  # torch is not typed here
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: "Tensor", attention_mask: "Tensor") -> "Tensor":
            hidden = self.transformer(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=torch.zeros_like(input_ids)
            ).last_hidden_state
            weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    return Pooled().eval()
