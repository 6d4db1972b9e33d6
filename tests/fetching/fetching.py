"""Names that the tests of fetching share."""

from typing import Protocol

from ingest.fetching.fetcher import WebFetcher

DOCS = "https://docs.aws.amazon.com"
GUIDE = f"{DOCS}/glue/latest/dg"


class OpenFetcher(Protocol):
    """Opens a fetcher; options as for WebFetcher."""

    def __call__(self, **options: object) -> WebFetcher: ...
