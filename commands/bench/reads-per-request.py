"""
The same service in the way of the original demo, to measure against: it reads its settings from Parameter Store on
each request, and answers one request after another on Python's own development server.

Takes the environment of our server, logs the same line when it listens, and knows no failure but the first.
"""

import json
import os
import random
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

import botocore.session
from botocore.utils import IMDSFetcher

REGION = os.environ["AWS_REGION"]
PREFIX = f"/resilient-service/{os.environ['SERVICE']}/"
SETTINGS = ("table", "failure-response", "health-check")

session = botocore.session.get_session()
ssm = session.create_client("ssm", REGION)
dynamodb = session.create_client("dynamodb", REGION)


class Metadata(IMDSFetcher):
    """botocore's own reader of the metadata service, for two more facts than the credentials."""

    def read(self, path: str) -> str:
        return self._get_request(f"/latest/meta-data/{path}", lambda _: False, token=self._fetch_metadata_token()).text


def recommendation(settings: dict[str, str]) -> dict:
    key = {"MediaType": {"S": random.choice(("Book", "Movie", "Song"))}, "ItemId": {"N": str(random.randint(1, 3))}}
    return dynamodb.get_item(TableName=settings["table"], Key=key)["Item"]


class Page(BaseHTTPRequestHandler):
    identity: dict[str, str]

    def do_GET(self) -> None:
        found = ssm.get_parameters(Names=[PREFIX + name for name in SETTINGS])["Parameters"]
        settings = {parameter["Name"].removeprefix(PREFIX): parameter["Value"] for parameter in found}
        if self.path == "/":
            self._answer(200, {**recommendation(settings), "Metadata": self.identity})
        elif self.path == "/healthcheck":
            self._answer(200, {"success": True})
        else:
            self._answer(404, {"error": "Not found"})

    def _answer(self, status: int, answer: dict) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing, so that both servers are measured without the cost of a line per request."""


def main() -> None:
    endpoint = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254")
    metadata = Metadata(config={"ec2_metadata_service_endpoint": endpoint})
    zone = metadata.read("placement/availability-zone")
    Page.identity = {"InstanceId": metadata.read("instance-id"), "AvailabilityZone": zone}
    server = HTTPServer((os.environ.get("HOST", "0.0.0.0"), int(os.environ.get("PORT", "80"))), Page)
    sys.stdout.write(json.dumps({"message": "listening", "port": server.server_port}) + "\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
