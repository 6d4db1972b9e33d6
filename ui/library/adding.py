"""How notes come into the library from the page: by the path of a folder, or dropped as files."""

from pathlib import Path

import streamlit as st

from domain.errors import StudyError
from domain.partner import StudyPartner
from ui.errors import show
from ui.jobs import desk_of

_ENDINGS = "md markdown mdx qmd rmd txt ipynb html htm pdf docx csv tsv".split()


def adding(study: StudyPartner) -> None:
    """Draw the two ways in."""
    desk = desk_of(study)
    with st.expander("Add notes", icon=":material/add:"):
        with st.form("add-folder", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            path = st.text_input("A folder or a file on this computer", placeholder="~/notes", key="add-path").strip()
            if st.form_submit_button("Add", disabled=desk.busy) and path:
                desk.start_sync([Path(path)])
                st.rerun()
        with st.form("add-files", clear_on_submit=True, border=False):
            files = st.file_uploader(
                "Or drop files here", type=_ENDINGS, accept_multiple_files=True, key="add-files-in"
            )
            if st.form_submit_button("Add these files", disabled=desk.busy) and files:
                _take(study, [(file.name, file.getvalue()) for file in files])


def _take(study: StudyPartner, files: list[tuple[str, bytes]]) -> None:
    try:
        folder = study.take_in(files)
    except StudyError as error:
        show(error)
        return
    desk_of(study).start_sync([folder])
    st.rerun()
