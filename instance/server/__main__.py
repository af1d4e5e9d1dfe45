"""Starts the server: `python -m server`. See environment.py for what it must be told."""

import sys

from . import logs
from .app import App
from .background import repeat
from .clients import Clients
from .credentials import RoleCredentials
from .environment import Environment, EnvironmentFault
from .health import Health
from .listener import THREADS, Listener
from .metadata import Identity, Metadata
from .settings import Settings
from .table import Table

# Some threads are always left for answers that need no table.
READS_AT_ONCE = THREADS * 3 // 4


def main() -> int:
    """Exits with 2 for a fault in the environment, 1 where the port can't be had, 0 when told to stop."""
    logs.start()
    try:
        serve(Environment.read())
    except EnvironmentFault as fault:
        logs.warning("wrong environment", reason=str(fault))
        return 2
    except OSError as error:
        logs.warning("can't listen", reason=str(error))
        return 1
    return 0


def serve(environment: Environment) -> None:
    metadata = Metadata(environment.metadata_endpoint)
    identity = Identity(metadata)
    credentials = RoleCredentials(metadata)
    clients = Clients(credentials, environment.region, READS_AT_ONCE)
    settings = Settings(clients.ssm, environment.service)
    table = Table(clients.dynamodb, settings, READS_AT_ONCE)
    listener = Listener(App(settings, table, Health(settings, table), identity), environment.host, environment.port)

    def follow_instance() -> None:
        identity.refresh()
        credentials.refresh()

    # Once before the first request, each bounded by its timeouts: whether or not it works, the server then serves.
    follow_instance()
    settings.refresh()
    repeat("instance", environment.credentials_refresh_seconds, follow_instance)
    repeat("settings", environment.settings_refresh_seconds, settings.refresh)
    logs.info("listening", host=environment.host, port=listener.port, service=environment.service)
    listener.serve()


if __name__ == "__main__":
    sys.exit(main())
