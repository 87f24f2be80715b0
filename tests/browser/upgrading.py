"""How do tests bring a newer version, and see that it is offered?"""

from playwright.sync_api import expect

from tests.browser.phone import Phone

# The browser looks for a newer worker, as it does with every visit.
LOOK_FOR_A_NEWER_ONE = "navigator.serviceWorker.getRegistration().then((one) => one.update())"
FAR = "9.0.0"


def build_of(phone: Phone) -> str | None:
    """The build that the open page belongs to."""
    return phone.page.locator("html").get_attribute("data-build")


def offered(phone: Phone) -> None:
    """The newer version is offered."""
    expect(phone.page.get_by_text("Versi baru siap.")).to_be_visible()


def says(phone: Phone, words: str) -> None:
    """These words stand on the screen, in the frame or in the view."""
    expect(phone.page.get_by_text(words).first).to_be_visible()
