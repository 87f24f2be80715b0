"""What may somebody who plays a state use? An office, phones, a desk, and what can go wrong."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

from tests.browser.desk import Desk
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from tests.browser.server import Server
from web.models import Agency, Device, WorkPattern
from web.settings import Settings

WITHOUT_SYNC = ["geolocation"]
# A wall clock that can be set, while the monotonic one runs on, as in a phone's settings.
SETTABLE_CLOCK = """(() => {
  const Real = Date;
  const now = Real.now.bind(Real);
  let ahead = HOURS * 3600e3;
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(now() + ahead); }
    static now() { return now() + ahead; }
  };
  window.setClock = (hours) => { ahead = hours * 3600e3; };
})()"""


@dataclass(frozen=True)
class State:
    """One state of a screen: how one gets there, and the words that a person reads there."""

    name: str
    reads: tuple[str, ...]
    reach: Callable[["Scene"], Phone]


class Scene:
    """An office whose every day is a workday, and what people there have in their hands."""

    def __init__(
        self,
        server: Server,
        new_context: Callable[..., BrowserContext],
        desk_of: Callable[[Person], Desk],
        folder: Path,
    ) -> None:
        self.server = server
        self.office = Office(server)
        self.desk_of = desk_of
        self._new_context = new_context
        self._folder = folder
        self.hours({str(number): ["07:30", "16:00"] for number in range(1, 8)})

    def hours(self, days: dict[str, list[str]]) -> None:
        """These are the office's hours, by weekday; none at all make every day a holiday."""

        async def change(_: Settings) -> None:
            await WorkPattern.filter(agency_id=self.office.id).update(days=days)

        self.server.enter(change)

    def rename(self, place: str) -> None:
        """The agency is called so, and its number after it, for no two may be equal."""
        number = self.office.name.split()[-1]

        async def change(_: Settings) -> None:
            await Agency.filter(id=self.office.id).update(name=f"{place} {number}")

        self.server.enter(change)

    def new_phone(
        self, *, scripts: tuple[str, ...] = (), blocked: tuple[str, ...] = (), **options: Any
    ) -> Phone:
        """A phone nobody is bound to, with the app open; what is blocked never arrives."""
        context = self._new_context(**options)
        for pattern in blocked:
            context.route(pattern, lambda route: route.abort())
        for script in scripts:
            context.add_init_script(script)
        phone = Phone(context, self.server.origin)
        phone.open()
        return phone

    def phone(
        self, name: str = "Sitti Rahma, S.Sos.", *, above: Person | None = None, **options: Any
    ) -> Phone:
        """A phone bound to somebody new, on the Absen screen."""
        person = self.office.hire(name, supervisor=above)
        phone = self.new_phone(**options)
        (phone.enrol if options.get("blocked") else phone.bind)(self.office.code_for(person))
        return phone

    def at_work(self, name: str = "Sitti Rahma, S.Sos.", **options: Any) -> Phone:
        """The same, standing inside the office's radius."""
        phone = self.phone(name, **options)
        phone.arrive(self.office)
        return phone

    def forget_passkeys(self) -> None:
        """The server's record of this office's passkeys is damaged: it can prove none of them."""

        async def damage(_: Settings) -> None:
            devices = await Device.filter(employee__agency_id=self.office.id)
            for device in devices:
                await Device.filter(id=device.id).update(credential_id=f"lost-{device.id}")

        self.server.enter(damage)
        self.server.restart()

    def upgrade(self) -> None:
        """A newer build is served from now on; the older one stays on the server's disk."""
        self.server.restart(newer_build(self.server.build, self._folder / "newer"))


def newer_build(build: Path, folder: Path, release: str = "9.0.0") -> Path:
    """The build after an upgrade: another id and release, the older one still on disk."""
    shutil.copytree(build, folder)
    made = json.loads((folder / "build.json").read_text())
    old, new = made["id"], made["id"][::-1]
    shutil.copytree(folder / old, folder / new)
    for coded in [*folder.rglob("*.br"), *folder.rglob("*.gz")]:
        coded.unlink()
    files = [one for one in (folder / new).rglob("*") if one.is_file()]
    for file in [folder / "build.json", folder / "sw.js", *files]:
        code = file.read_bytes().replace(old.encode(), new.encode())
        code = code.replace(f"{made['version']}+{new}".encode(), f"{release}+{new}".encode())
        file.write_bytes(code.replace(f'"{made["version"]}"'.encode(), f'"{release}"'.encode()))
    return folder
