"""Work that goes on beside the requests."""

import threading
import time
from collections.abc import Callable

from . import logs


def repeat(name: str, pause_seconds: float, action: Callable[[], None]) -> None:
    """Calls the action for the rest of the process's life, pausing before each turn. A turn that fails is logged."""

    def turns() -> None:
        while True:
            time.sleep(pause_seconds)
            try:
                action()
            except Exception:
                logs.defect("background work failed", work=name)

    threading.Thread(target=turns, name=name, daemon=True).start()
