"""Whether a text says what is claimed: statements, what speaks for them and what against; pure but for its ports."""
