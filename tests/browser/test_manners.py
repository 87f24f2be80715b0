"""Does the app keep to the manners of iOS, and explain a location that it does not get?"""

from collections.abc import Callable

import pytest

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.test_ways_in import CHROME, INSTALLED, SAFARI

# What is asked of the browser from the tap on, in order.
ORDER = """(() => {
  window.asked = [];
  const note = (owner, name) => {
    const real = owner[name];
    owner[name] = function (...given) {
      window.asked.push(name);
      return real.apply(this, given);
    };
  };
  note(Geolocation.prototype, 'getCurrentPosition');
  note(Geolocation.prototype, 'watchPosition');
  note(CredentialsContainer.prototype, 'get');
  note(window, 'fetch');
  addEventListener('click', () => { window.asked.length = 0; }, true);
})()"""


def test_between_tap_and_passkey_nothing_is_asked_of_place_or_network(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of()
    phone.page.add_init_script(ORDER)
    phone.page.reload()
    phone.bind(office.code_for(office.hire("Munawir")))
    phone.arrive(office)
    phone.tap("Absen Masuk")
    assert phone.page.evaluate("asked[0]") == "get"
    assert phone.page.evaluate("navigator.userActivation.hasBeenActive")


def test_back_from_the_page_cache_the_queue_is_handed_in(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Jumriani"), permissions=["geolocation"])
    phone.lose_network()
    phone.page.reload()  # a page loaded offline hears no `online` from Chromium's emulation
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.reads("Akan terkirim saat ada sinyal")
    phone.context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    phone.delivers(1)


def test_a_location_taken_away_midway_is_told_and_the_check_in_still_possible(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Asriani")
    phone = phone_of(person)
    phone.context.clear_permissions()
    phone.reads("Izin lokasi ditolak")
    phone.tap("Absen Masuk")
    phone.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert [flag["code"] for flag in row["flags"]] == ["no_location"]


def test_a_rough_location_is_called_so(office: Office, phone_of: Callable[..., Phone]) -> None:
    phone = phone_of(office.hire("Burhanuddin"), user_agent=CHROME)
    phone.stand(office, accuracy=3000)
    phone.page.reload()  # else the better fix of a moment ago would still count
    phone.reads("HP hanya memberi perkiraan lokasi (±3,0 km)")
    phone.main.get_by_text("Cara menyalakan lokasi akurat").click()
    phone.reads("Setelan HP > Aplikasi > Chrome > Izin > Lokasi")


@pytest.mark.parametrize(
    ("user_agent", "steps"),
    [
        (CHROME, ["Ketuk ikon di kiri alamat situs", "Gunakan lokasi akurat"]),
        (
            SAFARI,
            ["Pengaturan > Privasi & Keamanan > Layanan Lokasi", "Pengaturan > Safari > Lokasi"],
        ),
    ],
)
def test_a_denied_location_comes_with_the_steps_of_that_system(
    user_agent: str, steps: list[str], office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(user_agent=user_agent, permissions=[])
    phone.page.add_init_script(INSTALLED if user_agent == SAFARI else "")
    phone.page.reload()
    phone.bind(office.code_for(office.hire("Nurlela")))
    office.server.kill()
    phone.page.reload()
    phone.reads("Izin lokasi ditolak")
    phone.main.get_by_text("Cara mengizinkan lokasi di HP ini").click()
    for step in steps:
        phone.reads(step)
