"""Which model answers: found on this machine or named, tried, and chosen."""

import streamlit as st

from domain.chat import FoundModel
from domain.errors import StudyError
from domain.partner import StudyPartner
from domain.preferences import EXTRACTIVE, what_leaves
from ui.errors import plain, show
from ui.settings.jobs import FindWork, TryWork

_OTHER = "other"
_SOON = 1.5  # seconds for the look round; what answers later is found at the next look
_LONGEST = 600.0  # seconds a try may take: the time limits of the settings come first
_FORMS = (
    "`ollama:llama3.2`, `openai:gpt-4o-mini`, `anthropic:claude-sonnet-4-5`, `google:gemini-2.5-flash`, "
    "`bedrock:MODEL`, `openai-compatible:MODEL@http://HOST:PORT/v1`, `transformers:FOLDER`"
)


def who_answers(study: StudyPartner) -> None:
    """Draw the choice."""
    st.header("Who answers", anchor=False)
    found = _found(study)
    name = _named(study, found)
    if not name:
        return
    try:
        host = study.models.leaves_to(name)
    except StudyError as error:
        show(error)
        return
    if _agreed(study, name, host):
        _deeds(study, name)


def _found(study: StudyPartner) -> list[FoundModel]:
    """The models on this machine, looked for once a tab, and again at a click."""
    if "models-found" not in st.session_state:
        st.session_state["models-found"] = FindWork(study)
        st.session_state["models-found"].start("find models")
    work: FindWork = st.session_state["models-found"]
    if work.running:
        with st.spinner("Looking for models on this computer …"):
            work.wait(_SOON)
    return work.found


def _look_again() -> None:
    st.session_state.pop("models-found", None)


def _named(study: StudyPartner, found: list[FoundModel]) -> str:
    """The name of the model that is picked; "" as long as none is named."""
    chosen = study.models.chosen
    servers = {model.name: f"{model.name} ({model.server} on this computer)" for model in found}
    options = list(dict.fromkeys([EXTRACTIVE, *servers, chosen, _OTHER]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.selectbox(
            "Answers come from",
            options,
            index=options.index(chosen),
            format_func=lambda name: plain(_titled(name, servers)),
            key="model",
        )
        st.button("Look again", icon=":material/refresh:", key="look-again", on_click=_look_again)
    if not found:
        st.caption("No Ollama and no OpenAI-compatible server answers on this computer.")
    if picked != _OTHER:
        return picked
    named = st.text_input("Name of the model", key="model-name", placeholder="ollama:llama3.2").strip()
    st.caption(f"Write {_FORMS}. Keys come from the environment or from `.streamlit/secrets.toml`.")
    return named


def _titled(name: str, servers: dict[str, str]) -> str:
    special = {EXTRACTIVE: "the words of your notes alone (no language model)", _OTHER: "another model …"}
    return special.get(name) or servers.get(name, name)


def _agreed(study: StudyPartner, name: str, host: str) -> bool:
    """Say where words go; whether the model may be used, which is asked once for each host."""
    if not host:
        st.markdown("Nothing leaves this computer.")
    else:
        st.markdown(plain(what_leaves(host)))
    if study.models.agreed(host):
        return True
    st.button("I agree", key="agree", on_click=study.models.agree, args=(host,))
    return False


def _deeds(study: StudyPartner, name: str) -> None:
    with st.container(horizontal=True):
        if name != study.models.chosen and st.button("Use it", key="use-model"):
            study.models.choose(name)
            st.rerun()
        test = name != EXTRACTIVE and st.button("Test it", key="test-model")
    if name == study.models.chosen:
        st.caption(f"In use: {plain(_titled(name, {}))}")
    if test:
        work = TryWork(study, name)
        work.start("try a model")
        st.session_state["model-trial"] = work
    _outcome(name)


def _outcome(name: str) -> None:
    """What the last try showed, if it was of this model."""
    work: TryWork | None = st.session_state.get("model-trial")
    if work is None or work.name != name:
        return
    if work.running:
        with st.spinner("Asking it for a sentence and for JSON …"):
            work.wait(_LONGEST)
    if work.error:
        show(work.error)
    elif work.trial:
        named = work.trial.name.replace("`", "'")
        st.success(f"`{named}` {plain(str(work.trial))}.", icon=":material/check_circle:")
