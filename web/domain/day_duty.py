"""What does an approved duty make of a day, or a status of half of it? Words, and what is asked."""

from dataclasses import replace

from web.domain.duties import BOTH, IN, OUT, Assignment
from web.domain.workday import Plan

STANDS_FOR = {IN: "menggantikan Absen Masuk", OUT: "menggantikan Absen Pulang"}
UNREPORTED = "DL, laporan belum disetujui."
SILENT = "Tidak ada absen selama dinas pada hari ini."
NOBODY = "Tidak ada absen pada paruh hari yang lain."
BESIDE = "Tugas belajar sambil bekerja: hari ini dinilai seperti biasa."


def duty_words(duty: Assignment) -> str:
    """What is read in a recap: the letter, whereto, and whether the report is still awaited."""
    words = f"Dinas luar (surat {duty.number}): {duty.whereto}"
    if duty.covers != BOTH:
        words += f", {STANDS_FOR[duty.covers]}"
    return f"{words}. {UNREPORTED}" if duty.reported is False else f"{words}."


def relieved(plan: Plan, sides: str) -> Plan:
    """The plan of a workday without the records that something stands for: IN, OUT or BOTH."""
    spans = list(plan.spans)
    if sides in (IN, BOTH):
        spans[0] = replace(spans[0], needs_in=False)
    if sides in (OUT, BOTH):
        spans[-1] = replace(spans[-1], needs_out=False)
    return replace(plan, spans=tuple(spans))


def excuses(sides: str, plan: Plan, opens: float, closes: float) -> bool:
    """Whether what stands for IN, OUT or BOTH excuses from an event; its window in epoch seconds.

    One that stands for coming excuses from what lies in the first half of the workday.
    """
    if sides == BOTH or not plan.spans:
        return True
    middle = plan.midnight + 30 * (plan.spans[0].start + plan.spans[-1].end)
    return opens < middle if sides == IN else closes > middle
