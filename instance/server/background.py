"""Work that goes on beside the requests."""

import random
import threading
import time
from collections.abc import Callable

from . import logs

LONGEST_PAUSE_SECONDS = 15


class Pause:
    """The time between two calls of AWS: longer with every call that is throttled, until one succeeds."""

    def __init__(self, usual_seconds: float) -> None:
        self._usual_seconds = usual_seconds
        self.seconds = usual_seconds

    def lengthen(self) -> None:
        # Random, so that instances that were throttled together do not return together.
        longer = min(self.seconds * random.uniform(1.5, 2.5), LONGEST_PAUSE_SECONDS)
        self.seconds = max(longer, self._usual_seconds)

    def reset(self) -> None:
        self.seconds = self._usual_seconds


def repeat(name: str, pause: Pause, action: Callable[[], None]) -> None:
    """Calls the action for the rest of the process's life, pausing before each call. A call that fails is logged."""

    def calls() -> None:
        while True:
            time.sleep(pause.seconds)
            try:
                action()
            except Exception:
                logs.defect("background work failed", work=name)

    threading.Thread(target=calls, name=name, daemon=True).start()
