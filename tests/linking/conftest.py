"""What the tests of following links share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from student import Student

from sites.clock import FakeClock
from sites.server import Sites


@pytest.fixture
def sites() -> Iterator[Sites]:
    with Sites() as sites:
        yield sites


@pytest.fixture
def student(tmp_path: Path, sites: Sites) -> Iterator[Student]:
    student = Student(tmp_path, sites, FakeClock())
    yield student
    student.library.close()
