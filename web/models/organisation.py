"""Who works where, under whom, and in which role?"""

from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q, Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.domain.tree import MAX_DEPTH


class Role(StrEnum):
    """What a person may do at the desks. Everybody may check in."""

    EMPLOYEE = "employee"
    OPERATOR = "operator"
    ADMIN = "admin"
    AUDITOR = "auditor"


class Agency(Model):
    """An office (OPD, UPTD, kecamatan) with its own points, hours and time zone.

    `parent` is the office above it now; since when is said by its `AgencyPlacement`s.
    """

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=200, unique=True)
    parent: fields.ForeignKeyNullableRelation["Agency"] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="units", on_delete=fields.RESTRICT, null=True
    )
    timezone = fields.CharField(max_length=64)
    starts_on = fields.DateField(null=True)  # first day that is judged; null: from first use
    created_at = fields.DatetimeField()

    parent_id: Any

    class Meta:
        table = "agency"
        indexes = (("parent_id",),)

    @classmethod
    def visible_to(cls, viewer: "Employee") -> QuerySet[Self]:
        """The agencies whose records the viewer reads at the desks."""
        return cls.filter(viewer.reach("id"))

    @classmethod
    async def below(cls, id: UUID) -> frozenset[UUID]:
        """An agency and all units below it now. One query a level, `MAX_DEPTH` at most."""
        found = level = frozenset({id})
        for _ in range(MAX_DEPTH):
            units = await cls.filter(parent_id__in=list(level))
            level = frozenset(one.id for one in units) - found
            if not level:
                break
            found |= level
        return found


class AgencyPlacement(Model):
    """An agency stands under another from a local date on. The newest of a date counts.

    A past day is judged by the rules of the offices that stood above it on that day.
    """

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="placements", on_delete=fields.RESTRICT
    )
    parent: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    valid_from = fields.DateField(null=True)
    author: fields.ForeignKeyNullableRelation["Employee"] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any
    parent_id: Any

    class Meta:
        table = "agency_placement"
        indexes = (("agency_id",), ("parent_id",))


class Employee(Model):
    """A person with a NIP or an internal number. The number is a name, never a credential."""

    id = fields.UUIDField(primary_key=True)
    nip = fields.CharField(max_length=20, unique=True)
    name = fields.CharField(max_length=200)
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="employees", on_delete=fields.RESTRICT, null=True
    )
    supervisor: fields.ForeignKeyNullableRelation["Employee"] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="subordinates", on_delete=fields.RESTRICT, null=True
    )
    role = fields.CharField(max_length=20, default="employee")  # a Role
    active = fields.BooleanField(default=True)
    rank = fields.CharField(max_length=60, null=True)  # pangkat/golongan, as it is printed
    position = fields.CharField(max_length=200, null=True)  # jabatan
    starts_on = fields.DateField(null=True)  # first day that is judged; null: as the agency
    ends_on = fields.DateField(null=True)  # last day that is judged; null: open
    created_at = fields.DatetimeField()

    agency_id: Any
    supervisor_id: Any

    # Those for whom this person acts now (Plt., Plh.). Whoever lets a viewer in loads it
    # (`security`); where nobody did, nobody is acted for.
    principals: frozenset[Any] = frozenset()

    # An operator's own agency and all below it, loaded where `principals` is; else none of them.
    agencies: frozenset[Any] = frozenset()

    class Meta:
        table = "employee"
        indexes = (("agency_id", "name"), ("supervisor_id",))

    @classmethod
    def visible_to(cls, viewer: "Employee") -> QuerySet[Self]:
        """The people whose records the viewer reads as an office: operators, admins, auditors."""
        return cls.filter(viewer.reach())

    def reach(self, path: str = "agency_id") -> Q:
        """The condition that a record's agency, `path` from it, is one this person reads.

        Admins and auditors read all of them, operators their own and those below, others none.
        """
        if self.everywhere:
            return Q()
        within: dict[str, Any] = {f"{path}__in": [*self.reached]}
        return Q(**within)

    def overseen(self, path: str = "employee") -> Q:
        """The condition that a record is of somebody, `path` from it, whom this person reads.

        As `reach`, and those on whom they decide now; a person's own is nobody's to decide on.
        """
        if self.everywhere:
            return Q()
        above: dict[str, Any] = {f"{path}__supervisor_id__in": self.deciding}
        own: dict[str, Any] = {f"{path}_id": self.id}
        return (Q(**above) & ~Q(**own)) | self.reach(f"{path}__agency_id")

    @classmethod
    def heads(cls) -> Q:
        """The condition that somebody supervises somebody: one reading, no join of all with all."""
        found = cls.filter(supervisor_id__isnull=False)
        return Q(id__in=Subquery(found.values("supervisor_id")))

    @classmethod
    def unsupervised(cls) -> Q:
        """The condition that somebody of an agency lacks a supervisor: heads need none here."""
        return Q(supervisor_id__isnull=True, agency_id__isnull=False) & ~cls.heads()

    @property
    def everywhere(self) -> bool:
        """Whether no agency is closed to this person: admins and auditors."""
        return self.role in (Role.ADMIN, Role.AUDITOR)

    @property
    def reached(self) -> frozenset[Any]:
        """The agencies of an operator, where they were loaded; nobody else's."""
        return self.agencies if self.role == Role.OPERATOR else frozenset()

    @property
    def may_write(self) -> bool:
        """Whether this person changes anything at all: an auditor only reads."""
        return self.role != Role.AUDITOR

    def administers(self, agency: Any) -> bool:
        """Whether this person changes the records of an agency (its id, None for everybody)."""
        return self.role == Role.ADMIN or (agency is not None and agency in self.reached)

    @classmethod
    def supervised_by(cls, viewer: "Employee") -> QuerySet[Self]:
        """The people whose check-ins, reports and duties the viewer decides on now.

        Their own, and those of whom they act for; nobody decides on what is their own.
        """
        return cls.filter(supervisor_id__in=viewer.deciding).exclude(id=viewer.id)

    @property
    def deciding(self) -> list[Any]:
        """Ids of the supervisors as whom this person decides now: oneself and the principals."""
        return [self.id, *self.principals]

    def decides_on(self, person: "Employee") -> bool:
        """Whether this person decides on somebody's records now, as `supervised_by` has it."""
        return person.id != self.id and person.supervisor_id in self.deciding

    def on_behalf_for(self, person: "Employee") -> Any:
        """For whom a decision on somebody is made: the principal's id, None for oneself."""
        above = person.supervisor_id
        return above if above != self.id and above in self.principals else None


def signed(author: Employee, principal: Employee | None) -> str:
    """Who decided, as it is read: the name, and on whose behalf ("a.n.", atas nama)."""
    return f"{author.name} a.n. {principal.name}" if principal else author.name


class AgencyHead(Model):
    """Who heads an agency (kepala OPD) and signs its recap. The newest row counts.

    `title` is printed above the name: "Kepala Dinas", "Plt. Camat".
    """

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="heads", on_delete=fields.RESTRICT
    )
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="headships", on_delete=fields.RESTRICT
    )
    title = fields.CharField(max_length=200)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any
    employee_id: Any

    class Meta:
        table = "agency_head"
        indexes = (("agency_id",), ("employee_id",))
