"""May this address be spoken to as a push service? Only those named, by https, at their own port.

A phone says the address to which we are to send requests (RFC 8030, section 4), so it is taken for
hostile: what is not on the list is refused, and no name is looked up to find out.
"""

import re
from typing import NamedTuple

from web.domain.jws import Malformed, unb64url

MAX_ENDPOINT = 1000  # characters
_PARTS = re.compile(
    r"(https?)://([a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?)(:[0-9]{1,5})?"
    r"/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*"
)


class Subscription(NamedTuple):
    """Where a phone can be reached, and the keys with which only it can read (RFC 8291)."""

    endpoint: str
    p256dh: str
    auth: str
    key: str  # our public key that it was made with, base64url


def allowed(endpoint: str, services: str) -> bool:
    """Whether an address is one of a push service.

    Args:
        endpoint: a URL.
        services: hosts apart by spaces; `*.host` means any name below it, and a whole
            origin such as `http://localhost:9000` exactly that one (for tests).
    """
    match = _PARTS.fullmatch(endpoint)
    if not match or len(endpoint) > MAX_ENDPOINT:
        return False
    scheme, host, port = match.group(1, 2, 3)
    for one in services.split():
        if "://" in one:
            if f"{scheme}://{host}{port or ''}" == one:
                return True
        elif scheme == "https" and port in (None, ":443") and _fits(host, one):
            return True
    return False


def _fits(host: str, pattern: str) -> bool:
    if pattern.startswith("*."):
        return host.endswith(pattern[1:]) and ".." not in host
    return host == pattern


def has_length(text: str, length: int) -> bool:
    """Whether text is base64url of so many bytes."""
    try:
        return len(unb64url(text)) == length
    except Malformed:
        return False
