"""Does any order of arrival, in any batches, come to the same verdicts in the end?"""

import json
from collections.abc import Iterable
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tortoise import Tortoise

from tests.services.office import DAY, HOUR, LNG, METRE, MINUTE, MORNING, Office
from web.domain.jws import b64url, digest
from web.models import Assessment, Quarantine
from web.services.contact import make_anchor
from web.services.softphone import SoftPhone, fix

END = MORNING + 40 * DAY
PLACES = (0, 0, 40, 300, 60_000)  # metres north; each is one place to the last digit
Envelope = dict[str, Any]


class Story:
    """Four phones, one of them with a copied key, two of them one person's, and what they sign."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.phones: list[SoftPhone] = []
        self.anchors: list[list[tuple[str, Any]]] = []

    async def cast(self) -> None:
        """Bind the phones, and give each two anchors."""
        office = self.office
        twice = await office.hire()
        owners = [await office.hire(), await office.hire(), twice, twice]
        for owner in owners:
            phone = await office.phone(owner, at=MORNING - 10 * DAY)
            kept = [(phone.anchor, phone.anchor_seen_at)]
            await office.contact(phone, MORNING + DAY)
            kept.append((phone.anchor, phone.anchor_seen_at))
            self.phones.append(phone)
            self.anchors.append(kept)

    def write(self, random: Random, number: int) -> list[Envelope]:
        """So many check-ins of a story that this seed tells; others never arrive."""
        chains = [self._chain(random) for _ in range(5)]
        made: list[Envelope] = []
        while len(made) < number:
            which = random.randrange(5)
            phone = self.phones[which % 4]  # the fifth chain is signed by the first one's copy
            envelope = self._sign(random, phone, self.anchors[which % 4], chains[which])
            if random.random() < 0.9:
                made.append(envelope)
        return made

    def _chain(self, random: Random) -> dict[str, Any]:
        return {"seq": 0, "prev": None, "at": MORNING + DAY + random.randrange(600) * MINUTE}

    def _sign(
        self, random: Random, phone: SoftPhone, anchors: list[Any], chain: dict[str, Any]
    ) -> Envelope:
        chain["at"] += random.choice([MINUTE, 10 * MINUTE, 8 * HOUR, DAY, 3 * DAY])
        at, (anchor, seen) = chain["at"], random.choice(anchors)
        # Most places are nobody else's, so that one doubt does not have another looked at again.
        alone = random.random() * METRE if random.random() < 0.7 else 0
        lat = -2.68 + random.choice(PLACES) * METRE + alone
        phone.seq, phone.head = chain["seq"], chain["prev"]
        phone.anchor, phone.anchor_seen_at = anchor, seen
        claims = phone.claims("in", at=at, fixes=[fix(lat, LNG, 8.0, at)])
        oddity = random.random()
        if oddity < 0.1:
            claims["kind"] = "breakfast"
        elif oddity < 0.2:
            claims["prev"] = digest(str(random.random()))
        envelope = phone.sealed(claims)
        if 0.2 < oddity < 0.3:
            envelope["assertion"]["response"]["signature"] = b64url(b"wrong")
        chain["seq"], chain["prev"] = chain["seq"] + 1, digest(envelope["jws"])
        return envelope

    async def play(self, events: Iterable[list[Envelope] | SoftPhone]) -> dict[str, Any]:
        """Hand bodies in, and let phones deny all, as the events come; how things stand then."""
        connection = Tortoise.get_connection("default")
        for table in ("receipt", "assessment", "checkin", "quarantine", "contact"):
            await connection.execute_query(f"DELETE FROM {table}")
        for event in events:
            if isinstance(event, SoftPhone):
                await make_anchor(
                    settings=self.office.settings,
                    keys=self.office.keys,
                    device_id=UUID(event.device_id),
                    last_seq=0,
                    last_hash=None,
                    now=MORNING + 4 * DAY,
                )
            elif event:
                await self.office.hand_in(*event, at=END)
        kept = await Assessment.all()
        assert {one.verdict for one in kept} <= {"accepted", "review"}
        return {
            "refused": sorted([one.hash or "" for one in await Quarantine.all()]),
            **{one.checkin_id: (one.verdict, one.flags, one.point_name) for one in kept},
        }


@st.composite
def orders(draw: st.DrawFn) -> tuple[int, list[int], list[int]]:
    """A seed of a story, an order of its envelopes (some twice), and where bodies end."""
    seed = draw(st.integers(0, 2**32))
    number = draw(st.integers(2, 14))
    order = draw(st.permutations(range(number)))
    again = draw(st.lists(st.integers(0, number - 1), max_size=3))
    cuts = draw(st.lists(st.integers(0, number), max_size=number))
    return seed, [*order, *again], sorted(cuts)


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(drawn=orders(), denied=st.integers(0, 3) | st.none(), early=st.booleans())
async def test_the_order_of_arrival_does_not_matter(
    office: Office, drawn: Any, denied: int | None, early: bool
):
    seed, order, cuts = drawn
    story = office.__dict__.setdefault("story", Story(office))
    if not story.phones:
        await story.cast()
    envelopes = story.write(Random(seed), len(set(order)))
    denial = [] if denied is None else [story.phones[denied]]
    expected = await story.play([*denial, envelopes])
    shuffled = [envelopes[number] for number in order]
    bodies = [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]
    events = [*denial, *bodies] if early else [*bodies, *denial]
    assert await story.play(events) == expected, json.dumps([seed, order, cuts])


async def test_the_stories_tell_of_every_kind_of_doubt(office: Office):
    """The property above would prove little if its stories were tame."""
    story = Story(office)
    await story.cast()
    seen: set[str] = set()
    for seed in range(25):
        found = await story.play([story.phones[0], story.write(Random(seed), 14)])
        refused = found.pop("refused")
        seen |= {"refused"} if refused else set()
        seen |= {flag["code"] for _, flags, _ in found.values() for flag in flags}
    assert {
        *("refused", "chain_gap", "chain_fork", "superseded_anchor", "undeclared", "shared_fix"),
        *("frozen_fix", "impossible_speed", "outside", "late_delivery"),
    } <= seen
