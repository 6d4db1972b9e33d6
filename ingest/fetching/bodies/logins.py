"""Addresses that lead to a sign-in page or to a course; pure."""

import re

import httpx

from domain.linked import LinkState
from ingest.fetching.errors import NotFetched
from ingest.fetching.urls import host_of

SAVE = "Sign in with your browser, save the page as a file and sync that."
_HOST = re.compile(r"(login|logon|signin|sign-in|auth|accounts?|sso|idp)\..+")
_PATH = re.compile(
    r"/(?:log-?in|logon|sign-?in|sign_in|sso|saml2?|oauth2?/authorize|session/new|wp-login)(?:/|$|\.\w+$)",
    re.I,
)
# Platforms whose lessons open only to those who enrolled; what they show to others advertises the course.
_COURSES = (
    ("udemy.com", "/course/"),
    ("coursera.org", "/learn/"),
    ("edx.org", "/learn/"),
    ("pluralsight.com", "/courses/"),
    ("linkedin.com", "/learning/"),
    ("skillbuilder.aws", "/"),
    ("skillshare.com", "/classes/"),
    ("datacamp.com", "/courses/"),
)


def is_sign_in(url: httpx.URL) -> bool:
    """Whether an address is that of a sign-in page."""
    return _HOST.fullmatch(host_of(url)) is not None or _PATH.search(url.path) is not None


def refuse_course(url: httpx.URL) -> None:
    """`NotFetched` for a course on a platform that shows its lessons only to those who enrolled."""
    for host, path in _COURSES:
        if (host_of(url) == host or host_of(url).endswith(f".{host}")) and path in url.path:
            raise needs_login("It is a course, open only to those who enrolled.", "Take your own notes from it.")


def needs_login(reason: str, hint: str = SAVE) -> NotFetched:
    """The verdict on what only opens to somebody known."""
    return NotFetched(LinkState.NEEDS_LOGIN, reason, hint)
