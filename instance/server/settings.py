"""The settings that steer the server, held in Parameter Store and read again in the background."""

import time
from typing import Any

from . import logs
from .clients import reason_of
from .setting import Check, Setting, milliseconds, one_of, read_setting, table_name

_CHECKS: dict[str, Check] = {
    "table": table_name,
    "failure-response": one_of("none", "static"),
    "health-check": one_of("shallow", "deep"),
    "dependency-delay": milliseconds,
}

# What holds until a value is known. Without a table there is nothing to recommend, so the instance is not ready.
_DEFAULTS = {"table": None, "failure-response": "none", "health-check": "shallow", "dependency-delay": 0}

# Nobody sets this one but whoever slows the table down; taking it away lifts the failure.
_OPTIONAL = "dependency-delay"


class Settings:
    """
    The last known values: they stay while Parameter Store fails, and while it holds something unusable.

    No request ever waits for Parameter Store, whose 40 requests a second all instances of a region share.
    """

    def __init__(self, ssm: Any, service: str) -> None:
        self._ssm = ssm
        self._names = {f"/resilient-service/{service}/{name}": name for name in _CHECKS}
        self._known: dict[str, Setting] = {}
        self._told = dict(_DEFAULTS)
        self._store_trouble = logs.Trouble("reading settings")
        self._value_troubles = {name: logs.Trouble(f"setting {name}") for name in _CHECKS}

    @property
    def table(self) -> str | None:
        """The table's name; None until it is known for the first time."""
        return self._current("table")

    @property
    def answers_statically(self) -> bool:
        return self._current("failure-response") == "static"

    @property
    def checks_deeply(self) -> bool:
        return self._current("health-check") == "deep"

    @property
    def dependency_delay_seconds(self) -> float:
        return self._current("dependency-delay") / 1000

    def refresh(self) -> None:
        """Reads all settings at once and keeps those that make sense. Never throws for anything AWS does."""
        try:
            found = self._ssm.get_parameters(Names=list(self._names))["Parameters"]
        except Exception as error:
            self._store_trouble.now(reason_of(error))
        else:
            self._store_trouble.now(None)
            self._keep({self._names[parameter["Name"]]: parameter["Value"] for parameter in found})
        self._tell_changes()

    def _current(self, name: str) -> Any:
        setting = self._known.get(name)
        return setting.at(time.time()) if setting else _DEFAULTS[name]

    def _keep(self, texts: dict[str, str]) -> None:
        for name, check in _CHECKS.items():
            trouble = self._value_troubles[name]
            try:
                self._known[name] = read_setting(texts[name], check)
                trouble.now(None)
            except ValueError as error:
                trouble.now(f"{texts[name]!r}: {error}")
            except KeyError:
                self._miss(name, trouble)

    def _miss(self, name: str, trouble: logs.Trouble) -> None:
        if name == _OPTIONAL:
            self._known.pop(name, None)
            trouble.now(None)
        else:
            trouble.now("there is no such parameter")

    def _tell_changes(self) -> None:
        for name, told in self._told.items():
            value = self._current(name)
            if value != told:
                self._told[name] = value
                logs.info("setting changed", setting=name, value=value, was=told)
