"""Starts the server: `python -m server`. See environment.py for the variables it needs."""

import sys

from . import logs
from .app import App
from .background import Pause, repeat
from .clients import Clients
from .credentials import RoleCredentials
from .environment import Environment, EnvironmentFault
from .health import Health
from .listener import THREADS, Listener
from .metadata import Identity, Metadata
from .settings import SettingsReader
from .table import Table

# Some threads are always left for answers that need no table.
READS_AT_ONCE = THREADS * 3 // 4


def main() -> int:
    """Exits with 2 for a fault in the environment, 1 where it cannot listen, 0 when asked to stop."""
    logs.start()
    try:
        serve(Environment.read())
    except EnvironmentFault as fault:
        logs.warning("wrong environment", reason=str(fault))
        return 2
    except OSError as error:
        logs.warning("cannot listen", reason=str(error))
        return 1
    return 0


def serve(environment: Environment) -> None:
    metadata = Metadata(environment.metadata_endpoint)
    identity = Identity(metadata)
    credentials = RoleCredentials(metadata)
    # The deep health check reads beside the others.
    clients = Clients(credentials, environment.region, READS_AT_ONCE + 1)
    settings_pause = Pause(environment.settings_refresh_seconds)
    settings = SettingsReader(clients.ssm, environment.settings_path, environment.table, settings_pause)
    table = Table(clients.dynamodb, READS_AT_ONCE)
    listener = Listener(App(settings, table, Health(settings, table), identity), environment.host, environment.port)

    def follow_instance() -> None:
        identity.refresh()
        credentials.refresh()

    # Once before the first request, each bounded by its timeouts: whether or not it works, the server then serves.
    follow_instance()
    settings.refresh()
    repeat("instance", Pause(environment.credentials_refresh_seconds), follow_instance)
    repeat("settings", settings_pause, settings.refresh)
    logs.info("listening", host=environment.host, port=listener.port, settings=environment.settings_path)
    listener.serve()


if __name__ == "__main__":
    sys.exit(main())
