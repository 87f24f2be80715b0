"""What came of a month, and what changes when it is reckoned again? `recap` and `reassess`."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from tortoise.transactions import in_transaction

from web import clock
from web.cli_common import answer, common, in_database, wants_json
from web.cli_records import find_agency
from web.models import Agency, CheckIn, DayChange
from web.services.assessment import reassess as assess_again
from web.services.months import settle
from web.services.name_order import by_name
from web.services.recaps import Recap, locked_month, month_of, people_of, recap_of
from web.settings import Settings

BATCH = 500  # check-ins judged again in one transaction
SHOWN = ("nip", "name", "days", "totals")


@click.command(help="Rekap satu OPD untuk satu bulan.")
@click.option("--agency", "agency_name", required=True, help="Nama atau id OPD.")
@click.option("--month", required=True, help="Bulan, misalnya 2026-11.")
@common
def recap(agency_name: str, month: str) -> None:
    """Print an agency's month: for every person the days and the totals."""

    async def work(_: Settings) -> Recap:
        return await recap_of(await find_agency(agency_name), month, clock.now())

    found = in_database(work)
    if wants_json():
        rows = [{key: row[key] for key in SHOWN} for row in found.rows]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    click.echo(f"{found.agency_name}, {month}{' (terkunci)' if found.locked else ''}")
    for row in found.rows:
        codes = " ".join(f"{day['code'] or '·':4}" for day in row["days"].values())
        totals = row["totals"]
        click.echo(f"{row['nip']:18}  {row['name'][:28]:28}  {codes}  {totals['cut_percent']:g} %")


@click.command(help="Hitung ulang satu bulan dari fakta, dan tampilkan yang berubah.")
@click.option("--month", required=True, help="Bulan, misalnya 2026-11.")
@click.option("--agency", "agency_name", help="Hanya OPD ini (nama atau id).")
@common
def reassess(month: str, agency_name: str | None) -> None:
    """Judge a month's check-ins and fold its days again from facts; locked months stay."""

    async def work(_: Settings) -> dict[str, Any]:
        first, last = month_of(month)
        since = datetime(first.year, first.month, 1, tzinfo=UTC) - timedelta(days=1)
        until = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=2)
        agencies = [await find_agency(agency_name)] if agency_name else await by_name(Agency.all())
        open_ = [one for one in agencies if not await locked_month(one.id, month)]
        found = {id_ for each in open_ for id_ in await people_of(each.id, month).values_list("id")}
        people = [id_ for (id_,) in found]
        started = clock.now()
        await _judge_again(people, since, until)
        await settle(people, month, started, afresh=True, progress=_progress(len(people)))
        return {
            "month": month,
            "people": len(people),
            "locked": [str(one.id) for one in agencies if one not in open_],
            "changes": await _changes(started, people, month),
        }

    found = in_database(work)
    lines = [
        f"{one['date']}  {one['nip']:18}  {one['name'][:28]:28}  {one['before']['code'] or '·'}"
        f" menjadi {one['after']['code'] or '·'}"
        for one in found["changes"]
    ]
    answer(found, *lines, f"{found['people']} pegawai, {len(lines)} hari berubah.")


async def _judge_again(people: list[Any], since: datetime, until: datetime) -> None:
    hashes = await CheckIn.filter(
        employee_id__in=people, claimed_at__gte=since, claimed_at__lt=until
    ).values_list("hash", flat=True)
    for start in range(0, len(hashes), BATCH):
        async with in_transaction() as connection:
            await assess_again(
                connection, [str(one) for one in hashes[start : start + BATCH]], clock.now()
            )


async def _changes(since: datetime, people: list[Any], month: str) -> list[dict[str, Any]]:
    found = (
        await DayChange.filter(at__gte=since, employee_id__in=people)
        .select_related("employee")
        .order_by("date", "employee__name", "at")
    )
    return [
        {
            "nip": one.employee.nip,
            "name": one.employee.name,
            "date": one.date.isoformat(),
            "before": one.before,
            "after": one.after,
            "causes": one.causes.split(),
        }
        for one in found
        if one.date.isoformat().startswith(month)
    ]


def _progress(total: int) -> Any:
    async def tell(done: int) -> None:
        if not wants_json() and total > 500:
            click.echo(f"\r{done} dari {total} pegawai", nl=done == total, err=True)

    return tell
