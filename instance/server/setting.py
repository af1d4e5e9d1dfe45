"""One setting as Parameter Store holds it: a bare word, or JSON that ends by itself."""

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Check = Callable[[object], Any]
"""Returns the value in the form the server uses; throws ValueError for one that the setting cannot have."""

DELAY_LIMIT_MILLISECONDS = 10_000


@dataclass(frozen=True)
class Setting:
    """A value that holds until a time (seconds since the epoch), and what holds from then on."""

    value: Any
    until: float = math.inf
    otherwise: Any = None

    def at(self, seconds: float) -> Any:
        return self.value if seconds < self.until else self.otherwise


def read_setting(text: str, check: Check) -> Setting:
    """
    Reads `word` or `{"value": word, "until": "2026-11-22T10:00:00Z", "otherwise": word}`.

    The second form is an injected failure: it ends on the instance's own clock, whether or not whoever injected it is
    still there to lift it. Throws ValueError.
    """
    text = text.strip()
    if not text.startswith("{"):
        return Setting(check(text))
    try:
        fields = json.loads(text)
        return Setting(check(fields["value"]), _instant(fields["until"]), check(fields["otherwise"]))
    except KeyError as missing:
        raise ValueError(f"{missing} is missing") from missing
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _instant(text: object) -> float:
    if not isinstance(text, str):
        raise ValueError("until must be a time in quotes")
    time = datetime.fromisoformat(text)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def one_of(*words: str) -> Check:
    def check(value: object) -> object:
        if value not in words:
            raise ValueError(f"must be one of: {', '.join(words)}")
        return value

    return check


def table_name(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9_.-]{3,255}", value):
        raise ValueError("must be the name of a table: 3 to 255 letters, digits, and _ . -")
    return value


def milliseconds(value: object) -> int:
    """Whole milliseconds, as a number or in digits. More than the limit is the limit."""
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,9}", str(value)):
        raise ValueError("must be a whole number of milliseconds")
    return min(int(str(value)), DELAY_LIMIT_MILLISECONDS)
