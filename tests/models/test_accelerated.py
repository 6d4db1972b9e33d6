"""Where there is an accelerator, much goes to it and little does not wait for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.accelerated import MANY, AcceleratedEmbedder
from models.hashing import HashEmbedder

if TYPE_CHECKING:
    from domain.ports import Vectors


class Counting(HashEmbedder):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        self.asked.append(len(texts))
        return super().embed(texts)


def test_many_texts_go_to_the_accelerator_and_few_do_not_wait_for_it() -> None:
    quick, strong = Counting(), Counting()
    embedder = AcceleratedEmbedder(quick, lambda: strong)
    assert embedder.embed(["few"]).shape == (1, quick.dimension)
    assert embedder.embed(["many"] * MANY).shape == (MANY, quick.dimension)
    assert (quick.asked, strong.asked) == ([1], [MANY])


def test_without_an_accelerator_torch_is_asked_once_and_the_quick_one_does_it_all() -> None:
    quick = Counting()
    questions: list[str] = []

    def none_here() -> None:
        questions.append("asked")

    embedder = AcceleratedEmbedder(quick, none_here)
    embedder.embed(["many"] * MANY)
    embedder.embed(["many"] * MANY)
    assert quick.asked == [MANY, MANY]
    assert questions == ["asked"]
