"""What belongs to the student: taken along, or deleted."""

import streamlit as st

from domain.errors import StudyError
from domain.partner import StudyPartner
from ui.errors import show
from ui.jobs import clear_desk, desk_of

_WORD = "delete"
_FIELD, _UNSURE, _FAILED = "delete-word", "delete-unsure", "delete-failed"


def own_data(study: StudyPartner) -> None:
    """Draw the two ways out."""
    st.header("Your data", anchor=False)
    st.markdown("Everything Footnote keeps lies in one folder on this computer. Keys are never kept.")
    with st.container(horizontal=True):
        st.download_button(
            "Export everything",
            study.belongings.export,
            "footnote.zip",
            "application/zip",
            key="export",
            on_click="ignore",
            icon=":material/download:",
        )
        delete = st.button("Delete everything", key="delete-all", icon=":material/delete_forever:")
    if delete:
        _delete(study)
    if failed := st.session_state.pop(_FAILED, None):
        show(failed)


@st.dialog("Delete everything")
def _delete(study: StudyPartner) -> None:
    st.markdown(
        "This deletes conversations, to-dos, these settings, files that you dropped into Footnote, and all that was "
        "read. Your notes stay where they are. Footnote then begins anew."
    )
    st.text_input(f"Write “{_WORD}” to go on", key=_FIELD)
    busy = desk_of(study).busy
    if st.button("Delete", type="primary", key="delete-yes", disabled=busy, on_click=_all, args=(study,)):
        if st.session_state.pop(_UNSURE, False):
            st.warning(f"Nothing was deleted: the field does not say “{_WORD}”.", icon=":material/info:")
        else:
            st.rerun()


def _all(study: StudyPartner) -> None:
    """Delete, if the word was written; the session begins anew."""
    if str(st.session_state.get(_FIELD, "")).strip().casefold() != _WORD:
        st.session_state[_UNSURE] = True
        return
    try:
        study.belongings.delete()
    except StudyError as error:
        st.session_state[_FAILED] = error
    else:
        clear_desk(study)
        st.session_state.clear()
