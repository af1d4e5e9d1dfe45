"""The instance metadata service, version 2: who this instance is and which role it has."""

import http.client
import json
import time
from urllib.parse import urlsplit

from . import logs

TIMEOUT_SECONDS = 1
TOKEN_SECONDS = 21600


class MetadataFailing(Exception):
    """The metadata service gave no usable answer."""


class Metadata:
    """Reads by session token, as IMDSv2 demands. Not for use by several threads at once."""

    def __init__(self, endpoint: str) -> None:
        address = urlsplit(endpoint)
        self._host, self._port = address.hostname, address.port or 80
        self._token = ""
        self._token_ends = 0.0

    def read(self, path: str) -> str | None:
        """The text at a path below /latest/meta-data/, or None where there is none. Throws MetadataFailing."""
        if time.monotonic() >= self._token_ends:
            self._renew_token()
        status, text = self._get(path)
        if status == 401:
            self._renew_token()
            status, text = self._get(path)
        if status == 404:
            return None
        if status != 200:
            raise MetadataFailing(f"{path}: status {status}")
        return text

    def _renew_token(self) -> None:
        lifetime = {"X-aws-ec2-metadata-token-ttl-seconds": str(TOKEN_SECONDS)}
        status, text = self._request("PUT", "/latest/api/token", lifetime)
        if status != 200:
            raise MetadataFailing(f"no session token: status {status}")
        # Renewed well before its end, so that no read meets an expired one.
        self._token, self._token_ends = text.strip(), time.monotonic() + TOKEN_SECONDS / 2

    def _get(self, path: str) -> tuple[int, str]:
        try:
            return self._request("GET", f"/latest/meta-data/{path}", {"X-aws-ec2-metadata-token": self._token})
        except MetadataFailing:
            # The token itself may be the cause, if something other than the service answered the request for it.
            self._token_ends = 0.0
            raise

    def _request(self, method: str, path: str, headers: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise MetadataFailing(f"{path}: {error or type(error).__name__}") from error
        finally:
            connection.close()


class Identity:
    """Which instance answers and in which Availability Zone; None until the metadata service has said so."""

    def __init__(self, metadata: Metadata) -> None:
        self._metadata = metadata
        self._trouble = logs.Trouble("reading the instance's identity")
        self.instance_id: str | None = None
        self.zone: str | None = None

    def refresh(self) -> None:
        """Asks until both are known: they never change."""
        if self.instance_id and self.zone:
            return
        try:
            self.instance_id = self._metadata.read("instance-id")
            self.zone = self._metadata.read("placement/availability-zone")
            self._trouble.now(None)
        except MetadataFailing as error:
            self._trouble.now(str(error))


def role_credentials(metadata: Metadata) -> dict[str, str] | None:
    """AccessKeyId, SecretAccessKey and Token of the role; None without a usable one. Throws MetadataFailing."""
    folder = "iam/security-credentials/"
    roles = (metadata.read(folder) or "").split()
    text = metadata.read(folder + roles[0]) if roles else None
    if text is None:
        return None
    try:
        answer = json.loads(text)
        if answer["Code"] != "Success":
            return None
        return {name: answer[name] for name in ("AccessKeyId", "SecretAccessKey", "Token")}
    except (ValueError, KeyError, TypeError) as error:
        raise MetadataFailing(f"{folder}: {error!r} in the answer") from error
