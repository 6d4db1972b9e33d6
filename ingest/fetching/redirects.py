"""A URL -> the page that it leads to in the end, every step checked."""

from dataclasses import replace

import httpx

from domain.linked import LinkState
from ingest.fetching.bodies.logins import is_sign_in, needs_login, refuse_course
from ingest.fetching.bodies.media import unwanted
from ingest.fetching.errors import NotFetched
from ingest.fetching.net.allowed import Guard
from ingest.fetching.urls import parsed
from ingest.fetching.visit import Permit, Visit, Visitor, VisitRequest


class RedirectFollower:
    """Follows redirects by hand."""

    def __init__(self, hops: Visitor, guard: Guard, redirects: int) -> None:
        self._hops = hops
        self._guard = guard
        self._redirects = redirects

    def checked(self, url: str) -> httpx.URL:
        """A URL that may be asked for, as far as the URL itself tells; `NotFetched` otherwise."""
        found = parsed(url)
        self._guard.check_url(found)
        refuse_course(found)
        return found

    def follow(self, url: str, errand: VisitRequest, permit: Permit) -> Visit:
        """The visit at the end of the way; `NotFetched` when there is nothing to read."""
        here = self.checked(url)
        way = [str(here)]
        trouble: NotFetched | None = None
        while True:
            visit = self._hops.visit(here, errand, permit)
            trouble = trouble or visit.trouble
            if not visit.record.location:
                return _readable(replace(visit, trouble=trouble), errand.accept)
            here = self._next(here, visit.record.location, way)

    def _next(self, here: httpx.URL, location: str, way: list[str]) -> httpx.URL:
        there = self.checked(location)
        if is_sign_in(there) and not is_sign_in(here):
            raise needs_login("The page sends you to a sign-in page.")
        if str(there) in way:
            raise _lost("The page sends its readers round in a circle.")
        if len(way) > self._redirects:
            raise _lost(f"The page sends on more than {self._redirects} times.")
        way.append(str(there))
        return there


def _readable(visit: Visit, accept: frozenset[str]) -> Visit:
    if verdict := visit.record.verdict():
        raise verdict
    if visit.record.media_type not in accept:
        raise unwanted(visit.record.media_type)
    return visit


def _lost(reason: str) -> NotFetched:
    return NotFetched(LinkState.FAILED, reason, "Check the link in your browser.")
