"""The Settings page, section by section."""

from dataclasses import replace

import streamlit as st

from domain.errors import StudyError
from domain.partner import StudyPartner
from ui.errors import show
from ui.jobs import desk_of
from ui.library.syncing import Places, progress_here
from ui.settings.data import own_data
from ui.settings.model import who_answers


def settings_page(study: StudyPartner, places: Places) -> None:
    """Draw what can be set; `places` takes where the progress of a sync may be shown."""
    st.title("Settings", anchor=False)
    who_answers(study)
    _unsupported(study)
    _hosts(study)
    st.header("Library", anchor=False)
    _index(study)
    places.append(progress_here(study))
    own_data(study)


def _unsupported(study: StudyPartner) -> None:
    st.toggle(
        "Leave out sentences that your notes do not support",
        study.preferences.load().drop_unsupported,
        key="drop-unsupported",
        on_change=_keep_unsupported,
        args=(study,),
        help="Off: they are set apart under “Not in your notes”. Only a language model writes such sentences.",
    )


def _keep_unsupported(study: StudyPartner) -> None:
    wanted = bool(st.session_state["drop-unsupported"])
    study.preferences.keep(replace(study.preferences.load(), drop_unsupported=wanted))


def _hosts(study: StudyPartner) -> None:
    st.header("Links", anchor=False)
    with st.form("allow-hosts", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        hosts = st.text_input(
            "Private hosts that your links may reach",
            ", ".join(study.preferences.load().allow_hosts),
            placeholder="wiki.intranet, localhost:8080",
            key="hosts",
            help="Links never reach this computer or a private network, but for the hosts named here.",
        )
        if not st.form_submit_button("Save hosts"):
            return
    try:
        study.allow_hosts([host for part in hosts.split(",") if (host := part.strip())])
    except StudyError as error:
        show(error)
    else:
        st.toast("Saved.", icon=":material/check:")


def _index(study: StudyPartner) -> None:
    desk = desk_of(study)
    st.markdown(f"Version of the index: `{study.version()[:12] or 'none'}`")
    st.button(
        "Read everything again",
        key="rebuild",
        on_click=desk.start_sync,
        kwargs={"full": True},
        disabled=desk.busy,
        help="Builds the index anew from your notes; conversations stay.",
    )
