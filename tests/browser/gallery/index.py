"""Where does one look at all the pictures? `gallery/index.html`, a row for each state."""

from html import escape
from pathlib import Path

from web.settings import ROOT

ALBUM = ROOT / "gallery"
HEAD = """<!doctype html><html lang="id"><meta charset="utf-8"><title>SIKEREN: gallery</title>
<style>
body { margin: 1.5rem; font: 1rem system-ui; background: #777; color: #fff }
h2 { position: sticky; top: 0; margin: 0; padding: .5rem 0; background: #777 }
div { display: flex; gap: 12px; align-items: start; overflow-x: auto }
figure { margin: 0 0 2rem } figcaption { font-size: .8rem }
img { display: block; height: 32rem; max-width: none }
</style>
"""


def order(picture: Path) -> tuple[int, str]:
    """By size, then light before dark."""
    size, look = picture.stem.split("-", 1)
    return int(size), {"light": "0", "dark": "1"}.get(look, look)


def write(album: Path) -> Path:
    """The page that shows an album; its path."""
    rows = [HEAD]
    for room in sorted(path for path in album.iterdir() if path.is_dir()):
        rows.append(f"<h1>{escape(room.name)}</h1>")
        for state in sorted(path for path in room.iterdir() if path.is_dir()):
            rows.append(f"<h2>{escape(state.name.replace('-', ' '))}</h2><div>")
            rows += [
                f"<figure><figcaption>{one.stem}</figcaption><a href='{one.relative_to(album)}'>"
                f"<img loading=lazy alt='' src='{one.relative_to(album)}'></a></figure>"
                for one in sorted(state.glob("*.png"), key=order)
            ]
            rows.append("</div>")
    page = album / "index.html"
    page.write_text("\n".join(rows), "utf-8")
    return page


if __name__ == "__main__":
    print(write(ALBUM))
