"""The order of the tests."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright leaves an event loop running in this thread, in which no other can run."""
    items.sort(key=lambda item: "e2e" in item.path.parts)
