"""What do tests of reminders stand on? A push service that the server may speak to, and a phone."""

from collections.abc import Callable, Iterator

import pytest

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.pushing import Post


@pytest.fixture
def post(office: Office) -> Iterator[Post]:
    """A push service that the server may speak to."""
    made = Post()
    office.server.extra = {"SIKEREN_PUSH_SERVICES": made.service.origin}
    office.server.restart(office.server.build)
    yield made
    made.service.close()


@pytest.fixture
def phone(office: Office, post: Post, phone_of: Callable[..., Phone]) -> Phone:
    """A bound phone at the office that could take reminders and has not been asked."""
    made = phone_of(office.hire("Muhammad Yusuf", supervisor=office.hire("Nur Aisyah")))
    post.stand_in(made)
    made.reached()
    return made
