"""How is WebKitGTK driven? One session of MiniBrowser, in which a person reads and presses."""

import os
import warnings
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.waiting import until

DRIVER = "/usr/bin/WebKitWebDriver"
# It comes with the driver, in a folder named by the machine and by WebKitGTK's interface.
MINIBROWSERS = sorted(Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser"))
PHONE = (0, 0, 412, 860)  # x, y, width, height in CSS pixels
BUTTON = "//button[normalize-space()={0} and not(ancestor::*[@hidden])]"
LINK = "//a[normalize-space()={0} or @aria-label={0}]"
TEXT = "//main//*[text()[contains(normalize-space(), {0})]]"

Answer = TypeVar("Answer")


class Window:
    """One browser with a store of its own, which goes when it is closed.

    Args:
        display: the X display.
        features: what WebKitGTK has and keeps switched off, such as "StorageAPI".
        size: x, y, width and height.
    """

    def __init__(
        self, display: str, *features: str, size: tuple[int, int, int, int] = PHONE
    ) -> None:
        options = Options()
        options.binary_location = str(MINIBROWSERS[-1])
        options.add_argument("--automation")
        if features:
            options.add_argument("--features=" + ",".join(f"+{name}" for name in features))
        service = Service(executable_path=DRIVER, env={**os.environ, "DISPLAY": display})
        with warnings.catch_warnings():  # Selenium's own, of a way in which it calls itself
            warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
            self.driver = webdriver.WebKitGTK(options=options, service=service)
        self._size = size
        self.restore()

    def __enter__(self) -> "Window":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.driver.quit()

    def open(self, address: str) -> None:
        """Go to an address."""
        self.driver.get(address)

    def reload(self) -> None:
        """The page once more."""
        self.driver.refresh()

    def minimize(self) -> None:
        """Out of sight, as when another app is opened."""
        self.driver.minimize_window()

    def restore(self) -> None:
        """To the front."""
        self.driver.set_window_rect(*self._size)

    def run(self, script: str, *values: Any) -> Any:
        """Run the body of a function in the page; what it returns."""
        return self.driver.execute_script(script, *values)

    def wait_for(self, script: str, *values: Any) -> Any:
        """Run the body of an async function in the page; what it resolves to."""
        whole = (
            "const done = arguments[arguments.length - 1];"
            f"(async (...values) => {{ {script} }})(...arguments)"
            ".then((value) => done({ value }), (error) => done({ error: String(error) }));"
        )
        answer = self.driver.execute_async_script(whole, *values)
        assert "error" not in answer, answer
        return answer.get("value")

    def reads(self, words: str) -> None:
        """These words come to stand on the screen."""
        self._seen(TEXT, words)

    def press(self, words: str) -> None:
        """Press a button by the words on it."""
        self._click(BUTTON, words)

    def follow(self, words: str) -> None:
        """Follow a link by the words on it."""
        self._click(LINK, words)

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        field = until(
            lambda: self.driver.find_elements(By.CSS_SELECTOR, selector), f"a field {selector}"
        )[0]
        field.clear()
        field.send_keys(text)

    def _click(self, path: str, words: str) -> None:
        """A view that is drawn anew may take the button away under the finger: press again."""

        def clicked() -> bool:
            self._seen(path, words).click()
            return True

        until(lambda: _tried(clicked), f"to press {words!r}")

    def _seen(self, path: str, words: str) -> WebElement:
        def find() -> WebElement | None:
            found = self.driver.find_elements(By.XPATH, path.format(_quoted(words)))
            return next((one for one in found if one.is_displayed()), None)

        try:
            found = until(lambda: _tried(find), f"{words!r} on the screen")
        except AssertionError as error:
            raise AssertionError(f"{error}; there is:\n{self.text}") from None
        assert found
        return found

    @property
    def text(self) -> str:
        """All that stands on the screen."""
        return self.driver.find_element(By.TAG_NAME, "body").text


def _tried(work: Callable[[], Answer]) -> Answer | None:
    try:
        return work()
    except (StaleElementReferenceException, WebDriverException):
        return None


def _quoted(words: str) -> str:
    """A literal of XPath 1.0, which knows no escapes."""
    assert '"' not in words
    return f'"{words}"'
