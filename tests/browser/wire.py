"""What can happen between a phone and the server? A wire that can be cut, listened to, or lie.

Everything the browser sends passes here, the service worker's requests too, which no page-level
interception sees. The product never knows of it: its origin is the wire's address.
"""

import re
import socket
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from enum import Enum

REQUEST = re.compile(rb"^(GET|HEAD|POST|PUT|DELETE) (\S+) HTTP/1\.1\r\n")
PORTAL = (
    b"<!doctype html><title>Wi-Fi Gratis</title>"
    b"<p>Selamat datang. Masuk dahulu untuk memakai Wi-Fi ini."
)


class Mode(Enum):
    """What the wire does with traffic."""

    THROUGH = "carries everything"
    ONE_WAY = "carries requests, but no answer comes back"
    PORTAL = "answers everything itself: 200 and a page that asks for a sign-in"


class Wire:
    """A TCP proxy on its own port of localhost, in front of whichever port the server has."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.upstream = 0
        self.mode = Mode.THROUGH
        self.requests: list[str] = []
        self.weights: Counter[str] = Counter()  # bytes that went back, by request
        self._held: Callable[[str], bool] | None = None
        self._go = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def become(self, mode: Mode) -> None:
        """Change what the wire does; connections of before are cut."""
        self.mode = mode
        self.cut()

    def cut(self) -> None:
        """Break every connection that is open now."""
        with self._lock:
            connections, self._open = self._open, set()
        for connection in connections:
            _close(connection)

    def forget(self) -> None:
        """Start listening anew: what was seen so far does not count."""
        self.requests.clear()
        self.weights.clear()

    @property
    def answered(self) -> int:
        """Bytes that went back to the browser, headers included."""
        return self.weights.total()

    def hold_back(self, which: Callable[[str], bool]) -> None:
        """Keep requests for such paths from arriving, as where the network is slow."""
        self._go.clear()
        self._held = which

    def release(self) -> None:
        """Let everything arrive that was held back."""
        self._held = None
        self._go.set()

    def close(self) -> None:
        """Take the wire down."""
        _close(self._listener)
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        if not self._keep(client):
            return
        if self.mode is Mode.PORTAL:
            self._mislead(client)
            return
        try:
            server = socket.create_connection(("127.0.0.1", self.upstream), timeout=5)
        except OSError:
            _close(client)
            return
        server.settimeout(None)
        self._keep(server)
        asked = [""]  # what this connection is busy with
        threading.Thread(target=self._down, args=(server, client, asked), daemon=True).start()
        self._up(client, server, asked)

    def _keep(self, connection: socket.socket) -> bool:
        with self._lock:
            self._open.add(connection)
        return True

    def _up(self, client: socket.socket, server: socket.socket, asked: list[str]) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                if request := self._note(data):
                    asked[0] = request
                    if self._held and self._held(request.split(" ")[1]):
                        self._go.wait()
                server.sendall(data)
        _close(client, server)

    def _down(self, server: socket.socket, client: socket.socket, asked: list[str]) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                if self.mode is Mode.THROUGH:
                    self.weights[asked[0]] += len(data)
                    client.sendall(data)
        _close(client, server)

    def _mislead(self, client: socket.socket) -> None:
        with suppress(OSError):
            data = client.recv(65536)
            self._note(data)
            while b"\r\n\r\n" not in data:
                data += client.recv(65536)
            head, _, body = data.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            missing = int(length[1]) - len(body) if length else 0
            while missing > 0:
                missing -= len(client.recv(65536))
            client.sendall(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (len(PORTAL), PORTAL)
            )
        _close(client)

    def _note(self, data: bytes) -> str:
        found = REQUEST.match(data)
        if not found:
            return ""
        self.requests.append(f"{found[1].decode()} {found[2].decode()}")
        return self.requests[-1]


def _close(*connections: socket.socket) -> None:
    for connection in connections:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
