"""What is done before anybody asks is done once, and the page waits for the part that it needs."""

from threading import Event

from ui.preload import Ahead


def test_the_page_waits_for_the_imports_and_not_for_the_model() -> None:
    imported, loaded = Event(), Event()
    ahead = Ahead()
    ahead.begin(imported.set, lambda: loaded.wait(60))
    ahead.wait()
    assert imported.is_set() and not loaded.is_set()
    loaded.set()


def test_it_is_begun_once() -> None:
    begun: list[str] = []
    done = Event()
    ahead = Ahead()
    ahead.begin(lambda: begun.append("first"), done.set)
    ahead.begin(lambda: begun.append("second"), done.set)
    assert done.wait(60) and begun == ["first"]


def test_an_import_that_fails_lets_the_page_say_so() -> None:
    ahead = Ahead()
    ahead.begin(lambda: exec("import no_such_package"), lambda: None)
    ahead.wait()
