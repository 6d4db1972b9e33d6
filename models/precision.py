"""Whether half precision (bfloat16) runs on this machine, and pays: asked of a child process that may die of it.

Some virtual machines announce matrix instructions that their host then refuses: a process that uses them is killed
without a word. So the question is asked where that harms nobody, and only before much is to be embedded.
"""

import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import openvino as ov
    from numpy.typing import NDArray

    from domain.ports import Vectors

SINGLE, HALF = "f32", "bf16"
AT_ONCE, SIDE_BY_SIDE = "LATENCY", "THROUGHPUT"  # all cores on one batch, or one on each of several: more in all
WORTH = 1.5  # times as fast as single precision, or it is left alone
_AGREES = 0.999  # cosine, at least
_PATIENCE = 60.0  # seconds
_SHAPE = (8, 128)  # texts, word pieces


def compiled(graph: Path, precision: str, hint: str) -> "ov.CompiledModel":
    """The graph ready to run; what the compiler made is kept beside it for a quick start."""
    from models.runtime import quiet_openvino  # deferred: the runtime is not needed to count word pieces

    options = {
        "INFERENCE_PRECISION_HINT": precision,
        "PERFORMANCE_HINT": hint,
        "CACHE_DIR": str(graph.parent / "compiled"),
        "CACHE_MODE": "OPTIMIZE_SIZE",
    }
    return quiet_openvino().Core().compile_model(str(graph), "CPU", options)


def half_pays(graph: Path, worth: float = WORTH) -> bool:
    """Whether half precision runs here, agrees with single precision and is `worth` times as fast."""
    from models.runtime import quiet_openvino

    if "BF16" not in quiet_openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        return False
    command = [sys.executable, "-m", "models.precision", str(graph.absolute()), str(worth)]
    try:
        done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _try(graph: Path, worth: float) -> bool:
    """Run both on the same made-up texts."""
    import numpy as np

    ids = np.random.default_rng(0).integers(1000, 20000, _SHAPE)
    half, half_seconds = _timed(compiled(graph, HALF, SIDE_BY_SIDE), ids)
    single, single_seconds = _timed(compiled(graph, SINGLE, SIDE_BY_SIDE), ids)
    agreement = float((half * single).sum(axis=1).min())
    return agreement >= _AGREES and single_seconds >= worth * half_seconds


def _timed(model: "ov.CompiledModel", ids: "NDArray[np.int64]") -> "tuple[Vectors, float]":
    """Vectors, and the seconds of the quickest of three runs after a first one."""
    import numpy as np

    request = model.create_infer_request()
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
    rows = np.array(request.infer(inputs)[0])
    seconds = []
    for _ in range(3):
        began = perf_counter()
        request.infer(inputs)
        seconds.append(perf_counter() - began)
    return rows, min(seconds)


def _leave_no_core() -> None:
    """A child that is meant to be able to die does not fill the disk when it does."""
    try:
        import resource  # there is none on Windows, and no core files either
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _leave_no_core()
    sys.exit(0 if _try(Path(sys.argv[1]), float(sys.argv[2])) else 1)
