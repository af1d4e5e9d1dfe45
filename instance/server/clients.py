"""The clients for AWS's services, and what their errors mean."""

from typing import Any

import botocore.session
import urllib3
from botocore import exceptions
from botocore.config import Config

from .credentials import RoleCredentials, RoleCredentialsProvider
from .dynamodb import CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS, DynamoDb

_THROTTLED = {"ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"}


class Clients:
    """One client per service for the whole life of the process, so that connections are reused."""

    def __init__(self, credentials: RoleCredentials, region: str, connections: int) -> None:
        self._session = botocore.session.get_session()
        self._session.register_component("credential_provider", RoleCredentialsProvider(credentials))
        self._region = region
        self.ssm = self._client("ssm")
        # Which host is DynamoDB depends on the partition and on AWS_ENDPOINT_URL; botocore knows.
        endpoint_url = self._client("dynamodb").meta.endpoint_url
        self.dynamodb = DynamoDb(credentials, region, endpoint_url, connections)

    def _client(self, service: str) -> Any:  # botocore makes the client's class when asked for it
        return self._session.create_client(
            service,
            self._region,
            config=Config(
                connect_timeout=CONNECT_TIMEOUT_SECONDS,
                read_timeout=READ_TIMEOUT_SECONDS,
                # Callers retry themselves: botocore does not limit the time that all its attempts take together.
                retries={"total_max_attempts": 1, "mode": "standard"},
                max_pool_connections=1,
                tcp_keepalive=True,
                user_agent="resilient-service",
            ),
        )


def reason_of(error: Exception) -> str:
    """AWS's error code, or the kind of failure on the way there; never a message that names resources."""
    if isinstance(error, exceptions.ClientError):
        return error.response.get("Error", {}).get("Code") or "UnknownError"
    return type(error).__name__


def is_throttled(error: Exception) -> bool:
    """Whether AWS refused the request because there are too many."""
    return reason_of(error) in _THROTTLED


def is_transient(error: Exception) -> bool:
    """Whether the same request may well succeed a moment later."""
    if isinstance(error, exceptions.ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status >= 500 or is_throttled(error)
    return isinstance(error, urllib3.exceptions.HTTPError)
