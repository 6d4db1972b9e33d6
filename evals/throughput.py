"""How fast a full sync is, beside the tutorial pipeline: python -m evals.throughput ARCHIVES [--pages 1000].

ARCHIVES is a folder of .tar.gz files with Markdown pages, such as a crawl of a service's guides. Passages of Footnote
are shorter than the tutorial's, which also repeats 200 characters of each in the next: characters are those of the
pages themselves.
"""

import argparse
import json
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.processes import python

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
    archives = sorted(args.archives.glob("*.tar.gz"))
    if not archives:
        sys.exit(f"There are no .tar.gz files in {args.archives}: nothing was measured.")
    with TemporaryDirectory() as folder:
        pages = Path(folder, "pages")
        characters = unpacked(archives, pages, args.pages)
        ours = python("-c", _SYNC, str(Path(folder, "library")), str(pages))
        theirs = python("-m", "evals.tutorial", "sync", str(Path(folder, "index")), str(pages))
    mine = _print("footnote", json.loads(ours.output), characters, ours.peak)
    other = _print("tutorial", json.loads(theirs.output), characters, theirs.peak)
    print("ratio    " + "  ".join(f"{name} {mine[name] / other[name]:.2f}" for name in mine))


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


def _print(name: str, figures: dict[str, float], characters: int, peak: float) -> dict[str, float]:
    seconds = figures["seconds"]
    a_second = {
        "passages/s": figures["passages"] / seconds,
        "characters/s": characters / seconds,
        "peak MB": peak,
    }
    told = "  ".join(f"{what} {value:,.1f}" for what, value in a_second.items())
    print(f"{name}  {figures['passages']:,.0f} passages in {seconds:,.1f} s  {told}", flush=True)
    return a_second


if __name__ == "__main__":
    main()
