"""Buttons that give items away: to Anki, to a spreadsheet, to paper."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from domain.quiz import Item
from quiz.export.anki import write_anki
from quiz.export.tables import csv_of, markdown_of
from ui.chat.export import filename_of


def exports(items: Sequence[Item], title: str) -> None:
    """A file is made when it is asked for."""
    name = filename_of(title).removesuffix(".md")
    with st.container(horizontal=True, vertical_alignment="center", key="exports"):
        st.caption("Take the questions along:", width="content")
        for label, ending, mime, content in (
            ("Anki", "apkg", "application/octet-stream", lambda: _anki(items)),
            ("CSV", "csv", "text/csv", lambda: csv_of(items).encode("utf-8-sig")),
            ("Print", "md", "text/markdown", lambda: markdown_of(items, title).encode()),
        ):
            st.download_button(
                label, content, f"{name}.{ending}", mime, key=f"export-{ending}", on_click="ignore", type="tertiary"
            )


def _anki(items: Sequence[Item]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "footnote.apkg"
        write_anki(items, path, datetime.now(UTC))
        return path.read_bytes()
