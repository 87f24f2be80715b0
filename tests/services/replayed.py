"""What does playing the record back tell of the tables?"""

from web import acting
from web.services import audit_acknowledge, audit_verify
from web.services.audit_replay import Replay
from web.services.audit_verify import Verdict


async def look() -> Verdict:
    with Replay() as replay:
        return await audit_verify.verify(replay=replay)


async def acknowledged() -> int:
    with Replay() as replay:
        verdict = await audit_verify.verify(replay=replay)
        with acting.command("sikeren audit acknowledge"):
            return await audit_acknowledge.acknowledge(replay, verdict.head)
