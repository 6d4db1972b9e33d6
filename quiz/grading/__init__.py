"""An answer and its item -> how right it is."""
