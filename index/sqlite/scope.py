"""A scope or a shelf -> the SQL that picks its passages."""

from dataclasses import dataclass

from domain.replies import Scope


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """Conditions on passages p and their sources s, and the values of their placeholders."""

    conditions: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """What follows WHERE."""
        return " AND ".join(self.conditions) or "TRUE"

    def on(self, shelf: str) -> "PassageFilter":
        """The part of the pick that lies on one shelf."""
        return PassageFilter((*self.conditions, "s.shelf = ?"), (*self.values, shelf))


EVERY = PassageFilter()


def passage_filter(scope: Scope) -> PassageFilter:
    """The passages that a scope admits."""
    conditions: list[str] = []
    values: list[str] = []
    for column, chosen in (("s.id", sorted(scope.sources)), ("s.kind", sorted(k.value for k in scope.kinds))):
        if chosen:
            conditions.append(f"{column} IN ({', '.join('?' * len(chosen))})")
            values += chosen
    if scope.section:
        conditions.append("p.number IN (SELECT passage FROM sections WHERE heading = ?)")
        values.append(scope.section.casefold())
    return PassageFilter(tuple(conditions), tuple(values))
