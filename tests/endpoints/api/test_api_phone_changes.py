"""May the owner of a phone ask for a further one, see how far it came, and take it back?"""

from uuid import uuid4

from tests.endpoints.api.wire import API, Wire, problem_of

PATH = f"{API}/phone-changes"


def test_asked_once_seen_and_taken_back(wire: Wire):
    phone = wire.bind().browser
    assert phone.get(PATH).json() == {"change": None}
    path = f"{PATH}/{uuid4()}"
    assert phone.put(path, json={"reason": "HP baru."}).status_code == 201
    assert phone.put(path, json={"reason": "HP baru."}).status_code == 200
    assert problem_of(phone.put(path, json={"reason": "Lain."})) == (409, "content_differs")
    other = phone.put(f"{PATH}/{uuid4()}", json={"reason": "HP baru."})
    assert problem_of(other) == (409, "already_exists")
    change = phone.get(PATH).json()["change"]
    assert (change["state"], change["open"], change["said"]) == ("asked", True, "HP baru.")
    assert phone.put(f"{path}/withdrawal", json={"reason": "Batal."}).status_code == 200
    change = phone.get(PATH).json()["change"]
    assert (change["state"], change["open"]) == ("withdrawn", False)
    assert problem_of(phone.put(f"{path}/withdrawal", json={"reason": "x"}))[0] == 409


def test_another_s_request_is_not_found_and_senseless_ones_are_refused(wire: Wire):
    phone, other = wire.bind().browser, wire.bind().browser
    path = f"{PATH}/{uuid4()}"
    assert phone.put(path, json={"reason": "HP baru."}).status_code == 201
    assert problem_of(other.put(f"{path}/withdrawal", json={"reason": "x"})) == (404, "not_found")
    assert other.get(PATH).json() == {"change": None}
    for body in ({}, {"reason": ""}, {"reason": "x" * 1001}, {"reason": "x", "cause": "y"}):
        answer = other.put(f"{PATH}/{uuid4()}", json=body)
        assert answer.status_code == 422, body
    assert wire.client.get(PATH).status_code == 401
