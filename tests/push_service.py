"""A push service on this machine: takes what is posted, and says what a test tells it to."""

import base64
import json
import threading
from collections import deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from web.domain.jws import b64url, loads_object, parse_compact
from web.services.keys import public_key, verify_es256


@dataclass
class Delivery:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    def claims(self) -> tuple[dict[str, Any], str]:
        """The VAPID claims, whose signature must hold, and the key that made it (RFC 8292)."""
        scheme, _, rest = self.headers["authorization"].partition(" ")
        assert scheme == "vapid"
        parts = dict(one.strip().split("=", 1) for one in rest.split(","))
        point = base64.urlsafe_b64decode(parts["k"] + "==")
        jwk = {"kty": "EC", "crv": "P-256", "x": b64url(point[1:33]), "y": b64url(point[33:])}
        jws = parse_compact(parts["t"])
        assert verify_es256(public_key(jwk), jws)
        return loads_object(jws.payload), parts["k"].rstrip("=")


class Reader:
    """The keys of a phone's subscription, with which it alone can read."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = uuid4().bytes
        self.name = uuid4().hex

    def subscription(self, origin: str, key: str) -> dict[str, Any]:
        """As `PushSubscription.toJSON()` says it, with our key."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": f"{origin}/{self.name}",
            "expirationTime": None,
            "keys": {"p256dh": b64url(point), "auth": b64url(self.auth)},
            "key": key,
        }

    def read(self, delivery: Delivery) -> dict[str, Any]:
        """Decrypt (RFC 8291)."""
        assert delivery.headers["content-encoding"] == "aes128gcm"
        text = http_ece.decrypt(
            delivery.body, private_key=self.key, auth_secret=self.auth, version="aes128gcm"
        )
        return dict(json.loads(text))


class PushService:
    """The service. `answers` are statuses, or (status, headers), to give in turn; then 201.

    Cleared, `hold` keeps every answer back; `began` says that something has come.
    """

    def __init__(self) -> None:
        self.taken: list[Delivery] = []
        self.answers: deque[Any] = deque()
        self.hold = threading.Event()
        self.hold.set()
        self.began = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                service.began.set()
                service.hold.wait(20)
                status, more = service.next(Delivery(self.path, headers, body))
                self.send_response(status)
                for name, value in {**more, "content-length": "0"}.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Nothing: a test says itself what it saw."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._lock = threading.Lock()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def next(self, delivery: Delivery) -> tuple[int, dict[str, str]]:
        """Note a request and say what to answer."""
        with self._lock:
            self.taken.append(delivery)
            answer = self.answers.popleft() if self.answers else 201
        return (answer, {}) if isinstance(answer, int) else answer

    def to(self, reader: Reader) -> list[dict[str, Any]]:
        """What a phone could read of what came for it."""
        return [reader.read(one) for one in self.taken if one.path == f"/{reader.name}"]

    def close(self) -> None:
        """No more."""
        self._server.shutdown()
        self._server.server_close()
