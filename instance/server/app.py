"""The two pages of the server, as a WSGI application."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from . import logs
from .dynamodb import Item
from .health import Health
from .metadata import Identity
from .settings import SettingsReader
from .table import Table, TableFailing

STATIC_ITEM: Item = {
    "MediaType": {"S": "Book"},
    "ItemId": {"N": "0"},
    "Title": {"S": "Something Good While You Wait"},
    "Creator": {"S": "The Keepers of This Shelf"},
}
"""The recommendation that needs no table."""

_METHODS = ("GET", "HEAD")
_REASONS = {
    200: "200 OK",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    500: "500 Internal Server Error",
    502: "502 Bad Gateway",
    503: "503 Service Unavailable",
}


@dataclass(frozen=True)
class Answer:
    status: int
    body: dict[str, object]
    headers: dict[str, str] = field(default_factory=dict)


class App:
    """Recommends on `/` and reports on `/healthcheck`; whatever goes wrong, the answer is short JSON."""

    def __init__(self, settings: SettingsReader, table: Table, health: Health, identity: Identity) -> None:
        self._settings = settings
        self._table = table
        self._health = health
        self._identity = identity
        self._pages: dict[str, Callable[[], Answer]] = {"/": self._recommendation, "/healthcheck": self._healthcheck}

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        answer = self._answer(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        body = json.dumps(answer.body).encode()
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            **answer.headers,
        }
        start_response(_REASONS[answer.status], list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _answer(self, method: str, path: str) -> Answer:
        page = self._pages.get(path)
        if page is None:
            return Answer(404, {"error": "Not found"})
        if method not in _METHODS:
            return Answer(405, {"error": "Method not allowed"}, {"Allow": ", ".join(_METHODS)})
        try:
            return page()
        except Exception:
            logs.defect("request failed", path=path)
            return Answer(500, {"error": "Internal server error"})

    def _recommendation(self) -> Answer:
        settings = self._settings.now()
        try:
            return self._recommended(self._table.recommend(settings), "table")
        except TableFailing as failing:
            if settings.answers_statically:
                return self._recommended(STATIC_ITEM, "static")
            return Answer(502, {"error": "No recommendation: the table cannot be read", "reason": str(failing)})

    def _recommended(self, item: Item, source: str) -> Answer:
        metadata = {"InstanceId": self._identity.instance_id, "AvailabilityZone": self._identity.zone}
        return Answer(200, {**item, "Metadata": metadata}, {"X-Recommendation-Source": source})

    def _healthcheck(self) -> Answer:
        complaint = self._health.complaint()
        return Answer(503, {"success": False, "reason": complaint}) if complaint else Answer(200, {"success": True})
