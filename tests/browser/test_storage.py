"""What if the store refuses, or the browser lacks what the app needs? Words, and nothing lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.office import Office
from tests.browser.phone import Phone

# Chromium's quota can be overridden, yet its IndexedDB does not heed that: refused from here.
FULL = """(() => {
  for (const name of ['add', 'put']) {
    const real = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...given) {
      if (!window.full) return real.apply(this, given);
      throw new DOMException('no space left', 'QuotaExceededError');
    };
  }
})()"""
NO_STORE = """indexedDB.open = () => {
  throw new DOMException('denied in this window', 'SecurityError');
}"""
LOW = "navigator.storage.estimate = async () => ({ quota: 100e6, usage: 88e6 })"
PRIVATE = """navigator.storage.getDirectory = async () => {
  throw new DOMException('Security error when calling GetDirectory', 'SecurityError');
}"""


def test_a_full_phone_says_so_and_takes_the_check_in_once_there_is_room(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Nurdin")
    phone = phone_of()
    phone.page.add_init_script(FULL)
    phone.page.reload()
    phone.bind(office.code_for(person))
    phone.arrive(office)
    phone.page.evaluate("window.full = true")
    phone.press("Absen Masuk")
    phone.reads("Memori HP penuh")
    phone.reads("Absen ini belum tersimpan")
    assert phone.kept() == []
    phone.page.evaluate("window.full = false")
    phone.tap("Absen Masuk")
    [kept] = phone.delivers(1)
    assert kept["seq"] == 1
    [row] = office.server.checkins(person.nip)
    assert (row["id"], row["flags"]) == (kept["id"], [])


def test_a_receipt_that_finds_no_room_is_asked_for_again(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Hasriani")
    phone = phone_of(permissions=["geolocation"])
    phone.page.add_init_script(FULL)
    phone.page.reload()
    phone.bind(office.code_for(person))
    phone.arrive(office)
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.page.evaluate("window.full = true")
    phone.find_network()
    phone.go("Antrean")
    phone.reads("Tanda terima server belum dapat disimpan")
    phone.reads("1 absen belum terkirim")
    phone.page.evaluate("window.full = false")
    phone.press("Kirim sekarang")
    phone.reads("Semua absen sudah terkirim")
    [kept] = phone.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert row["id"] == kept["id"]


def test_a_store_that_does_not_open_is_explained_on_an_answering_screen(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Kamariah"))
    phone.page.add_init_script(NO_STORE)
    phone.page.reload()
    phone.reads("Penyimpanan HP tidak dapat dibuka")
    phone.reads("Jangan hapus ikon SIKEREN atau data peramban")
    expect(phone.page.get_by_role("button", name="Muat ulang")).to_be_enabled()


def test_a_store_closed_under_the_app_is_opened_again(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of()
    # Every connection the app makes can be cut from here, as iOS cuts those of sleeping apps.
    phone.page.add_init_script(
        """(() => {
          const real = indexedDB.open.bind(indexedDB);
          window.cut = () => window.connections.forEach((one) => one.close());
          window.connections = [];
          indexedDB.open = (...given) => {
            const request = real(...given);
            request.addEventListener('success', () => connections.push(request.result));
            return request;
          };
        })()"""
    )
    phone.page.reload()
    person = office.hire("Aminah")
    phone.bind(office.code_for(person))
    phone.arrive(office)
    phone.page.evaluate("cut()")
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    phone.page.evaluate("cut()")
    phone.go("Riwayat")
    phone.reads("Diterima")
    assert len(office.server.checkins(person.nip)) == 1


@pytest.mark.parametrize("lacking", ["indexedDB", "navigator.locks", "crypto.subtle"])
def test_a_browser_that_lacks_what_the_app_needs_is_told_apart(
    lacking: str, new_person_context: Callable[..., BrowserContext], office: Office
) -> None:
    context = new_person_context()
    owner, name = ("window." + lacking).rsplit(".", 1)
    context.add_init_script(f"Object.defineProperty({owner}, '{name}', {{ value: undefined }})")
    page = context.new_page()
    page.goto(office.server.origin)
    expect(page.get_by_text("Peramban ini terlalu lama")).to_be_visible()
    expect(page.get_by_role("button", name="Muat ulang")).to_be_enabled()


@pytest.mark.parametrize("lacking", ["serviceWorker", "permissions", "storage"])
def test_the_app_works_without_what_it_can_do_without(
    lacking: str, new_person_context: Callable[..., BrowserContext], office: Office
) -> None:
    context = new_person_context()
    context.add_init_script(
        f"Object.defineProperty(navigator, '{lacking}', {{ value: undefined }})"
    )
    phone = Phone(context, office.server.origin)
    phone.page.goto(phone.origin)
    person = office.hire("Rahmatia")
    phone.bind(office.code_for(person))
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    phone.go("HP Saya")
    phone.reads("Jangan hapus ikon SIKEREN")


def test_without_passkeys_binding_says_where_to_go(phone_of: Callable[..., Phone]) -> None:
    phone = phone_of()
    phone.page.add_init_script("delete window.PublicKeyCredential")
    phone.page.reload()
    phone.type_code("K7QP-3MHX")
    phone.reads("Peramban ini tidak mendukung kunci HP")


def test_without_a_location_the_check_in_is_possible_and_explained(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Sultan")
    phone = phone_of()
    phone.page.add_init_script(
        "Object.defineProperty(navigator, 'geolocation', { value: undefined })"
    )
    phone.page.reload()
    phone.bind(office.code_for(person))
    phone.reads("Lokasi tidak tersedia")
    phone.tap("Absen Masuk")
    phone.reads("akan ditinjau atasan")


def test_low_room_and_a_private_window_are_told_before_they_bite(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Megawati"))
    phone.page.add_init_script(LOW)
    phone.page.add_init_script(PRIVATE)
    phone.page.reload()
    phone.reads("Memori HP hampir penuh")
    phone.reads("Tersisa 12 MB")
    phone.reads("Ini jendela samaran (privat)")
    phone.go("HP Saya")
    phone.reads("Ruang yang tersedia: 12 MB")


def test_the_browsers_answer_about_keeping_the_store_is_shown(
    office: Office, pocket: Callable[..., BrowserContext]
) -> None:
    context = pocket()
    phone = Phone(context, office.server.origin)
    phone.open()
    phone.bind(office.code_for(office.hire("Syahrul")))
    phone.go("HP Saya")
    phone.reads("Peramban belum berjanji menyimpan data absen terus")
    phone.never_reads("Ruang yang tersedia")  # Chromium tells everybody the same
    phone.press("Minta penyimpanan tetap")
    phone.reads("Peramban belum mengabulkan")
    origin = {"permissions": ["durableStorage", "geolocation"], "origin": phone.origin}
    context.new_cdp_session(phone.page).send("Browser.grantPermissions", origin)
    phone.press("Minta penyimpanan tetap")
    phone.reads("Peramban berjanji tidak menghapus data absen")
    expect(phone.page.get_by_role("button", name="Minta penyimpanan tetap")).to_have_count(0)


def test_an_upgrade_held_up_by_another_tab_is_explained_and_goes_on(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Ruslan"))
    # A tab of another version that sleeps: it keeps its connection and hears nothing.
    other = phone.context.new_page()
    other.goto(f"{phone.origin}/manifest.webmanifest")
    other.evaluate(
        """async () => {
          const opening = indexedDB.open('sikeren');
          window.held = await new Promise((ok) => {
            opening.onsuccess = () => ok(opening.result);
          });
          indexedDB.open('sikeren', held.version + 1);
        }"""
    )
    phone.page.reload()
    phone.reads("Penyimpanan HP tidak dapat dibuka")
    other.close()
    phone.press("Muat ulang")
    phone.reads("Ruslan")


def test_an_older_tab_that_keeps_the_store_from_its_upgrade_is_named(
    office: Office, new_person_context: Callable[..., BrowserContext]
) -> None:
    context = new_person_context()
    older = context.new_page()
    older.goto(f"{office.server.origin}/manifest.webmanifest")
    older.evaluate(
        """async () => {
          const opening = indexedDB.open('sikeren', 1);
          opening.onupgradeneeded = () => {
            for (const name of ['facts', 'checkins', 'explanations'])
              opening.result.createObjectStore(name, name === 'facts' ? {} : { keyPath: 'id' });
            opening.transaction.objectStore('checkins').createIndex('state', 'state');
          };
          window.held = await new Promise((ok) => {
            opening.onsuccess = () => ok(opening.result);
          });
        }"""
    )
    phone = Phone(context, office.server.origin)
    phone.page.goto(phone.origin)
    phone.reads("SIKEREN terbuka di tempat lain")
    phone.reads("Tidak ada yang hilang")
    phone.page.get_by_role("button", name="Muat ulang", exact=True).wait_for()
    older.close()
    phone.page.reload()  # the app may meanwhile have opened the store by itself
    phone.reads("Daftarkan HP ini")
