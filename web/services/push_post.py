"""How is one message handed to a push service? Encrypted to the phone, signed, never redirected."""

import hashlib
import json
import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests
from pywebpush import WebPushException, webpush

from web import clock
from web.domain.jws import b64url
from web.domain.push import allowed
from web.domain.reminders import KINDS
from web.models import Notice, PushSubscription
from web.services.push_keys import PushKeys
from web.settings import Settings

TIMEOUT = (5, 10)  # seconds to connect, and to wait for the answer
GONE = frozenset({404, 410})  # RFC 8030, section 7.3: the subscription is no more
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})

log = logging.getLogger("sikeren")


class Answer(NamedTuple):
    """What a push service said. `wait`: seconds of its Retry-After."""

    taken: bool = False
    gone: bool = False
    again: bool = False
    unsent: bool = False  # we are being stopped
    wait: float | None = None
    status: int | None = None


@dataclass(frozen=True)
class Message:
    """What is sent, to whom, and for how long it is of use."""

    endpoint: str
    p256dh: str
    auth: str
    key: str
    text: str
    seconds: int
    urgency: str
    topic: str

    @classmethod
    def of(cls, notice: Notice, subscription: PushSubscription, now: datetime) -> "Message":
        """A notice for one phone. No more than the phone needs to show it: no place, no reason."""
        payload = {
            "device": str(subscription.device_id),
            "kind": notice.kind,
            "title": notice.title,
            "body": notice.body,
            "url": notice.url,
            "tag": notice.tag,
        }
        return cls(
            endpoint=subscription.endpoint,
            p256dh=subscription.p256dh,
            auth=subscription.auth,
            key=subscription.key,
            text=json.dumps(payload, ensure_ascii=False),
            seconds=max(1, round((notice.expires_at - now).total_seconds())),
            urgency=KINDS[notice.kind].urgency,
            # At most 32 characters (RFC 8030, section 5.4); a hash tells the service nothing.
            topic=b64url(hashlib.sha256(f"{notice.kind} {notice.tag}".encode()).digest())[:32],
        )


class _Straight(requests.Session):
    """A session that follows no redirect: the address was checked, where it leads was not."""

    def request(self, *args: Any, **named: Any) -> requests.Response:
        """As `requests.Session.request`."""
        return super().request(*args, **{**named, "allow_redirects": False})


class Post:
    """Hands messages over, from several threads, each with connections of its own."""

    def __init__(self, settings: Settings, keys: PushKeys, stopping: threading.Event) -> None:
        self._services = settings.push_services
        self._contact = settings.push_contact or settings.origin
        self._keys = keys
        self._stopping = stopping
        self._local = threading.local()

    def send(self, message: Message) -> Answer:
        """Hand one over; whatever goes wrong is in the answer."""
        signer = self._keys.signer(message.key)
        if self._stopping.is_set():
            return Answer(unsent=True)
        if signer is None:
            return Answer(gone=True)  # a key that we lost: the phone is to subscribe anew
        if not allowed(message.endpoint, self._services):
            _warn(message, "not among push_services")
            return Answer()
        try:
            webpush(
                {
                    "endpoint": message.endpoint,
                    "keys": {"p256dh": message.p256dh, "auth": message.auth},
                },
                message.text,
                vapid_private_key=signer,
                vapid_claims={"sub": self._contact},
                timeout=TIMEOUT,
                ttl=message.seconds,
                headers={"Urgency": message.urgency, "Topic": message.topic},
                requests_session=self._session(),
            )
        except WebPushException as error:
            return _refusal(error, message)
        except requests.RequestException as error:
            self._local.session = None
            _warn(message, type(error).__name__)
            return Answer(again=True)
        return Answer(taken=True)

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = _Straight()
        return session


def _refusal(error: WebPushException, message: Message) -> Answer:
    status = error.status_code
    if status not in GONE:
        _warn(message, f"status {status}")
    return Answer(
        gone=status in GONE,
        again=status in AGAIN,
        wait=_seconds(error.retry_after),
        status=status,
    )


def _warn(message: Message, what: str) -> None:
    """The host only: the address itself is a secret of the phone's."""
    log.warning("push service %s: %s", urlsplit(message.endpoint).hostname, what)


def _seconds(header: str | None) -> float | None:
    """Retry-After (RFC 9110, section 10.2.3): seconds or a date."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - clock.now()).total_seconds())
    except (TypeError, ValueError):
        return None
