"""The app over the scripted study partner; what it does is set by environment variables."""

import os
from pathlib import Path

import streamlit as st
from scripted import ScriptedStudy

from ui.main import run


@st.cache_resource
def study_in(library: str, pause: float, broken: str) -> ScriptedStudy:
    return ScriptedStudy(Path(library), pause=pause, broken=broken)


pause, broken = float(os.environ.get("FOOTNOTE_TEST_PAUSE", "0")), os.environ.get("FOOTNOTE_TEST_BROKEN", "")
run(study_in(os.environ["FOOTNOTE_LIBRARY"], pause, broken), [Path("notes")])
