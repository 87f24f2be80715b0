"""Does an auditor find who changed what, and what was there before?"""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person


def test_an_auditor_finds_what_an_admin_changed(
    desk_of: Callable[[Person], Desk], office: Office
) -> None:
    admin = desk_of(office.hire("Rahma Admin", role="admin"))
    admin.open(f"/desk/agencies/{office.id}")
    admin.page.locator("#rename").get_by_label("Nama").fill("Dinas Nama Baru")
    admin.press("Simpan nama")
    admin.reads("Nama OPD disimpan.")

    auditor = desk_of(office.hire("Sitti Auditor", role="auditor"))
    auditor.go("Catatan")
    page = auditor.page
    page.get_by_label("Oleh siapa").fill("Rahma")
    page.get_by_label("Yang terjadi").select_option("Diubah")
    page.get_by_role("combobox", name="Catatan").select_option("OPD")
    entries = page.get_by_role("region", name="Daftar catatan").locator(".audit-entry")
    expect(entries).to_have_count(1)
    expect(entries.locator("del")).to_contain_text(office.name)
    expect(entries.locator("ins")).to_contain_text("Dinas Nama Baru")
    expect(entries).to_contain_text("oleh Rahma Admin")
    entries.get_by_text("Catatan nomor").click()
    expect(entries.get_by_text("Sidik (SHA-256)")).to_be_visible()
    entries.get_by_role("link", name="Buka").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dinas Nama Baru")

    page.go_back()
    auditor.follow("Segel catatan")
    auditor.reads("sikeren audit verify --head")
