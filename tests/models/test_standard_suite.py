"""Footnote in a LangChain chain: LangChain's own suite for retrievers."""

from typing import Any

import pytest

from index.library import Library
from models.retriever import FootnoteRetriever

suite = pytest.importorskip(
    "langchain_tests.integration_tests.retrievers", reason="needs pip install --no-deps -r requirements-evals.txt"
)
pytestmark = pytest.mark.slow


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
class TestTheStandardSuite(suite.RetrieversIntegrationTests):  # type: ignore[misc,name-defined]
    @pytest.fixture(autouse=True)
    def _over(self, kilns: Library) -> None:
        self.library = kilns

    @property
    def retriever_constructor(self) -> type[FootnoteRetriever]:
        return FootnoteRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"library": self.library}

    @property
    def retriever_query_example(self) -> str:
        return "How long does a kiln fire clay?"
