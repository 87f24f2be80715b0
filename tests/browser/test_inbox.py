"""Is a supervisor's desk worked by key and by thumb, also by two people at once?"""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.looks import Inspector
from tests.browser.office import Office, Person
from web import clock
from web.models import Correction, Delegation, Employee, Ruling
from web.services import corrections
from web.settings import Settings

HOME = "/desk/inbox"


def _file(office: Office, *people: Person) -> None:
    async def enter(_: Settings) -> None:
        for number, person in enumerate(people):
            at = clock.now() - timedelta(days=number + 1)
            await Correction.create(
                **{"id": uuid4(), "employee": await Employee.get(id=person.id)},
                **{"date": at.date(), "kind": "in", "at": at, "evidence": ""},
                **{"reason": f"Listrik padam {number}.", "filed_at": clock.now()},
            )

    office.server.enter(enter)


def _rulings(office: Office, person: Person) -> list[str]:
    async def look(_: Settings) -> list[str]:
        ids = await Correction.filter(employee_id=person.id).values_list("id", flat=True)
        said = Ruling.filter(subject__in=ids).order_by("at")
        return [one.by for one in await said.select_related("author", "on_behalf_of")]

    found: list[str] = office.server.enter(look)
    return found


def test_a_pile_is_approved_by_keyboard_alone_and_undone(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Rosmini")
    people = [office.hire(name, supervisor=above) for name in ("Andi", "Budi", "Citra")]
    _file(office, *people)
    desk = desk_of(above)
    page, keys = desk.page, desk.page.keyboard
    desk.open(HOME)
    expect(page.locator("#bulk")).to_be_hidden()
    for key in ("j", "x", "j", "x"):
        keys.press(key)
    expect(page.get_by_text("2 dipilih")).to_be_visible()
    keys.press("o")
    expect(page.get_by_role("button", name="Setujui", exact=True).first).to_be_visible()
    seen = Inspector(page)
    seen.look("an item opened in place")
    keys.press("o")
    expect(page.locator("[data-slot] article")).to_have_count(0)
    keys.press("a")
    expect(page.get_by_role("heading", name="Setujui: periksa dahulu")).to_be_visible()
    expect(page.get_by_label("Alasan keputusan")).to_be_focused()
    seen.look("the summary")
    keys.type("Sesuai aja, kata rtx.")  # letters are letters where one writes
    while page.evaluate("document.activeElement.textContent.trim()") != "Setujui 2 pengajuan":
        keys.press("Tab")
    keys.press("Enter")
    desk.reads("2 pengajuan")
    expect(page.locator(".notice", has_text="Dapat diurungkan")).to_be_focused()
    expect(page.locator("[data-item]")).to_have_count(1)
    seen.look("undo")
    page.get_by_role("button", name="Urungkan").focus()
    keys.press("Enter")
    desk.reads("Semuanya kembali menunggu")
    expect(page.locator("[data-item]")).to_have_count(3)
    assert seen.faults == []


def test_single_letters_can_be_switched_off(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Rosmini")
    _file(office, office.hire("Andi", supervisor=above))
    desk = desk_of(above)
    page = desk.page
    desk.open(HOME)
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Tombol papan ketik")
    help_.get_by_label("Pakai tombol satu huruf").uncheck()
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    page.locator("[data-open]").focus()
    page.keyboard.press("x")
    expect(page.locator("[data-tick]")).not_to_be_checked()
    page.keyboard.press("Tab")
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("[data-open]")).not_to_be_focused()


def test_an_item_is_decided_in_place_by_a_delegate_while_another_looks(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    above, other = office.hire("Rosmini"), office.hire("Hasan")
    person = office.hire("Andi", supervisor=above)
    _file(office, person)

    async def delegate(_: Settings) -> None:
        await Delegation.create(
            **{"id": uuid4(), "kind": "plh", "number": "1", "created_at": clock.now()},
            **{"principal_id": above.id, "delegate_id": other.id, "author_id": above.id},
            **{"first_day": date(2020, 1, 1), "last_day": date(2099, 1, 1)},
        )

    office.server.enter(delegate)
    first, second = desk_of(other), desk_of(above)
    for desk in (first, second):
        desk.open(HOME)
        desk.page.locator("[data-open]").click()
        desk.write("Alasan keputusan", "Sesuai.")
    expect(first.page.locator(".inbox-link .flag")).to_have_text("a.n. Rosmini")
    card = first.page.locator("[data-slot] article")
    card.get_by_role("button", name="Setujui").click()
    expect(card.get_by_text("Hasan a.n. Rosmini")).to_be_visible()
    expect(first.page.locator("#count-inbox")).to_be_hidden()
    expect(first.page.locator("[data-tick]")).to_be_disabled()
    second.page.locator("[data-slot] article").get_by_role("button", name="Tolak").click()
    second.reads("Baru saja disetujui oleh Hasan a.n. Rosmini")
    assert _rulings(office, person) == ["Hasan a.n. Rosmini"]


def test_one_that_changed_keeps_thirty_from_being_decided_and_is_named(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Rosmini")
    people = [office.hire(name, supervisor=above) for name in ("Andi", "Budi", "Citra")]
    _file(office, *people * 10)
    desk = desk_of(above)
    desk.open(HOME)
    desk.page.get_by_label("Pilih semua di halaman ini (30)").check()
    desk.press("Setujui")
    _withdraw_one(office, people[1])
    desk.write("Alasan keputusan", "Sesuai.")
    desk.press("Setujui 30 pengajuan")
    desk.reads("Tidak satu pun diputuskan. Budi (Absen Masuk")
    assert [_rulings(office, one) for one in people] == [[], [], []]
    desk.write("Alasan keputusan", "Sesuai.")
    desk.press("Setujui 29 pengajuan")
    desk.reads("29 pengajuan")
    assert [len(_rulings(office, one)) for one in people] == [10, 9, 10]


def _withdraw_one(office: Office, person: Person) -> None:
    """The employee takes the newest of their corrections back, as on their phone."""

    async def enter(_: Settings) -> None:
        newest = await Correction.filter(employee_id=person.id).order_by("-date").first()
        who = await Employee.get(id=person.id).select_related("agency")
        assert newest
        assert await corrections.withdraw(id=newest.id, employee=who, reason="Keliru.")

    office.server.enter(enter)
