"""What becomes of a batch of envelopes? One transaction from insert to receipt.

A part of the intake: sorts what was verified into new, known and refused, stores it, has it
judged, and signs the receipts.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.case import Link
from web.domain.evidence import Verdict
from web.domain.jws import b64url
from web.services import ledger
from web.services.assessment import assess_arrivals
from web.services.items import Item, Outcome
from web.services.keys import KeyRing
from web.services.receipts import recorded_receipt, refusal_receipt
from web.services.surroundings import Subject
from web.settings import Settings


@dataclass(slots=True)
class _Sorted:
    """A batch by what is to be done. `known` maps (device id, jti) to the hash that holds it."""

    known: dict[tuple[str, str], str]
    new: list[tuple[Subject, Item]] = field(default_factory=list)
    refused: list[tuple[Item, str]] = field(default_factory=list)
    plan: list[tuple[str, Item, str]] = field(default_factory=list)  # status, item, hash or reason


async def store(items: Sequence[Item], *, settings: Settings, keys: KeyRing) -> list[Outcome]:
    """Store a batch and answer for each item in order, after the commit."""
    async with in_transaction() as connection:
        await serialise(connection)
        jtis = {item.name[1] for item in items if item.name}
        batch = _sort(items, await ledger.recorded_hashes(connection, jtis))
        await ledger.write_checkins(
            connection,
            [
                (subject, item.envelope, item.proof.sign_count, item.proof.receipt is not None)
                for subject, item in batch.new
                if item.envelope
            ],
        )
        receipts = await _write_refusals(connection, batch, settings, keys)
        verdicts = await assess_arrivals(
            connection, [subject for subject, _ in batch.new], _filled(batch), clock.now()
        )
        made = await _receipts(batch, verdicts, settings, keys)
        await ledger.write_receipts(connection, made)
        standing = {
            hash_: ledger.Standing(receipt, verdicts[hash_].verdict, verdicts[hash_].flags)
            for hash_, receipt in made
        }
        before = {hash_ for status, _, hash_ in batch.plan if status == "duplicate"}
        if before - standing.keys():
            standing |= await ledger.standings(connection, before - standing.keys())
    return [_outcome(entry, standing, receipts) for entry in batch.plan]


def _sort(items: Sequence[Item], known: dict[tuple[str, str], str]) -> _Sorted:
    """Duplicates first: bytes that are recorded stay so, whatever came around them this time."""
    batch = _Sorted(known)
    for item in items:
        facts = item.envelope.facts if item.envelope else None
        taken = known.get(item.name) if item.name else None
        reason = item.proof.refusal
        if facts is not None and taken == facts.hash:
            batch.plan.append(("duplicate", item, facts.hash))
            continue
        if reason is None and taken is not None:
            reason = "id_reused"
        if reason is not None or facts is None or item.name is None:
            batch.refused.append((item, reason or "malformed"))
            batch.plan.append(("refused", item, reason or "malformed"))
            continue
        known[item.name] = facts.hash
        batch.new.append((item.subject(), item))
        batch.plan.append(("recorded", item, facts.hash))
    return batch


def _filled(batch: _Sorted) -> list[tuple[str, Link]]:
    """The chain places of refused envelopes that their device's key did sign."""
    return [
        (item.proof.device.id, item.link)
        for item, _ in batch.refused
        if item.proof.device and item.link
    ]


async def _write_refusals(
    connection: BaseDBAsyncClient, batch: _Sorted, settings: Settings, keys: KeyRing
) -> dict[tuple[str, str], str | None]:
    """Keep what is refused; the receipts by (digest, reason), those of an earlier time first."""
    if not batch.refused:
        return {}
    digests = {sha256(item.raw).digest() for item, _ in batch.refused}
    receipts = await ledger.kept_refusals(connection, digests)
    refusals = []
    for item, reason in batch.refused:
        digest = sha256(item.raw).digest()
        key = (b64url(digest), reason)
        if key not in receipts:
            receipts[key] = refusal_receipt(item, reason, settings, keys)
            refusals.append(_refusal(item, reason, digest, receipts[key]))
    await ledger.write_refusals(connection, refusals)
    return receipts


def _refusal(item: Item, reason: str, digest: bytes, receipt: str | None) -> ledger.Refusal:
    link, device = item.link, item.proof.device
    return ledger.Refusal(
        digest,
        reason,
        item.raw,
        item.jti,
        device.id if link and device else None,
        item.hash,
        link.seq if link else None,
        link.prev if link else None,
        item.via,
        item.received_at,
        receipt,
    )


async def _receipts(
    batch: _Sorted, verdicts: dict[str, Verdict], settings: Settings, keys: KeyRing
) -> list[tuple[str, str]]:
    """Sign what was recorded, away from the event loop; a restored one keeps its own receipt."""

    def sign() -> list[tuple[str, str]]:
        signed = []
        for subject, item in batch.new:
            hash_ = subject.facts.hash
            kept = item.envelope.receipt if item.envelope and item.proof.receipt else None
            made = kept or recorded_receipt(subject, verdicts[hash_], settings, keys)
            signed.append((hash_, made))
        return signed

    return await asyncio.to_thread(sign) if batch.new else []


def _outcome(
    entry: tuple[str, Item, str],
    standing: dict[str, ledger.Standing],
    receipts: dict[tuple[str, str], str | None],
) -> Outcome:
    status, item, key = entry
    if status == "refused":
        receipt = receipts[b64url(sha256(item.raw).digest()), key]
        return Outcome(item.jti, status, None, (), key, receipt)
    now = standing[key]
    return Outcome(item.jti, status, now.verdict, now.flags, None, now.receipt)
