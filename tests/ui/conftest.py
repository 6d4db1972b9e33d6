from pathlib import Path

import pytest
from drawn import App
from streamlit.testing.v1 import AppTest


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """Starts the app over a library of its own; called again, it is another tab or another day."""
    monkeypatch.setenv("FOOTNOTE_LIBRARY", str(tmp_path / "library"))
    return lambda: AppTest.from_file(str(Path(__file__).parent / "scripted_app.py"), default_timeout=20).run()
