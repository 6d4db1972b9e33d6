"""Items -> an Anki deck (.apkg), through the package genanki; its only home.

An item keeps its GUID, so a deck that is exported again updates what Anki has instead of doubling it.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from domain.errors import LibraryBroken
from domain.quiz import Item, ItemKind
from domain.wire.replies import cited_link
from quiz.grading.typed import letter

if TYPE_CHECKING:
    import genanki

GAP = "_____"
_MARK = b"Footnote deck"  # the comment of the archive: Anki reads past it, and drops it when it writes a deck itself
_DECK, _CHOICE, _CLOZE = 1706140921, 1706140922, 1706140923  # never change them: Anki knows deck and types by these
_EVIDENCE = ("Why", "Quote", "Source", "Link", "ID")
_BACK = (
    '<div class="why">{{Why}}</div><blockquote>{{Quote}}</blockquote><div class="source">{{Source}}<br>{{Link}}</div>'
)
_CSS = """.card { font: 20px/1.5 Georgia, serif; max-width: 36em; margin: 0 auto; padding: 1em; text-align: left; }
.cloze { font-weight: 600; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid #8a8; font-style: italic; }
.why, .source { font-size: 0.8em; } .why:empty, blockquote:empty { display: none; }
"""


def write_anki(items: Sequence[Item], path: Path, at: datetime, *, overwrite: bool = False) -> None:
    """The deck "Footnote" with a note for each item, tagged by topic and task; an earlier export makes way.

    `LibraryBroken` if it cannot be kept, or if there is a file that is not such a deck and `overwrite` is not set.
    """
    import genanki

    if not overwrite and path.exists() and not _is_ours(path):
        raise LibraryBroken(
            f"{path} is there already and is no deck that Footnote wrote.", "Choose another name, or add --overwrite."
        )
    deck, (choice, cloze) = genanki.Deck(_DECK, "Footnote"), _models()
    for item in items:
        note = _cloze(item, cloze) if item.kind is ItemKind.CLOZE and GAP in item.stem else _choice(item, choice)
        deck.add_note(note)
    try:
        with TemporaryDirectory(dir=path.parent, prefix=".footnote-") as folder:
            unfinished = Path(folder) / "deck.apkg"
            genanki.Package(deck).write_to_file(str(unfinished), timestamp=at.timestamp())
            with ZipFile(unfinished, "a") as archive:
                archive.comment = _MARK
            unfinished.replace(path)
    except OSError as error:
        raise LibraryBroken(f"{path} could not be written: {error.strerror or error}.", "Check the path.") from error


def _is_ours(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            return archive.comment == _MARK
    except (OSError, BadZipFile):
        return False


def _models() -> tuple["genanki.Model", "genanki.Model"]:
    import genanki

    front = '<div class="stem">{{Stem}}</div>{{Options}}'
    choice = genanki.Model(
        _CHOICE,
        "Footnote choice",
        fields=[{"name": name} for name in ("Stem", "Options", "Answer", *_EVIDENCE)],
        templates=[
            {"name": "Question", "qfmt": front, "afmt": f"{front}<hr id=answer><b>{{{{Answer}}}}</b>{_BACK}"},
        ],
        css=_CSS,
    )
    cloze = genanki.Model(
        _CLOZE,
        "Footnote cloze",
        fields=[{"name": name} for name in ("Text", *_EVIDENCE)],
        templates=[{"name": "Cloze", "qfmt": "{{cloze:Text}}", "afmt": f"{{{{cloze:Text}}}}{_BACK}"}],
        css=_CSS,
        model_type=genanki.Model.CLOZE,
    )
    return choice, cloze


def _choice(item: Item, model: "genanki.Model") -> "genanki.Note":
    options = "".join(f"<li>{_text(option)}</li>" for option in item.options)
    prompts = "".join(f"<li>{_text(prompt)}</li>" for prompt in item.prompts)
    listed = (f"<ul>{prompts}</ul>" if prompts else "") + (f'<ol type="A">{options}</ol>' if options else "")
    return _note(item, model, [_text(item.stem), listed, _text(item.answer)])


def _cloze(item: Item, model: "genanki.Model") -> "genanki.Note":
    gap = f"{{{{c1::{_text(item.accepted[0]).replace('::', ':&#58;')}}}}}"
    return _note(item, model, [_text(item.stem).replace(GAP, gap)])


def _note(item: Item, model: "genanki.Model", fields: list[str]) -> "genanki.Note":
    import genanki

    passage = item.citation.passage
    trail = " › ".join(passage.headings) or passage.source.title
    why = "<br>".join(f"<b>{letter(w.option)}</b> {_text(w.text)}" for w in item.why)
    evidence = [
        why,
        _text(item.citation.quote),
        _text(f"{passage.source.title} · {trail}"),
        _link(item),
        _text(item.id),
    ]
    return genanki.Note(model=model, fields=[*fields, *evidence], tags=_tags(item), guid=_guid(item))


def _guid(item: Item) -> Any:  # noqa: ANN401  # genanki is not typed
    import genanki

    return genanki.guid_for("footnote", item.id)


def _link(item: Item) -> str:
    """The place of the quote: something to press where it is a page, else the file and line."""
    link = cited_link(item.citation)
    return f'<a href="{escape(link)}">{escape(link)}</a>' if link.startswith(("http://", "https://")) else _text(link)


def _tags(item: Item) -> list[str]:
    named = (("topic", item.topic), ("task", item.task), ("kind", item.kind.value))
    return [f"{name}::{'_'.join(value.replace('::', '-').split())}" for name, value in named if value.strip()]


def _text(words: str) -> str:
    """Words that are neither markup nor a field of Anki's."""
    return escape(words).replace("{", "&#123;").replace("}", "&#125;").replace("\n", "<br>")
