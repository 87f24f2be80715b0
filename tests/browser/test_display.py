"""Does the app look as its owner chose, from the first paint on, and answer a tap as allowed?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import Phone

# The colour of the page at the moment when its first element is there, before any module has run.
FIRST = """new MutationObserver((_, watch) => {
  if (!document.body) return;
  watch.disconnect();
  window.first = getComputedStyle(document.documentElement).backgroundColor;
}).observe(document, { childList: true, subtree: true })"""
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
THEME = "document.querySelector('meta[name=theme-color]').content"
SAND, NIGHT, WHITE = "rgb(247, 244, 236)", "rgb(10, 25, 29)", "rgb(255, 255, 255)"
DEEP, DEEPER, BLACK = "#083b47", "#071f26", "#000000"
BUZZES = """(() => {
  window.buzzes = [];
  navigator.vibrate = (pattern) => window.buzzes.push(pattern.length);
})()"""


@pytest.mark.parametrize(
    ("word", "ground", "theme"),
    [("Terang", SAND, DEEP), ("Gelap", NIGHT, DEEPER), ("Kontras tinggi", WHITE, BLACK)],
)
def test_a_look_is_kept_and_worn_before_the_first_paint(
    word: str, ground: str, theme: str, office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Rahmawati"))
    other = phone.another_tab()
    phone.context.add_init_script(FIRST)
    for scheme in ("light", "dark"):
        phone.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        phone.go("HP Saya")
        phone.page.get_by_role("radio", name=word).check()
        assert phone.page.evaluate(GROUND) == ground
        phone.page.reload()
        phone.reads("Tampilan")
        assert phone.page.evaluate("first") == ground
        assert phone.page.evaluate(THEME) == theme
        expect(phone.page.get_by_role("radio", name=word)).to_be_checked()
    expect(other.page.locator("html")).to_have_css("background-color", ground)


def test_left_alone_it_follows_the_phone(office: Office, phone_of: Callable[..., Phone]) -> None:
    phone = phone_of(office.hire("Mustamin"))
    ways = (("light", None, SAND, DEEP), ("dark", None, NIGHT, DEEPER))
    for scheme, contrast, ground, theme in (*ways, ("light", "more", WHITE, BLACK)):
        phone.page.emulate_media(color_scheme=scheme, contrast=contrast)
        expect(phone.page.locator("html")).to_have_css("background-color", ground)
        expect(phone.page.locator("meta[name=theme-color]")).to_have_attribute("content", theme)


def test_a_check_in_is_felt_unless_its_owner_minds(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Nurjannah"))
    phone.context.add_init_script(BUZZES)
    phone.page.reload()
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    assert phone.page.evaluate("buzzes") == [1, 3]  # the tap, and then that it is kept
    phone.finger.refuse()
    phone.press("Absen Pulang")
    phone.reads("Belum disetujui")
    assert phone.page.evaluate("buzzes") == [1, 3, 1, 3]

    phone.page.emulate_media(reduced_motion="reduce")
    phone.press("Absen Pulang")
    phone.reads("Belum disetujui")
    phone.page.emulate_media(reduced_motion="no-preference")
    phone.go("HP Saya")
    phone.page.get_by_label("Getar saat absen").uncheck()
    phone.finger.agree()
    phone.page.reload()
    phone.go("Absen")
    phone.arrive(office)
    phone.tap("Absen Pulang")
    assert phone.page.evaluate("buzzes") == []
