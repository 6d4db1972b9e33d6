"""Drafts whose every sentence has its footnote."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from answer.markdown import Section, escape, render
from claims.units import Unit
from domain.documents import Block, BlockKind, Document, Kind, Passage, Sentence, Source
from domain.replies import Answer, Hit, Question, markers

WORDS = st.text(alphabet="ab `*_[]^1<>#~$\\|.", min_size=1, max_size=30).filter(lambda t: t.strip() == t)


def unit(text: str, kind: Kind = Kind.NOTE, title: str = "A", shelf: str = "notes") -> Unit:
    source = Source(f"{kind}:{title}", kind, title, "a.md", shelf)
    sentence = Sentence(0, len(text), text)
    document = Document(source, text, (Block(BlockKind.PARAGRAPH, 0, len(text), None, (sentence,)),))
    return Unit(Hit(Passage(source, 0, len(text), text), 1.0, ("words",)), document, 0, sentence, (), "")


def shown(markdown: str) -> str:
    """What a reader sees of inline Markdown."""
    inline = MarkdownIt("commonmark").parseInline(markdown)[0].children or []
    return "".join(t.content for t in inline)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=3), WORDS)
def test_every_sentence_has_its_footnote_whatever_the_words_are(groups: list[list[str]], lead: str) -> None:
    draft = render([Section(lead, tuple(unit(text) for text in group)) for group in groups])
    assert len(draft.citations) == sum(map(len, groups))
    assert {c.number for c in draft.citations} <= set(range(1, len(draft.citations) + 1))
    Answer(Question("?"), "?", draft.text, draft.citations, "extractive")


@given(st.text(alphabet="ab *_[]<>#~", min_size=1, max_size=30).map(str.strip).filter(bool))
def test_plain_words_are_shown_as_they_are(words: str) -> None:
    assert shown(escape(words)) == words


def test_code_stays_code() -> None:
    assert escape("use `a_b*` and a_b*") == "use `a_b*` and a\\_b\\*"


def test_a_marker_in_the_notes_is_not_a_footnote_of_the_answer() -> None:
    draft = render([Section("", (unit("the notes say [^7] here"),))])
    assert markers(draft.text) == (1,)


def test_a_lead_is_a_line_of_its_own_and_several_sentences_become_bullets() -> None:
    assert render([Section("Kilns", (unit("They are hot."),))]).text == "*Kilns*\n\nThey are hot.[^1]"
    assert render([Section("Kilns:", (unit("Hot."), unit("Big.")))]).text == "*Kilns*\n\n- Hot.[^1]\n- Big.[^2]"


def test_a_sentence_that_begins_like_a_list_does_not_become_one() -> None:
    assert escape("1. first") == "1\\. first"
    assert escape("- x") == "\\- x"
    assert escape("-x") == "-x"
