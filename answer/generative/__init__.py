"""An answer that a language model writes and code verifies."""
