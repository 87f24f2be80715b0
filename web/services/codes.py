"""Who is given a code with which to bind a phone?

A first phone is between a person and their operator. A code for a further one rests on a request
that a second person approved (`phone_changes`): nobody hands out an identity alone.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.approval import APPROVED
from web.errors import Problem
from web.models import Device, Employee, EnrolmentCode, PhoneChange
from web.services import phone_cards
from web.services.keys import KeyRing

CODE_LIFE = timedelta(days=7)
# 31 signs that cannot be taken for one another when read aloud or from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
UNAPPROVED = (
    "Pegawai ini sudah pernah mendaftarkan HP. Ajukan ganti HP dahulu; orang kedua menyetujuinya."
)


class IssuedCode(NamedTuple):
    """A code as it is read ("ABCD-2345") and when it ends. Only its keyed hash is stored."""

    code: str
    expires_at: datetime


async def issue_code(
    *, keys: KeyRing, employee: Employee, author: Employee | None = None, reason: str = ""
) -> IssuedCode:
    """Make an enrolment code of 8 readable signs: one use, 7 days. Older ones are withdrawn.

    Args:
        keys: of the installation.
        employee: who binds a phone with it.
        author: who hands it out; None: whoever holds the data folder, who is asked by nobody.
        reason: where that one gives somebody a further phone: why.

    Raises:
        Problem: `inactive` when the person's account is closed; `second_person` for a further
            phone without an approved request, or with one that has ended or served.
    """
    if not employee.active:
        raise Problem("inactive", "Pegawai ini tidak aktif. Aktifkan dahulu sebelum membuat kode.")
    async with in_transaction() as connection:
        await serialise(connection)
        return await _issue(keys, employee, author, reason)


async def _issue(
    keys: KeyRing, employee: Employee, author: Employee | None, reason: str
) -> IssuedCode:
    """Within a transaction that is the only one of its kind."""
    now = clock.now()
    change, until = None, now + CODE_LIFE
    if await Device.exists(employee=employee):
        change, until = await _right_to_another(employee, author, reason, until)
    code = _plain()
    await EnrolmentCode.filter(employee=employee, spent_at=None, withdrawn_at=None).update(
        withdrawn_at=now
    )
    await EnrolmentCode.create(
        employee=employee,
        code_hash=keys.code_hash(code),
        expires_at=until,
        author=author,
        created_at=now,
        change=change,
    )
    return IssuedCode(_read(code), until)


async def _right_to_another(
    employee: Employee, author: Employee | None, reason: str, until: datetime
) -> tuple[PhoneChange, datetime]:
    """The request on which a further phone may be bound, and until when."""
    card = await phone_cards.newest(employee.id)
    if card and card.state == APPROVED and card.ends_at:
        return card.change, min(until, card.ends_at)
    if author:
        raise Problem("second_person", UNAPPROVED)
    made = await PhoneChange.create(
        employee=employee,
        number=card.change.number + 1 if card else 1,
        cause="change",
        reason=reason or "Dari server.",
        created_at=clock.now(),
    )
    return made, until


async def just_issued(
    *, keys: KeyRing, employee: Employee, author: Employee, code: str, since: datetime
) -> EnrolmentCode | None:
    """A code that somebody still holds as it is read, where it may be shown to them again.

    Args:
        keys: of the installation.
        employee: who binds a phone with it.
        author: who holds it: whoever made it, and nobody else.
        code: as `issue_code` gave it.
        since: the earliest moment at which it was made.
    """
    made = EnrolmentCode.filter(employee=employee, author=author, created_at__gte=since)
    live = made.filter(spent_at=None, withdrawn_at=None, expires_at__gt=clock.now())
    return await live.get_or_none(code_hash=keys.code_hash(code.replace("-", "")))


async def issue_first(
    *, keys: KeyRing, employees: Sequence[Employee], author: Employee, since: datetime
) -> tuple[list[tuple[Employee, IssuedCode]], list[tuple[Employee, str]]]:
    """Make codes for the first phones of many people in one act; their older codes end.

    Args:
        keys: of the installation.
        employees: whom the author administers.
        author: who hands them out.
        since: when the author saw who has a code; one that was made since then stays.

    Returns:
        Who got a code, and who did not and why.
    """
    ids, now = [one.id for one in employees], clock.now()
    async with in_transaction() as connection:
        await serialise(connection)
        bound = await phone_cards.with_phone(ids)
        live = EnrolmentCode.filter(employee_id__in=ids, spent_at=None, withdrawn_at=None)
        fresh = set(await live.filter(created_at__gt=since).values_list("employee_id", flat=True))
        given, left = [], []
        for one in employees:
            why = "" if one.active else "tidak aktif"
            why = "sudah pernah mendaftarkan HP" if one.id in bound else why
            why = why or ("kodenya baru saja dibuat orang lain" if one.id in fresh else "")
            if why:
                left.append((one, why))
            else:
                given.append((one, _plain()))
        await live.filter(employee_id__in=[one.id for one, _ in given]).update(withdrawn_at=now)
        until = now + CODE_LIFE
        await EnrolmentCode.bulk_create(
            EnrolmentCode(
                id=uuid4(),
                employee=one,
                code_hash=keys.code_hash(code),
                expires_at=until,
                author=author,
                created_at=now,
            )
            for one, code in given
        )
    return [(one, IssuedCode(_read(code), until)) for one, code in given], left


def _plain() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def _read(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"
