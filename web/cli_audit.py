"""Is the record of changes whole, and where does it end? `sikeren audit head` and `verify`."""

from pathlib import Path
from typing import Any

import click
from tortoise.exceptions import OperationalError

from web import clock
from web.cli_common import Commands, Failure, answer, common, in_database, wants_json, warn
from web.domain import times
from web.domain.audit import REASONS, Head, read_head
from web.domain.vocabulary import HOME_ZONE
from web.services import audit_checkins, audit_verify
from web.services.audit_verify import Verdict
from web.services.keys import KeyRing
from web.settings import Settings
from web.templating import date_of, time_of

TOLD_EVERY = 50_000  # entries


@click.group(cls=Commands, help="Catatan perubahan: segel dan pemeriksaannya.")
@common
def audit() -> None:
    """The record of changes."""


@audit.command(help="Cetak segel catatan: nomor dan sidik catatan terakhir. Simpan di luar server.")
@common
def head() -> None:
    """Print where the record ends."""

    async def work(_: Settings) -> Head:
        return await audit_verify.current_head()

    found, now = in_database(work), clock.now()
    answer(
        {"seq": found.seq, "hash": found.hash, "head": str(found), "at": times.write(now)},
        f"Segel catatan SIKEREN, {date_of(now, HOME_ZONE)} {time_of(now, HOME_ZONE)}",
        str(found),
    )


@audit.command(help="Periksa seluruh catatan; berhenti pada yang pertama tidak sesuai.")
@click.option("--head", "kept", metavar="BERKAS|N:SIDIK", help="Segel yang Anda simpan dahulu.")
@click.option("--checkins/--no-checkins", default=True, help="Periksa juga tanda tangan absen.")
@common
def verify(kept: str | None, checkins: bool) -> None:
    """Walk the record, and the check-ins, and end with status 1 where something is wrong."""
    expected = _kept(kept) if kept else None

    async def work(settings: Settings) -> tuple[Verdict, tuple[str, str] | None]:
        try:
            verdict = await audit_verify.verify(expected, _progress("catatan"))
        except OperationalError as error:
            raise Failure(f"Catatan tidak dapat dibaca: {error}") from error
        if not checkins or not verdict.sound:
            return verdict, None
        keys = KeyRing.load(settings.data / "keys")
        return verdict, await audit_checkins.first_false(keys, _progress("absen"))

    verdict, false = in_database(work)
    if verdict.waiting:
        count, tables = sum(verdict.waiting.values()), ", ".join(verdict.waiting)
        warn(
            f"{count} perubahan di luar SIKEREN ({tables}) belum masuk catatan; akan menyusul. "
            "Lihat halaman Catatan, lewat “Di luar SIKEREN”."
        )
    problem = _problem(verdict, false)
    document: dict[str, Any] = {
        **{"sound": problem is None, "seq": verdict.head.seq, "hash": verdict.head.hash},
        **{"waiting": verdict.waiting, "unguarded": verdict.unguarded, "detail": problem},
        "broken": verdict.broken and {"seq": verdict.broken.seq, "reason": verdict.broken.reason},
        "checkin": false and {"hash": false[0], "reason": false[1]},
    }
    if problem:
        raise Failure(problem, document)
    against = "sesuai dengan segel Anda" if expected else "tanpa segel pembanding"
    answer(
        document | {"compared": expected is not None},
        f"Utuh sampai catatan nomor {verdict.head.seq}, {against}.",
        *(() if expected else ("Penulisan ulang seluruh catatan hanya terlihat dengan --head.",)),
        f"Segel: {verdict.head}",
    )


def _kept(text: str) -> Head:
    """A head from a file or as it was typed.

    Raises:
        Failure: there is none in it.
    """
    found = read_head(text)
    if found is None:
        try:
            found = read_head(Path(text).read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise Failure(f"Berkas segel tidak dapat dibaca: {text}") from error
    if found is None:
        raise Failure("Di dalamnya tidak ada segel. Bentuknya nomor:sidik, misalnya 120:9f3c…")
    return found


def _problem(verdict: Verdict, false: tuple[str, str] | None) -> str | None:
    if verdict.broken:
        return f"Catatan nomor {verdict.broken.seq}: {REASONS[verdict.broken.reason]}."
    if verdict.unguarded:
        return (
            f"{len(verdict.unguarded)} pencatat di basis data hilang atau diganti "
            f"({verdict.unguarded[0]}, …): perubahan bisa luput. Jalankan: sikeren migrate"
        )
    if false:
        return f"Absen {false[0]}: {audit_checkins.REASONS[false[1]]}."
    return None


def _progress(what: str) -> Any:
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        before, done = done, done + count
        if not wants_json() and done // TOLD_EVERY > before // TOLD_EVERY:
            click.echo(f"{done} {what} diperiksa", err=True)

    return tell
