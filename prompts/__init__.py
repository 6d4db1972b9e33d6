"""The words sent to a language model, as Markdown files, and what fills them in; knows nothing about models."""
