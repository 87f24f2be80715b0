"""Who lives in the demonstration's regency? Invented offices and people, the same for a seed.

No office or person here exists. The NIPs have the form of real ones (birth, appointment, sex,
serial) and belong to nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from web.models import Role


@dataclass(frozen=True)
class Office:
    """An office with one point: degrees WGS 84, metres. `online` is False in the blank spot."""

    name: str
    point: str
    lat: float
    lng: float
    radius: float
    teams: tuple[int, ...]  # staff below each section head
    online: bool = True


OFFICES = (
    Office(
        "Dinas Contoh Kabupaten Fiktif",
        "Kantor Dinas Contoh",
        *(-2.6803, 118.8892, 100.0),
        teams=(6, 4, 3),
    ),
    Office(
        "Badan Simulasi Kepegawaian Fiktif",
        "Kantor Badan Simulasi",
        *(-2.6741, 118.8951, 80.0),
        teams=(5, 4),
    ),
    Office(
        "Kecamatan Tanjung Fiktif",
        "Kantor Camat Tanjung Fiktif",
        *(-2.5418, 118.9964, 150.0),
        teams=(4, 5),
        online=False,
    ),
)

MEN = (
    *("Abdul Rahman", "Syamsuddin", "Hasanuddin", "Burhanuddin", "Irwan", "Suardi", "Nurdin"),
    *("Fadli", "Arman", "Rusdi", "Zulkifli", "Amiruddin", "Sudirman", "Haerul", "Basri"),
    *("Muliadi", "Ridwan", "Saharuddin", "Taufik", "Wahyudi", "Yusran", "Iksan"),
)
WOMEN = (
    *("Nurhayati", "Hasnawati", "Sitti Aminah", "Rosmini", "Nurlina", "Fitriani", "Wahyuni"),
    *("Mardiana", "Hasmiah", "Jumriani", "Kartini", "Suriani", "Nuraeni", "Ratna", "Salmiah"),
    *("Marwah", "Rahmawati", "Darmawati", "Indrawati", "Hernawati", "Yuliana", "Musdalifah"),
)
FAMILIES = (
    *("Saleh", "Yusuf", "Tahir", "Hamid", "Kadir", "Ismail", "Rauf", "Latif", "Hakim", "Malik"),
    *("Said", "Mahmud", "Idris", "Umar", "Halim", "Jafar", "Salam", "Karim", "Ibrahim", "Daud"),
)
TITLES = ("", "", "", ", S.Sos.", ", S.E.", ", S.Kom.", ", S.IP.", ", A.Md.", ", S.T.", ", S.H.")


@dataclass
class Person:
    """Somebody of the demonstration. `office` counts from 0 in OFFICES."""

    nip: str
    name: str
    office: int
    head: str | None  # NIP of the supervisor
    role: Role = Role.EMPLOYEE
    phone: str | None = "Android"  # None: not bound yet
    staff: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Regency:
    """All people by NIP, and who the links of the demonstration are for."""

    people: dict[str, Person]
    admin: str
    operator: str
    supervisor: str
    newcomer: str

    def staff_of(self, office: int) -> list[Person]:
        """The people of an office without anybody below them, with a phone."""
        return [
            person
            for person in self.people.values()
            if person.office == office and not person.staff and person.phone
        ]


def chance(seed: int) -> Random:
    """The source of everything invented; keys and ids have their own, unforeseeable one."""
    return Random(seed)  # noqa: S311


def invent(rng: Random) -> Regency:
    """Make up the regency: 40 people in three offices, each with a head and section heads."""
    names = _names(rng)
    people: dict[str, Person] = {}

    def hire(office: int, head: str | None, age: int) -> Person:
        name, woman = next(names)
        nip = _nip(rng, age, woman, set(people))
        phone = "iPhone" if rng.random() < 0.2 else "Android"
        person = people[nip] = Person(nip, name, office, head, phone=phone)
        if head:
            people[head].staff.append(nip)
        return person

    sections: list[list[Person]] = []
    for number, office in enumerate(OFFICES):
        chief = hire(number, None, rng.randint(48, 57))
        heads = [hire(number, chief.nip, rng.randint(40, 54)) for _ in office.teams]
        sections.append(heads)
        for head, size in zip(heads, office.teams, strict=True):
            for _ in range(size):
                hire(number, head.nip, rng.randint(23, 52))
    regency = Regency(
        people,
        admin=sections[1][0].staff[0],
        operator=sections[0][1].staff[0],
        supervisor=sections[0][0].nip,
        newcomer=sections[0][0].staff[-1],
    )
    operators = (regency.operator, sections[1][1].staff[0], sections[2][0].staff[0])
    for nip in operators:
        people[nip].role = Role.OPERATOR
    people[regency.admin].role = Role.ADMIN
    people[regency.newcomer].phone = None
    return regency


def _names(rng: Random) -> Iterator[tuple[str, bool]]:
    """Names without end, none twice, and whether a woman bears them."""
    pairs = [(first, first in WOMEN, last) for first in MEN + WOMEN for last in FAMILIES]
    rng.shuffle(pairs)
    seen: set[str] = set()
    for first, woman, last in pairs:
        if first not in seen:
            seen.add(first)
            yield f"{first} {last}{rng.choice(TITLES)}", woman


def _nip(rng: Random, age: int, woman: bool, taken: set[str]) -> str:
    born = date(2026 - age, 1, 1) + timedelta(days=rng.randrange(365))
    appointed = min(born.year + rng.randint(23, 30), 2024)
    # Two digits that are no month mark a contract employee (PPPK), from 2021 on.
    middle = "21" if appointed >= 2021 else f"{rng.randint(1, 12):02}"
    serial = rng.randint(901, 990)  # higher than any that was ever given out on one day
    while True:
        nip = f"{born:%Y%m%d}{appointed}{middle}{2 if woman else 1}{serial:03}"
        if nip not in taken:
            return nip
        serial += 1
