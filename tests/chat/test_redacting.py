"""What a server said is shown, a key never."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models.chat.replies.redacting import redacted

KEYS = st.from_regex(r"[A-Za-z0-9_-]{16,60}", fullmatch=True)


@settings(max_examples=40)
@given(KEYS, st.text(max_size=300), st.text(max_size=300))
def test_a_key_that_is_known_is_never_shown(key: str, before: str, after: str) -> None:
    assert key not in redacted(f"{before}{key}{after}", (key,))


@given(st.sampled_from(["sk-proj-", "sk-ant-api03-", "AIzaSy", "Bearer ", "lsv2_", "gsk_"]), st.integers(0, 10**30))
def test_what_looks_like_a_key_is_not_shown(prefix: str, number: int) -> None:
    secret = f"{prefix}Ab{number:031d}"
    assert f"{number:031d}" not in redacted(f"Wrong key {secret} given.")


@given(st.text(max_size=2000))
def test_one_short_line_is_left(text: str) -> None:
    line = redacted(text)
    assert len(line) <= 161 and "\n" not in line and "\r" not in line


def test_ordinary_words_stay() -> None:
    said = "model requires more system memory (5.6 GiB) than is available (3.9 GiB)"
    assert redacted(said) == said
