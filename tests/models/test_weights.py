"""Nothing is embedded with weights, or a graph, that are not the ones they should be."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from domain.errors import ModelUnavailable
from models.encoder import OpenVinoEmbedder
from models.graph import encoder_graph
from models.weights import check, checked_model_folder, model_folder


def test_the_bundled_weights_are_the_published_ones(tmp_path: Path) -> None:
    assert checked_model_folder(tmp_path) == model_folder()


def test_weights_are_hashed_once_per_install(tmp_path: Path) -> None:
    weights, stamp = tmp_path / "w", tmp_path / "cache" / "stamp"
    weights.write_bytes(b"numbers")
    digest = sha256(b"numbers").hexdigest()
    check(weights, digest, stamp)
    noted = stamp.stat().st_mtime_ns
    check(weights, digest, stamp)
    assert stamp.stat().st_mtime_ns == noted


def test_a_stamp_that_cannot_be_written_costs_a_look_and_nothing_else(tmp_path: Path) -> None:
    weights = tmp_path / "w"
    weights.write_bytes(b"numbers")
    (tmp_path / "cache").write_text("in the way")
    check(weights, sha256(b"numbers").hexdigest(), tmp_path / "cache" / "stamp")


def test_other_weights_are_refused_also_after_good_ones(tmp_path: Path) -> None:
    weights, stamp = tmp_path / "w", tmp_path / "stamp"
    weights.write_bytes(b"numbers")
    check(weights, sha256(b"numbers").hexdigest(), stamp)
    weights.write_bytes(b"other numbers")
    with pytest.raises(ModelUnavailable, match="not the published ones") as refused:
        check(weights, sha256(b"numbers").hexdigest(), stamp)
    assert "pip install" in refused.value.hint


def test_missing_weights_say_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable) as refused:
        check(tmp_path / "none", "0", tmp_path / "stamp")
    assert "pip install" in refused.value.hint


def test_a_cache_that_is_a_file_is_an_error_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    with pytest.raises(ModelUnavailable) as refused:
        OpenVinoEmbedder(tmp_path / "cache").embed(["text"])
    assert "FOOTNOTE_CACHE" in refused.value.hint


@pytest.mark.slow
def test_a_broken_graph_is_exported_anew(fast: OpenVinoEmbedder, encoder_cache: Path, tmp_path: Path) -> None:
    good = encoder_graph(encoder_cache).parent
    broken = tmp_path / good.name
    shutil.copytree(good, broken)
    with (broken / "encoder.bin").open("r+b") as file:
        file.seek(1000)
        file.write(b"garbage")
    older, younger = tmp_path / "exporting-old", tmp_path / "exporting-now"
    for draft in (older, younger):
        draft.mkdir()
    os.utime(older, (0, 0))
    again = OpenVinoEmbedder(tmp_path).embed(["What is a sort key?"])
    assert (again @ fast.embed(["What is a sort key?"]).T).item() > 0.9999
    assert list(tmp_path.glob("exporting-*")) == [younger], "another process may be at it"
