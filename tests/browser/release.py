"""What was the phone app in an earlier release? Its own sources, built anew with today's tools."""

import json
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.server import Server
from web.settings import ROOT

RELEASES = Path(__file__).with_name("releases")


@dataclass(frozen=True)
class Release:
    """An earlier release's half of the browser: where it was built, and its templates."""

    build: Path
    templates: Path

    @property
    def id(self) -> str:
        """The build id."""
        return json.loads((self.build / "build.json").read_text())["id"]

    def serve(self, server: Server) -> None:
        """Let the server give this release to phones, as before the upgrade."""
        server.restart(self.build, self.templates)


def newest() -> Path:
    """The archive of the latest release that is kept."""
    archives = sorted(RELEASES.glob("*.tar.gz"), key=_numbers)
    assert archives, "make release-archive REF=…"
    return archives[-1]


def _numbers(archive: Path) -> list[int]:
    return [int(part) for part in archive.name.split("-")[0].split(".")]


def unpack(archive: Path, folder: Path) -> Release:
    """Build an archive of `make release-archive` in a folder of its own."""
    with tarfile.open(archive) as kept:
        kept.extractall(folder, filter="data")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    subprocess.run(["node", "static/build.mjs"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return Release(folder / "static" / "build", folder / "templates")


# What a person read and pressed in that release: today's words may be others.


def bind_then(phone: Phone, code: str) -> None:
    """Bind, as release 0.1.0 asked for it."""
    page = phone.page
    page.get_by_label("Kode pendaftaran").fill(code)
    for words in ("Periksa kode", "Ya, buat kunci HP", "Uji sidik jari sekarang"):
        page.get_by_role("button", name=words, exact=True).click()
    page.get_by_role("link", name="Buka layar Absen").click()
    expect(page.get_by_text("Terhubung ")).to_be_visible()


def arrive_then(phone: Phone, office: Office) -> None:
    """Be at the office, and read what release 0.1.0 says of it."""
    phone.stand(office)
    expect(phone.page.get_by_text("Anda di dalam radius")).to_be_visible()
