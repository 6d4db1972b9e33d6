"""How fast a full sync is, beside the tutorial pipeline: python -m evals.speed.throughput ARCHIVES [--pages 1000].

ARCHIVES is a folder of .tar.gz files with Markdown pages, such as a crawl of a service's guides. Passages of Footnote
are shorter than the tutorial's, which also repeats 200 characters of each in the next: characters are those of the
pages themselves.
"""

import argparse
import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.harness.processes import python
from evals.harness.rows import Row, told

_SYNC = """
import json, sys
from pathlib import Path
from time import perf_counter
from bootstrap import build_study
from settings import Settings
study = build_study(Settings.load(Path(sys.argv[1])))
study.embedder.embed(["the model is loaded"])
began = perf_counter()
done = study.sync([Path(sys.argv[2])])
print(json.dumps({"passages": done.passages, "seconds": perf_counter() - began}))
study.close()
"""


def main() -> None:
    """Unpack the pages, sync them with both, print how much a second and at what peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archives", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    args = parser.parse_args()
    for _ in told(rows(args.archives, args.pages)):
        pass


def rows(folder: Path, most: int) -> Iterator[Row]:
    """Passages and characters a second, and the peak of memory."""
    archives = sorted(folder.glob("*.tar.gz"))
    if not archives:
        sys.exit(f"There are no .tar.gz files in {folder}: nothing was measured.")
    with TemporaryDirectory() as work:
        pages = Path(work, "pages")
        characters = unpacked(archives, pages, most)
        count = sum(1 for _ in pages.rglob("*.md"))
        ours = python("-c", _SYNC, str(Path(work, "library")), str(pages))
        theirs = python("-m", "evals.baseline.tutorial", "sync", str(Path(work, "index")), str(pages))
    mine, other = json.loads(ours.output), json.loads(theirs.output)
    what = f"full sync of {count:,} guide pages"
    yield Row(f"{what}, seconds", mine["seconds"], other["seconds"], ",.0f")
    yield Row(f"{what}, passages", mine["passages"], other["passages"], ",.0f")
    speed, speed_of_theirs = (figures["passages"] / figures["seconds"] for figures in (mine, other))
    yield Row(f"{what}, passages a second", speed, speed_of_theirs, ",.1f")
    yield Row(f"{what}, characters a second", characters / mine["seconds"], characters / other["seconds"], ",.0f")
    yield Row(f"{what}, peak memory", ours.peak, theirs.peak, ",.0f", " MB")


def unpacked(archives: list[Path], folder: Path, most: int) -> int:
    """Write an even share of pages from each archive; how many characters they have together."""
    characters = 0
    for archive in archives:
        with tarfile.open(archive) as opened:
            members = [m for m in opened.getmembers() if m.isfile() and m.name.endswith(".md")]
            for member in members[:: max(1, len(members) * len(archives) // most)]:
                content = opened.extractfile(member)
                assert content is not None
                text = content.read().decode("utf-8", errors="replace")
                page = folder / archive.name.removesuffix(".tar.gz") / Path(member.name).name
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(text, encoding="utf-8")
                characters += len(text)
    return characters


if __name__ == "__main__":
    main()
