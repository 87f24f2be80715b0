"""Can it be told afterwards who brought which file, and what it changed?"""

import re
from functools import partial
from html import unescape

from starlette.testclient import TestClient

from tests.endpoints.conftest import Cast
from tests.endpoints.importing import BUDI, HEAD, SITI, apply, text_of, upload
from tests.import_files import csv_text
from web.services import roster

HISTORY = "/desk/imports/history"


def auditor(cast: Cast) -> TestClient:
    hire = partial(roster.add_employee, nip="AUDITOR", name="Auditor", agency=None, role="auditor")
    cast.people["auditor"] = cast.run(hire)
    return cast.at_desk("auditor")


def test_an_applied_file_is_listed_with_what_came_of_it(cast: Cast):
    operator = cast.at_desk("operator")
    content = csv_text(HEAD, [BUDI, "Budi", "", "", ""], ["123", "Salah", "", "", ""])
    page = upload(operator, content, name="Pegawai baru.csv")
    assert "Belum ada impor" in operator.get(HISTORY).text  # what is only looked at is none
    apply(operator, page)
    listed = operator.get(HISTORY)
    assert "Pegawai baru.csv" in listed.text
    assert "1 baru, 0 berubah, 1 dilewati" in text_of(listed)
    assert f"{page.path}/errors.xlsx" in listed.text
    assert operator.get(f"{page.path}/errors.xlsx").status_code == 200
    assert "/desk/audit" not in listed.text  # the record is not open to operators
    assert "Pegawai baru.csv" in operator.get(f"{HISTORY}?q=pegawai").text
    assert "Tidak ada yang cocok" in operator.get(f"{HISTORY}?kind=points").text
    taken = operator.get(f"{HISTORY}.csv").text
    assert "Pegawai baru.csv" in taken
    operator.post(f"{page.path}/removal")
    assert "errors.xlsx" not in operator.get(HISTORY).text


def test_the_record_of_what_a_file_changed_is_one_step_away(cast: Cast):
    admin = cast.at_desk("admin")
    rows = [[BUDI, "Budi Satu", cast.office.name, "", ""], [SITI, "Siti Dua", "Unit X", "", ""]]
    page = upload(admin, csv_text(HEAD, *rows), name="a.csv")
    apply(admin, page, **{"agency-0": "on"})
    for browser in (admin, auditor(cast)):
        listed = browser.get(HISTORY)
        found = re.search(r'href="(/desk/audit\?[^"]+)"', listed.text)
        assert found
        record = text_of(browser.get(unescape(found[1])))
        for told in ("Budi Satu", "Siti Dua", "Unit X", "a.csv"):
            assert told in record


def test_an_operator_reads_the_imports_of_the_own_agencies_alone(cast: Cast):
    admin, operator = cast.at_desk("admin"), cast.at_desk("operator")
    apply(admin, upload(admin, csv_text(HEAD, [BUDI, "A", cast.office.name, "", ""]), name="semua"))
    one = str(cast.office.id)
    apply(admin, upload(admin, csv_text(HEAD, [SITI, "S", "", "", ""]), name="satu", agency=one))
    listed = operator.get(HISTORY).text
    assert "satu" in listed
    assert "semua</strong>" not in listed
    assert "semua</strong>" in auditor(cast).get(HISTORY).text
