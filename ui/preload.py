"""A quick start: what is spared, and what is done while the browser still loads the page.

That is importing, and beginning to load the model. Whoever draws the page waits for the imports: two threads that
import the same packages from different ends can meet one half made. Nobody waits for what comes after them.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.components.v2.manifest_scanner import ComponentManifest


def skip_component_scan() -> None:
    """Spare Streamlit's search of every installed package for components: 0.3 s of each start, and ours come with us.

    Streamlit has no setting for it. Should the function be moved by an update, the search is done as before.
    """
    with suppress(ImportError):
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = _no_manifests  # type: ignore[assignment]  # by its keyword only


def _no_manifests(_: int | None = None) -> list[tuple["ComponentManifest", Path]]:
    return []


class Ahead:
    """Work that is begun once, by whoever comes first."""

    def __init__(self) -> None:
        """Nothing is begun."""
        self._once = Lock()  # taken by the first, never given back
        self._imported = Event()

    def begin(self, imports: Callable[[], object], afterwards: Callable[[], object]) -> None:
        """Begin both in a thread, unless that was done before."""
        if self._once.acquire(blocking=False):
            Thread(target=self._run, args=(imports, afterwards), name="ahead", daemon=True).start()

    def wait(self) -> None:
        """Wait for the end of the imports, good or bad."""
        self._imported.wait()

    def _run(self, imports: Callable[[], object], afterwards: Callable[[], object]) -> None:
        try:
            imports()
        except ImportError:
            return  # whoever draws the page meets it again, and can say so
        finally:
            self._imported.set()
        afterwards()


AHEAD = Ahead()  # of this process: the script that draws a page is run anew for each, this module is not
