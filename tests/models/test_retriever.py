"""Footnote in a LangChain chain: exact offsets, the scope and the order of the search."""

from domain.documents import Kind
from domain.replies import Scope
from index.library import Library
from models.retriever import FootnoteRetriever


def test_a_document_is_a_verbatim_slice_of_its_source(kilns: Library) -> None:
    for document in FootnoteRetriever(library=kilns, k=4).invoke("How long does kiln 3 fire?"):
        text = kilns.document(document.metadata["source"]).text
        assert text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert document.metadata["url"].endswith(f"#L{document.metadata['line']}")
        assert document.id


def test_a_scope_holds(kilns: Library) -> None:
    nowhere = Scope(kinds=frozenset({Kind.PDF}))
    assert FootnoteRetriever(library=kilns, scope=nowhere).invoke("kiln") == []


def test_the_order_is_that_of_the_search(kilns: Library) -> None:
    hits = kilns.search("kiln 5 hours", limit=3)
    documents = FootnoteRetriever(library=kilns, k=3).invoke("kiln 5 hours")
    assert [d.id for d in documents] == [hit.passage.id for hit in hits]
