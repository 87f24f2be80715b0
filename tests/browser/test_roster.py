"""Is a month of shifts typed without losing any of it, and is a wrong code shown where it is?"""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person


def test_a_wrong_code_is_gone_to_and_leaving_what_is_not_saved_is_asked_about(
    desk_of: Callable[[Person], Desk], office: Office
) -> None:
    desk = desk_of(office.hire("Ida Operator", role="operator"))
    office.hire("Andi Jaga")
    desk.open("/desk/roster?month=2030-01")
    page = desk.page
    asked: list[str] = []
    answers: list[bool] = []

    def answer(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        dialog.accept() if answers.pop(0) else dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", answer)
    cell = page.get_by_label("Andi Jaga, Rabu, 9 Januari 2030")
    page.get_by_role("link", name="Berikutnya").first.click()
    expect(page.get_by_label("Andi Jaga, Sabtu, 9 Februari 2030")).to_be_visible()
    page.go_back()
    assert asked == []  # nothing was typed

    cell.fill("X")
    page.get_by_role("button", name="Simpan jadwal").click()
    expect(cell).to_be_focused()
    expect(cell).to_have_value("X")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(cell).to_have_accessible_description(
        "Sif X belum ada. Pakai L, atau tambahkan sifnya dahulu."
    )

    answers.append(False)
    page.get_by_role("link", name="Berikutnya").first.click()
    expect(cell).to_have_value("X")
    answers.append(False)
    page.get_by_label("Bulan", exact=True).fill("2030-03")
    expect(page.get_by_label("Bulan", exact=True)).to_have_value("2030-01")
    assert asked == ["Isian yang belum disimpan akan hilang. Tinggalkan halaman ini?"] * 2

    cell.fill("L")
    page.get_by_role("button", name="Simpan jadwal").click()
    expect(page.get_by_text("Jadwal sif disimpan.")).to_be_visible()
    cell.fill("")
    answers.append(True)
    page.get_by_role("link", name="Berikutnya").first.click()
    expect(page.get_by_label("Andi Jaga, Sabtu, 9 Februari 2030")).to_be_visible()
    assert len(asked) == 3
