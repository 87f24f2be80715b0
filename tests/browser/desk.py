"""What do operators and supervisors do at their desks?"""

from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.finger import Finger


class Desk:
    """A browser at a desk, with its own passkeys."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.context = context
        self.origin = origin
        self.page = context.new_page()
        self.finger = Finger(self.page)

    def sign_in(self, link: str) -> None:
        """By a one-time link, putting off the passkey."""
        self.page.goto(link)
        self.page.get_by_role("link", name="Nanti saja").click()
        expect(self.page.get_by_role("navigation", name="Halaman")).to_be_visible()

    def open(self, path: str) -> None:
        """Open a page by its address."""
        self.page.goto(f"{self.origin}{path}")

    def go(self, room: str) -> None:
        """To another page, by the navigation."""
        rooms = self.page.get_by_role("navigation", name="Halaman")
        rooms.get_by_role("link", name=room).click()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def press(self, name: str) -> None:
        """Press a button by the words on it."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow a link by the words on it."""
        self.page.get_by_role("link", name=name, exact=True).click()

    def write(self, label: str, text: str) -> None:
        """Fill a field by its label."""
        self.page.get_by_label(label).fill(text)

    def reads(self, words: str) -> Locator:
        """These words are on the page."""
        found = self.page.get_by_role("main").get_by_text(words).first
        expect(found).to_be_visible()
        return found

    def zoom_in(self, times: int) -> None:
        """Come closer on the map, a step at a time, as the button allows."""
        for _ in range(times):
            before = self.page.locator(".leaflet-tile-pane").count()
            assert before == 1
            self.page.get_by_role("button", name="Perbesar").click()
            expect(self.page.locator(".leaflet-zoom-anim")).to_have_count(0)

    def draw_point(self, name: str) -> tuple[float, float, int]:
        """Tap a point onto the map, drag its middle and its edge; what the fields then say."""
        self.write("Nama titik", name)
        self.zoom_in(5)
        field = self.page.locator("[data-map=editor]")
        box = field.bounding_box()
        assert box
        field.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        self.write("Radius", "60")
        self.drag("Titik tengah", 40, -30)
        self.drag("Batas radius", 50, 0)
        read = [self.page.get_by_label(label).input_value() for label in ("Lintang", "Bujur")]
        return float(read[0]), float(read[1]), int(self.page.get_by_label("Radius").input_value())

    def drag(self, title: str, right: float, down: float) -> None:
        """Drag a mark of the map by so many pixels."""
        box = self.page.get_by_title(title, exact=True).bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + right, y + down, steps=4)
        self.page.mouse.up()
