"""What goes out of the ordinary in the demonstration, and what do people say about it?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from web.services.demo_days import WITA, Event, Incident, near
from web.services.demo_regency import OFFICES, Regency


def incidents(regency: Regency, days: list[date], rng: Random) -> list[Incident]:
    """One of each kind of doubt, most of them among the people of the supervisor's link."""
    people = regency.people
    team = [nip for nip in people[regency.supervisor].staff if people[nip].phone]
    others = [p.nip for p in regency.staff_of(0) if p.nip not in team]
    village = [p.nip for p in regency.staff_of(2)]
    whole = days[:-1]

    def at(day: int, hour: int, minute: int) -> datetime:
        moment = datetime.combine(whole[day], time(hour, minute, rng.randrange(60)), WITA)
        return moment + timedelta(milliseconds=rng.randrange(1000))

    same = near(OFFICES[0], 30, rng)
    frozen = near(OFFICES[0], 22, rng)
    return [
        Incident(
            *(team[0], -2, "in", {"fix": near(OFFICES[0], 1430, rng)}),
            explanation="Saya mengantar berkas ke kantor lain sebelum ke kantor sendiri.",
        ),
        Incident(
            *(team[1], -8, "out", {"fix": near(OFFICES[0], 620, rng)}),
            explanation="Rapat di aula kabupaten sampai sore.",
            outcome="accepted",
            reason="Benar, undangan rapat ada pada saya.",
        ),
        Incident(
            *(team[2], -6, "in", {"fix": near(OFFICES[0], 4800, rng)}),
            explanation="Titip absen sebentar, masih di rumah.",
            outcome="declined",
            reason="Absen Masuk harus dari kantor. Silakan datang lebih awal.",
        ),
        *(Incident(nip, -3, "in", {"fix": same}) for nip in (team[1], team[3], others[0])),
        *(Incident(team[3], day, "out", {"fix": frozen}) for day in (-7, -5, -4)),
        Incident(team[4], -2, "in", {"at": at(-2, 7, 19)}),
        Incident(
            *(team[4], -2, "out", {"at": at(-2, 7, 23), "fix": near(OFFICES[2], 90, rng)}),
            explanation="Saya tidak merasa menekan Absen Pulang pagi itu.",
        ),
        Incident(
            *(team[0], -1, "in", {"fix": None, "claims": {"no_fix": "denied"}}),
            explanation="HP baru direset, izin lokasi belum saya berikan.",
        ),
        Incident(team[2], -4, "in", {"claims": {"note": "Hujan deras, sinyal GPS lemah."}}),
        Incident(team[4], -5, "out", {"behind": timedelta(minutes=35)}),
        Incident(others[1], -6, "out", {"lost": True}),
        Incident(others[2], -3, "in", {"fix": (*near(OFFICES[0], 60, rng)[:2], 240.0)}),
        Incident(
            *(village[0], 1, "in", {}),
            outcome="accepted",
            reason="Tidak ada sinyal di Tanjung Fiktif; yang bersangkutan hadir.",
        ),
    ]


@dataclass(frozen=True)
class Twists:
    """Who changed phones, whose queue a colleague carried, and who stayed long without signal."""

    new_phone: str
    carried: str
    carrier: str
    silent: str

    def apply(self, events: Iterable[Event], days: list[date]) -> list[Event]:
        """The events as these people lived them, in order of time."""
        changed = datetime.combine(days[-3], time(12, 40), WITA)
        first, last = days[1], days[-6]
        told = [Event(changed, "bind", self.new_phone)]
        for event in events:
            day = event.at.astimezone(WITA).date()
            met_server = event.what in ("deliver", "contact")
            if event.nip == self.silent and met_server and first <= day < last:
                continue
            if event.nip == self.carried and event.what == "contact" and day > last:
                continue
            if event.nip == self.carried and event.what == "deliver" and day > last:
                event = replace(event, through=self.carrier)
            told.append(event)
        return sorted(told, key=lambda event: event.at)


def twists(regency: Regency) -> Twists:
    """Who lives through what, by their place in the regency."""
    village = [person.nip for person in regency.staff_of(2)]
    others = [person.nip for person in regency.staff_of(1)]
    return Twists(new_phone=others[2], carried=village[3], carrier=village[4], silent=village[0])
