import pytest

from language.voice import capital


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a growable array", "A growable array"),
        ("well-known terms", "Well-known terms"),
        ("std::vector", "std::vector"),
        ("iSCSI targets", "iSCSI targets"),
        ("config.yaml holds it", "config.yaml holds it"),
        ("os.path joins", "os.path joins"),
        ("read/write", "read/write"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_letters_at_the_beginning_of_a_line(text: str, written: str) -> None:
    assert capital(text) == written
