"""The HTTP side: waitress, and how it ends without dropping a request it has begun."""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import WSGITask

from . import logs

THREADS = 64
DRAIN_SECONDS = 5
QUIET_SECONDS = 1


class _Task(WSGITask):
    def build_response_header(self) -> bytes:
        # As if the client had asked for it, so that it sends its next request elsewhere.
        if not self.channel.server.accepting:
            self.request.headers["CONNECTION"] = "close"
        return super().build_response_header()


class _Channel(HTTPChannel):
    task_class = _Task

    def is_idle(self) -> bool:
        """Whether no request is under way or just arriving."""
        is_quiet = time.time() - self.last_activity > QUIET_SECONDS
        return is_quiet and not (self.requests or self.request or self.total_outbufs_len)


class _Waker(wasyncore.file_dispatcher):
    """Ends the loop's wait at a signal, also at one that comes just before it begins and so interrupts nothing."""

    def __init__(self, sockets: dict) -> None:
        reading, writing = os.pipe()
        super().__init__(reading, map=sockets)
        os.close(reading)
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)

    def writable(self) -> bool:
        return False

    def handle_read(self) -> None:
        self.recv(4096)


class Listener:
    """Listens from its construction on. Throws OSError where it cannot."""

    def __init__(self, app: Callable, host: str, port: int) -> None:
        self._sockets: dict = {}
        self._stopping = False
        self._server = _server(app, self._sockets, host, port)

    @property
    def port(self) -> int:
        return int(self._server.effective_port)

    def serve(self) -> None:
        """Serves until SIGTERM or SIGINT, then finishes the requests it has, for some seconds at most."""
        _Waker(self._sockets)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping:
            self._turn(60)
        self._drain()

    def _stop(self, number: int, _frame: object) -> None:
        # No exception: it could strike between a request's arrival and its place in the queue. The waker ends the wait.
        logs.info("stopping", signal=signal.Signals(number).name)
        self._stopping = True

    def _drain(self) -> None:
        wasyncore.dispatcher.close(self._server)
        ends = time.monotonic() + DRAIN_SECONDS
        while self._server.active_channels and time.monotonic() < ends:
            for channel in list(self._server.active_channels.values()):
                if channel.is_idle():
                    channel.will_close = True
            self._turn(0.05)
        logs.info("stopped", connections_cut=len(self._server.active_channels))

    def _turn(self, timeout_seconds: float) -> None:
        # select() stops at descriptor 1024, and a load balancer's idle connections count.
        wasyncore.loop(timeout=timeout_seconds, use_poll=True, map=self._sockets, count=1)


def _server(app: Callable, sockets: dict, host: str, port: int) -> Any:
    try:
        server = create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            threads=THREADS,
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
            # An answer leaves in one piece: each send gives up the interpreter and has to win it back.
            send_bytes=18000,
        )
    except ValueError as error:
        raise OSError(f"{host}:{port}: {error}") from error
    server.channel_class = _Channel
    return server
