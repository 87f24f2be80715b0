"""Which steps were taken on a matter, and how is another one kept? Duties, reports and their kin.

Shared by every kind of domain/approval.py. Who somebody is for a matter is the caller's query;
here the step is checked against the rules and kept, once, with its author and time.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from tortoise import Tortoise
from tortoise.exceptions import IntegrityError

from web import clock
from web.db import rows
from web.domain import approval
from web.domain.steps import NoReason, NotNow, NotYours
from web.errors import Problem
from web.models import ApprovalStep, Employee
from web.services import open_matters

MAX_WORDS = 1000
# Which state a matter is in is told by its last step alone.
IN_STATE = (
    "SELECT s.subject FROM approval_step s WHERE s.kind = ? AND s.subject IN (?*)"
    " AND s.event IN (?*) AND NOT EXISTS (SELECT 1 FROM approval_step later WHERE"
    " later.subject = s.subject AND later.kind = s.kind AND later.number > s.number)"
    " ORDER BY s.at, s.subject"
)


@dataclass(frozen=True)
class Standing:
    """Where a matter stands, and its steps, oldest first, with authors and principals loaded."""

    state: str | None = None
    steps: list[ApprovalStep] = field(default_factory=list)

    @property
    def last(self) -> ApprovalStep | None:
        """The newest step."""
        return self.steps[-1] if self.steps else None

    @property
    def decision(self) -> ApprovalStep | None:
        """The decision that stands: the newest step, where it is a supervisor's."""
        last = self.last
        return (
            last if last and last.event in approval.DECISIONS and last.event != "revoke" else None
        )

    @property
    def approved(self) -> UUID | None:
        """The version that stands approved, or None."""
        last = self.last
        return last.version if last and self.state == approval.APPROVED else None


@dataclass(frozen=True, kw_only=True)
class Taking:
    """A step as somebody takes it. `id` is made by the form or phone, so that twice is once."""

    event: str
    author: Employee
    actors: Collection[str]  # as domain/approval.actors_of says
    words: str = ""
    on_behalf_of: Any = None  # id of the principal for whom the author decides
    version: UUID | None = None  # the content that the author saw
    id: UUID | None = None


async def standings(kind: str, subjects: Collection[Any]) -> dict[UUID, Standing]:
    """Where some matters of one kind stand, by id. One query."""
    found: dict[UUID, list[ApprovalStep]] = {one: [] for one in subjects}
    steps = ApprovalStep.filter(kind=kind, subject__in=list(found)).order_by("number")
    for step in await steps.select_related("author", "on_behalf_of"):
        found[step.subject].append(step)
    return {
        one: Standing(approval.state_of(step.event for step in taken), taken)
        for one, taken in found.items()
    }


async def standing(kind: str, subject: UUID) -> Standing:
    """Where one matter stands."""
    return (await standings(kind, [subject]))[subject]


async def in_state(kind: str, subjects: Collection[Any], *states: str) -> list[UUID]:
    """Those of some matters that stand in one of some states, the longest there first."""
    leading = [name for name, event in approval.EVENTS.items() if event.leads in states]
    found = await rows(
        Tortoise.get_connection("default"),
        IN_STATE,
        *(kind, [str(one) for one in subjects], leading),
    )
    return [UUID(str(one["subject"])) for one in found]


def check(kind: str, stands: Standing, taking: Taking) -> str:
    """The state that a step would lead to.

    Raises:
        Problem: `forbidden`, `step_not_now`, or `invalid` with `event` or `words`.
    """
    if taking.event not in approval.RULES[kind]:
        raise Problem("invalid", fields={"event": "Pilih salah satu keputusan."})
    if len(taking.words) > MAX_WORDS:
        sentence = f"Paling panjang {MAX_WORDS} huruf."
        raise Problem("invalid", sentence, fields={"words": sentence})
    with as_problems("words"):
        return approval.after(kind, stands.state, taking.event, taking.actors, taking.words)


@contextmanager
def as_problems(field: str) -> Iterator[None]:
    """Answer the refusals of domain/steps.py as problems; `field` is where a reason is typed."""
    try:
        yield
    except NotYours as error:
        raise Problem("forbidden", str(error)) from None
    except NotNow as error:
        raise Problem("step_not_now", str(error)) from None
    except NoReason as error:
        raise Problem("invalid", str(error), fields={field: str(error)}) from None


async def take(kind: str, subject: UUID, stands: Standing, taking: Taking) -> ApprovalStep:
    """Keep a step. Call it first in the transaction of what follows from it.

    Args:
        kind: of domain/approval.KINDS.
        subject: id of the matter.
        stands: where it stands, read before the transaction (SQLite: write first).
        taking: what is done, by whom and why.

    Raises:
        Problem: as `check`; `step_not_now` as well where somebody else was quicker.
    """
    check(kind, stands, taking)
    last = stands.last
    try:
        step = await ApprovalStep.create(
            id=taking.id or uuid4(),
            kind=kind,
            subject=subject,
            number=last.number + 1 if last else 1,
            event=taking.event,
            author=taking.author,
            on_behalf_of_id=taking.on_behalf_of,
            version=taking.version,
            words=taking.words,
            at=clock.after(last.at) if last else clock.now(),
        )
    except IntegrityError:
        raise Problem("step_not_now") from None
    await open_matters.keep(step)
    return step


def oversees(person: Employee, viewer: Employee) -> set[str]:
    """What a viewer is for somebody's own report, of domain/approval.ACTORS."""
    return approval.actors_of(
        str(viewer.id),
        author=str(person.id),
        people=[(str(person.id), str(person.supervisor_id))],
        principals={str(one) for one in viewer.principals},
    )


def by_author(event: str, author: Employee, words: str, version: UUID) -> Taking:
    """A step of whoever wrote the report: handing in, once more, or taking back."""
    return Taking(
        event=event,
        author=author,
        actors={approval.AUTHOR},
        words=one_line(words),
        version=version,
    )


def repeated(stands: Standing, taking: Taking) -> ApprovalStep | None:
    """The step that was kept under this id before, or None where the id is new.

    Raises:
        Problem: `content_differs` where the id stands for something else.
    """
    known = next((one for one in stands.steps if taking.id and one.id == taking.id), None)
    if known is None:
        return None
    kept = (known.event, known.author_id, known.words)
    if kept != (taking.event, taking.author.id, taking.words):
        raise Problem("content_differs")
    return known


def one_line(text: str) -> str:
    """Words as they are kept: in one line."""
    return " ".join(text.split())
