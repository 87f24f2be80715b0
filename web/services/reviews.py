"""What do supervisors decide on doubtful check-ins? The fact stays, a decision is a new record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from tortoise.exceptions import IntegrityError
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.vocabulary import KINDS, OUTCOMES, REVOKED
from web.errors import Problem
from web.models import Assessment, CheckIn, Decision, Employee
from web.services.months import touch
from web.services.notices import notify
from web.services.seen import check_seen

MAX_REASON = 1000
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Earlier:
    """How often a flag stood on a person's check-ins before, and how those ended."""

    code: str
    times: int
    accepted: int
    declined: int


def waiting(viewer: Employee) -> QuerySet[CheckIn]:
    """Check-ins of the viewer's people in review on which no decision stands."""
    found = CheckIn.supervised_by(viewer).filter(assessment__verdict="review")
    return CheckIn.decided(found, False)


def decided(viewer: Employee) -> QuerySet[CheckIn]:
    """Check-ins of the viewer's people on which a decision stands."""
    return CheckIn.decided(CheckIn.supervised_by(viewer), True)


async def decide(
    *,
    checkin: CheckIn,
    author: Employee,
    outcome: str,
    reason: str,
    id: UUID | None = None,
    seen: str | None = None,
) -> Decision:
    """Record a decision. The newest one stands; those before it stay.

    Args:
        checkin: one that the author may decide on; the caller has seen to that.
        author: who decides.
        outcome: "accepted" or "declined"; "revoked" takes back what stands, and it waits again.
        reason: why, in words that the employee reads.
        id: made by the form, so that the same click sent twice is one decision.
        seen: id of the newest decision that was shown, "" for none; None: it does not matter.

    Raises:
        Problem: `invalid` with `outcome` or `reason`; `not_in_review` for a check-in that no
            rule doubts; `content_differs` where the id was used for something else;
            `step_not_now` where somebody else has decided since it was shown.
    """
    reason = " ".join(reason.split())
    fields = {}
    if outcome not in (*OUTCOMES, REVOKED):
        fields["outcome"] = "Pilih terima atau tolak."
    if not reason:
        fields["reason"] = "Tulis alasannya. Pegawai akan membacanya."
    elif len(reason) > MAX_REASON:
        fields["reason"] = f"Alasan paling panjang {MAX_REASON} huruf."
    if fields:
        raise Problem("invalid", fields=fields)
    assessment = await Assessment.get(checkin_id=checkin.hash)
    person = await Employee.get(id=checkin.employee_id)
    try:
        async with in_transaction() as connection:
            await serialise(connection)
            said = Decision.filter(checkin_id=checkin.hash).order_by("-at")
            newest = await said.select_related("author", "on_behalf_of").first()
            if assessment.verdict != "review" and newest is None:
                raise Problem("not_in_review")
            if newest is None or newest.id != id:
                check_seen(newest, seen)
            made = await Decision.create(
                id=id or uuid4(),
                checkin=checkin,
                author=author,
                on_behalf_of_id=author.on_behalf_for(person),
                outcome=outcome,
                reason=reason,
                at=clock.after(newest.at) if newest else clock.now(),
            )
            day = checkin.claimed_at.date()
            await touch("decision", employees=[checkin.employee_id], first=day, last=day)
            await _tell(checkin, made)
            return made
    except IntegrityError:
        return await _repeated(id, checkin, author, outcome, reason)


async def _tell(checkin: CheckIn, decision: Decision) -> None:
    """Tell the employee; the reason is read in the app, not on a locked screen."""
    words = {"accepted": "menerima", "declined": "menolak", REVOKED: "menarik keputusan atas"}
    word = words[decision.outcome]
    await notify(
        checkin.employee_id,
        "decision",
        str(decision.id),
        title=f"Atasan {word} {KINDS[checkin.kind]} Anda",
        body="Ketuk untuk membaca alasannya.",
        url=f"#receipt/{checkin.jti}",
        tag=checkin.jti,
    )


async def _repeated(
    id: UUID | None, checkin: CheckIn, author: Employee, outcome: str, reason: str
) -> Decision:
    known = await Decision.get(id=id)
    if (known.checkin_id, known.author_id) != (checkin.hash, author.id):
        raise Problem("content_differs")
    if (known.outcome, known.reason) != (outcome, reason):
        raise Problem("content_differs")
    return known


async def earlier_flags(checkins: Iterable[CheckIn]) -> dict[str, list[Earlier]]:
    """For each check-in's hash, how often its flags stood in the 30 days before. Two queries.

    Args:
        checkins: with `assessment` loaded.
    """
    shown = list(checkins)
    if not shown:
        return {}
    first = min(checkin.claimed_at for checkin in shown) - LOOK_BACK
    people = {checkin.employee_id for checkin in shown}
    before = (
        await CheckIn.filter(employee_id__in=people, claimed_at__gte=first)
        .filter(assessment__verdict="review")
        .select_related("assessment")
        .prefetch_related("decisions")
        .only("hash", "employee_id", "claimed_at", "assessment__flags")
    )
    return {checkin.hash: _earlier(checkin, before) for checkin in shown}


def _earlier(checkin: CheckIn, before: list[CheckIn]) -> list[Earlier]:
    span = (checkin.claimed_at - LOOK_BACK, checkin.claimed_at)
    held = [
        (other, {flag["code"] for flag in other.assessment.flags})
        for other in before
        if other.employee_id == checkin.employee_id
        and other.hash != checkin.hash
        and span[0] <= other.claimed_at <= span[1]
    ]
    found = []
    for flag in checkin.assessment.flags:
        same = [other for other, codes in held if flag["code"] in codes]
        if same:
            ends = [outcome_of(other) for other in same]
            found.append(
                Earlier(flag["code"], len(same), ends.count("accepted"), ends.count("declined"))
            )
    return found


def outcome_of(checkin: CheckIn) -> str | None:
    """The outcome of the decision that stands, or None. `decisions` must be loaded."""
    newest = max(checkin.decisions, key=lambda decision: decision.at, default=None)
    return newest.outcome if newest and newest.outcome != REVOKED else None


def state_of(checkin: CheckIn) -> str:
    """`accepted`, `waiting`, `upheld` or `declined`. Assessment and decisions must be loaded."""
    return state_in(checkin.assessment.verdict, outcome_of(checkin))


def state_in(verdict: str, outcome: str | None) -> str:
    """The same, by what the rules said and the outcome that stands."""
    if outcome and outcome != REVOKED:
        return "upheld" if outcome == "accepted" else "declined"
    return "waiting" if verdict == "review" else "accepted"
