"""Do the desks' queries hold on PostgreSQL, which is stricter about text, order and DISTINCT?"""

from tests.endpoints.conftest import Cast
from tests.endpoints.test_desk_pages import OPERATOR_PAGES


def test_every_page_opens_with_records_in_it(cast_on_postgres: Cast):
    cast = cast_on_postgres
    phone = cast.bind("employee")
    phone.check_in()
    doubtful = phone.check_in("out", metres_north=500)
    cast.client.post("/api/v1/checkins", json={"checkins": [{"jws": "x", "assertion": {}}]})
    supervisor, operator, admin = (cast.at_desk(who) for who in ("supervisor", "operator", "admin"))

    waiting = supervisor.get("/desk/reviews")
    assert "Di luar radius" in waiting.text
    form = {"outcome": "declined", "reason": "Tanpa surat."}
    assert supervisor.post(f"/desk/reviews/{doubtful}", data=form).status_code == 303
    assert "Tanpa surat." in supervisor.get("/desk/reviews?tab=decided").text

    paths = (
        *OPERATOR_PAGES,
        "/desk/arrivals?state=decided",
        "/desk/arrivals?state=waiting&q=nur",
        "/desk/employees?show=no-supervisor",
        "/desk/employees?show=desk&q=%00",
        f"/desk/checkins/{doubtful}",
        f"/desk/employees/{cast.people['employee'].id}",
        f"/desk/points/{cast.point.id}",
        f"/desk/agencies/{cast.office.id}",
    )
    for path in paths:
        assert operator.get(path).status_code == 200, path
        assert admin.get(path).status_code == 200, path
    assert "Ditolak atasan" in operator.get("/desk/arrivals?state=decided").text
    assert admin.get("/desk/agencies").status_code == 200
    for path in ("/desk/checkins/%00", "/desk/reviews/%00"):
        assert admin.get(path).status_code in (403, 404), path
    assert cast.client.get("/sign-in/%00").status_code == 410
