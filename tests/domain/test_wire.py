"""What goes out as JSON comes back the same."""

import json

from hypothesis import given
from hypothesis import strategies as st

from domain.chat import Usage
from domain.documents import Kind, Passage, Source
from domain.linked import LinkedFrom
from domain.replies import Answer, Citation, Hit, Question, Reason, Refusal, Reply, Scope, Support, Turn
from domain.wire.replies import (
    cited_link,
    hit_from_dict,
    hit_to_dict,
    passage_from_dict,
    passage_to_dict,
    reply_from_dict,
    reply_to_dict,
)

WORDS = st.text(max_size=20)
SOURCES = st.builds(Source, WORDS, st.sampled_from(Kind), WORDS, WORDS, WORDS)
ORIGINS = st.builds(LinkedFrom, WORDS, WORDS, st.lists(WORDS, max_size=3).map(tuple), *[st.integers(0, 99)] * 3, WORDS)
SCORES = st.floats(-1, 1)


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    text, start = draw(st.text(min_size=1, max_size=40)), draw(st.integers(0, 1000))
    trail = st.lists(WORDS, max_size=3).map(tuple)
    page, line = draw(st.none() | st.integers(1, 9)), draw(st.integers(1, 99))
    return Passage(draw(SOURCES), start, start + len(text), text, draw(trail), draw(trail), draw(WORDS), page, line)


@st.composite
def citations(draw: st.DrawFn, number: int) -> Citation:
    passage = draw(passages())
    start = draw(st.integers(passage.start, passage.end - 1))
    end, support = draw(st.integers(start + 1, passage.end)), draw(st.sampled_from(Support))
    return Citation(number, passage, start, end, support, draw(st.none() | ORIGINS))


QUESTIONS = st.builds(
    Question,
    WORDS,
    st.lists(st.builds(Turn, st.sampled_from(("student", "tutor")), WORDS), max_size=3).map(tuple),
    st.builds(Scope, st.frozensets(WORDS, max_size=3), st.frozensets(st.sampled_from(Kind)), WORDS),
)
HITS = st.builds(Hit, passages(), SCORES, st.sampled_from((("meaning",), ("words",), ("meaning", "words"))), SCORES)
REFUSALS = st.builds(
    Refusal,
    QUESTIONS,
    WORDS,
    st.sampled_from(Reason),
    st.lists(HITS, max_size=3).map(tuple),
    WORDS,
    st.none() | WORDS,
    st.lists(WORDS, max_size=3).map(tuple),
)


COUNTS, SECONDS = st.none() | st.integers(0, 10**6), st.floats(0, 1000)
USAGES = st.none() | st.builds(Usage, COUNTS, COUNTS, SECONDS, st.none() | SECONDS, st.none() | st.floats(0, 9))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    numbers = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4, unique=True))
    text = " ".join(f"Fact [^{n}]." for n in numbers)
    cited = tuple(draw(citations(n)) for n in numbers)
    apart = draw(st.lists(st.text(alphabet="ab c<", max_size=9), max_size=2).map(tuple))
    fallback, usage, stopped = draw(st.none() | WORDS), draw(USAGES), draw(st.booleans())
    return Answer(draw(QUESTIONS), draw(WORDS), text, cited, draw(WORDS), fallback, apart, usage, stopped)


def through_json(value: object) -> dict[str, object]:
    there_and_back: dict[str, object] = json.loads(json.dumps(value))
    return there_and_back


@given(answers() | REFUSALS)
def test_a_reply_comes_back_from_json_as_it_went(reply: Reply) -> None:
    assert reply_from_dict(through_json(reply_to_dict(reply, ms=1, first_token_ms=1))) == reply


@given(passages())
def test_a_passage_comes_back_from_json_as_it_went(passage: Passage) -> None:
    assert passage_from_dict(through_json(passage_to_dict(passage))) == passage


@given(HITS)
def test_a_hit_comes_back_from_json_as_it_went(hit: Hit) -> None:
    assert hit_from_dict(through_json(hit_to_dict(hit, 1))) == hit


def test_the_keys_are_those_of_the_command_lines_contract() -> None:
    source = Source("note:aws.md", Kind.NOTE, "AWS", "notes/aws.md")
    passage = Passage(source, 120, 133, "Glue is good.", ("Study Notes", "Glue"), line=7)
    answer = Answer(Question("Is it?"), "Is it?", "Yes [^1].", (Citation(1, passage, 120, 132),), "extractive")
    wire = reply_to_dict(answer, id="q1", ms=38.2, first_token_ms=12.1)
    contract = "id question asked_as status answer reason citations nearest model fallback ms first_token_ms"
    assert set(contract.split()) <= set(wire)
    assert (wire["id"], wire["status"], wire["reason"], wire["ms"]) == ("q1", "answered", None, 38.2)
    assert wire["citations"][0]["quote"] == "Glue is good"
    assert wire["citations"][0]["passage"]["id"] == "note:aws.md#120-133"
    assert wire["citations"][0]["passage"]["url"] == "notes/aws.md#L7"


def test_a_web_page_opens_at_the_words_and_a_pdf_at_its_page() -> None:
    web = Passage(Source("web:u", Kind.WEB, "t", "https://a.b/c#old"), 0, 9, "Glue, ok?")
    pdf = Passage(Source("pdf:u", Kind.PDF, "t", "https://a.b/c.pdf"), 0, 9, "Glue, ok?", page=4)
    assert passage_to_dict(web)["url"] == "https://a.b/c#:~:text=Glue%2C%20ok%3F"
    assert passage_to_dict(pdf)["url"] == "https://a.b/c.pdf#page=4"


def test_a_citation_opens_at_its_quote() -> None:
    web = Passage(Source("web:u", Kind.WEB, "t", "https://a.b/c"), 5, 22, "Glue. On-demand.\n")
    note = Passage(Source("note:u", Kind.NOTE, "t", "a.md"), 5, 22, "Glue\nis\nOn-demand", line=3)
    assert cited_link(Citation(1, web, 11, 21)) == "https://a.b/c#:~:text=On%2Ddemand."
    assert cited_link(Citation(1, note, 13, 22)) == "a.md#L5"
