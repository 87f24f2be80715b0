"""How does a phone upload a file? What tus says, in a few lines, for tests."""

import hashlib
from base64 import b64encode
from typing import Any
from uuid import UUID, uuid4

from httpx2 import Response

from tests.endpoints.api.wire import API, Phone

TUS = {"Tus-Resumable": "1.0.0"}


def create(phone: Phone, content: bytes, *, id: UUID, subject: UUID, **changes: Any) -> Response:
    """Announce a file for a correction, with some of what is said changed."""
    told = {
        "id": str(id),
        "subject_kind": "correction",
        "subject_id": str(subject),
        "filename": "Bukti saya.jpg",
        "sha256": hashlib.sha256(content).hexdigest(),
    } | {name: value for name, value in changes.items() if name != "length"}
    pairs = [f"{name} {b64encode(value.encode()).decode()}" for name, value in told.items()]
    length = str(changes.get("length", len(content)))
    headers = {**TUS, "Upload-Length": length, "Upload-Metadata": ",".join(pairs)}
    return phone.browser.post(f"{API}/uploads", headers=headers)


def patch(phone: Phone, id: UUID, offset: int, part: bytes, **headers: str) -> Response:
    """Send a part."""
    given = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
    given |= TUS | headers
    return phone.browser.patch(f"{API}/uploads/{id}", content=part, headers=given)


def offset_of(phone: Phone, id: UUID) -> int | None:
    """How much the server says that it has; None where it knows nothing of it."""
    answer = phone.browser.head(f"{API}/uploads/{id}", headers=TUS)
    offset = answer.headers.get("Upload-Offset")
    return int(offset) if offset is not None else None


def upload(phone: Phone, content: bytes, *, subject: UUID, **changes: Any) -> UUID:
    """Send a whole file; its id."""
    id_ = uuid4()
    made = create(phone, content, id=id_, subject=subject, **changes)
    assert made.status_code == 201, made.text
    sent = patch(phone, id_, 0, content)
    assert sent.status_code == 204, sent.text
    return id_
