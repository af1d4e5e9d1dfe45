"""What the load balancer is told when it asks whether to send traffic here."""

import threading
import time

from .settings import Settings
from .table import Table, TableFailing

SHARED_SECONDS = 1


class Health:
    """Why the instance should get no traffic, or None where it should."""

    def __init__(self, settings: Settings, table: Table) -> None:
        self._settings = settings
        self._table = table
        self._one_at_a_time = threading.Lock()
        self._last_complaint: str | None = None
        self._last_ends = 0.0

    def complaint(self) -> str | None:
        """
        Shallow: the process answers and has been told its table once; nothing outside the process is touched.
        Deep: the table really gave an item just now.
        """
        if self._settings.table is None:
            return "starting: the settings have not been read yet"
        return self._deep_complaint() if self._settings.checks_deeply else None

    def _deep_complaint(self) -> str | None:
        # Every node of a load balancer checks every target: those who come while a check runs wait for its result,
        # and it holds for a moment, so that checks never become the table's main traffic.
        with self._one_at_a_time:
            if time.monotonic() >= self._last_ends:
                self._last_complaint = self._read_table()
                self._last_ends = time.monotonic() + SHARED_SECONDS
            return self._last_complaint

    def _read_table(self) -> str | None:
        try:
            self._table.read()
            return None
        except TableFailing as failing:
            return f"the table can't be read: {failing}"
