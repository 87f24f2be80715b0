"""Which days cost more, such as the first ones after Lebaran? Entered, and taken back."""

from datetime import date
from uuid import uuid4

from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.hours import BadHours
from web.domain.special_days import MAX_FACTOR, plain, read_clock
from web.domain.tree import inherited
from web.errors import Problem
from web.models import Agency, Employee, SpecialDay
from web.services import agency_tree, months

MAX_NAME = 200


async def set_special_day(
    *,
    agency: Agency | None,
    day: date | None,
    name: str,
    absent: float | None = None,
    deadline: str = "",
    factor: float | None = None,
    author: Employee | None = None,
) -> SpecialDay:
    """Say what a date costs; a row without any rule takes an earlier one back.

    Args:
        agency: for whom; None for everybody.
        day: the date.
        name: as it stands in a day's explanation, or why it is taken back.
        absent: cut in percent for an absent day, None for the usual one.
        deadline: local time from which on who comes counts as absent, "" for none.
        factor: multiplies the cuts for lateness and early leaving, None for once.
        author: who says it.

    Raises:
        Problem: `invalid` with `date`, `name`, `absent`, `deadline` or `factor`.
    """
    name, wrong = " ".join(name.split()), {}
    try:
        until = read_clock(deadline)
    except BadHours as error:
        until, wrong["deadline"] = None, str(error)
    if day is None:
        wrong["date"] = "Isi tanggalnya."
    if not name:
        wrong["name"] = "Isi nama harinya, atau alasan membatalkannya."
    elif len(name) > MAX_NAME:
        wrong["name"] = f"Paling panjang {MAX_NAME} huruf."
    if absent is not None and not 0 <= absent <= 100:
        wrong["absent"] = "Isi persen antara 0 dan 100."
    if factor is not None and not 0 <= factor <= MAX_FACTOR:
        wrong["factor"] = f"Isi pengali antara 0 dan {MAX_FACTOR:.0f}."
    if wrong or day is None:
        raise Problem("invalid", fields=wrong)
    return await _write(agency, day, name, absent, until, factor, author)


async def _write(
    agency: Agency | None,
    day: date,
    name: str,
    absent: float | None,
    deadline: str | None,
    factor: float | None,
    author: Employee | None,
) -> SpecialDay:
    scope = agency.id if agency else None
    async with in_transaction() as connection:
        await serialise(connection)
        before = await SpecialDay.filter(date=day, agency_id=scope).order_by("-created_at").first()
        row = await SpecialDay.create(
            id=uuid4(),
            date=day,
            name=name,
            absent=absent,
            deadline=deadline,
            factor=factor,
            agency=agency,
            author=author,
            created_at=clock.after(before.created_at) if before else clock.now(),
        )
        await months.touch("rules", agency=scope, first=day, last=day)
    return row


async def standing(agency: Agency | None, first: date, last: date) -> list[SpecialDay]:
    """The special days in force between two dates: an agency's own before those from above."""
    newest: dict[date, dict[str | None, SpecialDay]] = {}
    tree, scope = await agency_tree.concerning(agency)
    rows = SpecialDay.filter(scope, date__gte=first, date__lte=last)
    for row in await rows.order_by("created_at", "id").select_related("author", "agency"):
        newest.setdefault(row.date, {})[str(row.agency_id) if row.agency_id else None] = row
    own = str(agency.id) if agency else None
    counting = [inherited(tree.chain(own, day), newest[day].get) for day in sorted(newest)]
    return [row for row in counting if row and not plain(row.absent, row.deadline, row.factor)]


async def listed(agency: Agency | None, first: date, last: date) -> list[SpecialDay]:
    """As `standing`; for None what is in force for everybody and for every agency by itself."""
    if agency:
        return await standing(agency, first, last)
    rows = SpecialDay.filter(date__gte=first, date__lte=last).order_by("created_at", "id")
    held = {(row.date, row.agency_id): row for row in await rows.select_related("author", "agency")}
    return [row for row in held.values() if not plain(row.absent, row.deadline, row.factor)]


async def history(agency: Agency | None, day: date) -> list[SpecialDay]:
    """Everything ever said of a date for one scope, those above and everybody, newest first."""
    _, scope = await agency_tree.concerning(agency)
    rows = SpecialDay.filter(scope, date=day).order_by("-created_at", "-id")
    return await rows.select_related("author", "agency")
