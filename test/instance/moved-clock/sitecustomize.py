"""Python runs this first where it is on PYTHONPATH: each SIGUSR1 moves the process's clock more than a minute ahead."""

import json
import signal
import sys
import time

STEP_SECONDS = 61

_real = time.time
_ahead_seconds = 0


def _move(_number: int, _frame: object) -> None:
    global _ahead_seconds  # noqa: PLW0603
    _ahead_seconds += STEP_SECONDS
    sys.stdout.write(json.dumps({"message": "clock moved"}) + "\n")
    sys.stdout.flush()


time.time = lambda: _real() + _ahead_seconds
signal.signal(signal.SIGUSR1, _move)
