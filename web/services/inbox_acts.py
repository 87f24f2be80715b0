"""How are many matters decided at once, and how is that undone? All of them, or none.

A part of `inbox`. Every decision is kept by the service that owns the matter, inside one
transaction; its id is made of the form's and the matter's, so that the same click twice is one
act, and an undo finds what belongs to it. Nothing is deleted: an undo is words of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.approval import EVENTS
from web.errors import Problem
from web.models import Employee
from web.services.inbox import KINDS
from web.services.inbox_kind import Item

MOST = 100  # at once
MAX_WORDS = 1000
UNDO = timedelta(hours=24)
UNDONE = "Diurungkan: keputusan sekaligus ditarik kembali."
NONE_DONE = "Tidak satu pun diputuskan"


@dataclass(frozen=True)
class Chosen:
    """What somebody ticked: the items that can be decided so, and why the others cannot."""

    items: list[Item]
    refused: list[tuple[Item, str]]
    gone: int  # ticked, but not (or no longer) the viewer's to decide on


async def load(viewer: Employee, keys: Sequence[str]) -> list[Item]:
    """Those of some items on which the viewer decides, in any state, in the order asked for."""
    asked: dict[str, list[str]] = {}
    for key in keys:
        kind, _, id_ = key.partition(".")
        asked.setdefault(kind, []).append(id_)
    found: dict[str, Item] = {}
    for kind, ids in asked.items():
        if kind in KINDS:
            found |= {one.key: one for one in await KINDS[kind].items(viewer, ids)}
    return [found[key] for key in keys if key in found]


async def choose(viewer: Employee, ticked: Mapping[str, str], event: str) -> Chosen:
    """What of the ticked can be decided so, before anybody does.

    Args:
        viewer: with `principals`.
        ticked: by the items' keys, what was seen of them (`Item.last`).
        event: approve, return or reject.
    """
    found = await load(viewer, list(ticked))
    told = [(one, _hindrance(one, ticked[one.key], event)) for one in found]
    return Chosen(
        [one for one, why in told if not why],
        [(one, why) for one, why in told if why],
        len(ticked) - len(found),
    )


def _hindrance(item: Item, seen: str, event: str) -> str:
    """Why an item cannot be decided so; "" where it can."""
    kind = KINDS[item.kind]
    if not item.waits:
        return "sudah diputuskan atau dibatalkan"
    if item.last != seen:
        return "berubah sejak halaman dibuka"
    if event not in kind.outcomes:
        return f"{kind.label} tidak mengenal “{EVENTS[event].label}”"
    return ""


async def decide(
    *, viewer: Employee, ticked: Mapping[str, str], event: str, words: str, batch: UUID
) -> list[Item]:
    """Decide on some items in one way and with one reason: all of them, or none.

    Args:
        viewer: who decides; with `principals`.
        ticked: by the items' keys, what was seen of them.
        event: approve, return or reject.
        words: why; the employees read them.
        batch: made by the form; `undo` names it.

    Raises:
        Problem: `invalid` with `words` or `event`; `not_found` for what is not the viewer's;
            `step_not_now` that says which item hindered. Nothing is kept then.
    """
    words = " ".join(words.split())
    _check(ticked, event, words)
    async with in_transaction() as connection:
        await serialise(connection)
        chosen = await load(viewer, list(ticked))
        if len(chosen) != len(ticked):
            raise Problem("not_found")
        done = {one.id for kind in KINDS.values() for one in await kind.taken(viewer, _since())}
        if all(one.act(batch) in done for one in chosen):
            return chosen
        hindered = [
            (one, why) for one in chosen if (why := _hindrance(one, ticked[one.key], event))
        ]
        if hindered:
            raise _none_done(hindered, NONE_DONE)
        for one in chosen:
            try:
                await KINDS[one.kind].decide(viewer, one, event, words, batch)
            except Problem as problem:
                raise _none_done([(one, problem.detail)], NONE_DONE) from None
    return chosen


def _check(ticked: Mapping[str, str], event: str, words: str) -> None:
    fields = {}
    if event not in ("approve", "return", "reject"):
        fields["event"] = "Pilih setujui, kembalikan, atau tolak."
    if not 1 <= len(ticked) <= MOST:
        fields["event"] = f"Pilih 1 sampai {MOST} pengajuan."
    if not words:
        fields["words"] = "Tulis alasannya. Pegawai akan membacanya."
    elif len(words) > MAX_WORDS:
        fields["words"] = f"Alasan paling panjang {MAX_WORDS} huruf."
    if fields:
        raise Problem("invalid", fields=fields)


def _none_done(hindered: Sequence[tuple[Item, str]], begin: str) -> Problem:
    named = "; ".join(f"{one.who} ({one.gist}): {why.rstrip('.')}" for one, why in hindered[:3])
    more = f"; dan {len(hindered) - 3} lainnya" if len(hindered) > 3 else ""
    return Problem("step_not_now", f"{begin}. {named}{more}.")


async def of_batch(viewer: Employee, batch: UUID) -> tuple[str, list[Item]]:
    """What somebody decided in one act of the last day, and how; without what was undone."""
    event, found = "", []
    for kind in KINDS.values():
        for one in await kind.taken(viewer, _since()):
            if one.id == uuid5(batch, one.subject):
                event = one.event
                found.append(f"{kind.key}.{one.subject}")
    items = await load(viewer, found) if found else []
    return event, [one for one in items if one.last == str(one.act(batch))]


async def undo(*, viewer: Employee, batch: UUID) -> list[Item]:
    """Take back what was decided in one act, all of it or none: it waits again.

    Raises:
        Problem: `not_found` where nothing of it stands; `step_not_now` that says what hindered.
    """
    async with in_transaction() as connection:
        await serialise(connection)
        _, chosen = await of_batch(viewer, batch)
        if not chosen:
            raise Problem("not_found", "Tidak ada yang dapat diurungkan. Mungkin sudah diurungkan.")
        for one in chosen:
            try:
                await KINDS[one.kind].revoke(viewer, one, UNDONE, uuid5(batch, "undo"))
            except Problem as problem:
                raise _none_done([(one, problem.detail)], "Tidak satu pun diurungkan") from None
    return chosen


def _since() -> datetime:
    return clock.now() - UNDO
