"""Can an independent client drive the program by its command line, as the issue spells it?

Every test drives the program as others would: arguments in, one JSON document and an exit status
out. One starts it as it was installed; the others fork it (`tests/forked.py`).
"""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from tests.cast import enact
from tests.program import NIP, ORIGIN, Installed, Program, furnish
from web import clock
from web.models import CheckIn
from web.services.softphone import SoftPhone, fix
from web.settings import Settings


def test_an_installation_is_made_and_used_from_nothing_to_a_receipt(
    tmp_path: Path, database_url: str
) -> None:
    start = Program if database_url else Installed
    program = start(tmp_path / "data", database_url)
    made = program.answer("init", "--origin", ORIGIN)
    assert made["origin"] == ORIGIN
    assert made["data"] == str(tmp_path / "data")
    assert made["admin_link"].startswith(f"{ORIGIN}/sign-in/")
    furnish(program)
    issued = program.answer("enrol", NIP)
    assert issued.keys() == {"code", "expires_at"}
    with program.serving() as client:
        receipt = _check_in(client, issued["code"])
        assert client.get("/.well-known/jwks.json").json()["keys"]
    (listed,) = program.answer("checkins", "--nip", NIP)
    assert receipt["id"] == listed["id"]
    assert (listed["nip"], listed["kind"], listed["status"]) == (NIP, "in", "recorded")
    assert (listed["verdict"], listed["flags"], listed["point"]) == ("accepted", [], "Kantor")
    assert listed["via"] == "own"
    assert listed["claimed_at"].endswith("Z")
    assert listed["claimed_at"] <= listed["received_at"]


def _check_in(client: httpx2.Client, code: str) -> dict[str, Any]:
    """Bind a phone over HTTP and hand one check-in in; the result."""
    phone = SoftPhone(ORIGIN)
    started = client.post("/api/v1/enrolments", json=phone.enrolment(code)).json()
    path = f"/api/v1/enrolments/{started['enrolment_id']}/device"
    bound = client.post(path, json=phone.binding(started["options"]))
    assert bound.status_code == 201
    phone.device_id = bound.json()["device_id"]
    anchor = client.post("/api/v1/anchor", json=phone.declaration()).json()["anchor"]
    now = datetime.now(UTC)
    phone.take_anchor(anchor, at=now)
    at = now + timedelta(milliseconds=5)
    envelope = phone.check_in("in", at=at, fixes=[fix(-2.68031, 118.88921, 9.5, at)])
    answer = client.post("/api/v1/checkins", json={"checkins": [envelope]}).json()
    return dict(answer["results"][0])


def test_a_second_init_of_a_folder_changes_nothing(program: Program) -> None:
    before = {path: path.read_bytes() for path in program.data.rglob("*.*")}
    status, words = program.refusal("init", "--origin", ORIGIN)
    assert status == 1
    assert "sudah disiapkan" in words
    assert before == {path: path.read_bytes() for path in program.data.rglob("*.*")}


def test_an_installation_knows_the_holidays_and_is_not_told_them_twice(program: Program) -> None:
    assert program.answer("migrate")["holidays"] == 0

    (file,) = program.data.glob("*.sqlite3")
    with closing(sqlite3.connect(file)) as database:
        asked = "SELECT count(*) FROM calendar_day WHERE date LIKE '2026-%'"
        assert database.execute(asked).fetchone() == (25,)
        database.execute("DELETE FROM calendar_day WHERE date = '2026-12-25'")
        database.commit()
    assert program.answer("migrate")["holidays"] == 1


def test_an_origin_with_which_passkeys_cannot_work_is_refused(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    for origin in ("http://absen.example", "https://host/path", "host"):
        assert program.refusal("init", "--origin", origin)[0] == 1
        assert not program.data.exists()


def test_added_records_are_answered_whole(program: Program) -> None:
    agency = program.answer("agency", "add", "  Badan   Contoh ")
    assert agency["id"]
    assert (agency["name"], agency["timezone"]) == ("Badan Contoh", "Asia/Makassar")
    head = ("--nip", "19790101 200501 2 901", "--name", "Kepala", "--agency", "Badan Contoh")
    assert program.answer("employee", "add", *head)["nip"] == "197901012005012901"
    person = ("--nip", "STAF-7", "--name", "Staf", "--agency", "Badan Contoh", "--role", "operator")
    staff = program.answer("employee", "add", *person, "--supervisor", "197901012005012901")
    assert staff["id"]
    assert staff["supervisor"] == "197901012005012901"
    assert (staff["role"], staff["agency"]) == ("operator", "Badan Contoh")
    where = ("--lat", "-2.5", "--lng", "118.25", "--radius", "80.5")
    point = program.answer("point", "add", "--agency", agency["id"], "--name", "Kantor", *where)
    assert point["id"]
    assert (point["lat"], point["lng"], point["radius"]) == (-2.5, 118.25, 80.5)
    link = program.answer("sign-in-link", NIP)
    assert link["url"].startswith(f"{ORIGIN}/sign-in/")
    assert link["expires_at"].endswith("Z")


WRONG = [
    (("agency", "add", "Dinas Contoh"), "already_exists"),
    (("agency", "add", "Kantor", "--timezone", "Mars/Olympus"), "invalid"),
    (
        ("employee", "add", "--nip", NIP, "--name", "X", "--agency", "Dinas Contoh"),
        "already_exists",
    ),
    (("employee", "add", "--nip", "123", "--name", "X", "--agency", "Dinas Contoh"), "invalid"),
    (("employee", "add", "--nip", "A-1", "--name", "X", "--agency", "Tidak Ada"), "not_found"),
    (("enrol", "000000000000000000"), "not_found"),
    (("sign-in-link", "nobody"), "not_found"),
    (("checkins", "--nip", "nobody"), "not_found"),
]


def test_what_cannot_be_done_says_why_and_fails_with_1(program: Program) -> None:
    for arguments, code in WRONG:
        status, words = program.refusal(*arguments)
        assert (status, json.loads(words)["code"]) == (1, code), arguments
    for lat, lng, radius in (("91", "0", "50"), ("0", "nan", "50"), ("0", "0", "inf")):
        place = ("--lat", lat, "--lng", lng, "--radius", radius)
        status, words = program.refusal(
            *("point", "add", "--agency", "Dinas Contoh", "--name", "X"), *place
        )
        assert (status, json.loads(words)["code"]) == (1, "invalid"), place


MISUSE = [
    ("enrol",),
    ("init",),
    ("point", "add", "--agency", "a", "--name", "b", "--lat", "x", "--lng", "1", "--radius", "9"),
    ("employee", "add", "--nip", "A-1", "--name", "b"),
    ("employee", "add", "--nip", "A-1", "--name", "b", "--agency", "c", "--role", "boss"),
    ("unknown",),
]


def test_wrong_usage_fails_with_2(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    for arguments in MISUSE:
        assert program.refusal(*arguments)[0] == 2, arguments


def test_an_unprepared_folder_is_left_alone(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    for command in ("checkins", "migrate", "serve"):
        status, words = program.refusal(command)
        assert status == 1
        assert "sikeren init" in words
    assert not program.data.exists()


def test_options_count_before_and_after_the_command_and_from_the_environment(
    program: Program,
) -> None:
    folder = str(program.data)
    for line in (
        ["--json", "--data", folder, "checkins"],
        ["--json", "checkins", "--data", folder],
        ["checkins", "--data", folder, "--json"],
    ):
        assert program.run(*line).stdout == "[]\n", line
    assert program.run("checkins", "--json", SIKEREN_DATA=folder).stdout == "[]\n"
    agency = program.run("--json", "agency", "--data", folder, "add", "Badan Contoh")
    assert json.loads(agency.stdout)["name"] == "Badan Contoh"


def test_a_doubtful_nip_is_warned_about_and_taken(program: Program) -> None:
    person = ("--nip", "199902302015033002", "--name", "X", "--agency", "Dinas Contoh")
    done = program.run("employee", "add", *person, "--json", "--data", str(program.data))
    assert json.loads(done.stdout)["nip"] == "199902302015033002"
    assert "Perhatian" in done.stderr


def test_a_new_key_signs_and_old_ones_stay_listed(program: Program) -> None:
    with program.serving() as client:
        (first,) = client.get("/.well-known/jwks.json").json()["keys"]
    rotated = program.answer("keys", "rotate")
    assert rotated["kid"] != first["kid"]
    with program.serving() as client:
        listed = [key["kid"] for key in client.get("/.well-known/jwks.json").json()["keys"]]
    assert listed == rotated["keys"] == [first["kid"], rotated["kid"]]


def test_a_taken_port_fails_with_1(program: Program) -> None:
    with program.serving() as client:
        status, words = program.refusal("serve", "--port", str(client.base_url.port))
    assert status == 1
    assert "tidak dapat berjalan" in words


def test_listings_show_flags_refusals_and_only_the_person_asked_for(
    installation: Settings,
) -> None:
    asyncio.run(_a_day(installation))
    program = Program(installation.data, installation.database_url)
    (installation.data / "settings.toml").write_text(f'origin = "{ORIGIN}"\n')
    rows = program.answer("checkins")
    assert [(row["kind"], row["verdict"]) for row in rows] == [
        ("in", "accepted"),
        ("in", "review"),
        ("out", "accepted"),
    ]
    (flag,) = rows[1]["flags"]
    assert flag["code"] == "outside"
    assert "400 m" in flag["detail"] or "401 m" in flag["detail"] or "399 m" in flag["detail"]
    assert {row["nip"] for row in program.answer("checkins", "--nip", rows[1]["nip"])} == {
        rows[1]["nip"]
    }
    refused, *others = program.answer("checkins", "--quarantine")
    assert others == []
    assert (refused["status"], refused["reason"]) == ("refused", "id_reused")
    assert refused["id"] == rows[0]["id"]
    assert refused["nip"] == rows[0]["nip"]
    words = program.run("checkins", "--data", str(program.data)).stdout
    assert "Absen Masuk" in words
    assert "WITA" in words


async def _a_day(settings: Settings) -> None:
    """Budi comes and goes, Siti is elsewhere, and one of Budi's ids is used a second time."""
    async with enact(settings) as cast:
        budi = await cast.bind("budi")
        await cast.check_in("budi")
        with clock.at(clock.now() + timedelta(seconds=2)):
            await cast.bind("siti")
            await cast.check_in("siti", north=500)
        with clock.at(clock.now() + timedelta(seconds=4)):
            known = (await CheckIn.all().order_by("claimed_at"))[0].jti
            await cast.check_in("budi", "out")
            await cast.check_in("budi", "out", jti=known)
        assert budi.seq == 3
