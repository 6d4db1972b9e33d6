"""The blueprint matrix -> a plain dict, as `coverage --json` prints it."""

from domain.coverage import Cell, Coverage
from domain.wire.replies import Wire


def coverage_to_dict(coverage: Coverage) -> Wire:
    """Domains with their cells; weights are shares of 1."""
    return {
        "blueprint": coverage.blueprint.id,
        "title": coverage.blueprint.title,
        "domains": [
            {
                "id": domain.id,
                "title": domain.title,
                "weight": domain.weight,
                "tasks": [_cell(cell) for cell in coverage.of(domain)],
            }
            for domain in coverage.blueprint.domains
        ],
    }


def _cell(cell: Cell) -> Wire:
    return {
        "id": cell.task.id,
        "title": cell.task.title,
        "notes": cell.notes,
        "pages": cell.pages,
        "held": cell.held,
        "unread": list(cell.unread),
        "asked": cell.asked,
        "known": cell.known,
        "shown": cell.shown,
    }
