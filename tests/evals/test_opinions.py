"""A judge is a language model asked about one sentence and one passage; its opinion is only told."""

import json
from typing import Any

import pytest

from domain.chat import ChatFailed, ChatModel, Limits
from domain.documents import Kind, Passage, Source
from domain.replies import Answer, Citation, Question, Support
from evals.opinions import opinions
from models.chat.building import chat_model
from servers.openai import OpenAIServer
from servers.script import Fails, Says

TEXT = "Kilns fire clay. Glaze is glass."
ANSWER = Answer(
    Question("What do kilns do?"),
    "What do kilns do?",
    "Kilns fire clay.[^1]\n\n- Glaze is paint.[^2]",
    (
        Citation(1, Passage(Source("note:k.md", Kind.NOTE, "Kilns", "k.md"), 0, 32, TEXT), 0, 16),
        Citation(2, Passage(Source("note:k.md", Kind.NOTE, "Kilns", "k.md"), 0, 32, TEXT), 17, 32, Support.WEAK),
    ),
    "scripted",
)


def judged(body: dict[str, Any]) -> Says:
    """Says what the excerpt says."""
    asked = body["messages"][1]["content"]
    excerpt, sentence = asked.split("Sentence: ")
    right = sentence.split("\n")[0] in excerpt
    return Says(json.dumps({"verdict": "supported" if right else "not", "differs": "" if right else "paint"}))


def of(server: OpenAIServer) -> ChatModel:
    return chat_model(f"openai-compatible:clay@{server.url}", Limits(1.0, 4.0, 8.0), lambda variable: "")


def test_each_sentence_is_judged_beside_the_passage_it_cites() -> None:
    with OpenAIServer(judged) as server:
        found = list(opinions(ANSWER, of(server)))
        asked = [body["messages"][1]["content"] for body in server.chats]
    assert [(o.sentence, o.support, o.verdict, o.differs) for o in found] == [
        ("Kilns fire clay.", Support.VERBATIM, "supported", ""),
        ("Glaze is paint.", Support.WEAK, "not", "paint"),
    ]
    assert all(TEXT in a for a in asked)


def test_a_judge_without_json_has_no_verdict_and_one_that_is_gone_is_told_of() -> None:
    with OpenAIServer(Says("Well, well.")) as server:
        assert {o.verdict for o in opinions(ANSWER, of(server))} == {"no verdict"}
    with OpenAIServer(Fails(401, {"error": {"message": "Incorrect API key"}})) as server, pytest.raises(ChatFailed):
        list(opinions(ANSWER, of(server)))
