"""What one process shares: the one study partner for some settings, and parts imported before they are asked for."""

from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

from bootstrap import Study, build_study

if TYPE_CHECKING:
    from settings import Settings

_ASKED_FOR = """
    study.diary sqlalchemy.dialects.sqlite index.library ingest.reader answer.extractive answer.provenance
    answer.generative.answerer models.encoder models.crossencoder models.remembered
    models.chat.choice models.chat.servers.finder study.preferences
""".split()
_studies: dict["Settings", Study] = {}
_one_at_a_time = Lock()


def study_for(settings: "Settings") -> Study:
    """The one study partner of this process for some settings, whoever asks."""
    with _one_at_a_time:
        return _studies.setdefault(settings, build_study(settings))


def import_parts() -> None:
    """Import what a question to a synced library needs, for whoever has time to do it beforehand."""
    from models.runtime import quiet_openvino

    for part in _ASKED_FOR:
        import_module(part)
    if find_spec("openvino"):
        quiet_openvino()
