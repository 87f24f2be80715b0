"""Does whoever comes by a link get to the right place to bind, with the code, in any browser?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.looks import Inspector
from tests.browser.office import Office
from tests.browser.phone import Phone

CODE = "K7QP-3MHX"
DROID = "Mozilla/5.0 (Linux; Android 14; SM-A145F%s) AppleWebKit/537.36 (KHTML, like Gecko) "
CHROME = DROID % "" + "Chrome/130.0.0.0 Mobile Safari/537.36"
SAMSUNG = DROID % "" + "SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36"
WHATSAPP = DROID % "; wv" + "Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 WhatsApp/2.24.20"
IOS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS %s like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
)
SAFARI = IOS % "17_4" + "Version/17.4 Mobile/15E148 Safari/604.1"
SAFARI_26 = IOS % "18_6" + "Version/26.0 Mobile/15E148 Safari/604.1"
INSTAGRAM = IOS % "17_4" + "Mobile/15E148 Instagram 330.0.3.29.92 (iPhone14,5; iOS 17_4)"
OLD_CHROME = IOS % "16_3" + "CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1"
INSTALLED = "Object.defineProperty(navigator, 'standalone', { value: true })"
OFFER = """() => {
  const offer = new Event('beforeinstallprompt', { cancelable: true });
  offer.prompt = async () => { window.asked = true; return { outcome: 'accepted' }; };
  dispatchEvent(offer);
}"""
LOSE = """async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  for (const name of names) indexedDB.deleteDatabase(name);
}"""


@pytest.fixture
def visitor(phone_of: Callable[..., Phone]) -> Callable[..., Phone]:
    """Somebody who opens the letter's link, or a plain one, in a browser of a certain name."""

    def make(user_agent: str, fragment: str = f"#bind={CODE}") -> Phone:
        allowed = ["geolocation", "clipboard-read", "clipboard-write"]
        phone = phone_of(user_agent=user_agent, permissions=allowed)
        phone.page.goto("about:blank")
        phone.open(fragment)
        return phone

    return make


def copied(phone: Phone) -> str:
    """What would be pasted now."""
    return phone.page.evaluate("navigator.clipboard.readText()")


def asks_for_a_code(phone: Phone) -> bool:
    """Whether binding could begin here."""
    return phone.page.get_by_label("Kode pendaftaran").count() == 1


def test_inside_another_app_on_android_the_way_out_keeps_the_code(
    visitor: Callable[..., Phone],
) -> None:
    phone = visitor(WHATSAPP)
    phone.reads("SIKEREN sedang terbuka di dalam WhatsApp")
    assert not asks_for_a_code(phone)
    way_out = phone.page.get_by_role("link", name="Buka di Chrome")
    host = phone.origin.removeprefix("http://")
    end = "#Intent;scheme=http;package=com.android.chrome;end"
    expect(way_out).to_have_attribute("href", f"intent://{host}/#bind={CODE}{end}")
    phone.press("Salin tautan")
    phone.reads("Tautan disalin")
    assert copied(phone) == f"{phone.origin}/#bind={CODE}"
    # What the app's own "open in browser" takes along.
    assert phone.page.url == f"{phone.origin}/#bind={CODE}"


@pytest.mark.parametrize(
    ("user_agent", "why"),
    [
        (INSTAGRAM, "SIKEREN sedang terbuka di dalam Instagram"),
        (OLD_CHROME, "Peramban ini tidak bisa memasang SIKEREN di iPhone Anda"),
    ],
)
def test_where_an_iphone_cannot_install_safari_is_shown_the_way(
    user_agent: str, why: str, visitor: Callable[..., Phone]
) -> None:
    phone = visitor(user_agent)
    phone.reads("Buka di Safari dahulu")
    phone.reads(why)
    assert not asks_for_a_code(phone)
    phone.press("Salin tautan")
    phone.reads("Tautan disalin")
    assert copied(phone) == f"{phone.origin}/#bind={CODE}"


@pytest.mark.parametrize(
    ("user_agent", "share", "add"),
    [
        (SAFARI, "tombol Bagikan di bilah bawah Safari", "Tambah ke Layar Utama"),
        (SAFARI_26, "“…” di bilah bawah Safari, lalu “Bagikan”", "Biarkan “Buka sebagai App Web”"),
    ],
)
def test_safari_installs_first_says_why_and_hands_the_code_on(
    user_agent: str, share: str, add: str, visitor: Callable[..., Phone]
) -> None:
    phone = visitor(user_agent)
    phone.reads("Pasang dahulu di layar utama")
    phone.reads("kuncinya tertinggal di Safari")
    phone.reads(share)
    phone.reads(add)
    phone.reads(CODE)
    assert not asks_for_a_code(phone)
    phone.press("Salin kode")
    phone.reads("Kode disalin")
    assert copied(phone) == CODE


def test_the_installed_app_on_an_iphone_asks_for_the_code(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(user_agent=SAFARI)
    phone.page.add_init_script(INSTALLED)
    phone.page.reload()
    phone.bind(office.code_for(office.hire("Halimah")))
    phone.go("HP Saya")
    expect(phone.page.get_by_role("link", name="Pasang di layar utama")).to_have_count(0)


def test_without_a_clipboard_the_link_can_be_copied_by_hand(
    phone_of: Callable[..., Phone],
) -> None:
    phone = phone_of(user_agent=WHATSAPP)
    phone.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {});")
    phone.page.add_init_script("document.execCommand = () => false;")
    phone.page.reload()
    phone.press("Salin tautan")
    phone.reads("Tekan lama tautan di atas")
    field = phone.page.get_by_label("Tautan SIKEREN")
    expect(field).to_be_focused()
    assert phone.page.evaluate("getSelection().toString()") == f"{phone.origin}/"


def test_a_plain_link_says_what_to_do_and_how_to_install(visitor: Callable[..., Phone]) -> None:
    phone = visitor(CHROME, "")
    phone.reads("Daftarkan HP ini")
    phone.reads("Belum punya kode? Minta kepada operator kantor Anda.")
    phone.main.get_by_text("Cara memasang").click()
    phone.reads("Tambahkan ke layar utama")


def test_the_browsers_own_offer_is_a_button(visitor: Callable[..., Phone]) -> None:
    phone = visitor(CHROME, "#install")
    phone.reads("Ketuk “⋮” di pojok kanan atas Chrome")
    phone.page.evaluate(OFFER)
    phone.press("Pasang")
    phone.reads("SIKEREN sedang dipasang. Bukalah dari layar utama.")
    assert phone.page.evaluate("asked")


def test_the_steps_are_found_again_later(office: Office, phone_of: Callable[..., Phone]) -> None:
    phone = phone_of(office.hire("Syamsul"), user_agent=SAMSUNG)
    phone.go("HP Saya")
    phone.page.get_by_role("link", name="Pasang di layar utama").click()
    phone.reads("Ketuk “≡” di pojok kanan bawah")
    phone.lose_network()
    phone.page.reload()
    phone.reads("Tambahkan halaman ke")
    phone.page.get_by_role("link", name="HP Saya").first.click()
    phone.reads("Syamsul")


@pytest.mark.parametrize("network", ["online", "offline"])
def test_a_phone_whose_store_was_cleared_says_what_is_lost_and_what_is_not(
    network: str, office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Jamaluddin"))
    phone.page.evaluate(LOSE)
    phone.context.set_offline(network == "offline")
    phone.page.reload()
    phone.reads("Data SIKEREN di HP ini hilang")
    phone.reads("Absen yang sudah terkirim aman di server")
    phone.reads("Minta kode baru kepada operator kantor Anda")
    if network == "online":
        phone.reads("atas nama Jamaluddin")
        phone.bind(office.code_for(office.hire("Jamaluddin")))


def test_the_steps_fit_and_speak(visitor: Callable[..., Phone]) -> None:
    faults: list[str] = []
    for name, user_agent in {"in an app": WHATSAPP, "safari": SAFARI, "chrome": CHROME}.items():
        phone = visitor(user_agent, f"#bind={CODE}" if name != "chrome" else "#install")
        expect(phone.main.locator(".step-picture").first).to_be_visible()
        seen = Inspector(phone.page)
        seen.look(name)
        faults += seen.faults
    assert faults == []
