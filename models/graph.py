"""The bundled model as one OpenVINO graph, transformer + mean pooling + unit length, exported once per install."""

import json
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from domain.errors import ModelUnavailable
from models.reference import load_reference
from models.runtime import quiet_openvino
from models.stamps import digest, vouched
from models.weights import NAME, SHA256, checked_model_folder

if TYPE_CHECKING:
    import openvino as ov
    from sentence_transformers import SentenceTransformer
    from torch import Tensor, nn

GRAPH = "encoder.xml"
_FILES = (GRAPH, "encoder.bin")
_CHECKSUMS = "checksums.json"
_EXPORT = 1  # raise when the graph below changes


def encoder_graph(cache: Path) -> Path:
    """The path of the exported graph, verified; exported first when it is missing or broken."""
    openvino = quiet_openvino().__version__.split("-")[0]
    folder = cache / f"encoder-{SHA256[:12]}-{openvino}-{_EXPORT}"
    if not _intact(folder):
        try:
            _export(checked_model_folder(cache), folder)
        except OSError as error:
            hint = "Free some space, or choose another cache folder with FOOTNOTE_CACHE."
            raise ModelUnavailable(f"{NAME} cannot be prepared in {cache}: {error}", hint) from error
    return folder / GRAPH


def _intact(folder: Path) -> bool:
    """Whether the files are the ones that were exported."""
    try:
        noted = json.loads((folder / _CHECKSUMS).read_text(encoding="utf-8"))
        return all(vouched(folder / name, noted[name], folder / f"{name}-checked.json") for name in _FILES)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _export(model: Path, folder: Path) -> None:
    """Write beside the place and rename, so that a killed export leaves nothing half done behind."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix="exporting-", dir=folder.parent))
    try:
        quiet_openvino().save_model(_convert(load_reference(model)), draft / GRAPH, compress_to_fp16=False)
        sums = {name: digest(draft / name) for name in _FILES}
        (draft / _CHECKSUMS).write_text(json.dumps(sums), encoding="utf-8")
        _put(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put(draft: Path, folder: Path) -> None:
    """Move the draft into place; another process that was faster wins."""
    if folder.exists() and not _intact(folder):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        draft.rename(folder)
    except OSError:
        if not _intact(folder):
            raise


def _convert(reference: "SentenceTransformer") -> "ov.Model":
    """A sentence-transformers model -> an OpenVINO model of dynamic batch and length.

    Goes to the PyTorch front end directly: `openvino.convert_model` does the same but reports it to its makers.
    """
    openvino = quiet_openvino()
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    with _no_gradients_no_warnings():
        decoder = TorchScriptPythonDecoder(_pooled(reference[0].auto_model), example_input=_example())
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
