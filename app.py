"""Streamlit entry: build the study partner once, draw it. Run with `streamlit run app.py`."""

# Streamlit imports this file to find the App in it, and runs it for every page: nothing slow is imported at its top.

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from domain.errors import StudyError
from ui.guard import OwnAddressOnly, served_names
from ui.preload import AHEAD, skip_component_scan


def main() -> None:
    """Settings -> study partner -> screens."""
    AHEAD.begin(imports, warm_up)
    AHEAD.wait()
    from process import study_for
    from settings import Settings
    from ui.errors import show
    from ui.main import run

    try:
        settings = Settings.load()
        study = study_for(settings)
    except StudyError as error:
        show(error)
        return
    run(study, settings.notes)


def imports() -> None:
    """Import what the first screen and the first question need."""
    import settings  # noqa: F401
    import ui.main  # noqa: F401
    from process import import_parts

    import_parts()


def warm_up() -> None:
    """Load the model, if there is something to ask about."""
    from process import study_for
    from settings import Settings
    from ui.jobs import desk_of

    try:
        study = study_for(Settings.load())
        if not study.is_empty():
            desk_of(study).warm_up()
    except StudyError:
        return  # the page says what is wrong


def take_over(error: Exception) -> bool:
    """Show what a page or a click ended in; True: Streamlit has nothing to add."""
    from ui.errors import show_unforeseen

    show_unforeseen(error)
    return True


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Get ready while the browser loads the page: most of a second of the first answer."""
    AHEAD.begin(imports, warm_up)
    yield


if __name__ == "__main__":
    main()
else:
    os.umask(0o077)  # what is kept of the notes is for their owner alone
    skip_component_scan()
    guard = Middleware(OwnAddressOnly, served_names)
    app = st.App(__file__, lifespan=lifespan, middleware=[guard], on_script_error=take_over)
