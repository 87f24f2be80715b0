"""Do people come onto the roster from an office's own files, and nothing that was not meant?"""

from tests.endpoints.conftest import Cast
from tests.endpoints.importing import (
    ANDI,
    BUDI,
    HEAD,
    HOME,
    SITI,
    apply,
    people,
    person,
    rows_of,
    text_of,
    upload,
)
from tests.import_files import SIASN, cells_of, csv_text, siasn_row, xlsx
from web.models import Agency, Employee, Posting


def test_a_file_of_siasn_is_known_shown_applied_and_then_changes_nothing(cast: Cast):
    admin, home = cast.at_desk("admin"), cast.office.name
    rows = [
        siasn_row(BUDI, "BUDI CONTOH", home, GELAR_BELAKANG="S.Sos.", GOL_AKHIR_NAMA="III/c"),
        siasn_row(SITI, "SITI CONTOH", home, GELAR_DEPAN="dr.", JABATAN_NAMA="Dokter"),
    ]
    content = xlsx(SIASN, *rows)
    before = people(cast)

    page = upload(admin, content, name="siasn.xlsx")

    assert "Terapkan 2 baris" in page.text
    assert f"<dt>OPD</dt><dd>{home}</dd>" in page.text
    assert "<dt>Jabatan</dt><dd>Dokter</dd>" in page.text
    assert people(cast) == before
    done = apply(admin, page)
    assert "2 baru, 0 berubah" in done.text
    budi, siti = person(cast, BUDI), person(cast, SITI)
    assert (budi.name, budi.rank, budi.agency.name) == ("BUDI CONTOH, S.Sos.", "III/c", home)
    assert (siti.name, siti.position) == ("dr. SITI CONTOH", "Dokter")
    assert budi.role == "employee"
    assert budi.starts_on

    again = upload(admin, content)
    assert "Semua 2 baris sudah sama dengan SIKEREN" in text_of(again)
    assert "Terapkan" not in again.text  # only people who are not in the file could be marked


def test_a_change_is_shown_field_by_field_and_a_move_is_a_posting(cast: Cast):
    admin, moved = cast.at_desk("admin"), cast.people["employee"]
    content = csv_text(
        HEAD, [moved.nip, "Nurhayati Saleh, S.E.", cast.other_office.name, "Bendahara", ""]
    )
    page = upload(admin, content)
    words = text_of(page)
    assert "<del>Nurhayati Saleh</del>" in words
    assert "<ins>Nurhayati Saleh, S.E.</ins>" in words
    assert f"<ins>{cast.other_office.name}</ins>" in words
    apply(admin, page)
    after = person(cast, moved.nip)
    assert (after.agency.id, after.position) == (cast.other_office.id, "Bendahara")
    assert after.supervisor.id == cast.people["supervisor"].id  # an empty cell changes nothing
    assert cast.run(Posting.filter(employee_id=moved.id).count) == 2


def test_supervisors_may_come_in_the_same_file_below_their_people(cast: Cast):
    admin, home = cast.at_desk("admin"), cast.office.name
    content = csv_text(
        HEAD,
        [BUDI, "Budi", home, "", SITI],
        [SITI, "Siti", home, "", ANDI],
        [ANDI, "Andi", home, "", cast.people["supervisor"].nip],
    )
    apply(admin, upload(admin, content))
    assert person(cast, BUDI).supervisor.nip == SITI
    assert person(cast, SITI).supervisor.nip == ANDI
    assert person(cast, ANDI).supervisor.id == cast.people["supervisor"].id


def test_a_circle_of_supervisors_is_refused_with_its_way_round(cast: Cast):
    admin, home = cast.at_desk("admin"), cast.office.name
    head = cast.people["supervisor"]
    content = csv_text(
        HEAD,
        [BUDI, "Budi", home, "", SITI],
        [SITI, "Siti", home, "", BUDI],
        [head.nip, head.name, home, "", cast.people["employee"].nip],
        [ANDI, "Andi", home, "", ANDI],
    )
    page = upload(admin, content)
    words = text_of(page)
    assert "Atasan berputar: Budi → Siti → Budi." in words
    assert f"Atasan berputar: {head.name} → Nurhayati Saleh → {head.name}." in words
    assert "Atasan tidak boleh pegawai itu sendiri." in words
    assert "Terapkan" not in page.text


def test_wrong_rows_come_back_with_their_reasons_and_import_once_mended(cast: Cast):
    operator = cast.at_desk("operator")
    rows = [
        ("NIP", "Nama"),
        (199001012015011011, "Budi dari angka"),
        ("19910202201602201", "Siti kurang satu"),
        (ANDI, "Andi"),
        (ANDI, "Andi lagi"),
        ("1.99E+17", "Disimpan dari CSV"),
        ("", "Tanpa nomor"),
        ("' 1992 03152 015031002 ", "Nurhayati Saleh"),
        (cast.people["other_employee"].nip, "Orang lain"),
        (BUDI, "=SUM(A1:A9)"),
    ]
    page = upload(operator, xlsx(*rows), name="pegawai kami.xlsx")
    words = text_of(page)
    for sentence in (
        "Sel A2 dibulatkan oleh Excel",
        "terdiri dari 17 angka; NIP selalu 18 angka",
        "NIP ini juga ada di baris 5.",
        "“1.99E+17” dibulatkan oleh Excel",
        "NIP kosong.",
        "NIP ini sudah terdaftar di OPD lain. Minta admin memindahkannya.",
        "Sel B10 berisi rumus.",
    ):
        assert sentence in words, sentence
    assert "Sudah sama" in words
    book = cells_of(operator.get(f"{page.path}/errors.xlsx").content)
    assert book[0] == ["NIP", "Nama", "Baris di berkas", "Masalah"]
    assert [row[2] for row in book[1:]] == ["2", "3", "4", "5", "6", "7", "9", "10"]
    mended = [book[0], [BUDI, "Budi dari angka", *book[1][2:]]]
    apply(operator, upload(operator, xlsx(*mended)))
    assert person(cast, BUDI).name == "Budi dari angka"


def test_doubtful_rows_wait_for_a_decision_and_what_leans_on_them_too(cast: Cast):
    admin, home = cast.at_desk("admin"), cast.office.name
    doubtful = "199013992015011011"  # no month 13
    content = csv_text(HEAD, [doubtful, "Budi", home, "", ""], [SITI, "Siti", home, "", doubtful])
    page = upload(admin, content)
    undecided = admin.post(f"{page.path}/application", data={})
    assert undecided.status_code == 422
    assert "Pilih: terapkan atau lewati baris yang meragukan." in undecided.text
    done = apply(admin, page, doubtful="skip")
    assert "2 baris tidak diterapkan" in text_of(done)
    assert not {doubtful, SITI} & people(cast)
    apply(admin, upload(admin, content), doubtful="apply")
    assert {doubtful, SITI} <= people(cast)


def test_a_pppk_number_without_a_month_is_no_doubt(cast: Cast):
    page = upload(cast.at_desk("operator"), csv_text(HEAD[:2], ["199203152025212001", "Ani"]))
    assert "Terapkan 1 baris" in page.text
    assert 'data-of="doubtful"><dt>Meragukan</dt><dd class="figures">0' in page.text


def test_nobody_leaves_silently(cast: Cast):
    operator, gone = cast.at_desk("operator"), cast.people["employee"]
    head = cast.people["supervisor"]
    content = csv_text(HEAD[:2], [head.nip, head.name])
    page = upload(operator, content)
    assert "1 pegawai aktif tidak ada di berkas" in page.text
    untouched = apply(operator, page)
    assert "Tidak ada yang berubah" in untouched.text
    assert person(cast, gone.nip).active

    page = upload(operator, content)
    undated = apply(operator, page, **{f"leave-{gone.nip}": "1"})
    assert "Isi tanggal, paling lambat hari ini." in undated.text
    assert person(cast, gone.nip).active
    chosen = {f"leave-{gone.nip}": "1", "last_day": "2026-01-05"}
    done = apply(operator, undated, **chosen)
    assert "1 ditandai berhenti" in done.text
    left = person(cast, gone.nip)
    assert (left.active, str(left.ends_on)) == (False, "2026-01-05")
    back = upload(operator, csv_text(HEAD[:2], [gone.nip, gone.name]))
    assert "akan diaktifkan lagi" in back.text
    apply(operator, back, doubtful="apply")
    assert (person(cast, gone.nip).active, person(cast, gone.nip).ends_on) == (True, None)


def test_an_unknown_agency_is_an_admins_to_make(cast: Cast):
    content = csv_text(HEAD, [BUDI, "Budi", "Dinas Baru Sekali", "", ""])
    admin = cast.at_desk("admin")
    page = upload(admin, content)
    assert "1 OPD belum ada di SIKEREN" in page.text
    left_out = apply(admin, page)
    assert "OPD “Dinas Baru Sekali” tidak dibuat." in left_out.text
    assert BUDI not in people(cast)
    done = apply(admin, upload(admin, content), **{"agency-0": "1"})
    assert "1 OPD dibuat" in done.text
    assert person(cast, BUDI).agency.name == "Dinas Baru Sekali"
    assert cast.run(Agency.get(name="Dinas Baru Sekali").values, "timezone")


def test_an_operator_brings_people_of_the_own_agency_alone(cast: Cast):
    """The unit in a SIASN file is a section; it belongs to the operator's agency."""
    operator = cast.at_desk("operator")
    page = upload(operator, xlsx(SIASN, siasn_row(BUDI, "Budi", "SEKSI ARSIP")))
    apply(operator, page)
    assert person(cast, BUDI).agency.id == cast.office.id
    theirs = {"kind": "employees", "agency": str(cast.other_office.id)}
    answer = operator.post(HOME, data=theirs, files={"file": ("a", b"x")})
    assert answer.status_code == 404


def test_an_operator_changes_no_desk_holder(cast: Cast):
    operator = cast.at_desk("other_operator")

    async def promote() -> None:
        await Employee.filter(nip=cast.people["other_supervisor"].nip).update(role="operator")

    cast.run(promote)
    page = upload(operator, csv_text(HEAD[:2], [cast.people["other_supervisor"].nip, "Ratna H"]))
    assert "Data operator dan admin hanya diubah oleh admin." in page.text


def test_the_list_of_people_comes_back_as_it_left(cast: Cast):
    admin = cast.at_desk("admin")
    made = admin.get("/desk/employees.csv").content
    assert "Semua 7 baris sudah sama" in text_of(upload(admin, made, "employees"))


def test_a_file_of_names_for_supervisors_is_told_so_and_no_row_is_used(cast: Cast):
    admin, nip = cast.at_desk("admin"), cast.people["employee"].nip
    content = csv_text(
        ("NIP", "Nama", "Atasan"),
        (nip, "Nurhayati Saleh", "Pegawai 00000"),
        (cast.people["operator"].nip, "Rosmini Tahir", "Hasanuddin Yusuf, S.Sos."),
    )
    page = upload(admin, content, "employees")
    assert "Tidak ada baris yang dapat dipakai" in text_of(page)
    assert "sudah sama dengan SIKEREN" not in text_of(page)
    wrong = rows_of(admin, page, "wrong")
    assert "Kolom Atasan berisi nama (“Pegawai 00000”); isi NIP atasan." in wrong
    assert "Kolom Atasan berisi nama (“Hasanuddin Yusuf, S.Sos.”); isi NIP atasan." in wrong
