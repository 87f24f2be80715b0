"""What does an approved duty make of a day? Its words, and which records it stands for."""

from dataclasses import replace

from web.domain.duties import BOTH, IN, OUT, Assignment
from web.domain.workday import Plan

STANDS_FOR = {IN: "menggantikan Absen Masuk", OUT: "menggantikan Absen Pulang"}
UNREPORTED = "DL, laporan belum disetujui."
SILENT = "Tidak ada absen selama dinas pada hari ini."


def duty_words(duty: Assignment) -> str:
    """What is read in a recap: the letter, whereto, and whether the report is still awaited."""
    words = f"Dinas luar (surat {duty.number}): {duty.whereto}"
    if duty.covers != BOTH:
        words += f", {STANDS_FOR[duty.covers]}"
    return f"{words}. {UNREPORTED}" if duty.reported is False else f"{words}."


def relieved(plan: Plan, duty: Assignment) -> Plan:
    """The plan of a workday without the record that a duty for a part of it stands for."""
    spans = list(plan.spans)
    if duty.covers in (IN, BOTH):
        spans[0] = replace(spans[0], needs_in=False)
    if duty.covers in (OUT, BOTH):
        spans[-1] = replace(spans[-1], needs_out=False)
    return replace(plan, spans=tuple(spans))


def excuses(duty: Assignment, plan: Plan, opens: float, closes: float) -> bool:
    """Whether a duty excuses from a joint event, whose window is in epoch seconds.

    One that stands for coming excuses from what lies in the first half of the workday.
    """
    if duty.covers == BOTH or not plan.spans:
        return True
    middle = plan.midnight + 30 * (plan.spans[0].start + plan.spans[-1].end)
    return opens < middle if duty.covers == IN else closes > middle
