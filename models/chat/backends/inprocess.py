"""A Hugging Face model in this process, from a folder: nothing is downloaded, no code of the folder is run."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from domain.chat import ChatFailed, Failure, Message
from models.chat.backends.protocol import Chunk
from models.chat.calls.connection import CallConnection
from models.chat.failures import Translator, Trouble

_REPLY = 1024  # tokens that it may write, window permitting
_WINDOW = 2048  # of a model that does not say
_PATIENCE = 600.0  # seconds for one token: the time limits of the caller come first


class TransformersBackend:
    """One causal language model; it answers one question at a time."""

    def __init__(self, folder: str, translator: Translator) -> None:
        """Nothing is loaded yet."""
        self.translator = translator
        self._folder = Path(folder).expanduser()
        self._lock = Lock()

    def window(self) -> int:
        """Tokens that go in and come out together; what the folder says, without loading any weights."""
        from transformers import AutoConfig

        try:
            config = AutoConfig.from_pretrained(self._folder, local_files_only=True)
        except (OSError, ValueError):
            return _WINDOW
        return int(getattr(config, "max_position_embeddings", 0) or _WINDOW)

    def trouble(self, error: Exception) -> Trouble:
        """What an error means: the folder holds no model, it does not fit into memory, or it is at fault itself."""
        if isinstance(error, ImportError):
            return Trouble(self.translator.not_installed())
        if isinstance(error, OSError | ValueError) and not isinstance(error, UnicodeError):
            hint = "Give the folder of a model with its weights, tokenizer and config.json."
            return Trouble(ChatFailed(Failure.NO_SUCH_MODEL, f"No model can be loaded from {self._folder}.", hint))
        if isinstance(error, MemoryError) or "out of memory" in str(error).casefold():
            hint = "Choose a smaller model."
            return Trouble(ChatFailed(Failure.SERVER_ERROR, f"{self._folder.name} does not fit into memory.", hint))
        return self.translator.trouble(error)

    def chunks(
        self, messages: Sequence[Message], schema: Mapping[str, Any] | None, line: CallConnection
    ) -> Iterator[Chunk]:
        """The reply; the model stops at the next token when the line is closed."""
        tokenizer, model = self._loaded
        ids = _prompt(tokenizer, messages)
        room = self.window() - ids["input_ids"].shape[1]
        if room < 1:
            raise self.translator.too_long()
        run = _Run(tokenizer, model, ids, min(_REPLY, room), line, self._lock)
        yield from run.pieces()

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        import transformers

        if not self._folder.is_dir():
            raise OSError("no folder")
        with self._lock:
            tokenizer = transformers.AutoTokenizer.from_pretrained(self._folder, local_files_only=True)
            model = transformers.AutoModelForCausalLM.from_pretrained(
                self._folder, local_files_only=True, dtype="auto", use_safetensors=True
            )
        return tokenizer, model.to(_device()).eval()


class _Run:
    """One generation: it runs in a thread of its own, for `generate` hands out nothing itself."""

    def __init__(self, tokenizer: Any, model: Any, ids: Any, room: int, line: CallConnection, lock: Lock) -> None:  # noqa: ANN401
        import transformers

        self._streamer = transformers.TextIteratorStreamer(
            tokenizer, skip_prompt=True, skip_special_tokens=True, timeout=_PATIENCE
        )
        self._model, self._ids, self._room, self._line, self._lock = model, ids, room, line, lock
        self._error: Exception | None = None
        self._out = 0

    def pieces(self) -> Iterator[Chunk]:
        """The reply in pieces."""
        thread = Thread(target=self._generate, name="generate", daemon=True)
        thread.start()
        for text in self._streamer:
            yield Chunk(text)
        thread.join()
        if self._error:
            raise self._error
        ended = "length" if self._out >= self._room else "stop"
        yield Chunk(tokens_in=int(self._ids["input_ids"].shape[1]), tokens_out=self._out, ended=ended)

    def _generate(self) -> None:
        import torch
        import transformers

        def unwanted(ids: Any, scores: Any, **rest: Any) -> Any:  # noqa: ANN401
            self._streamer.text_queue.put("")  # a sign of life: a word is only handed out when it is whole
            return torch.full((ids.shape[0],), self._line.closed, dtype=torch.bool, device=ids.device)

        try:
            with self._lock, torch.inference_mode():
                made = self._model.generate(
                    **self._ids.to(self._model.device),
                    streamer=self._streamer,
                    max_new_tokens=self._room,
                    do_sample=False,
                    stopping_criteria=transformers.StoppingCriteriaList([unwanted]),
                )
            self._out = int(made.shape[1] - self._ids["input_ids"].shape[1])
        except Exception as error:  # raised where the pieces are read
            self._error = error
        finally:
            self._streamer.end()


def _prompt(tokenizer: Any, messages: Sequence[Message]) -> Any:  # noqa: ANN401
    """The messages as the model was taught to read them, or plainly when it has no template."""
    if tokenizer.chat_template:
        turns = [{"role": message.role, "content": message.content} for message in messages]
        return tokenizer.apply_chat_template(turns, add_generation_prompt=True, return_tensors="pt", return_dict=True)
    text = "\n\n".join(f"{message.role.capitalize()}: {message.content}" for message in messages)
    return tokenizer(f"{text}\n\nAssistant:", return_tensors="pt")


def _device() -> str:
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
