"""What every embedder must do, and that the fast one says what the reference says."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from domain.ports import Embedder
from models.encoder import OpenVinoEmbedder, bundled_encoder
from models.hashing import HashEmbedder
from models.reference import ReferenceEmbedder

ROOT = Path(__file__).parents[2]
TEXTS = [
    "hello",
    "AWS Glue crawlers infer the schema of data in S3 and write it to the Data Catalog.",
    "",
    " \n\t ",
    "Größe, naïve café — “quoted” 数据仓库 😀",
    "`glue:DeletePartition` ra3.4xl s3://bucket/key?x=1&y=2",
    "Kinesis " * 400,
    "a" * 3000,
    "What is a sort key?",
]


@pytest.fixture(
    params=["hash", pytest.param("openvino"), pytest.param("reference", marks=pytest.mark.slow)], scope="module"
)
def embedder(request: pytest.FixtureRequest, encoder_cache: Path) -> Embedder:
    make: dict[str, Callable[[], Embedder]] = {
        "hash": HashEmbedder,
        "openvino": lambda: OpenVinoEmbedder(encoder_cache),
        "reference": lambda: ReferenceEmbedder(encoder_cache),
    }
    return make[request.param]()


def test_each_text_has_one_row_of_length_one(embedder: Embedder) -> None:
    rows = embedder.embed(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.dimension)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts_have_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimension)


def test_rows_come_in_the_order_of_the_texts(embedder: Embedder) -> None:
    rows = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert np.all((rows * alone).sum(axis=1) > 0.9999)


def test_the_same_text_is_always_embedded_alike(embedder: Embedder) -> None:
    assert np.array_equal(embedder.embed(TEXTS[:2]), embedder.embed(TEXTS[:2]))


def test_what_lies_beyond_the_limit_is_not_counted_away(embedder: Embedder) -> None:
    assert embedder.pieces("") < embedder.pieces("one") < embedder.pieces("one two three")
    assert embedder.pieces("word " * 1000) > embedder.limit


def test_two_threads_may_embed_at_once(embedder: Embedder) -> None:
    alone = embedder.embed(TEXTS[:5])
    got: list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]] = []
    threads = [threading.Thread(target=lambda: got.append(embedder.embed(TEXTS[:5]))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert all(np.allclose(rows, alone, atol=1e-4) for rows in got)


def test_related_texts_lie_closer_than_unrelated_ones(fast: OpenVinoEmbedder) -> None:
    glue, catalog, cake = fast.embed(["AWS Glue crawler", "a crawler fills the data catalog", "bake a chocolate cake"])
    assert glue @ catalog > glue @ cake + 0.2


def test_more_than_the_limit_is_read_as_far_as_the_limit(fast: OpenVinoEmbedder) -> None:
    long, longer = fast.embed(["word " * 300, "word " * 300 + "something else entirely"])
    assert long @ longer > 0.9999


@pytest.mark.slow
def test_the_fast_path_agrees_with_sentence_transformers(fast: OpenVinoEmbedder, encoder_cache: Path) -> None:
    reference = ReferenceEmbedder(encoder_cache)
    assert (reference.name, reference.dimension, reference.limit) == (fast.name, fast.dimension, fast.limit)
    agreement = (fast.embed(TEXTS) * reference.embed(TEXTS)).sum(axis=1)
    assert agreement.min() >= 0.998, agreement
    assert [fast.pieces(t) for t in TEXTS] == [reference.pieces(t) for t in TEXTS]


@pytest.mark.slow
def test_many_texts_at_once_agree_with_few(fast: OpenVinoEmbedder) -> None:
    texts = [f"{text} {n}" for n in range(25) for text in TEXTS]  # enough for the quick path, where there is one
    few = np.concatenate([fast.embed(texts[i : i + 50]) for i in range(0, len(texts), 50)])
    assert (fast.embed(texts) * few).sum(axis=1).min() >= 0.998


def run(code: str, cache: Path, home: Path) -> str:
    """What a fresh Python prints, its home folder being somewhere empty."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", code, str(cache)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=100)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return done.stdout


QUERY = """
import sys
from pathlib import Path
from models.encoder import bundled_encoder
encoder = bundled_encoder(Path(sys.argv[1]))
assert not {"numpy", "openvino", "tokenizers"} & sys.modules.keys(), "constructing loads nothing"
print(encoder.embed(["What is a sort key?"]).shape)
for heavy in ("torch", "transformers", "sentence_transformers"):
    assert heavy not in sys.modules, heavy
assert not sys.modules.get("openvino_telemetry")
"""


def test_a_query_needs_neither_torch_nor_telemetry(fast: OpenVinoEmbedder, encoder_cache: Path, tmp_path: Path) -> None:
    fast.embed(["the graph is exported by now"])
    assert run(QUERY, encoder_cache, tmp_path) == "(1, 384)\n"
    assert not list(tmp_path.iterdir()), "something was written to the home folder"


@pytest.mark.slow
def test_the_export_is_silent_and_leaves_the_home_folder_alone(tmp_path: Path) -> None:
    home, cache = tmp_path / "home", tmp_path / "cache"
    home.mkdir()
    code = QUERY.split("for heavy")[0]
    assert run(code, cache, home) == "(1, 384)\n"
    assert not list(home.iterdir())
    assert len(list(cache.glob("encoder-*"))) == 1
    assert not list(cache.glob("exporting-*"))


def test_constructing_costs_nothing(tmp_path: Path) -> None:
    bundled_encoder(tmp_path / "never-made")
    assert not (tmp_path / "never-made").exists()


WITHOUT_OPENVINO = """
import sys
from pathlib import Path
sys.modules["openvino"] = None  # importing it fails
from models.encoder import bundled_encoder
encoder = bundled_encoder(Path(sys.argv[1]))
print(type(encoder).__name__, encoder.embed(["What is a sort key?"]).tobytes().hex())
"""


@pytest.mark.slow
def test_without_openvino_sentence_transformers_takes_over(
    fast: OpenVinoEmbedder, encoder_cache: Path, tmp_path: Path
) -> None:
    name, vector = run(WITHOUT_OPENVINO, encoder_cache, tmp_path).split()
    assert name == "ReferenceEmbedder"
    agreement = np.frombuffer(bytes.fromhex(vector), dtype=np.float32) @ fast.embed(["What is a sort key?"])[0]
    assert agreement >= 0.998


@pytest.mark.slow
def test_the_fast_path_finds_the_same_ten(fast: OpenVinoEmbedder, encoder_cache: Path) -> None:
    notes = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "notes").glob("*.md"))[:2])
    texts = [line.strip(" -") for line in notes.splitlines() if len(line) > 60][:120]
    queries = [text.split(".")[0][:60] for text in texts[::12]]
    reference = ReferenceEmbedder(encoder_cache, "cpu")
    near, exact = (e.embed(queries) @ e.embed(texts).T for e in (fast, reference))
    for ours, theirs in zip(near, exact, strict=True):
        tenth = np.sort(theirs)[-10]
        assert np.all(theirs[np.argsort(-ours)[:10]] >= tenth - 1e-4), "the same ten, up to ties"
