"""What has to be known beside a recap to print it? Its calendar, its rules and who signs."""

from datetime import date, datetime, timedelta

from web.domain.band_tables import DatedTable, dated_table_on
from web.domain.bands import DEFAULT_PRESET, PRESETS
from web.domain.calendar import Entry, day_on
from web.domain.discretion import discreet_row
from web.domain.recap_sheet import Date, Rules, Sheet, Signer
from web.models import AgencyHead, BandTable, CalendarDay, ClosingStep
from web.services import agency_tree
from web.services.folding import span_of
from web.services.recaps import Recap
from web.services.rulebook import default_table, load


async def sheet_of(recap: Recap, *, discreet: bool = False) -> Sheet:
    """A recap with everything that its files show; `discreet`: without personal reasons.

    Of a locked month the calendar and the rules are those known when it was locked.
    """
    first, last = span_of(recap.month)
    known = recap.settled_at if recap.locked else None
    return Sheet(
        agency_id=str(recap.agency_id),
        agency_name=recap.agency_name,
        zone=recap.zone,
        month=recap.month,
        rows=list(map(discreet_row, recap.rows)) if discreet else recap.rows,
        locked=recap.locked,
        digest=recap.digest,
        settled_at=recap.settled_at,
        dates=await _dates(str(recap.agency_id), first, last, known),
        rules=await _rules(str(recap.agency_id), first, last, known),
        head=await _head(recap),
        maker=await _maker(recap),
        discreet=discreet,
    )


async def _dates(agency: str, first: date, last: date, known: datetime | None) -> list[Date]:
    entries: dict[date, list[Entry]] = {}
    for one in await CalendarDay.filter(date__gte=first, date__lte=last):
        scope = str(one.agency_id) if one.agency_id else None
        if known is None or one.created_at <= known:
            entry = Entry(one.date, one.kind, one.name, scope, one.created_at)
            entries.setdefault(one.date, []).append(entry)
    days = [first + timedelta(days=offset) for offset in range(last.day)]
    tree = await agency_tree.load()
    held = [(day, day_on(entries, tree.chain(agency, day), day)) for day in days]
    return [Date(day, entry.name if entry else None) for day, entry in held]


async def _rules(agency: str, first: date, last: date, known: datetime | None) -> list[Rules]:
    """The tables in force on the month's dates, each once."""
    book = await load([], first, last)
    tables = [one for one in book.tables if known is None or one.created_at <= known]
    found: list[DatedTable | None] = []
    for offset in range(last.day):
        day = first + timedelta(days=offset)
        held = dated_table_on(tables, book.chain(agency, day), day)
        if held not in found:
            found.append(held)
    sources = {(one.name, one.created_at): one.source for one in await BandTable.all()}
    return [
        Rules(one.name, sources.get((one.name, one.created_at), ""), one.table)
        if one
        else Rules(PRESETS[DEFAULT_PRESET].name, PRESETS[DEFAULT_PRESET].source, default_table())
        for one in found
    ]


async def _head(recap: Recap) -> Signer:
    """The head of the agency: the newest row, of a locked month the newest before the lock."""
    heads = AgencyHead.filter(agency_id=recap.agency_id)
    if recap.locked:
        heads = heads.filter(created_at__lte=recap.settled_at)
    held = await heads.order_by("-created_at").select_related("employee").first()
    if held is None:
        return Signer(f"Kepala {recap.agency_name}")
    one = held.employee
    return Signer(held.title, one.name, one.rank or "", one.nip)


async def _maker(recap: Recap) -> Signer:
    """Who handed the month in to the head, nobody before that."""
    steps = ClosingStep.filter(agency_id=recap.agency_id, month=recap.month)
    newest = await steps.filter(step__in=("submit", "return", "reopen")).order_by("-at").first()
    if newest is None or newest.step != "submit":
        return Signer("Operator")
    one = await newest.author
    return Signer("Operator", one.name, one.rank or "", one.nip)
