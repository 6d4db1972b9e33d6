"""The app over the scripted study partner; what it does is set by environment variables."""

import os
from pathlib import Path

import streamlit as st
from scripted import ScriptedStudy

from ui.main import run


@st.cache_resource
def study_in(library: str, pause: float) -> ScriptedStudy:
    return ScriptedStudy(Path(library), pause=pause)


run(study_in(os.environ["FOOTNOTE_LIBRARY"], float(os.environ.get("FOOTNOTE_TEST_PAUSE", "0"))), [Path("notes")])
