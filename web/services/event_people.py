"""Who is meant by the lines that were typed for a joint event? NIP, or a name only one can have.

A part of `events` and `event_exemptions`.
"""

from collections.abc import Sequence
from uuid import UUID

from tortoise.queryset import QuerySet

from web.domain.seeking import fold
from web.models import Agency, Employee, JointEvent

MOST_TOLD = 5


async def expected(event: JointEvent) -> QuerySet[Employee]:
    """Who may be asked to an event: of its agency and below, or those that it lists."""
    found = Employee.filter(active=True)
    if event.agency_id:
        found = found.filter(agency_id__in=await Agency.below(event.agency_id))
    return found if event.expected is None else found.filter(id__in=list(event.expected))


async def meant(
    lines: Sequence[str], by_nip: QuerySet[Employee], by_name: QuerySet[Employee], where: str
) -> tuple[list[Employee], str]:
    """The people that some lines name, each once, and a sentence about those that name nobody.

    Args:
        lines: a NIP or a name each, as typed; empty ones count for nothing.
        by_nip: whose NIP is taken.
        by_name: among whom a name has to be one person's alone.
        where: in words, such as "di OPD ini", or "".
    """
    typed = [line for line in dict.fromkeys(" ".join(line.split()) for line in lines) if line]
    wanted = ["".join(line.split()).upper() for line in typed]
    numbered = {one.nip: one for one in await by_nip.filter(nip__in=wanted)} if typed else {}
    names = [line for line, nip in zip(typed, wanted, strict=True) if nip not in numbered]
    called = await _called(names, by_name)
    chosen = await Employee.filter(id__in=[ids[0] for ids in called.values() if len(ids) == 1])
    known = {one.id: one for one in chosen}
    found, none, several = dict[UUID, Employee](), list[str](), list[str]()
    for line, nip in zip(typed, wanted, strict=True):
        ids = [numbered[nip].id] if nip in numbered else called.get(line, [])
        if len(ids) == 1:
            found[ids[0]] = numbered.get(nip) or known[ids[0]]
        else:
            (several if ids else none).append(line)
    return [*found.values()], _told(none, several, where)


async def _called(lines: Sequence[str], among: QuerySet[Employee]) -> dict[str, list[UUID]]:
    """By each line with a letter in it: who has that very name, else who has all its words."""
    lines = [line for line in lines if any(letter.isalpha() for letter in line)]
    if not lines:
        return {}
    names = [(id_, fold(name).split()) for id_, name in await among.values_list("id", "name")]
    found = {}
    for line in lines:
        words = fold(line).split()
        same = [id_ for id_, name in names if name == words]
        found[line] = same or [id_ for id_, name in names if words and {*words} <= {*name}]
    return found


def _told(none: Sequence[str], several: Sequence[str], where: str) -> str:
    told = []
    if none:
        place = f" {where}" if where else ""
        told.append(f"Tidak ditemukan{place}: {_first(none)}. Periksa NIP atau namanya.")
    if several:
        told.append(f"Lebih dari satu orang bernama {_first(several)}. Pakai NIP.")
    return " ".join(told)


def _first(lines: Sequence[str]) -> str:
    more = len(lines) - MOST_TOLD
    return ", ".join(lines[:MOST_TOLD]) + (f", dan {more} lainnya" if more > 0 else "")
