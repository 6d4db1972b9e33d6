"""How fast it is, beside the tutorial."""
