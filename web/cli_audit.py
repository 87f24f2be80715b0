"""Is the record of changes whole, does it tell all, and where does it end? `sikeren audit …`."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import click
from tortoise.exceptions import OperationalError

from web import clock
from web.cli_common import Commands, Failure, answer, common, in_database, wants_json, warn
from web.domain import times
from web.domain.audit import REASONS, Head, read_head
from web.domain.vocabulary import HOME_ZONE
from web.services import audit_acknowledge, audit_checkins, audit_verify
from web.services.audit_acknowledge import ChangedMeanwhile
from web.services.audit_replay import Difference, Replay
from web.services.audit_verify import Verdict
from web.services.keys import KeyRing
from web.settings import Settings
from web.templating import date_of, time_of

TOLD_EVERY = 50_000  # entries
TO_ACKNOWLEDGE = 3  # the exit status; 2 is click's, for a command that cannot be understood
NAMES = {"entries": "catatan", "rows": "baris", "checkins": "absen"}
DONE = {"create": "ada tanpa catatan", "delete": "hilang tanpa catatan", "change": "berubah"}
VERIFY = """Periksa seluruh catatan, isi tabel, dan tanda tangan absen.

Berakhir dengan status 0 bila semuanya sesuai; 1 bila catatan atau absen tidak lagi seperti saat
ditulis, atau pencatat di basis data hilang; 3 bila catatannya utuh tetapi ada perubahan di luar
SIKEREN yang belum diakui dengan: sikeren audit acknowledge
"""


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


@audit.command(help=VERIFY)
@click.option("--head", "kept", metavar="BERKAS|N:SIDIK", help="Segel yang Anda simpan dahulu.")
@click.option("--checkins/--no-checkins", default=True, help="Periksa juga tanda tangan absen.")
@click.option(
    "--tables/--no-tables", default=True, help="Bandingkan juga isi tabel dengan catatan."
)
@common
def verify(kept: str | None, checkins: bool, tables: bool) -> None:
    """Walk the record, the tables and the check-ins; the exit status says what was found."""
    expected = _kept(kept) if kept else None

    async def work(settings: Settings) -> tuple[Verdict, tuple[str, str] | None, int, list[str]]:
        with Replay() as replay:
            verdict = await _verified(expected, replay if tables else None)
        if not checkins or verdict.broken or verdict.unguarded:
            return verdict, None, 0, []
        keys = KeyRing.load(settings.data / "keys")
        tell = partial(_progress(), what="checkins")
        false = await audit_checkins.first_false(keys, tell)
        return verdict, false, *await audit_checkins.gaps()

    verdict, false, missing, some = in_database(work)
    if missing and not wants_json():
        _hint(missing, some)
    problem = _problem(verdict, false)
    outside = _outside(verdict) if verdict.to_acknowledge else None
    document: dict[str, Any] = {
        **{"sound": not problem and not outside, "seq": verdict.head.seq},
        **{"hash": verdict.head.hash, "waiting": verdict.waiting, "outside": verdict.outside},
        **{"untold": verdict.untold, "unguarded": verdict.unguarded},
        "differences": [_document(one) for one in verdict.differences],
        "broken": verdict.broken and {"seq": verdict.broken.seq, "reason": verdict.broken.reason},
        "checkin": false and {"hash": false[0], "reason": false[1]},
        "missing_checkins": missing,
        "detail": problem or outside,
    }
    if problem:
        raise Failure("\n".join(filter(None, (problem, outside))), document)
    if outside:
        raise Failure(f"{outside}\nSegel: {verdict.head}", document, TO_ACKNOWLEDGE)
    against = "sesuai dengan segel Anda" if expected else "tanpa segel pembanding"
    answer(
        document | {"compared": expected is not None},
        f"Utuh sampai catatan nomor {verdict.head.seq}, {against}.",
        *(() if expected else ("Penulisan ulang seluruh catatan hanya terlihat dengan --head.",)),
        f"Segel: {verdict.head}",
    )


@audit.command(help="Masukkan perubahan di luar SIKEREN ke catatan, dan nyatakan sudah dilihat.")
@click.option("--yes", is_flag=True, help="Tanpa bertanya lagi.")
@common
def acknowledge(yes: bool) -> None:
    """Tell in the record what passed by it, so that `verify` asks for it no more."""

    async def work(_: Settings) -> tuple[Verdict, int]:
        await audit_verify.current_head()  # what triggers saw becomes entries first
        with Replay() as replay:
            verdict = await _verified(None, replay)
            if problem := _problem(verdict, None):
                raise Failure(problem)
            if not verdict.to_acknowledge:
                return verdict, 0
            click.echo(_outside(verdict), err=True)
            if not yes:
                click.confirm("Akui semuanya?", abort=True, err=True)
            try:
                return verdict, await audit_acknowledge.acknowledge(replay, verdict.head)
            except ChangedMeanwhile as error:
                raise Failure("Ada perubahan baru sementara itu. Jalankan sekali lagi.") from error

    verdict, count = in_database(work)
    if not verdict.to_acknowledge:
        answer({"acknowledged": 0, "told": 0}, "Tidak ada yang perlu diakui.")
        return
    answer(
        {"acknowledged": verdict.outside + verdict.untold, "told": count},
        f"Diakui: {verdict.outside + verdict.untold} perubahan di luar SIKEREN; "
        f"{count} di antaranya baru sekarang masuk catatan.",
    )


async def _verified(expected: Head | None, replay: Replay | None) -> Verdict:
    try:
        return await audit_verify.verify(expected, _progress(), replay)
    except OperationalError as error:
        raise Failure(f"Catatan tidak dapat dibaca: {error}") from error


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


def _hint(missing: int, some: list[str]) -> None:
    named = f"{', '.join(some)}{', …' if missing > len(some) else ''}"
    warn(
        f"{missing} absen yang disebut oleh absen sesudahnya di HP yang sama tidak ada: {named}. "
        "Mungkin masih di HP itu. Bila HP itu sudah mengirim semuanya, ada yang menghapusnya."
    )


def _outside(verdict: Verdict) -> str:
    """What was done past SIKEREN and nobody has acknowledged, a line each."""
    waiting = ", ".join(f"{table} {count}" for table, count in verdict.waiting.items())
    lines = [
        verdict.waiting and f"Perubahan di luar SIKEREN yang belum masuk catatan: {waiting}.",
        verdict.outside
        and f"Catatan perubahan di luar SIKEREN yang belum diakui: "
        f"{verdict.outside}. Lihat halaman Catatan, lewat “Di luar SIKEREN”.",
        verdict.untold and f"Perubahan yang tidak tercatat: {verdict.untold}.",
        *(_line(one) for one in verdict.differences),
        verdict.untold > len(verdict.differences) and "  …",
        "Setelah diperiksa, akui dengan: sikeren audit acknowledge",
    ]
    return "\n".join(line for line in lines if line)


def _line(one: Difference) -> str:
    done = f"{DONE[one.kind]}{': ' + ', '.join(one.columns) if one.columns else ''}"
    told = f"catatan terakhir nomor {one.seq}" if one.seq and one.seq > 0 else "belum ada catatan"
    shown = f", sebelum catatan nomor {one.until}" if one.until and one.until > 0 else ""
    return f"  {one.table} {one.key or '(kunci dirahasiakan)'} {done} ({told}{shown})"


def _document(one: Difference) -> dict[str, Any]:
    return {
        **{"table": one.table, "record": one.key, "kind": one.kind, "columns": one.columns},
        **{"seq": one.seq, "until": one.until},
    }


def _progress() -> Any:
    done: Counter[str] = Counter()

    def tell(count: int, what: str) -> None:
        before = done[what]
        done[what] += count
        if not wants_json() and done[what] // TOLD_EVERY > before // TOLD_EVERY:
            click.echo(f"{done[what]} {NAMES[what]} diperiksa", err=True)

    return tell
