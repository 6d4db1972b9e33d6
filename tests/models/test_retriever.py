"""Footnote in a LangChain chain: the standard suite for retrievers, and exact offsets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

suite = pytest.importorskip(
    "langchain_tests.integration_tests.retrievers", reason="needs pip install --no-deps -r requirements-evals.txt"
)

from domain.documents import Kind  # noqa: E402
from domain.replies import Scope  # noqa: E402
from index.library import Library  # noqa: E402
from ingest.reader import NoteReader  # noqa: E402
from models.hashing import HashEmbedder  # noqa: E402
from models.retriever import FootnoteRetriever  # noqa: E402

NOTES = "# Kilns\n\n" + "\n\n".join(f"## Kiln {n}\n\nKiln {n} fires clay for {n} hours." for n in range(1, 9)) + "\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("retriever")
    (folder / "notes").mkdir()
    (folder / "notes" / "kilns.md").write_text(NOTES, encoding="utf-8")
    embedder = HashEmbedder()
    library = Library(folder / "library", embedder, NoteReader(embedder.pieces, embedder.limit))
    library.sync([folder / "notes"])
    yield library
    library.close()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
class TestTheStandardSuite(suite.RetrieversIntegrationTests):  # type: ignore[misc,name-defined]
    @pytest.fixture(autouse=True)
    def _over(self, library: Library) -> None:
        self.library = library

    @property
    def retriever_constructor(self) -> type[FootnoteRetriever]:
        return FootnoteRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"library": self.library}

    @property
    def retriever_query_example(self) -> str:
        return "How long does a kiln fire clay?"


def test_a_document_is_a_verbatim_slice_of_its_source(library: Library) -> None:
    for document in FootnoteRetriever(library=library, k=4).invoke("How long does kiln 3 fire?"):
        text = library.document(document.metadata["source"]).text
        assert text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert document.metadata["url"].endswith(f"#L{document.metadata['line']}")
        assert document.id


def test_a_scope_holds(library: Library) -> None:
    nowhere = Scope(kinds=frozenset({Kind.PDF}))
    assert FootnoteRetriever(library=library, scope=nowhere).invoke("kiln") == []


def test_the_order_is_that_of_the_search(library: Library, tmp_path: Path) -> None:
    hits = library.search("kiln 5 hours", limit=3)
    documents = FootnoteRetriever(library=library, k=3).invoke("kiln 5 hours")
    assert [d.id for d in documents] == [hit.passage.id for hit in hits]
