"""Language models behind the one `ChatModel` port; knows nothing about notes, prompts or answers."""
