"""What to be asked: the set-up in one line, what was left unfinished, weak spots, and the mock exam."""

from datetime import datetime

import streamlit as st

from domain.memory import Sitting
from domain.partner import StudyPartner
from domain.preferences import EXTRACTIVE
from domain.quiz import ItemKind, QuizRequest
from domain.replies import Scope
from quiz.exam.mock_exam import is_over
from quiz.review.statistics import weak
from ui.errors import plain, show
from ui.library import cache as shelf
from ui.quiz import state
from ui.quiz.jobs import ExamWork, QuizWork, RepeatWork

KINDS = {
    ItemKind.SINGLE: "One choice",
    ItemKind.MULTI: "Several choices",
    ItemKind.CLOZE: "Fill the gap",
    ItemKind.TRUE_FALSE: "True or false",
    ItemKind.SHORT: "In a few words",
    ItemKind.MATCHING: "Matching",
}
_COUNTS = [5, 10, 20, 40]
_LEVELS = {"Any difficulty": (0.0, 1.0), "Easy": (0.0, 0.5), "Hard": (0.5, 1.0)}


def setup(study: StudyPartner, now: datetime) -> None:
    """Draw what there is to begin or to go on with."""
    st.title("Quiz", anchor=False)
    _failed()
    with st.form("setup", border=False), st.container(horizontal=True, vertical_alignment="bottom", key="setup-line"):
        st.selectbox("Questions", _COUNTS, index=1, key="quiz-count", width=110)
        st.text_input("On", placeholder="anything in your notes", key="quiz-topic", width="stretch")
        with st.popover("More", icon=":material/tune:", key="quiz-more"):
            _more(study)
        st.form_submit_button("Begin", type="primary", on_click=_begin, args=(study,))
    _unfinished(study, now)
    _weak_spots(study)
    _exam(study, now)


def _more(study: StudyPartner) -> None:
    titles = {source.id: source.title for source in shelf.sources(study)}
    tasks = {task.id: f"{task.id} {task.title}" for domain in study.blueprint.domains for task in domain.tasks}
    st.multiselect("Kinds", list(KINDS), format_func=KINDS.__getitem__, placeholder="Mixed", key="quiz-kinds")
    st.multiselect(
        "Sources", list(titles), format_func=lambda i: titles.get(i, i), placeholder="All sources", key="quiz-sources"
    )
    st.selectbox("Section", shelf.sections(study), index=None, placeholder="Whole notes", key="quiz-section")
    st.selectbox(
        "Exam task", list(tasks), index=None, format_func=tasks.__getitem__, placeholder="Any task", key="quiz-task"
    )
    st.selectbox("Difficulty", list(_LEVELS), key="quiz-level")
    st.checkbox("Tell me how it went only at the end", key="quiz-end")
    if (model := study.models.chosen) != EXTRACTIVE:
        st.checkbox("As scenarios", key="quiz-scenarios", help=plain(f"{model} writes them; your notes decide."))


def _begin(study: StudyPartner) -> None:
    held = st.session_state
    topic = str(held.get("quiz-topic", "")).strip()
    request = QuizRequest(
        count=held.get("quiz-count", _COUNTS[1]),
        topic=topic,
        scope=Scope(frozenset(held.get("quiz-sources", ())), section=held.get("quiz-section") or ""),
        kinds=frozenset(held.get("quiz-kinds", ())),
        task=held.get("quiz-task") or "",
        difficulty=_LEVELS[held.get("quiz-level") or "Any difficulty"],
        seed=len(study.sittings.latest()),
        scenarios=bool(held.get("quiz-scenarios")),
    )
    begin(study, request, at_once=not held.get("quiz-end"))


def begin(study: StudyPartner, request: QuizRequest, *, at_once: bool = True) -> None:
    """Make a quiz on request, and turn to it from any page."""
    named = request.topic or request.scope.section or (f"task {request.task}" if request.task else "your notes")
    state.start(QuizWork(study, f"{request.count} questions on {named}", request, at_once=at_once))


def _failed() -> None:
    work = state.work()
    if work and work.error:
        show(work.error)
        state.done()


def _unfinished(study: StudyPartner, now: datetime) -> None:
    unfinished = [found for found in study.sittings.latest() if not is_over(found, now)][:3]
    if not unfinished:
        return
    st.header("Left unfinished", anchor=False)
    for sitting in unfinished:
        with st.container(horizontal=True, key=f"unfinished-{sitting.id}"):
            st.button(
                plain(sitting.title),
                key=f"resume-{sitting.id}",
                icon=":material/play_arrow:",
                on_click=state.open_sitting,
                args=(sitting.id,),
            )
            if not sitting.timed:
                st.button(
                    "Let it be",
                    key=f"end-{sitting.id}",
                    type="tertiary",
                    on_click=_let_be,
                    args=(study, sitting),
                )


def _let_be(study: StudyPartner, sitting: Sitting) -> None:
    study.sittings.end(sitting.id)


def _weak_spots(study: StudyPartner) -> None:
    flagged = [found.item.id for found in study.cards.flagged()]
    spots = weak(study.cards.items(), study.cards.reviews(), flagged)
    if spots:
        st.header("Weak spots", anchor=False)
        st.button(
            f"Ask again what I missed ({len(spots)})",
            key="weak",
            icon=":material/replay:",
            on_click=lambda: state.start(RepeatWork(study, "Weak spots", spots[: _COUNTS[2]])),
        )


def _exam(study: StudyPartner, now: datetime) -> None:
    blueprint = study.blueprint
    st.header("Mock exam", anchor=False)
    st.markdown(
        f"{blueprint.questions} questions in {blueprint.minutes} minutes, as many of each domain as in "
        f"{plain(blueprint.title)}. Leave it and come back as you like: the clock goes on, and nothing is lost."
    )
    st.button("Begin the exam", key="exam", icon=":material/timer:", on_click=_begin_exam, args=(study,))
    over = [found for found in study.sittings.latest() if found.timed and is_over(found, now)][:3]
    for sitting in over:
        _result(sitting)


def _result(sitting: Sitting) -> None:
    st.button(
        f"Result of {sitting.began.astimezone():%d %B, %H:%M}",
        key=f"result-{sitting.id}",
        type="tertiary",
        on_click=state.open_sitting,
        args=(sitting.id,),
    )


def _begin_exam(study: StudyPartner) -> None:
    state.start(ExamWork(study, "Mock exam", seed=len(study.sittings.latest())))
