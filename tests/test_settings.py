"""What a user may change, and what is said when it cannot be understood."""

from pathlib import Path

import pytest

from domain.errors import WrongSetting
from settings import HERE, Settings


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder without settings, and no variable that sets any."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"FOOTNOTE_{name.upper()}", raising=False)
    return tmp_path


def test_without_any_setting_the_bundled_notes_are_read() -> None:
    assert Settings.load().notes == (HERE / "notes",)


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / "footnote.toml").write_text('library = "file"\nstudy_url = "sqlite:///x"\n')
    assert Settings.load().library == Path("file")
    monkeypatch.setenv("FOOTNOTE_LIBRARY", "environment")
    assert Settings.load().library == Path("environment")
    assert Settings.load(Path("said")).library == Path("said")
    assert Settings.load().study_url == "sqlite:///x"


def test_hosts_of_the_command_line_stand_beside_those_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_ALLOW_HOSTS", '["intranet"]')
    assert Settings.load(allow_hosts=["nas:8080"]).allow_hosts == ("intranet", "nas:8080")


@pytest.mark.parametrize(
    ("text", "told"),
    [("colour = 1", "colour"), ("library = [", "cannot be read"), ("notes = 3", "notes")],
)
def test_a_file_that_cannot_be_understood_is_told_plainly(elsewhere: Path, text: str, told: str) -> None:
    (elsewhere / "footnote.toml").write_text(text)
    with pytest.raises(WrongSetting, match=told) as wrong:
        Settings.load()
    assert "footnote.toml" in wrong.value.hint


def test_a_variable_that_cannot_be_understood_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_ALLOW_HOSTS", "intranet")
    with pytest.raises(WrongSetting, match="allow_hosts"):
        Settings.load()


def test_a_key_comes_from_the_environment_or_from_the_secrets(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(elsewhere / "home"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert Settings.key("OPENAI_API_KEY") == ""
    (elsewhere / ".streamlit").mkdir()
    (elsewhere / ".streamlit" / "secrets.toml").write_text('OPENAI_API_KEY = "sk-file"\nOTHER = 3\n')
    assert Settings.key("OPENAI_API_KEY") == "sk-file"
    assert Settings.key("OTHER") == ""
    monkeypatch.setenv("OPENAI_API_KEY", " sk-environment ")
    assert Settings.key("OPENAI_API_KEY") == "sk-environment"


def test_secrets_that_cannot_be_read_hold_no_key(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(elsewhere / "home"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    (elsewhere / ".streamlit").mkdir()
    (elsewhere / ".streamlit" / "secrets.toml").write_text("OPENAI_API_KEY = sk-without-quotes")
    assert Settings.key("OPENAI_API_KEY") == ""


@pytest.mark.parametrize("seconds", ["0", "-1", "inf", "soon"])
def test_a_time_limit_is_a_time(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("FOOTNOTE_TOTAL_SECONDS", seconds)
    with pytest.raises(WrongSetting, match="total_seconds"):
        Settings.load()
