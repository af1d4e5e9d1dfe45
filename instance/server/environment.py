"""The server's configuration, from environment variables."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from .setting import table_name

Value = TypeVar("Value")


class EnvironmentFault(Exception):
    """A variable of the environment is missing or makes no sense; the message names it."""


@dataclass(frozen=True)
class Environment:
    """The server's own variables. botocore reads AWS_ENDPOINT_URL and others of AWS's by itself."""

    host: str
    port: int
    settings_path: str
    table: str
    region: str
    settings_refresh_seconds: float
    credentials_refresh_seconds: float
    metadata_endpoint: str

    @classmethod
    def read(cls, variables: Mapping[str, str] = os.environ) -> "Environment":
        """Throws EnvironmentFault."""

        def variable(name: str, convert: Callable[[str], Value], default: str | None = None) -> Value:
            text = variables.get(name) or default
            if text is None:
                raise EnvironmentFault(f"{name} is not set")
            try:
                return convert(text)
            except ValueError as error:
                raise EnvironmentFault(f"{name} is {text!r}: {error}") from error

        return cls(
            host=variable("HOST", str, "0.0.0.0"),
            port=variable("PORT", _port, "80"),
            settings_path=variable("SETTINGS_PATH", _path),
            # The one that Deploy created, for as long as Parameter Store has not named one.
            table=variable("TABLE", table_name),
            region=variable("AWS_REGION", _region),
            settings_refresh_seconds=variable("SETTINGS_REFRESH_SECONDS", _seconds, "1"),
            # A swapped instance profile must show within 15 s; the metadata service shows it a few seconds late.
            credentials_refresh_seconds=variable("CREDENTIALS_REFRESH_SECONDS", _seconds, "5"),
            metadata_endpoint=variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", _url, "http://169.254.169.254"),
        )


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError("must be from 0 (any free port) to 65535")
    return port


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0.05 <= seconds <= 3600:
        raise ValueError("must be from 0.05 to 3600 seconds")
    return seconds


def _path(text: str) -> str:
    if not re.fullmatch(r"(/[A-Za-z0-9_.-]+)+", text):
        raise ValueError("must be a path of Parameter Store such as /resilient-service/demo")
    return text


def _region(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,4}(-[a-z]+)+-\d+", text):
        raise ValueError("must be a region such as us-west-2")
    return text


def _url(text: str) -> str:
    url = urlsplit(text)
    if url.scheme != "http" or not url.hostname:
        raise ValueError("must be an http:// address")
    return text.rstrip("/")
