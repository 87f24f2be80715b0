"""Does each state of the Absen screen come about, and say in words what it is?

The states are those of the gallery, which shows how each of them looks.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.gallery.absen import STATES
from tests.browser.gallery.scene import Scene, State


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_state_is_reached_as_a_person_would_and_says_what_it_is(
    state: State, scene: Scene
) -> None:
    phone = state.reach(scene)
    for words in state.reads:
        expect(phone.page.get_by_text(words).first).to_be_visible()
