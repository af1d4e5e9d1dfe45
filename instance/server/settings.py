"""The settings that steer the server, held in Parameter Store and read again in the background."""

import time
from dataclasses import dataclass
from typing import Any

from . import logs
from .background import Pause
from .clients import is_throttled, reason_of
from .setting import Check, Setting, milliseconds, one_of, read_setting, table_name

_CHECKS: dict[str, Check] = {
    "table": table_name,
    "failure-response": one_of("none", "static"),
    "health-check": one_of("shallow", "deep"),
    "dependency-delay": milliseconds,
}

# What holds until a value is known; the table that does is the environment's.
_DEFAULTS = {
    "failure-response": Setting("none"),
    "health-check": Setting("shallow"),
    "dependency-delay": Setting(0),
}


@dataclass(frozen=True)
class Settings:
    """What holds at one moment. A request takes it once: parts of two moments may be what no setting asked for."""

    table: str
    answers_statically: bool
    checks_deeply: bool
    dependency_delay_seconds: float


class SettingsReader:
    """
    The last known values: they stay while Parameter Store fails, and while it holds something unusable.

    No request ever waits for Parameter Store, whose 40 requests a second all instances of a region share.
    """

    def __init__(self, ssm: Any, path: str, table: str, pause: Pause) -> None:
        self._ssm = ssm
        self._names = {f"{path}/{name}": name for name in _CHECKS}
        self._pause = pause
        # Replaced as a whole and never changed, because requests read it meanwhile.
        self._known: dict[str, Setting] = {"table": Setting(table), **_DEFAULTS}
        self._logged = self._values()
        self._store_trouble = logs.Trouble("reading settings")
        self._value_troubles = {name: logs.Trouble(f"setting {name}") for name in _CHECKS}

    def now(self) -> Settings:
        values = self._values()
        return Settings(
            table=values["table"],
            answers_statically=values["failure-response"] == "static",
            checks_deeply=values["health-check"] == "deep",
            dependency_delay_seconds=values["dependency-delay"] / 1000,
        )

    def refresh(self) -> None:
        """Reads all settings at once and keeps those that make sense. Never throws for anything AWS does."""
        try:
            found = self._ssm.get_parameters(Names=list(self._names))["Parameters"]
        except Exception as error:
            self._store_trouble.now(reason_of(error))
            if is_throttled(error):
                self._pause.lengthen()
        else:
            self._store_trouble.now(None)
            self._pause.reset()
            texts = {self._names[parameter["Name"]]: parameter["Value"] for parameter in found}
            self._known = {name: self._kept(name, texts.get(name)) for name in _CHECKS}
        self._log_changes()

    def _values(self) -> dict[str, Any]:
        now = time.time()
        return {name: setting.at(now) for name, setting in self._known.items()}

    def _kept(self, name: str, text: str | None) -> Setting:
        trouble = self._value_troubles[name]
        if text is None:
            trouble.now("there is no such parameter")
            return self._known[name]
        try:
            setting = read_setting(text, _CHECKS[name])
        except ValueError as error:
            trouble.now(f"{text!r}: {error}")
            return self._known[name]
        trouble.now(None)
        return setting

    def _log_changes(self) -> None:
        values = self._values()
        for name, value in values.items():
            if value != self._logged[name]:
                logs.info("setting changed", setting=name, value=value, was=self._logged[name])
        self._logged = values
