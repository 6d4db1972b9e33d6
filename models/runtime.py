"""OpenVINO without its telemetry."""

import sys
from importlib import import_module
from types import ModuleType


def quiet_openvino() -> ModuleType:
    """The openvino module, imported so that it cannot report to its makers.

    `import openvino` pulls in its conversion tools, and those send an event on import and keep an id in the home
    folder. Python treats a module whose entry is None as not installed; openvino then does without both.
    """
    for reporter in ("openvino_telemetry", "openvino.tools.ovc"):
        sys.modules.setdefault(reporter, None)  # type: ignore[arg-type]  # None is how imports are barred
    return import_module("openvino")
