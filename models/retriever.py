"""Footnote's search for other people's LangChain chains."""

from collections.abc import Sequence

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables.config import run_in_executor
from pydantic import ConfigDict, Field, SkipValidation

from domain.ports import Retriever
from domain.replies import EVERYWHERE, Hit, Scope
from domain.wire.replies import deep_link


class FootnoteRetriever(BaseRetriever):
    """A library's passages as LangChain documents, best first.

    `page_content` is the passage, verbatim: the characters `start` to `end` (see the metadata) of its source's text.
    `bootstrap.retriever_over` makes one over a library.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: SkipValidation[Retriever] = Field(exclude=True)  # whatever searches; not part of what is serialised
    k: int = Field(default=10, ge=1)  # documents at most
    scope: Scope = EVERYWHERE

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return _documents(self.library.search(query, limit=k or self.k, scope=self.scope))

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        hits = await run_in_executor(None, self.library.search, query, limit=k or self.k, scope=self.scope)
        return _documents(hits)


def _documents(hits: Sequence[Hit]) -> list[Document]:
    return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    passage, source = hit.passage, hit.passage.source
    metadata = {
        "source": source.id,
        "kind": source.kind.value,
        "title": source.title,
        "location": source.location,
        "url": deep_link(passage),
        "headings": list(passage.headings),
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "line": passage.line,
        "score": hit.score,
        "found_by": list(hit.found_by),
    }
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)
