"""Who attended an event, who was excused, and what does missing it cost?"""

from datetime import date
from typing import Any

from tests.domain.days import LATER, TABLE, duty, mark, person, slot
from web.domain.day import Context, Event
from web.domain.recap import fold
from web.domain.stated import Stated
from web.domain.workday import Slot


def apel(on: Slot, cut: float = 0.5, expected: frozenset[str] | None = None) -> Event:
    # Kotim: apel 0.5 % each.
    opens = on.plan.midnight + 7 * 3600
    return Event("apel", "Apel Pagi", opens, opens + 1800, None, cut, expected)


def attended(*texts: str, on: Slot, event: Event, stated: Stated | None = None) -> Any:
    marks = [mark(on, text, number) for number, text in enumerate(texts)]
    context = Context(TABLE, events=(event,))
    held = {on.plan.date.day: stated} if stated else {}
    return fold("p", [on], [context], marks, held, LATER)


def test_an_apel_is_attended_by_who_checked_in_to_it():
    on = slot()
    assert attended("in 07:25", "out 16:00", on=on, event=apel(on)).totals["events"] == {
        "apel": {"held": 1, "attended": 1}
    }
    late = attended("in 07:31", "out 16:00", on=on, event=apel(on))
    assert late.totals["events"] == {"apel": {"held": 1, "attended": 0}}
    assert late.totals["cut_percent"] == 1.0  # TL1 and the apel


def test_an_apel_sore_is_attended_with_the_absen_pulang():
    # SE Bupati Mamuju 1/2026 names apel pagi and apel sore.
    on = slot()
    opens = on.plan.midnight + 15.5 * 3600
    sore = Event("apel", "Apel Sore", opens, opens + 2700, None, 0.5, None)
    month_ = attended("in 07:25", "out 16:05", on=on, event=sore)
    assert month_.totals["events"] == {"apel": {"held": 1, "attended": 1}}


def test_who_is_excused_or_not_expected_misses_no_apel():
    on = slot()
    assert attended(on=on, event=apel(on), stated=Stated("DL")).totals["events"] == {}
    stranger = apel(on, expected=frozenset({"q"}))
    assert attended("in 07:31", "out 16:00", on=on, event=stranger).totals["cut_percent"] == 0.5
    # Absence is not cut a second time.
    assert attended(on=on, event=apel(on)).totals["cut_percent"] == 4.0


def test_who_is_ill_or_off_duty_misses_no_upacara_on_a_free_day():
    # domain: exceptions are piket, shift, sick and DL.
    sunday = slot(date(2026, 11, 22))
    ill = attended(on=sunday, event=apel(sunday), stated=Stated("CS"))
    assert (ill.days["22"]["code"], ill.totals["cut_percent"]) == ("L", 0)
    nurse = person(roster={date(2026, 11, 24): duty(None, "Lepas dinas.")})
    off = slot(who=nurse)
    assert attended(on=off, event=apel(off)).totals["cut_percent"] == 0
    elsewhere = slot()
    late = attended(
        *("in 07:40", "out 16:00"), on=elsewhere, event=apel(elsewhere), stated=Stated("WFA")
    )
    assert (late.totals["cut_percent"], late.totals["codes"]) == (0.5, {"TL1": 1, "WFA": 1})


def test_who_is_exempt_misses_nothing_and_is_counted_where_they_come():
    # domain: exceptions are piket, shift, sick and DL.
    on = slot()
    picket = apel(on)._replace(exempt=frozenset({"p"}))
    away = attended("in 07:31", "out 16:00", on=on, event=picket)
    assert (away.totals["cut_percent"], away.totals["events"]) == (0.5, {})  # TL1 alone
    there = attended("in 07:25", "out 16:00", on=on, event=picket)
    assert there.totals["events"] == {"apel": {"held": 1, "attended": 1}}


def test_an_event_may_be_apart_from_coming_to_work():
    on = slot()
    field = apel(on)._replace(points=frozenset({"Lapangan"}), counts=False)
    at_field = mark(on, "in 07:10")._replace(point="Lapangan")
    at_work = mark(on, "in 08:10", 1)._replace(point="Kantor")
    out = mark(on, "out 16:00", 2)
    context = Context(TABLE, events=(field,))
    both = fold("p", [on], [context], [at_field, at_work, out], {}, LATER)
    assert both.totals["events"] == {"apel": {"held": 1, "attended": 1}}
    assert both.days["24"]["late_minutes"] == 40
    alone = fold("p", [on], [context], [at_field, out], {}, LATER)
    assert "TAM" in alone.days["24"]["code"]
    stranger = Context(TABLE, events=(field._replace(expected=frozenset({"q"})),))
    assert fold("p", [on], [stranger], [at_field, out], {}, LATER).days["24"]["code"] == "H"


def test_an_event_that_is_still_open_is_looked_at_again_when_it_closes():
    on = slot()
    opens = on.plan.midnight + 16 * 3600
    event = Event("senam", "Senam", opens, opens + 1800, None, 0.5, None)
    marks = [mark(on, "in 07:20"), mark(on, "out 16:05", 1)]
    context = Context(TABLE, events=(event,))
    early = fold("p", [on], [context], marks, {}, opens + 600)
    assert (early.days["24"]["code"], early.days["24"]["events"]) == ("H", [])
    assert early.due == opens + 1860
    assert fold("p", [on], [context], marks, {}, opens + 1860).totals["events"]["senam"]


def test_an_upacara_may_fall_on_a_holiday():
    # 17 August is compulsory though a holiday (Mamuju Tengah 2025).
    sunday = slot(date(2026, 11, 22))
    there = attended("in 07:10", on=sunday, event=apel(sunday))
    assert (there.days["22"]["code"], there.totals["events"]["apel"]["attended"]) == ("L", 1)
    away = attended(on=sunday, event=apel(sunday))
    assert (away.days["22"]["code"], away.totals["cut_percent"]) == ("L", 0.5)
