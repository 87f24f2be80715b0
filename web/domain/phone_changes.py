"""When may somebody have a further phone, and who must have agreed to it?

A first phone is between a person and their operator. Every further one is an identity handed out
anew, so nobody hands it out alone: an operator prepares, a second person approves, and neither is
the employee. An approval serves one phone and ends by itself.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from web.domain.approval import (
    APPROVED,
    ASKED,
    AUTHOR,
    OPERATOR,
    RETURNED,
    SECOND,
    STATES,
    SUBMITTED,
)

APPROVAL_LIFE = timedelta(days=7)  # from the approval on; codes made on it end with it
MAX_REASON = 1000
LEAST_REASON = 10  # characters in which an operator says how they know who asks
TOO_SHORT = (
    f"Tulis bagaimana Anda mengenali pegawai ini, paling sedikit {LEAST_REASON} huruf."
    " Misalnya: datang sendiri dengan kartu pegawai."
)
CAUSES = {
    "change": "Ganti HP, HP lama masih dipegang",
    "reset": "HP yang sama, aplikasi atau datanya terhapus",
    "broken": "HP lama rusak",
    "lost": "HP lama hilang atau dicuri",
}
# What an approval comes to, beside the states of approval.py; and a code made on the server itself.
BOUND, EXPIRED, BY_SERVER = "bound", "expired", "server"
STANDINGS = STATES | {
    SUBMITTED: "Menunggu orang kedua",
    APPROVED: "Disetujui, kode dapat dibuat",
    BOUND: "Selesai, HP baru terdaftar",
    EXPIRED: "Persetujuan kedaluwarsa",
    BY_SERVER: "Kode dibuat dari server",
}
OPEN = (ASKED, SUBMITTED, RETURNED, APPROVED)  # of a person there is at most one such


def standing_of(
    state: str | None, *, approved_at: datetime | None, bound: bool, now: datetime
) -> str:
    """Where a request stands once what became of its approval is taken in: a key of STANDINGS.

    Args:
        state: as the last step leads to; None where there is none.
        approved_at: when it was approved, where it is.
        bound: whether a phone was bound on it.
        now: the time.
    """
    if bound:
        return BOUND
    if state != APPROVED or approved_at is None:
        return state or BY_SERVER
    return EXPIRED if now >= approved_at + APPROVAL_LIFE else APPROVED


def actors_of(
    viewer: str,
    *,
    employee: str,
    supervisor: str | None,
    preparers: Collection[str],
    principals: Collection[str] = (),
    operates: bool = False,
) -> set[str]:
    """What somebody is for a request, of domain/approval.ACTORS.

    The employee is the author and nothing else, whatever their role. Whoever prepared it once,
    or acts for who did, is not the second person.

    Args:
        viewer: id.
        employee: id of whose phone it is.
        supervisor: id of their supervisor.
        preparers: ids of everybody who prepared it.
        principals: ids of those for whom the viewer acts now (Plt., Plh.).
        operates: whether the viewer administers the employee.
    """
    if viewer == employee:
        return {AUTHOR}
    found = {OPERATOR} if operates else set()
    decides = supervisor is not None and supervisor in ({viewer, *principals} - set(preparers))
    if viewer not in preparers and (operates or decides):
        found.add(SECOND)
    return found
