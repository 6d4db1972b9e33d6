"""The library's sources and sections, looked up once per version of the library."""

from collections import Counter

from domain.documents import BlockKind, Kind, Source
from domain.partner import StudyPartner
from ui.jobs import ChecksWork, Desk, desk_of

_READ = 300  # notes whose headings are offered as sections: enough for a student, quick for a huge folder


def sources(study: StudyPartner) -> list[Source]:
    """All sources, in order of id."""
    return _known(study).sources or []


def sections(study: StudyPartner) -> list[str]:
    """The headings of the notes below their titles, in reading order, each once."""
    desk = _known(study)
    if desk.sections is None:
        notes = [source for source in sources(study) if source.kind is Kind.NOTE][:_READ]
        found = (heading for note in notes for heading in _headings(study, note))
        desk.sections = list(dict.fromkeys(found))
    return desk.sections


def suggestions(study: StudyPartner) -> list[str]:
    """First questions that the notes can answer."""
    desk = _known(study)
    if desk.suggestions is None:
        desk.suggestions = study.suggestions()
    return desk.suggestions


def counts(study: StudyPartner) -> dict[str, tuple[int, int]]:
    """Source id -> how many passages and links the source has; links are not looked up in a huge library."""
    desk = _known(study)
    if desk.counts is None:
        passages = study.passage_counts()
        linking = {s.id for s in sources(study)[:_READ]}
        desk.counts = {
            s.id: (passages.get(s.id, 0), len(study.documents.document(s.id).links) if s.id in linking else 0)
            for s in sources(study)
        }
    return desk.counts


def checks(study: StudyPartner) -> ChecksWork:
    """The notes held against their pages: begun when first asked for."""
    desk = _known(study)
    if desk.checks is None:
        desk.checks = ChecksWork(study)
        desk.checks.start("checks")
    return desk.checks


def check_again(study: StudyPartner) -> None:
    """Forget what came of the last checks."""
    desk_of(study).checks = None


def counted(study: StudyPartner) -> str:
    """ "12 notes and 3 web pages"."""
    kinds = Counter(source.kind for source in sources(study))
    names = {Kind.NOTE: "note", Kind.WEB: "web page", Kind.PDF: "PDF"}
    said = [f"{kinds[kind]:,} {name}{'s' if kinds[kind] != 1 else ''}" for kind, name in names.items() if kinds[kind]]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _headings(study: StudyPartner, source: Source) -> list[str]:
    outline = study.documents.document(source.id).outline
    return [
        block.plain for block in outline if block.kind is BlockKind.HEADING and 2 <= block.level <= 3 and block.plain
    ]


def _known(study: StudyPartner) -> Desk:
    """The desk, with what it knew of an older library forgotten."""
    desk, version = desk_of(study), study.version()
    if desk.version != version or desk.sources is None:
        desk.version, desk.sources = version, study.documents.sources()
        desk.sections = desk.suggestions = desk.counts = desk.checks = None
    return desk
