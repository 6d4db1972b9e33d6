"""The notes of the scripted study partner, and their documents in memory."""

from domain.documents import Block, BlockKind, Document, Kind, Passage, Sentence, Source

NOTES = {
    "glue": """# AWS Glue

## Glue

- AWS Glue is a **serverless** data integration service
  - It discovers, prepares and combines data for analytics
- Crawlers fill the Data Catalog

### DataBrew

- DataBrew is a visual tool for cleaning data, without any code
  - it has over 250 ready transformations, see [the guide](https://docs.aws.amazon.com/databrew/)
  - `MASK_RANGE` and other steps hide personal data
- <script>alert(1)</script> is only text in a note
""",
    "athena": """# Athena

## Queries

Athena is a serverless query service over data in S3. It is billed by the
data that is scanned, so columnar formats such as Parquet make it cheaper.
""",
    "kinesis": """# Kinesis

## Data Streams

A shard takes 1 MB or 1,000 records a second. The default retention is 24 hours and
can be raised to 365 days.
""",
}


def document_of(name: str, folder: str) -> Document:
    text = NOTES[name]
    source = Source(f"note:{name}.md", Kind.NOTE, text.splitlines()[0].strip("# "), f"{folder}/{name}.md", folder)
    outline, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.startswith("#"):
            words = line.strip("# \n")
            start = at + line.index(words)
            sentence = Sentence(start, start + len(words), words)
            level = len(line) - len(line.lstrip("#"))
            outline.append(Block(BlockKind.HEADING, start, start + len(words), None, (sentence,), level))
        at += len(line)
    return Document(source, text, tuple(outline))


class Shelved:
    """The documents in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Document] = {}

    def document(self, source_id: str, /) -> Document:
        return self.kept[source_id]

    def section(self, passage: Passage, /) -> list[Passage]:
        return [found for found in self.passages(passage.source.id) if found.headings == passage.headings]

    def passages(self, source_id: str, /) -> list[Passage]:
        return passages_of(self.kept[source_id]) if source_id in self.kept else []

    def sources(self) -> list[Source]:
        return [self.kept[key].source for key in sorted(self.kept)]


def passages_of(document: Document) -> list[Passage]:
    headings = [block for block in document.outline if block.level > 1]
    edges = [*(heading.start for heading in headings), len(document.text)]
    found = []
    for heading, end in zip(headings, edges[1:], strict=True):
        start = document.text.index("\n", heading.end) + 2
        text = document.text[start:end].rstrip("# \n")
        trail = tuple(dict.fromkeys((document.source.title, heading.plain)))
        line = document.line_of(start)
        found.append(Passage(document.source, start, start + len(text), text, trail, plain=text, line=line))
    return found
