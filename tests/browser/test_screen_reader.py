"""What does somebody hear who cannot see the screen, and does each thing say what it is?"""

from collections.abc import Callable

from tests.browser.ears import Ears, Heard
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.waiting import until

CONTROLS = ("button", "link", "textbox", "combobox", "checkbox", "radio", "DisclosureTriangle")
TABS = ["Absen", "Antrean", "Laporan", "Riwayat", "HP Saya"]


def test_every_view_names_what_it_has(office: Office, phone_of: Callable[..., Phone]) -> None:
    phone = phone_of(office.hire("Nurhikmah"))
    ears = Ears(phone.page)
    for tab in TABS:
        phone.go(tab)
        ears.comes_to(tab)
        until(lambda: ears.things("heading"), "a heading")
        tree = ears.things("banner", "navigation", "main")
        assert [one.role for one in tree] == ["banner", "navigation", "main"]
        assert [one for one in ears.things(*CONTROLS) if not one.name] == []
        names = [one.name for one in ears.things("link") if one.name in TABS]
        assert names == TABS


def test_the_drawing_says_in_words_what_it_shows(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Syahrir"))
    ears = Ears(phone.page)
    assert Heard("image", "Anda di dalam radius") in ears.things("image")
    phone.stand(office, metres_north=700)
    phone.reads("Anda di luar radius")
    assert Heard("image", "Anda di luar radius") in ears.things("image")
    assert [one for one in ears.things("image") if not one.name] == []


def test_a_check_in_is_announced_once_when_kept_and_once_when_it_has_arrived(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Marlina"))
    ears = Ears(phone.page)
    ears.listen()
    phone.tap("Absen Masuk")
    phone.delivers(1)
    until(lambda: any("diterima" in said for said in ears.spoken()), "the arrival is told")
    assert ears.times("Absen Masuk tersimpan di HP pukul") == 1
    assert ears.times("diterima server") == 1
    assert ears.new_regions() == [], "a region that appears with its words is not read out"


def test_without_a_network_it_is_announced_once_too(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Harianto"))
    ears = Ears(phone.page)
    phone.lose_network()
    ears.listen()
    phone.tap("Absen Masuk")
    phone.reads("Akan terkirim saat ada sinyal")
    assert ears.times("Absen Masuk tersimpan di HP pukul") == 1
    assert ears.times("Akan terkirim saat ada sinyal") == 1
    phone.find_network()
    phone.delivers(1)
    until(lambda: ears.times("diterima server"), "the arrival is told")
    assert ears.times("diterima server") == 1


def test_what_went_wrong_is_announced(office: Office, phone_of: Callable[..., Phone]) -> None:
    phone = phone_of(office.hire("Asriani"))
    ears = Ears(phone.page)
    ears.listen()
    phone.finger.refuse()
    phone.press("Absen Masuk")
    phone.reads("Belum disetujui")
    assert ears.times("Belum disetujui") == 1
    assert ears.new_regions() == []
