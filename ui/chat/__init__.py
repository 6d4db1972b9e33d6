"""The Ask page: a conversation, each answer beside its evidence."""
