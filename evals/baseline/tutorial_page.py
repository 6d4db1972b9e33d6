"""The tutorial pipeline as a Streamlit page: streamlit run evals/baseline/tutorial_page.py -- INDEX."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from evals.baseline.tutorial import opened

if TYPE_CHECKING:
    from langchain_chroma import Chroma


@st.cache_resource
def store(index: str) -> "Chroma":
    """The vector store, opened once."""
    return opened(Path(index))


def main() -> None:
    """A field, and what is nearest to the question."""
    st.title("Ask your notes")
    found = store(sys.argv[1])
    question = st.chat_input("Ask your notes")
    if question:
        with st.container(key="found"):
            for document in found.similarity_search(question, k=4):
                st.markdown(document.page_content)


main()
