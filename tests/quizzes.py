"""Items made by hand over two small notes, for tests of everything that comes after an item exists."""

from datetime import UTC, datetime

from domain.documents import Document, Kind, Passage, Source
from domain.quiz import Item, ItemKind, Why
from domain.replies import Citation

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
GLUE = Source("note:glue.md", Kind.NOTE, "AWS Glue", "notes/glue.md", "notes")
TEXT = (
    "- A crawler infers the schema of data in S3\n"
    "- DataBrew masks personal data; keys come from the Key Management Service (KMS)\n"
    "- A job bookmark remembers what was read, and keeps 24 hours of state\n"
    "- Jobs never run without a role"
)
PASSAGE = Passage(GLUE, 20, 20 + len(TEXT), TEXT, ("AWS Glue", "Crawlers"), plain=TEXT, line=5)


def cited(words: str, number: int = 1, passage: Passage = PASSAGE) -> Citation:
    start = passage.start + passage.text.index(words)
    return Citation(number, passage, start, start + len(words))


SCHEMA = cited("A crawler infers the schema of data in S3")
OPTIONS = ("A crawler", "DataBrew", "A job bookmark", "A role")
TRUTHS = (
    SCHEMA,
    cited("DataBrew masks personal data", 2),
    cited("A job bookmark remembers what was read", 3),
    cited("Jobs never run without a role", 4),
)
WHY = tuple(
    Why(n, f"{option}: {citation.quote}.", citation)
    for n, (option, citation) in enumerate(zip(OPTIONS, TRUTHS, strict=True))
)


def single(id: str = "single", **other: object) -> Item:
    values: dict[str, object] = {
        "stem": "What infers the schema of data in S3?",
        "options": OPTIONS,
        "key": (0,),
        "why": WHY,
        "topic": "Crawlers",
        "task": "2.2",
    }
    return Item(id, ItemKind.SINGLE, citation=SCHEMA, **{**values, **other})  # type: ignore[arg-type]


def multi(id: str = "multi") -> Item:
    stem = "Which two are parts of Glue that touch data? (Select two.)"
    return Item(id, ItemKind.MULTI, stem, SCHEMA, OPTIONS, (0, 1), WHY, topic="AWS Glue", task="1.2")


def matching(id: str = "matching") -> Item:
    prompts = ("infers a schema", "masks data")
    stem = "Match each job to what does it."
    return Item(id, ItemKind.MATCHING, stem, SCHEMA, OPTIONS[:3], (0, 1), WHY[:3], (), prompts, topic="AWS Glue")


def cloze(*accepted: str, stem: str = "A _____ infers the schema of data in S3.") -> Item:
    return Item("cloze", ItemKind.CLOZE, stem, SCHEMA, accepted=accepted, topic="Crawlers", task="2.2")


def short(*accepted: str, stem: str = "What does it remember?") -> Item:
    return Item("short", ItemKind.SHORT, stem, TRUTHS[2], accepted=accepted, topic="Job bookmarks", task="1.1")


class Notes:
    """One note with one section."""

    def __init__(self) -> None:
        self.passages_now = [PASSAGE]

    def now_says(self, text: str, start: int = 20, headings: tuple[str, ...] = PASSAGE.headings) -> None:
        self.passages_now = [Passage(GLUE, start, start + len(text), text, headings, plain=text)]

    def document(self, source_id: str, /) -> Document:
        return Document(GLUE, self.passages_now[0].text)

    def section(self, passage: Passage, /) -> list[Passage]:
        return [found for found in self.passages_now if found.headings == passage.headings]

    def passages(self, source_id: str, /) -> list[Passage]:
        return self.passages_now

    def sources(self) -> list[Source]:
        return [GLUE]


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now
