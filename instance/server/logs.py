"""Log lines as JSON, one object a line on standard output, for journald and whatever reads it."""

import json
import logging
import sys
import time
from datetime import UTC, datetime

_log = logging.getLogger("server")


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def start() -> None:
    """Sends every log line of the process, also those of libraries, to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # A log that nobody can read any more is no reason to disturb a request.
    logging.raiseExceptions = False
    _log.setLevel(logging.INFO)
    # waitress logs the depth of its queue on each request of a burst.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def info(message: str, **fields: object) -> None:
    _log.info(message, extra={"fields": fields})


def warning(message: str, **fields: object) -> None:
    _log.warning(message, extra={"fields": fields})


def defect(message: str, **fields: object) -> None:
    """Logs the exception being handled with its stack: one that only a mistake in the server lets come this far."""
    _log.exception(message, extra={"fields": fields})


class Trouble:
    """A problem that may last or come and go; logged when it begins, changes and ends, at most once a second."""

    def __init__(self, subject: str) -> None:
        self._subject = subject
        self._logged: str | None = None
        self._quiet_until = 0.0

    def now(self, reason: str | None) -> None:
        """Takes the reason of the trouble, or None where there is none at the moment."""
        if reason == self._logged or time.monotonic() < self._quiet_until:
            return
        self._logged, self._quiet_until = reason, time.monotonic() + 1
        if reason:
            warning(f"{self._subject} failing", reason=reason)
        else:
            info(f"{self._subject} recovered")
