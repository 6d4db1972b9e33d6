"""Streamlit entry: build the study partner once, draw it. Run with `streamlit run app.py`."""

import streamlit as st

from bootstrap import build_study
from domain.errors import StudyError
from domain.partner import StudyPartner
from settings import Settings
from ui.errors import show
from ui.main import run


@st.cache_resource(show_spinner=False)
def study_for(settings: Settings) -> StudyPartner:
    """One study partner for all tabs; the settings are an argument, so that other settings get another one."""
    return build_study(settings)


def main() -> None:
    """Settings -> study partner -> screens."""
    try:
        settings = Settings.load()
        study = study_for(settings)
    except StudyError as error:
        show(error)
        return
    run(study, settings.notes)


main()
