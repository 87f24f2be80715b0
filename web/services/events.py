"""Which apel, upacara and senam are held, for whom and where? Added, and taken back."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.event_days import EVENT_KINDS, BadEvent, dates_of, window
from web.errors import Problem
from web.models import Agency, Employee, JointEvent, Withdrawal
from web.services import agency_tree, calendar, event_twice, months
from web.services.event_people import meant
from web.services.event_places import Place, add_points, end_points, judge_again
from web.services.name_order import ordered

MAX_NAME, MAX_REASON, MAX_PEOPLE = 200, 1000, 500


async def add_events(
    *,
    agency: Agency | None,
    kind: str,
    name: str,
    first: date | None,
    last: date | None = None,
    weekdays: Collection[int] = (),
    monthly: bool = False,
    ordinal: int | None = None,
    on_holidays: bool = False,
    opens: str,
    closes: str,
    place: Place | None = None,
    agencies: Sequence[Agency] = (),
    nips: Sequence[str] | None = None,
    cut: float | None = 0,
    counts: bool = True,
    author: Employee | None = None,
    series: UUID | None = None,
) -> list[JointEvent]:
    """Add an event on one date, or on every chosen weekday between two: a row for each date.

    Where it is held at a place that is not a point of all who are expected, a temporary point is
    added for each agency, which ends by itself.

    Args:
        agency: whose people are expected; None for everybody, or those of `agencies`.
        kind: of EVENT_KINDS.
        name: as it stands in the recap.
        first: the date, or the first one of a repetition.
        last: the end of a repetition, None for one date.
        weekdays: ISO numbers of a repetition.
        monthly: whether it is held once a month, on the first one's day of the month.
        ordinal: which of the chosen weekdays of each month, of event_days.ORDINALS; None for all.
        on_holidays: whether a repetition is held on holidays too.
        opens: local time from which on a check-in counts.
        closes: local time until which it does.
        place: where one must be; None for anywhere.
        agencies: whose people are expected, of several; each of them gets a row of its own.
        nips: who is expected, by NIP or name as typed; None for all of the agency.
        cut: percent for missing it.
        counts: whether an Absen Masuk to it is the day's Absen Masuk too.
        author: who adds it.
        series: made by the form, so that the same click sent twice is one event.

    Raises:
        Problem: `invalid` with the field concerned.
    """
    name, wrong = " ".join(name.split()), {}
    if kind not in EVENT_KINDS:
        wrong["kind"] = "Pilih jenis kegiatan."
    if not 0 < len(name) <= MAX_NAME:
        wrong["name"] = f"Isi nama kegiatan, paling panjang {MAX_NAME} huruf."
    if cut is None or not 0 <= cut <= 100:
        wrong["cut"] = "Isi persen antara 0 dan 100."
    span, days, free = ("", ""), [], set[date]()
    try:
        span = window(opens, closes)
        if last and first and not on_holidays:
            free = await calendar.free_days(agency, first, last)
        if first:
            days = dates_of(first, last, weekdays, free, monthly=monthly, ordinal=ordinal)
    except BadEvent as error:
        wrong[error.where] = str(error)
    if first is None:
        wrong["first"] = "Isi tanggalnya."
    people, unknown = await _people(agency, nips)
    if unknown:
        wrong["nips"] = unknown
    if wrong:
        raise Problem("invalid", fields=wrong)
    common: dict[str, Any] = {
        **{"kind": kind, "name": name, "opens": span[0], "closes": span[1]},
        **{"cut": cut, "counts": counts, "expected": people, "author": author},
        "series": series or uuid4(),
    }
    return await _write(agencies or [agency], days, place, common)


async def _write(
    scopes: Sequence[Agency | None],
    days: Sequence[date],
    place: Place | None,
    common: dict[str, Any],
) -> list[JointEvent]:
    now, events = clock.now(), []
    async with in_transaction() as connection:
        await serialise(connection)
        held = await JointEvent.filter(series=common["series"])
        if held and await event_twice.same(held, scopes, days, place, common):
            return held
        common |= {"series": uuid4()} if held else {}  # the form was gone back to, for another one
        theirs = await _concerned(scopes)
        points = await add_points(place, theirs, days, common, now) if place else {}
        for scope in scopes:
            own = points.get(scope.id) if scope else next(iter(points.values()), None)
            told = {"agency": scope, "point_id": own, "created_at": now, **common}
            events += [JointEvent(id=uuid4(), date=day, **told) for day in days]
        await JointEvent.bulk_create(events)
        await _touch(events)
        if place:
            await judge_again(connection, theirs, days, now)
    return events


async def _concerned(scopes: Sequence[Agency | None]) -> list[Agency]:
    """The agencies that need a point of the event: those below check in at it too."""
    return [one for one in scopes if one] or await Agency.filter(parent=None)


async def withdraw(
    *,
    event: JointEvent,
    reason: str,
    author: Employee,
    later_ones: bool = False,
    all_agencies: bool = False,
) -> int:
    """Take an event back, with others that were entered with it if wanted.

    Args:
        event: which one.
        reason: why.
        author: who does it.
        later_ones: also on its later dates.
        all_agencies: also for the other agencies that it was entered for, of those that the
            author may change.

    Returns:
        how many rows were taken back: one for each date and agency.

    Raises:
        Problem: `invalid` with `reason`; `already_exists` where it was taken back before.
    """
    reason = reason.strip()
    if not 0 < len(reason) <= MAX_REASON:
        words = f"Tulis alasan membatalkannya, paling panjang {MAX_REASON} huruf."
        raise Problem("invalid", fields={"reason": words})
    held = [event]
    if all_agencies:
        held += [one for one in await others(event) if author.administers(one.agency_id)]
    rows = [*held, *(await later(*held) if later_ones else ())]
    async with in_transaction() as connection:
        await serialise(connection)
        gone = await withdrawn([row.id for row in rows])
        if event.id in gone:
            raise Problem("already_exists", "Kegiatan ini sudah dibatalkan.")
        back = [row for row in rows if row.id not in gone]
        now = clock.now()
        for row in back:
            await Withdrawal.create(subject=row.id, author=author, reason=reason, at=now)
        await _touch(back)
        await end_points(back, now)
        days = [row.date for row in back]
        await judge_again(connection, await _concerned([row.agency for row in held]), days, now)
    return len(back)


async def later(*events: JointEvent) -> list[JointEvent]:
    """The later dates of the repetition that an event, one row or more of it, was entered with."""
    [one, *_], whose = events, {event.agency_id for event in events}
    if one.series is None:
        return []
    found = JointEvent.filter(series=one.series, date__gt=one.date).select_related("agency")
    return [row for row in await found.order_by("date", "id") if row.agency_id in whose]


async def find(viewer: Employee, id: UUID) -> JointEvent | None:
    """An event that concerns the viewer's people, or None."""
    found = JointEvent.filter(await _concerning(viewer)).select_related("agency", "author")
    return await found.get_or_none(id=id)


async def _concerning(viewer: Employee) -> Q:
    if viewer.everywhere:
        return Q()
    own = await Agency.get_or_none(id=viewer.agency_id) if viewer.agency_id else None
    return (await agency_tree.concerning(own))[1] | viewer.reach()


async def others(event: JointEvent, viewer: Employee | None = None) -> list[JointEvent]:
    """What was entered with an event for other agencies on its date, by the agency's name.

    Args:
        event: the one that is looked at.
        viewer: whose people they must concern, None for all.
    """
    if event.series is None:
        return []
    found = JointEvent.filter(series=event.series, date=event.date).exclude(id=event.id)
    if viewer:
        found = found.filter(await _concerning(viewer))
    return await ordered(found, "agency__name", "id").select_related("agency")


async def withdrawn(ids: Sequence[UUID]) -> dict[UUID, Withdrawal]:
    """Which events were taken back, and by what."""
    if not ids:
        return {}
    found = Withdrawal.filter(subject__in=ids).select_related("author")
    return {one.subject: one for one in await found}


async def _people(
    agency: Agency | None, nips: Sequence[str] | None
) -> tuple[list[str] | None, str | None]:
    """Ids of the people listed, and a sentence about those who cannot be found."""
    if nips is None:
        return None, None
    if not 1 <= len([line for line in nips if line.strip()]) <= MAX_PEOPLE:
        return None, f"Isi NIP pegawai, satu per baris, paling banyak {MAX_PEOPLE}."
    theirs = Employee.filter(active=True)
    if agency:
        theirs = theirs.filter(agency_id__in=await Agency.below(agency.id))
    found, wrong = await meant(nips, theirs, theirs, "di OPD ini" if agency else "di OPD mana pun")
    return [str(one.id) for one in found], wrong


async def _touch(rows: Sequence[JointEvent]) -> None:
    """All rows have the same people or agency but for those of several agencies at once."""
    days = [row.date for row in rows]
    for scope in {row.agency_id for row in rows}:
        await months.touch(
            "rules", employees=rows[0].expected, agency=scope, first=min(days), last=max(days)
        )
