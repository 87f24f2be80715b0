"""Is the app that asks too old, and what is its owner told? It is told, never shut out.

Whatever stands here, check-ins are taken from every release: `POST /checkins` does not ask.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from web.domain.app_version import Standing, named_in
from web.domain.month import date_words
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.settings import Settings


def standing_of(header: str | None, *, newest: str, settings: Settings, now: datetime) -> Any:
    """The member `app` of a phone's state.

    Args:
        header: `Sikeren-App` of the request, "sikeren-web/0.2.0+3f6d10314859".
        newest: release and build that this server has, "0.2.0+3f6d10314859".
        settings: with `oldest_app` and `oldest_app_from`.
        now: the server's clock.
    """
    support, standing = settings.support, _standing(header, settings, now)
    return {
        "version": header,
        "newest": newest,
        "oldest": str(support.oldest) if support.oldest else None,
        "from": support.since.isoformat() if support.since else None,
        "standing": standing,
        "detail": _words(standing, settings),
    }


def refuse_nameless(header: str | None, *, settings: Settings, now: datetime) -> None:
    """Tell an app from before apps named themselves, in the one way that it shows on its screen.

    Raises:
        Problem: `app_outdated`, for an app that names no release, once there is an oldest one.
    """
    if header is None and _standing(header, settings, now) is Standing.OUTDATED:
        raise Problem("app_outdated")


def _standing(header: str | None, settings: Settings, now: datetime) -> Standing:
    today = now.astimezone(ZoneInfo(HOME_ZONE)).date()
    return settings.support.standing(named_in(header), today)


def _words(standing: Standing, settings: Settings) -> str | None:
    since = settings.support.since
    if standing is Standing.ENDING and since:
        return (
            f"Mulai {date_words(since)} versi ini tidak didukung lagi. Muat ulang SIKEREN saat "
            "sinyal baik."
        )
    if standing is Standing.OUTDATED:
        return "Muat ulang SIKEREN saat sinyal baik. Absen Anda aman di HP dan tetap dikirim."
    return None
