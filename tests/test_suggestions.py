"""Nothing is offered that the notes do not answer: first questions and follow-ups over real notes."""

from collections.abc import Iterator

import pytest

from answer.suggestions.first import suggestions
from bootstrap import Study, build_study
from domain.replies import Answer, Question, Turn, without_markers
from settings import HERE, Settings

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
_SHARED = HERE.parent / "shared"


@pytest.fixture(scope="module", params=["bundled", "notes", "wild"])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder = HERE / "notes" if request.param == "bundled" else _SHARED / request.param
    if not folder.is_dir():
        pytest.skip(f"{folder.name} is not beside the project")
    study = build_study(Settings(library=tmp_path_factory.mktemp("library"), notes=(folder,)))
    study.sync()
    yield study
    study.close()


def test_every_first_question_gets_an_answer(study: Study) -> None:
    offered = study.suggestions()
    assert offered == study.suggestions() == suggestions(study.documents, 4)
    assert len(offered) == 4
    assert [q for q in study.suggestions(12) if not isinstance(study.answerer.answer(Question(q)), Answer)] == []


def test_every_follow_up_gets_an_answer_and_none_was_asked_before(study: Study) -> None:
    offered = 0
    for question in study.suggestions(4):
        answer = study.answerer.answer(Question(question))
        assert isinstance(answer, Answer)
        history = (Turn("student", question), Turn("tutor", without_markers(answer.text)))
        follow_ups = study.follow_ups(answer, history)
        assert question not in follow_ups and len(set(follow_ups)) == len(follow_ups) <= 3
        for follow_up in follow_ups:
            assert isinstance(study.answerer.answer(Question(follow_up, history)), Answer), follow_up
        offered += len(follow_ups)
    assert offered >= 4
