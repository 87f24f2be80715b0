"""Is there an answer where a question comes up, and is people's data explained before they bind?"""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.looks import Inspector
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.waiting import until
from web.services.privacy import notice

NOTICE = """async () => {
  const opened = indexedDB.open('sikeren');
  const db = await new Promise((ok) => { opened.onsuccess = () => ok(opened.result); });
  const asked = db.transaction('facts').objectStore('facts').get('device');
  const device = await new Promise((ok) => { asked.onsuccess = () => ok(asked.result); });
  db.close();
  return device.privacy.version;
}"""


def why(phone: Phone, question: str) -> None:
    """Follow the link to an answer, read its title, and come back."""
    phone.main.get_by_role("link", name="Mengapa?").first.click()
    expect(phone.page.get_by_role("heading", level=1, name=question)).to_be_focused()
    phone.page.go_back()


def test_an_answer_stands_where_the_question_comes_up(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Sitti Rahma"))
    phone.stand(office, accuracy=250)
    phone.page.reload()
    phone.reads("Akurasi lokasi rendah")
    why(phone, "Mengapa lokasi saya tidak akurat?")
    phone.stand(office, metres_north=900)
    phone.page.reload()
    phone.reads("Anda di luar radius")
    why(phone, "Saya di kantor, mengapa tertulis di luar radius?")
    phone.finger.refuse()
    phone.press("Absen Masuk")
    phone.reads("Belum disetujui")
    why(phone, "Bagaimana kalau sidik jari tidak dikenali?")
    phone.finger.agree()
    phone.reads("Anda di luar radius")
    phone.tap("Absen Masuk")
    [kept] = phone.delivers(1)
    phone.open(f"#receipt/{kept['id']}")
    phone.main.get_by_role("link", name="Mengapa? Ditinjau").click()
    phone.reads("Ditinjau bukan berarti salah")


def test_every_answer_is_read_without_a_network_and_leads_to_no_dead_end(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Abdul Muis"))
    until(lambda: phone.page.evaluate("caches.keys().then((all) => all.length)"), "the app is kept")
    phone.lose_network()
    phone.go("Antrean")
    phone.main.get_by_role("link", name="Apa artinya?").click()
    phone.reads("Tersimpan di HP: absen aman di HP Anda")
    phone.go("HP Saya")
    phone.main.get_by_role("link", name="Bantuan").click()
    phone.reads("Masih ada kendala? Hubungi operator kantor Anda.")
    seen = Inspector(phone.page, thumb=True)
    seen.look("help")
    count = phone.main.get_by_role("listitem").count()
    assert count > 10
    for number in range(count - 1):
        phone.main.get_by_role("listitem").nth(number).get_by_role("link").click()
        phone.reads("Masih ada kendala? Hubungi operator kantor Anda.")
        seen.look(f"help {number}")
        phone.main.get_by_role("link", name="Semua pertanyaan").click()
    phone.main.get_by_role("link", name=notice()["title"]).click()
    for section in notice()["sections"]:
        phone.reads(section["lines"][0])
    phone.reads("Ditampilkan di HP ini")
    seen.look("privacy")
    phone.page.goto(f"{phone.origin}/#help/tidak-ada")
    phone.reads("Pertanyaan ini tidak ada")
    assert [fault for fault in seen.faults if "net::ERR_" not in fault] == []


def test_the_notice_is_shown_before_the_key_is_made_and_the_phone_remembers_which(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    office.server.extra = {"SIKEREN_CONTACT": "Bagian Kepegawaian, 0426 21001"}
    office.server.restart()
    phone = phone_of()
    phone.main.get_by_role("link", name="Bantuan").click()
    phone.reads("Jawaban singkat")
    phone.page.go_back()
    phone.type_code(office.code_for(office.hire("Nurjannah")))
    for line in notice()["summary"]:
        phone.reads(line)
    assert phone.finger.credentials() == []
    phone.page.get_by_text("Baca selengkapnya").click()
    phone.reads("Bagian Kepegawaian, 0426 21001")
    phone.press("Ya, buat kunci HP")
    phone.reads("Satu langkah lagi")
    assert phone.page.evaluate(NOTICE) == notice()["version"]
    phone.page.goto(f"{phone.origin}/#privacy")
    phone.reads("Bagian Kepegawaian, 0426 21001")
