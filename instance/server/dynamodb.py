"""DynamoDB's GetItem: signed by botocore, and sent without the layers of botocore's client."""

import json
from ssl import CERT_REQUIRED

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError
from botocore.httpsession import get_cert_path
from urllib3 import BaseHTTPResponse, PoolManager, Timeout

from .credentials import RoleCredentials

CONNECT_TIMEOUT_SECONDS = 1
READ_TIMEOUT_SECONDS = 1

Item = dict[str, dict[str, str]]
"""Attributes in DynamoDB's typed form, as they are in its JSON."""

_HEADERS = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.GetItem"}


class DynamoDb:
    """
    Reads items over connections that are kept open.

    One fixed call needs neither the events nor the models of botocore's client, which take most of the CPU time of a
    request to this server.
    """

    def __init__(self, credentials: RoleCredentials, region: str, endpoint_url: str, connections: int) -> None:
        self._credentials = credentials
        self._region = region
        self._url = endpoint_url.rstrip("/") + "/"
        self._pool = PoolManager(
            timeout=Timeout(connect=CONNECT_TIMEOUT_SECONDS, read=READ_TIMEOUT_SECONDS),
            maxsize=connections,
            retries=False,
            cert_reqs=CERT_REQUIRED,
            ca_certs=get_cert_path(True),
        ).connection_from_url(self._url)

    def get_item(self, table: str, key: Item) -> Item | None:
        """Throws botocore's NoCredentialsError, its ClientError for what DynamoDB refuses, and urllib3's HTTPError."""
        request = AWSRequest("POST", self._url, _HEADERS, json.dumps({"TableName": table, "Key": key}).encode())
        SigV4Auth(self._credentials.get_frozen_credentials(), "dynamodb", self._region).add_auth(request)
        response = self._pool.urlopen("POST", "/", request.data, dict(request.headers.items()))
        answer = _fields(response)
        if response.status == 200:
            return answer.get("Item")
        error = {"Code": str(answer.get("__type", "")).rpartition("#")[2]}
        raise ClientError({"Error": error, "ResponseMetadata": {"HTTPStatusCode": response.status}}, "GetItem")


def _fields(response: BaseHTTPResponse) -> dict:
    """The members of the answer; none where something between here and DynamoDB answered with anything but JSON."""
    try:
        answer = json.loads(response.data)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
