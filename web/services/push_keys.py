"""With which key do push services know a reminder for ours? VAPID (RFC 8292), the project's own.

A phone's subscription belongs to the key that it was made with, so older keys stay and still sign
for the subscriptions made with them, until those phones have moved to the newest.
"""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from web.domain.jws import b64url
from web.services.keys import write_secret

PATTERN = "vapid-*.pem"


class PushKeys:
    """The VAPID keys of one installation, from `<data>/keys`. `public` is the newest's."""

    def __init__(self, keys: list[Vapid02]) -> None:
        self._by_public = {_public(one): one for one in keys}
        self.public = _public(keys[-1])

    @classmethod
    def open(cls, folder: Path) -> "PushKeys":
        """Read the keys, or make the first where there is none: an older installation."""
        if not any(folder.glob(PATTERN)):
            return cls.create(folder)
        keys = [_read(path) for path in sorted(folder.glob(PATTERN))]
        return cls(keys)

    @classmethod
    def create(cls, folder: Path) -> "PushKeys":
        """Make a newer key beside the ones there are."""
        number = len(list(folder.glob(PATTERN))) + 1
        key = Vapid02()
        key.generate_keys()
        write_secret(folder / f"vapid-{number:04}.pem", key.private_pem())
        return cls.open(folder)

    def signer(self, public: str) -> Vapid02 | None:
        """The key of a subscription, by its public half; None where it is none of ours."""
        return self._by_public.get(public)


def _read(path: Path) -> Vapid02:
    key = Vapid02.from_pem(path.read_bytes())
    key.conf["no-strict"] = True  # its idea of a contact has no room for http://localhost:8000
    return key


def _public(key: Vapid02) -> str:
    public: ec.EllipticCurvePublicKey = key.public_key
    return b64url(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
