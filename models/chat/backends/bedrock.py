"""A client of Amazon Bedrock that keeps our time limits, writes no key into its log, and can be hung up on."""

import logging
from typing import Any

from domain.chat import Limits
from models.chat.calls.connection import belongs_to_line
from models.chat.names import ModelName


def client_of(named: ModelName, limits: Limits) -> Any:  # noqa: ANN401  # boto3 makes its classes as it goes
    """The client of a region, or of the address in the name; who the student is and where, AWS's own settings say."""
    import boto3
    from botocore.config import Config
    from langchain_aws.utils import create_aws_client

    logging.getLogger("botocore").setLevel(logging.INFO)  # below, it writes requests down as they are signed
    logging.getLogger("langchain_aws").setLevel(logging.ERROR)  # which models stream is no news to anyone
    boto3.setup_default_session()  # what was signed in to since is found
    config = Config(
        connect_timeout=limits.connect,
        read_timeout=limits.first_token,
        retries={"total_max_attempts": 1},
        ignore_configured_endpoint_urls=True,
        proxies={} if named.is_here else None,  # None: those of the environment
    )
    client = create_aws_client("bedrock-runtime", endpoint_url=named.url or None, config=config)
    _trace(client)
    return client


def _trace(client: Any) -> None:  # noqa: ANN401
    """The connections that it opens belong to the line in use; botocore has no public place for this."""
    pools = client._endpoint.http_session._pool_classes_by_scheme
    for scheme, pool in pools.items():
        pools[scheme] = type(pool.__name__, (pool,), {"ConnectionCls": _traced(pool.ConnectionCls)})


def _traced(connection: Any) -> Any:  # noqa: ANN401
    def connect(self: Any) -> None:  # noqa: ANN401
        connection.connect(self)
        belongs_to_line(self.sock)

    return type(connection.__name__, (connection,), {"connect": connect})
