"""Files of a synced folder that are not read -> one line for each ending: what they are, and how they could be read."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from domain.documents import Skipped

_MOST = 30  # endings that are named one by one
_KINDS = (  # what files with these endings are, and what a student can do
    ("png jpg jpeg gif webp bmp svg heic tif tiff ico", "pictures", "Write what matters in them into a note."),
    ("mp3 m4a wav ogg flac aac mp4 mov webm mkv avi", "sound or film", "Write what matters in them into a note."),
    ("zip 7z rar tar gz tgz bz2 xz", "archives", "Unpack them into the folder."),
    ("doc odt rtf pages docm", "documents", "Save them as .docx, .pdf or .html."),
    ("ppt pptx odp key", "slides", "Save them as .pdf."),
    ("xls xlsx ods numbers", "tables", "Save them as .csv."),
    ("epub mobi azw3", "books", "Save them as .html or .pdf."),
    ("enex opml apkg anki2 jex", "exports of other programs", "Export them as Markdown or HTML."),
    ("rst adoc asciidoc org tex wiki textile", "notes in another markup", "Export them as Markdown."),
    ("eml msg mbox", "letters", "Save them as .html or .pdf."),
)
_KNOWN = {ending: (what, hint) for endings, what, hint in _KINDS for ending in endings.split()}
_OTHER = ("no notes", "Save those that are notes as Markdown, text, HTML, DOCX or PDF.")


def unread(folder: str, names: Counter[str]) -> Iterator[Skipped]:
    """A line for each ending, the commonest first; `names` counts the endings, "" for files that have none."""
    for ending, count in names.most_common(_MOST):
        what, hint = _KNOWN.get(ending, _OTHER)
        one = f"{count:,} .{ending} file" if ending else f"{count:,} file without an ending"
        files = one.replace(" file", " files") if count > 1 else one
        yield Skipped(folder, f"{files} {'were' if count > 1 else 'was'} not read ({what}).", hint)
    if more := sum(count for _, count in names.most_common()[_MOST:]):
        yield Skipped(folder, f"{more:,} files with other endings were not read.", _OTHER[1])


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters, without the full stop."""
    return PurePath(name).suffix.lower().removeprefix(".")
