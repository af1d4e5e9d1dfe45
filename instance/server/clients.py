"""The clients for AWS's services, and what their errors mean."""

from typing import Any

import botocore.session
from botocore import exceptions
from botocore.config import Config

from .credentials import RoleCredentials, RoleCredentialsProvider

CONNECT_TIMEOUT_SECONDS = 1
READ_TIMEOUT_SECONDS = 1

_THROTTLED = {"ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"}


class Clients:
    """One client a service for the whole life of the process, so that connections are used again."""

    def __init__(self, credentials: RoleCredentials, region: str, connections: int) -> None:
        self._session = botocore.session.get_session()
        self._session.register_component("credential_provider", RoleCredentialsProvider(credentials))
        self._region = region
        self.dynamodb = self._client("dynamodb", connections)
        self.ssm = self._client("ssm", 1)

    def _client(self, service: str, connections: int) -> Any:  # botocore makes the client's class when asked for it
        return self._session.create_client(
            service,
            self._region,
            config=Config(
                connect_timeout=CONNECT_TIMEOUT_SECONDS,
                read_timeout=READ_TIMEOUT_SECONDS,
                # Callers try again themselves: botocore knows no limit to the time all its attempts take together.
                retries={"total_max_attempts": 1, "mode": "standard"},
                max_pool_connections=connections,
                tcp_keepalive=True,
                # Checking the same three members on each request costs a tenth of the call; so does composing the name.
                parameter_validation=False,
                user_agent="resilient-service",
            ),
        )


def reason_of(error: Exception) -> str:
    """AWS's error code, or the kind of failure on the way there; never a message that names resources."""
    if isinstance(error, exceptions.ClientError):
        return error.response.get("Error", {}).get("Code") or "UnknownError"
    return type(error).__name__


def is_transient(error: Exception) -> bool:
    """Whether the same request may well succeed a moment later."""
    if isinstance(error, exceptions.ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status >= 500 or reason_of(error) in _THROTTLED
    return isinstance(error, exceptions.ConnectionError | exceptions.HTTPClientError)
