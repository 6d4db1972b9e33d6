"""How much memory a process that reads may take, where the system can tell it."""


def limit_memory(most: int | None) -> None:
    """Let the system refuse this process what goes beyond `most` bytes of address space; None takes the limit off."""
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard if most is None else most, hard))
    except (ImportError, ValueError, OSError):  # Windows has no such limit, macOS does not keep it
        return
