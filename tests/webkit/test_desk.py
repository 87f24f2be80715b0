"""Do the desks work in Safari's engine? A page with htmx loads, and a fragment takes its place."""

from collections.abc import Callable

from tests.browser.office import Office
from tests.browser.waiting import until
from tests.webkit.window import Window

DESK = (0, 0, 1280, 860)


def test_a_list_is_searched_and_only_the_list_changes(
    office: Office, new_window: Callable[..., Window]
) -> None:
    admin = office.hire("Andi Nur", role="admin")
    office.hire("Bahtiar Daud")
    office.hire("Citra Ayu")
    window = new_window(size=DESK)
    window.open(office.sign_in_link_for(admin))
    window.follow("Nanti saja")
    window.open(f"{office.server.origin}/desk/employees?agency={office.id}")
    window.reads("Bahtiar Daud")
    window.reads("Citra Ayu")
    window.run("document.body.dataset.before = 'yes'")
    office.server.wire.forget()
    window.write("#q", "Citra")
    until(lambda: "Bahtiar" not in window.text, "the list without the others")
    window.reads("Citra Ayu")
    assert window.run("return document.body.dataset.before") == "yes"
    assert [path for path in office.server.wire.requests if "q=Citra" in path]
