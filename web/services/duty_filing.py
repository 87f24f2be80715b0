"""How is a letter of assignment filed, and filed again after it was returned?

A part of `duties`. A letter's people are those on whom one supervisor decides. What the letter
says is a version, never changed: after a return there is another one. With the filing of reports it
shares the steps (`approvals`) and no more: a report is one person's own, named by its phone and
mended until it is decided on; a letter is several people's, an operator files it as well, and it is
split by supervisor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain import approval
from web.domain.approval import DUTY
from web.domain.duties import MAX_MEMBERS, Letter, filing_ends
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import Duty, DutyMember, DutyVersion, Employee
from web.services import approvals, policies
from web.services.approvals import Standing, Taking
from web.services.duties import actors_of, check_open
from web.services.duty_lists import Card, cards, letter_of

TOO_LATE = "Batas waktu pengajuan surat tugas untuk tanggal itu sudah lewat."
MIXED = "Satu pengajuan hanya untuk pegawai dengan atasan yang sama. Yang lain mengajukan sendiri."


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What is handed in: the letter, its people with agency, and a word to the supervisor."""

    letter: Letter
    people: Sequence[Employee]
    note: str = ""

    def same(self, version: DutyVersion, words: str) -> bool:
        """Whether a version, filed with these words, says the same."""
        kept = {one.employee_id for one in version.members}
        ours = {one.id for one in self.people}
        return (letter_of(version), kept, words) == (self.letter, ours, self.note)


async def file(
    *,
    id: UUID,
    author: Employee,
    filing: Filing,
    closing_day: int,
    now: datetime,
    operates: bool = False,
) -> bool:
    """File a letter, or file it anew after it was returned; False when that was done before.

    Args:
        id: made by phone or form.
        author: who files: one of the people, or an operator.
        filing: what is handed in.
        closing_day: the setting `correction_day`.
        now: the time.
        operates: whether the author administers these people. Those of a letter that is filed
            anew are asked about here: its id may be any.

    Raises:
        Problem: `invalid` with the fields concerned; `deadline_passed`; `month_locked`;
            `content_differs` where the id stands for something else.
    """
    _check(filing)
    known = await cards([id])
    if known:
        return await _again(known[0], author, filing, operates)
    await _check_time(filing, closing_day, now)
    actors = {approval.OPERATOR if operates else approval.AUTHOR}
    taking = Taking(event="submit", author=author, actors=actors, words=filing.note)
    try:
        async with in_transaction() as connection:
            await serialise(connection)
            duty = await Duty.create(id=id, author=author, created_at=clock.now())
            await _keep(duty, filing, taking, Standing(), 1)
    except IntegrityError:
        return await _again((await cards([id]))[0], author, filing, operates)
    return True


async def file_letter(*, id: UUID, author: Employee, filing: Filing, **how: Any) -> list[UUID]:
    """File a whole letter for an operator: one duty for each supervisor of its people.

    Raises:
        Problem: as `file`, before anything was kept.
    """
    parts: dict[Any, list[Employee]] = {}
    for one in filing.people:
        parts.setdefault(one.supervisor_id, []).append(one)
    made: list[UUID] = []
    async with in_transaction() as connection:
        await serialise(connection)
        for above, people in parts.items() or [(None, [])]:
            part = uuid5(id, str(above)) if made else id
            own = Filing(letter=filing.letter, people=people, note=filing.note)
            await file(id=part, author=author, filing=own, operates=True, **how)
            made.append(part)
    return made


async def _again(card: Card, author: Employee, filing: Filing, operates: bool) -> bool:
    """The id is known: the same content once more, or another one after a return."""
    versions = await DutyVersion.filter(duty_id=card.duty.id).prefetch_related("members")
    words = {step.version: step.words for step in card.standing.steps if "submit" in step.event}
    if any(filing.same(one, words.get(one.id, "")) for one in versions):
        return False
    theirs = operates and all(author.administers(one.agency_id) for one in card.people)
    actors = actors_of(card, author, operates=theirs)
    if card.state != approval.RETURNED or not actors & {approval.AUTHOR, approval.OPERATOR}:
        raise Problem("content_differs")
    await check_open(filing.people, filing.letter.last_day)
    taking = Taking(event="resubmit", author=author, actors=actors, words=filing.note)
    async with in_transaction() as connection:
        await serialise(connection)
        await _keep(card.duty, filing, taking, card.standing, card.version.ordinal + 1)
    return True


async def _keep(duty: Duty, filing: Filing, taking: Taking, stands: Standing, ordinal: int) -> None:
    """Keep a version with its people, and the step that hands it in."""
    letter = vars(filing.letter) | {"places": [one.to_dict() for one in filing.letter.places]}
    version = await DutyVersion.create(
        id=uuid4(), duty=duty, ordinal=ordinal, author=taking.author, at=clock.now(), **letter
    )
    await DutyMember.bulk_create(
        [DutyMember(version_id=version.id, employee_id=one.id) for one in filing.people]
    )
    await approvals.take(DUTY, duty.id, stands, Taking(**(vars(taking) | {"version": version.id})))


def _check(filing: Filing) -> None:
    fields = filing.letter.faults()
    people = {one.id for one in filing.people}
    if not 1 <= len(people) <= MAX_MEMBERS or len(people) != len(filing.people):
        fields["members"] = f"Pilih 1 sampai {MAX_MEMBERS} pegawai, masing-masing sekali."
    elif len({one.supervisor_id for one in filing.people}) > 1:
        fields["members"] = MIXED
    if len(filing.note) > approvals.MAX_WORDS:
        fields["note"] = f"Catatan paling panjang {approvals.MAX_WORDS} huruf."
    if fields:
        raise Problem("invalid", next(iter(fields.values())), fields=fields)


async def _check_time(filing: Filing, closing_day: int, now: datetime) -> None:
    """Whether a letter may still be filed: its end lies ahead or within the office's window."""
    agency = filing.people[0].agency
    last = filing.letter.last_day
    laid = (await policies.load()).on(agency.id if agency else None, filing.letter.first_day)
    zone = agency.timezone if agency else HOME_ZONE
    if now >= filing_ends(last, laid.filing_days, closing_day, zone):
        raise Problem("deadline_passed", TOO_LATE)
    await check_open(filing.people, last)
