"""The dependency: the table of recommendations, read anew for each request."""

import random
import threading
import time

from . import logs
from .clients import is_transient, reason_of
from .dynamodb import READ_TIMEOUT_SECONDS, DynamoDb, Item
from .settings import Settings

MEDIA_TYPES = ("Book", "Movie", "Song")
ITEMS_OF_EACH_TYPE = 3

# A read that failed at once is retried; one that used up its time is not, so that the answer to a client or to a deep
# health check comes within two seconds whatever the table does.
RETRY_WITHIN_SECONDS = 0.5
RETRY_PAUSE_SECONDS = 0.05

# How long a request waits for its turn to read, and how long nobody waits after one that waited in vain.
PATIENCE_SECONDS = 0.5
IMPATIENT_SECONDS = 1


class TableFailing(Exception):
    """The table gave no item; the message is the reason in one word."""


class Table:
    """
    Reads random items, a limited number at a time.

    While the table hangs or is slow, the server's threads must not all wait for it, or health checks would wait as well
    and the load balancer would take out every instance. So fewer reads run at a time than there are threads, and other
    requests wait for their turn only as long as turns come soon: a table that is merely busy is worth waiting for.
    """

    def __init__(self, dynamodb: DynamoDb, reads_at_once: int) -> None:
        self._dynamodb = dynamodb
        self._turns = threading.BoundedSemaphore(reads_at_once)
        self._impatient_until = 0.0
        self._trouble = logs.Trouble("reading the table")

    def recommend(self, settings: Settings) -> Item:
        """An item in DynamoDB's typed form. Throws TableFailing."""
        self._wait_for_turn()
        try:
            return self.read(settings)
        finally:
            self._turns.release()

    def read(self, settings: Settings) -> Item:
        """As `recommend`, but never delayed or refused because of other reads: what a health check needs."""
        try:
            _delay(settings.dependency_delay_seconds)
            item = self._read_item(settings.table)
        except TableFailing as failing:
            self._trouble.now(str(failing))
            raise
        self._trouble.now(None)
        return item

    def _wait_for_turn(self) -> None:
        patience = 0 if time.monotonic() < self._impatient_until else PATIENCE_SECONDS
        if self._turns.acquire(timeout=patience):
            return
        if patience:
            self._impatient_until = time.monotonic() + IMPATIENT_SECONDS
        self._trouble.now("Saturated")
        raise TableFailing("Saturated")

    def _read_item(self, table: str) -> Item:
        number = str(random.randint(1, ITEMS_OF_EACH_TYPE))
        key = {"MediaType": {"S": random.choice(MEDIA_TYPES)}, "ItemId": {"N": number}}
        item = self._get_twice_at_most(table, key)
        if not item:
            raise TableFailing("ItemNotFound")
        return item

    def _get_twice_at_most(self, table: str, key: Item) -> Item | None:
        started = time.monotonic()
        try:
            return self._dynamodb.get_item(table, key)
        except Exception as error:
            if not is_transient(error) or time.monotonic() - started > RETRY_WITHIN_SECONDS:
                raise TableFailing(reason_of(error)) from error
        time.sleep(random.uniform(0, RETRY_PAUSE_SECONDS))
        try:
            return self._dynamodb.get_item(table, key)
        except Exception as error:
            raise TableFailing(reason_of(error)) from error


def _delay(seconds: float) -> None:
    """Injected slowness. A delay beyond the client's read timeout fails as that timeout would."""
    if seconds:
        time.sleep(min(seconds, READ_TIMEOUT_SECONDS))
    if seconds >= READ_TIMEOUT_SECONDS:
        raise TableFailing("ReadTimeoutError")
