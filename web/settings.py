"""How is this installation configured? The only reader of the environment.

A value comes from the environment (`SIKEREN_` and the field's name in capitals), else from
`settings.toml` in the data folder (written by `sikeren init`), else from the default here.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tortoise.backends.base.config_generator import expand_db_url

from web.domain.app_version import Support, release_of
from web.domain.corrections import CORRECTION_DAY

ROOT = Path(__file__).resolve().parent.parent
SQLITE_OPTIONS = (
    "journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=ON"
    "&wal_autocheckpoint=8000&cache_size=-65536"  # pages, KiB: a rush costs few checkpoints
)
# Chrome and its kin, Firefox, Safari and iPhone, Edge: each browser knows its maker's alone.
PUSH_SERVICES = (
    "fcm.googleapis.com jmt17.google.com *.push.services.mozilla.com *.push.apple.com"
    " *.notify.windows.com"
)


def described(default: Any, help_line: str) -> Any:
    """A dataclass field with the line that explains it in the operations manual."""
    return field(default=default, metadata={"help": help_line})


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message says which and what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs between installations."""

    data: Path = described(
        Path("data"), "Folder of keys, settings and, by default, the database (SIKEREN_DATA)."
    )
    origin: str = described("", "Address at which people open SIKEREN, such as https://host.")
    database_url: str = described("", "postgres://user:password@host/name; empty: SQLite in data.")
    tiles_url: str = described("", "Map tiles, such as https://host/{z}/{x}/{y}.png; empty: none.")
    tiles_attribution: str = described("", "Credit line that the tiles' licence asks for.")
    contact: str = described(
        "", "Whom people ask about their data: office, telephone; empty: their operator."
    )
    build: Path = described(ROOT / "static" / "build", "Folder of the built assets.")
    device_quota: int = described(3000, "Envelopes a device may hand in within ten minutes.")
    address_quota: int = described(60000, "Envelopes an address may hand in within ten minutes.")
    wrong_code_quota: int = described(
        100, "Wrong enrolment codes an address may try in ten minutes."
    )
    push_services: str = described(
        PUSH_SERVICES, "Hosts of the push services that reminders may go to; empty: no reminders."
    )
    push_contact: str = described(
        "", "Whom push services ask about our messages: mailto:… or https://…; empty: the origin."
    )
    correction_day: int = described(
        CORRECTION_DAY, "Day of the following month, 1 to 28, on which corrections end at 23.59."
    )
    oldest_app: str = described(
        "", "Oldest release of the phone app that is supported, such as 0.2.0; empty: every one."
    )
    oldest_app_from: str = described(
        "", "First day, such as 2027-03-01, on which older apps count as too old; empty: at once."
    )

    @property
    def support(self) -> Support:
        """Which releases of the phone app are supported.

        Raises:
            SettingsError: the release or the day cannot be read.
        """
        try:
            oldest = release_of(self.oldest_app) if self.oldest_app else None
            since = date.fromisoformat(self.oldest_app_from) if self.oldest_app_from else None
        except ValueError as error:
            raise SettingsError(f"oldest_app or oldest_app_from: {error}.") from error
        return Support(oldest, since)

    upload_mb: int = described(10, "Largest photo or PDF that is taken, in MB (1,048,576 bytes).")
    import_mb: int = described(10, "Largest file of an import that is taken, in MB.")
    photo_days: int = described(
        90, "Days after its month is locked that the photo of a check-in is kept."
    )
    upload_quota_mb: int = described(200, "What one person may upload within 24 hours, in MB.")

    @property
    def secure(self) -> bool:
        """Whether cookies may carry `Secure` and the `__Host-` prefix."""
        return self.origin.startswith("https://")

    @property
    def rp_id(self) -> str:
        """The WebAuthn relying party: the host of the origin."""
        return urlsplit(self.origin).hostname or ""

    @property
    def embedded(self) -> bool:
        """Whether the database is the SQLite file in the data folder."""
        return not self.database_url

    @property
    def database_file(self) -> Path:
        """The embedded database's file."""
        return self.data.resolve() / "sikeren.sqlite3"

    @property
    def tortoise(self) -> dict[str, Any]:
        """Tortoise's configuration, for migrations. Times are stored in UTC."""
        url = self.database_url or f"sqlite://{self.database_file}?{SQLITE_OPTIONS}"
        return {
            "connections": {"default": url.replace("postgresql://", "postgres://", 1)},
            "apps": {"sikeren": {"models": ["web.models"], "migrations": "web.migrations"}},
            "use_tz": True,
            "timezone": "UTC",
        }

    @property
    def recording(self) -> dict[str, Any]:
        """The same with the client that records every change (web/audit_client.py)."""
        config = self.tortoise
        found = expand_db_url(config["connections"]["default"])
        return config | {"connections": {"default": found | {"engine": "web.audit_client"}}}


def load(data: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Args:
        data: the data folder; overrides `SIKEREN_DATA`.
        environ: the environment.

    Raises:
        SettingsError: a value is not of its kind, or the origin cannot be used.
    """
    folder = Path(data or environ.get("SIKEREN_DATA") or "data")
    stored: dict[str, Any] = {}
    if (folder / "settings.toml").exists():
        stored = tomllib.loads((folder / "settings.toml").read_text("utf-8"))
    values: dict[str, Any] = {}
    for item in fields(Settings):
        raw = environ.get(f"SIKEREN_{item.name.upper()}", stored.get(item.name))
        if raw is not None:
            values[item.name] = _typed(item.name, item.default, raw)
    settings = Settings(**(values | {"data": folder}))
    if settings.origin:
        check_origin(settings.origin)
    settings.support  # noqa: B018 -- an unusable rule must not wait for the first phone
    return settings


def check_origin(origin: str) -> None:
    """Refuse an origin with which passkeys or cookies could not work (WebAuthn, RFC 6265bis).

    Raises:
        SettingsError: it is neither https nor http://localhost, or has a path.
    """
    parts = urlsplit(origin)
    usable = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == "localhost")
    if not usable or not parts.hostname or f"{parts.scheme}://{parts.netloc}" != origin:
        raise SettingsError(
            f"origin {origin!r}: use https://host, or http://localhost:8000 to try it out; no path."
        )


def _typed(name: str, default: Any, raw: Any) -> Any:
    try:
        return type(default)(raw)
    except (TypeError, ValueError) as error:
        kind = type(default).__name__
        raise SettingsError(f"SIKEREN_{name.upper()}: {raw!r} is not a {kind}.") from error
