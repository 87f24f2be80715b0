"""How is an agency taken out that was entered by mistake? Only where nobody ever used it.

Whatever else refers to it keeps it, also tables that are yet to come: they are asked for, not
named. The record of changes keeps what was taken out.
"""

from tortoise import Tortoise
from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q
from tortoise.models import Model
from tortoise.transactions import in_transaction

from web.db import serialise
from web.errors import Problem
from web.models import Agency, AgencyPlacement, WorkPattern
from web.services.weighing import Weighed, settle

OWN = (WorkPattern, AgencyPlacement)  # what it is entered with
WORDS = {
    "employee": "pegawai",
    "posting": "pegawai yang pernah bertugas di sini",
    "agency": "unit di bawahnya",
    "agency_placement": "unit yang pernah di bawahnya",
    "point": "titik absen",
    "point_share": "titik absen yang dibagikan kepadanya",
    "shift": "sif",
    "work_group": "kelompok jadwal",
    "agency_head": "penetapan kepala",
    "joint_event": "kegiatan bersama",
    "calendar_day": "hari kalender",
    "import_run": "berkas impor",
}
OTHER = "catatan lain"


async def remove(*, agency: Agency, certain: str) -> None:
    """Take an agency out, with its hours and its place in the tree.

    Args:
        agency: which.
        certain: the key of what was told when the author said so; "" for nothing.

    Raises:
        Problem: `invalid` with `remove` where something refers to it.
        Unasked: with what would be gone.
    """
    try:
        async with in_transaction() as connection:
            await serialise(connection)
            if uses := await _uses(agency):
                raise _used(uses)
            told = f"“{agency.name}” hilang dari semua daftar, dengan jam kerjanya."
            settle(Weighed([told], str(agency.id)), certain, None)
            for model in OWN:
                await model.filter(agency_id=agency.id).delete()
            await Agency.filter(id=agency.id).delete()
    except IntegrityError as error:
        raise _used(["catatan yang baru saja dibuat"]) from error


def _used(uses: list[str]) -> Problem:
    sentence = f"OPD ini sudah dipakai: {', '.join(uses)}. Ia tidak dapat dihapus; ganti namanya."
    return Problem("invalid", fields={"remove": sentence})


async def _uses(agency: Agency) -> list[str]:
    """What refers to an agency beside what it was entered with, in words."""
    found = dict.fromkeys([*WORDS.values(), OTHER], 0)
    models: dict[str, type[Model]] = Tortoise.apps["sikeren"]
    for model in models.values():
        named = [one for one in model._meta.fk_fields if _names_an_agency(model, one)]
        if model in OWN:
            named.remove("agency")
        if named:
            ours = [Q(**{f"{one}_id": agency.id}) for one in named]  # type: ignore[arg-type]
            count = await model.filter(Q(*ours, join_type="OR")).count()
            found[WORDS.get(model._meta.db_table, OTHER)] += count
    return [f"{count} {words}" for words, count in found.items() if count]


def _names_an_agency(model: type[Model], field: str) -> bool:
    return getattr(model._meta.fields_map[field], "related_model", None) is Agency
