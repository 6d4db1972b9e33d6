"""What tests do on pages that are drawn without a browser, and what lies in the diary behind these."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import scripted
from streamlit.testing.v1 import AppTest

from domain.memory import Sitting
from study.cards import SqlCards
from study.engine import open_engine
from study.sittings import SqlSittings

App = Callable[[], AppTest]


def url() -> str:
    return f"sqlite:///{os.environ['FOOTNOTE_LIBRARY']}/study.sqlite3"


def kept() -> SqlCards:
    return SqlCards(open_engine(url()))


def sittings(now: datetime | None = None) -> SqlSittings:
    return SqlSittings(open_engine(url()), lambda: now or datetime.now(UTC), lambda: "made")


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def keys(page: AppTest) -> list[str]:
    return [str(button.key) for button in page.button]


def option(page: AppTest, n: int) -> AppTest:
    return press(page, next(key for key in keys(page) if key.startswith("option-") and key.endswith(f"-{n}")))


def views(page: AppTest) -> list[dict[str, Any]]:
    """What the citation component was given: of an answered item the verdict, then the reasons."""
    return [json.loads(node.proto.mixed.json or node.proto.json) for node in page.get("bidi_component")]


def view(page: AppTest) -> dict[str, Any]:
    return views(page)[0]


def wished(page: AppTest, words: str) -> AppTest:
    """The page after a wish in the chat."""
    page = page.chat_input[0].set_value(words).run()
    assert not page.exception
    return page


def lit(card: dict[str, Any]) -> str:
    return "".join(piece["text"] for line in card["lines"] for piece in line["pieces"] if piece["lit"])


def exam_begun(now: datetime | None = None) -> Sitting:
    items = scripted.ScriptedStudy(Path(os.environ["FOOTNOTE_LIBRARY"]), synced=True).exam(0)
    return sittings(now).begin("Mock exam", items, 12)


def on_quiz(app: App, sitting: Sitting | None = None) -> AppTest:
    """The Quiz page, as after a reload with a sitting in the address."""
    page = app()
    if sitting:
        page.query_params["s"] = sitting.id
    return to_page(page, "quiz")


def to_page(page: AppTest, name: str) -> AppTest:
    """Another page of the navigation."""
    page._page_hash = next(key for key, p in page._registered_pages.items() if p.get("url_pathname") == name)
    page = page.run()
    assert not page.exception
    return page
