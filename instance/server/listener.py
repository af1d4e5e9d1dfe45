"""The HTTP side: waitress, and how it ends without dropping a request it has begun."""

import signal
import time
from collections.abc import Callable

from waitress import wasyncore
from waitress.server import create_server

from . import logs

THREADS = 64
DRAIN_SECONDS = 5


class Listener:
    """Listens from its construction on. Throws OSError where the port can't be had."""

    def __init__(self, app: Callable, host: str, port: int) -> None:
        self._sockets: dict = {}
        self._stopping = False
        self._server = create_server(
            app,
            map=self._sockets,
            host=host,
            port=port,
            threads=THREADS,
            # select() stops at descriptor 1024, and a load balancer's idle connections count.
            asyncore_use_poll=True,
            connection_limit=2000,
            backlog=1024,
            # Longer than a load balancer keeps an idle connection (60 s), or it would send a request into a closed one.
            channel_timeout=90,
            cleanup_interval=15,
            # No page takes a body.
            max_request_body_size=65536,
            # What a load balancer passes on, with what it adds.
            max_request_header_size=131072,
            log_socket_errors=False,
            clear_untrusted_proxy_headers=True,
            ident=None,
            # An answer leaves in one piece: two sends would each give up and win back the interpreter.
            send_bytes=18000,
        )

    @property
    def port(self) -> int:
        return int(self._server.effective_port)

    def serve(self) -> None:
        """Serves until SIGTERM or SIGINT, then finishes the requests it has, for some seconds at most."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping:
            self._turn(60)
        self._drain()

    def _stop(self, number: int, _frame: object) -> None:
        # An exception here could strike between a request's arrival and its place in the queue, so the loop is woken.
        logs.info("stopping", signal=signal.Signals(number).name)
        self._stopping = True
        self._server.pull_trigger()

    def _drain(self) -> None:
        wasyncore.dispatcher.close(self._server)
        ends = time.monotonic() + DRAIN_SECONDS
        while self._server.active_channels and time.monotonic() < ends:
            for channel in list(self._server.active_channels.values()):
                if not channel.requests and not channel.total_outbufs_len:
                    channel.will_close = True
            self._turn(0.05)
        logs.info("stopped", connections_cut=len(self._server.active_channels))

    def _turn(self, timeout_seconds: float) -> None:
        wasyncore.loop(timeout=timeout_seconds, use_poll=True, map=self._sockets, count=1)
