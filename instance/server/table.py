"""The dependency: the table of recommendations, read anew for each request."""

import random
import threading
import time
from typing import Any

from . import logs
from .clients import READ_TIMEOUT_SECONDS, is_transient, reason_of
from .settings import Settings

MEDIA_TYPES = ("Book", "Movie", "Song")
ITEMS_OF_EACH_TYPE = 3

# A read that failed at once is tried again; one that used up its time is not, so that the answer to a client or to
# a deep health check comes within two seconds whatever the table does.
RETRY_WITHIN_SECONDS = 0.5
RETRY_PAUSE_SECONDS = 0.05

# How long a table that let a read run into its timeout is taken to hang.
HANG_SECONDS = 1

_TIMEOUTS = {"ReadTimeoutError", "ConnectTimeoutError"}

Item = dict[str, dict[str, str]]


class TableFailing(Exception):
    """The table gave no item; the message is the reason in one word."""


class Table:
    """
    Reads random items, so many at once at most.

    While the table hangs, the server's threads must not all wait for it, or health checks would wait as well and the
    load balancer would take out every instance. So the places for reads are fewer than the threads, and a request that
    finds all of them taken by a hanging table is told at once. A table that is only busy is worth waiting for.
    """

    def __init__(self, dynamodb: Any, settings: Settings, reads_at_once: int) -> None:
        self._dynamodb = dynamodb
        self._settings = settings
        self._places = threading.BoundedSemaphore(reads_at_once)
        self._hangs_until = 0.0
        self._trouble = logs.Trouble("reading the table")

    def recommend(self) -> Item:
        """An item in DynamoDB's typed form. Throws TableFailing."""
        hangs = time.monotonic() < self._hangs_until
        if not self._places.acquire(timeout=0 if hangs else READ_TIMEOUT_SECONDS):
            self._trouble.now("Saturated")
            raise TableFailing("Saturated")
        try:
            return self.read()
        finally:
            self._places.release()

    def read(self) -> Item:
        """As `recommend`, but never held up or refused for the number of other reads: what a health check needs."""
        try:
            self._delay()
            item = self._read_item()
        except TableFailing as failing:
            if str(failing) in _TIMEOUTS:
                self._hangs_until = time.monotonic() + HANG_SECONDS
            self._trouble.now(str(failing))
            raise
        self._trouble.now(None)
        return item

    def _delay(self) -> None:
        """Injected slowness. What the client's read timeout would not sit out ends as that timeout would end it."""
        seconds = self._settings.dependency_delay_seconds
        if seconds:
            time.sleep(min(seconds, READ_TIMEOUT_SECONDS))
        if seconds >= READ_TIMEOUT_SECONDS:
            raise TableFailing("ReadTimeoutError")

    def _read_item(self) -> Item:
        name = self._settings.table
        if name is None:
            raise TableFailing("SettingsUnknown")
        number = str(random.randint(1, ITEMS_OF_EACH_TYPE))
        key = {"MediaType": {"S": random.choice(MEDIA_TYPES)}, "ItemId": {"N": number}}
        item = self._get_twice_at_most(name, key).get("Item")
        if not item:
            raise TableFailing("ItemNotFound")
        return item

    def _get_twice_at_most(self, name: str, key: Item) -> dict[str, Any]:
        started = time.monotonic()
        try:
            return self._dynamodb.get_item(TableName=name, Key=key)
        except Exception as error:
            if not is_transient(error) or time.monotonic() - started > RETRY_WITHIN_SECONDS:
                raise TableFailing(reason_of(error)) from error
        time.sleep(random.uniform(0, RETRY_PAUSE_SECONDS))
        try:
            return self._dynamodb.get_item(TableName=name, Key=key)
        except Exception as error:
            raise TableFailing(reason_of(error)) from error
