"""Does `sikeren demo` give everybody a way in, again and again, and leave real data alone?"""

from pathlib import Path
from urllib.parse import urlsplit

from tests.program import ORIGIN, Program


def test_the_demonstration_is_made_once_and_opened_as_often_as_wanted(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    first, second = (program.answer("demo", "--origin", ORIGIN) for _ in range(2))
    assert first["links"].keys() == {"admin", "operator", "supervisor", "employee"}
    assert all(first["links"][role] != second["links"][role] for role in first["links"])
    with program.serving() as client:
        headers = {"Origin": ORIGIN}
        for role in ("admin", "operator", "supervisor"):
            path = urlsplit(second["links"][role]).path
            assert client.post(path, headers=headers).status_code == 303, role
    words = program.run("demo", "--data", str(program.data)).stdout
    assert f"{ORIGIN}/#bind=" in words
    assert len(program.answer("checkins")) > 1000


def test_a_real_installation_is_not_turned_into_a_demonstration(program: Program) -> None:
    status, words = program.refusal("demo")
    assert status == 1
    assert "data sungguhan" in words
    assert program.answer("checkins") == []


def test_what_an_interrupted_demonstration_left_is_not_taken_for_one(program: Program) -> None:
    (program.data / "settings.toml").unlink()  # it is written last
    status, words = program.refusal("demo")
    assert status == 1
    assert "tidak kosong" in words
