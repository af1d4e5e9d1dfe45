"""The answer to a load balancer's health check."""

import threading
import time

from .settings import Settings, SettingsReader
from .table import Table, TableFailing

SHARED_SECONDS = 1


class Health:
    """Why the instance should get no traffic, or None where it should."""

    def __init__(self, settings: SettingsReader, table: Table) -> None:
        self._settings = settings
        self._table = table
        self._one_at_a_time = threading.Lock()
        self._last_complaint: str | None = None
        self._last_ends = 0.0

    def complaint(self) -> str | None:
        """
        Shallow: the process answers, whatever happens outside it. Deep: the table really gave an item just now.
        """
        settings = self._settings.now()
        return self._deep_complaint(settings) if settings.checks_deeply else None

    def _deep_complaint(self, settings: Settings) -> str | None:
        # Every node of a load balancer checks every target: those who come while a check runs wait for its result,
        # and it holds for a moment, so that checks never become the table's main traffic.
        with self._one_at_a_time:
            if time.monotonic() >= self._last_ends:
                self._last_complaint = self._read_table(settings)
                self._last_ends = time.monotonic() + SHARED_SECONDS
            return self._last_complaint

    def _read_table(self, settings: Settings) -> str | None:
        try:
            self._table.read(settings)
            return None
        except TableFailing as failing:
            return f"the table cannot be read: {failing}"
