"""A study partner over some notes, in a library that is gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bootstrap import Study, build_study
from settings import Settings


@contextmanager
def study_over(notes: Path) -> Iterator[Study]:
    """The notes, synced afresh."""
    with TemporaryDirectory() as folder:
        study = build_study(Settings.load(Path(folder)))
        study.sync([notes])
        yield study
        study.close()
