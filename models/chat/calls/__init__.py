"""A call that is under way: watched, and hung up on."""
