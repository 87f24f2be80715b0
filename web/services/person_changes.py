"""May a person be changed so, and what would it do?

Who gives a role, closes an account or moves somebody reads what follows before it is kept, and says
so once more: the whole form is saved by one button, and one wrong line in a list makes an admin.
So is who saves a form that was opened before somebody else changed the same person.
"""

import hashlib
from collections.abc import Sequence
from datetime import date

from web.domain.vocabulary import ROLES
from web.models import Agency, Device, Employee, Role
from web.services.weighing import Unasked, Weighed

AUDITOR_DECIDES = "Auditor hanya membaca. Pilih atasan yang memutuskan."
CHANGED = "Orang lain sudah mengubah data ini sejak halaman dibuka. Isian Anda menggantinya:"
FIELDS = ("name", "role", "active", "rank", "position", "starts_on", "ends_on")
CHAIN_LIMIT = 30  # supervisors above a person; a regency has about six


async def faults(
    employee: Employee,
    *,
    supervisor: Employee | None,
    role: str,
    active: bool,
    author: Employee | None,
) -> dict[str, str]:
    """What forbids a change, by field."""
    fields: dict[str, str] = {}
    if role not in list(Role):
        fields["role"] = "Pilih peran yang tersedia."
    if author and author.id == employee.id and (not active or role != employee.role):
        fields["active" if not active else "role"] = (
            "Anda tidak dapat mengubah ini untuk diri sendiri."
        )
    elif author and author.role != Role.ADMIN and role != employee.role:
        fields["role"] = "Peran hanya diubah oleh admin."  # also one that was given a moment ago
    if supervisor and await _supervises(employee, supervisor):
        fields["supervisor"] = "Atasan tidak boleh pegawai itu sendiri atau bawahannya."
    elif supervisor and not supervisor.may_write:
        fields["supervisor"] = AUDITOR_DECIDES
    if role == Role.AUDITOR and await Employee.exists(supervisor_id=employee.id, active=True):
        fields["role"] = "Masih punya bawahan, sedangkan auditor tidak memutuskan. Ganti atasannya."
    return fields


async def _supervises(employee: Employee, other: Employee) -> bool:
    """Whether `employee` is `other` or stands anywhere above them."""
    current: Employee | None = other
    for _ in range(CHAIN_LIMIT):
        if current is None:
            return False
        if current.id == employee.id:
            return True
        above = current.supervisor_id
        current = await Employee.get_or_none(id=above) if above else None
    return True


async def ask(
    certain: str,
    employee: Employee | None,
    *,
    name: str,
    agency: Agency | None,
    role: str,
    active: bool = True,
    lost: Sequence[str] = (),
) -> None:
    """Let a change pass that is of no weight, or that its author is certain of.

    Args:
        certain: the key of what was told when the author said so; "" for nothing.
        employee: as `weigh`, and what follows.
        lost: what it takes back of somebody else's change, as `overwritten` says it.

    Raises:
        Unasked: with what it would do.
    """
    weighed = await weigh(employee, name=name, agency=agency, role=role, active=active)
    if lost and employee:
        weighed = Weighed([*lost, *weighed.told], f"{weighed.key} {seal_of(employee)}".strip())
    if weighed.told and certain != weighed.key:
        raise Unasked(weighed)


def seal_of(person: Employee) -> str:
    """What tells what the roster says of somebody from what it said before or will say."""
    told = [person.agency_id, person.supervisor_id, *(getattr(person, one) for one in FIELDS)]
    return hashlib.sha256(repr([str(one) for one in told]).encode()).hexdigest()[:16]


def overwritten(before: Employee, after: Employee, seen: str | None) -> list[str]:
    """What a form would put in the place of what somebody else has entered since it was opened.

    Args:
        before: as they are, with agency and supervisor.
        after: as the form has it.
        seen: `seal_of` what the form was opened with; None: it does not matter.
    """
    if seen is None or seen == seal_of(before):
        return []
    pairs = (
        ("Nama", before.name, after.name),
        ("OPD", before.agency and before.agency.name, after.agency and after.agency.name),
        ("Atasan", *(one.supervisor and one.supervisor.name for one in (before, after))),
        ("Peran", ROLES.get(before.role), ROLES.get(after.role)),
        ("Pangkat", before.rank, after.rank),
        ("Jabatan", before.position, after.position),
        ("Mulai dihitung", _day(before.starts_on), _day(after.starts_on)),
        ("Sampai", _day(before.ends_on), _day(after.ends_on)),
        ("Keadaan", *("Aktif" if one.active else "Tidak aktif" for one in (before, after))),
    )
    changed = [
        f"{label} menjadi “{new or 'kosong'}”; yang tercatat sekarang “{old or 'kosong'}”."
        for label, old, new in pairs
        if (old or None) != (new or None)
    ]
    return [CHANGED, *changed] if changed else []


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


async def weigh(
    employee: Employee | None, *, name: str, agency: Agency | None, role: str, active: bool = True
) -> Weighed:
    """What follows from another role, another agency, or an account that is closed.

    Args:
        employee: as they are, their agency loaded; None: somebody new.
        name: as typed.
        agency: of the change.
        role: of the change.
        active: of the change.

    Nothing is told where none of these changes. A bounded number of queries.
    """
    told: list[str] = []
    if role in list(Role) and role != (employee.role if employee else Role.EMPLOYEE):
        told += await _role(employee, name, agency, role)
    if employee and employee.active and not active:
        told += await _closed(employee)
    if employee and employee.agency and agency and agency.id != employee.agency_id:
        told += _moved(employee, employee.agency, agency)
    key = f"{role} {agency.id if agency else '-'} {'active' if active else 'closed'}"
    return Weighed(told, key if told else "")


async def _role(
    employee: Employee | None, name: str, agency: Agency | None, role: str
) -> list[str]:
    told = []
    if employee and employee.role != Role.EMPLOYEE:
        told.append(await _lost(employee))
    office = agency.name if agency else "OPD-nya"
    units = len(await Agency.below(agency.id)) - 1 if agency and role == Role.OPERATOR else 0
    below = f" dan {units} unit di bawahnya" if units else ""
    gained = {
        Role.ADMIN: "Membaca dan mengubah semua OPD, memberi peran, membuat tautan masuk untuk"
        " siapa pun, dan mengunci bulan.",
        Role.OPERATOR: f"Membaca dan mengubah pegawai, HP, titik absen, dan jam kerja"
        f" {office}{below}, dan melihat lokasi absen mereka.",
        Role.AUDITOR: "Membaca semua OPD, juga lokasi absen, tanpa mengubah apa pun.",
    }.get(Role(role))
    if gained:
        told.append(f"{name.strip() or 'Pegawai ini'} menjadi {ROLES[role]}. {gained}")
    return told


async def _lost(employee: Employee) -> str:
    """That a desk is closed to them, and who is left of their kind."""
    others = Employee.filter(role=employee.role, active=True).exclude(id=employee.id)
    where = ""
    if employee.role == Role.OPERATOR and employee.agency:
        others, where = others.filter(agency_id=employee.agency_id), f" di {employee.agency.name}"
    kind = ROLES[employee.role].split(" (")[0]
    left = await others.count()
    rest = f"{kind} lain{where}: {left}." if left else f"Tidak ada {kind} lain{where}."
    return f"{employee.name} bukan lagi {kind}; mejanya langsung tertutup. {rest}"


async def _closed(employee: Employee) -> list[str]:
    told = [
        f"{employee.name} tidak aktif lagi: tidak dapat absen dan tidak dapat masuk. Catatannya"
        " tetap ada."
    ]
    below = await Employee.filter(supervisor_id=employee.id, active=True).count()
    if below:
        told.append(f"{below} bawahannya tidak lagi punya atasan yang memutuskan. Ganti dahulu.")
    if await Device.filter(employee_id=employee.id, revocation__at__isnull=True).exists():
        told.append("HP-nya masih terdaftar. Blokir dahulu di halaman ini.")
    return told


def _moved(employee: Employee, before: Agency, agency: Agency) -> list[str]:
    return [
        f"{employee.name} pindah dari {before.name} ke {agency.name} mulai hari ini: jam"
        " kerja, titik absen, dan operatornya berganti. Hari sebelumnya tetap."
    ]
