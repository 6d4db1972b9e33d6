import pytest

from language.scripts import latin_share


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Größe und café, 24 h", 1.0),
        ("Nguyễn", 1.0),
        ("2 + 2", 1.0),
        ("", 1.0),
        ("暗反应在叶绿体基质中进行", 0.0),
        ("выдержка", 0.0),
        ("S3 は object storage", 0.93),
    ],
)
def test_latin_letters_are_told_from_others(text: str, share: float) -> None:
    assert latin_share(text) == share
