"""Whether Chroma's files can be used, found out in a process of its own: damaged ones can end whoever opens them.

`python -m index.chroma.probe FOLDER` opens every collection, counts it, and looks for one of its vectors.
"""

import subprocess
import sys
from pathlib import Path

PATIENCE = 60.0  # seconds: importing Chroma is most of one, a graph of a million vectors takes some
_ROOT = Path(__file__).parents[2]  # where `index` is imported from


def is_usable(folder: Path, patience: float = PATIENCE) -> bool:
    """Whether a process that used the files came to a good end in time."""
    command = [sys.executable, "-m", "index.chroma.probe", str(folder.absolute())]
    try:
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, timeout=patience)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def use(folder: Path) -> None:
    """Open every collection and find something in it; raises whatever Chroma does."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    for collection in client.list_collections():
        held = collection.get(limit=1, include=["embeddings"])
        if held["ids"]:
            collection.query(query_embeddings=held["embeddings"], n_results=1, include=[])
    client.close()


if __name__ == "__main__":
    use(Path(sys.argv[1]))
