"""What does Lighthouse say of the Absen screen on a cheap phone? `make lighthouse`.

A phone is bound in a browser of its own, as people bind theirs; then the browser forgets the app's
files and its worker, so that Lighthouse (mobile preset: slow 4G, a processor four times slower)
sees the first opening over the network, and not what the worker keeps. Ends with 1 where a score is
below 100.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser.conftest import ALLOWED, ARGUMENTS, HERE
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.server import Server
from web.settings import ROOT

CATEGORIES = ("performance", "accessibility", "best-practices")
GOAL = 100
TIMINGS = (
    *("first-contentful-paint", "largest-contentful-paint", "total-blocking-time"),
    *("cumulative-layout-shift", "speed-index", "total-byte-weight"),
)
LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"


def lighthouse(origin: str, port: int) -> dict[str, Any]:
    """Its report on the page, in the browser that listens at the port."""
    command = [
        *("node", str(LIGHTHOUSE), origin, f"--port={port}", "--disable-storage-reset"),
        *("--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def print_report(report: dict[str, Any]) -> bool:
    """Print scores, timings and what costs points; whether every score is at the goal."""
    scores = {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}
    for name, score in scores.items():
        print(f"{name:28} {score:4}")
    for name in TIMINGS:
        print(f"{name:28} {report['audits'][name]['displayValue']}")
    for name in CATEGORIES:
        for ref in report["categories"][name]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"  {name}: {audit['title']} ({audit.get('displayValue', audit['score'])})")
                for item in audit.get("details", {}).get("items", [])[:5]:
                    print(f"    {item.get('node', {}).get('snippet') or item.get('url') or item}")
    return min(scores.values()) >= GOAL


def bound_phone(context: BrowserContext, server: Server) -> None:
    """Leave a browser whose phone is bound, and which has nothing of the app but that."""
    office = Office(server)
    phone = Phone(context, server.origin)
    phone.open()
    phone.bind(office.code_for(office.hire("Andi Rukmini Contoh, S.Sos.")))
    phone.arrive(office)
    phone.lose_the_app()


def main() -> int:
    """Measure once; 0 where every score is at the goal."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "data", ROOT / "static" / "build")
        server.start()
        context = playwright.chromium.launch_persistent_context(
            Path(folder) / "profile",
            executable_path="/usr/bin/chromium",
            chromium_sandbox=False,
            args=[*ARGUMENTS, "--remote-debugging-port=0"],
            permissions=ALLOWED,
            geolocation=HERE,
            timezone_id="Asia/Makassar",
            locale="id-ID",
        )
        try:
            bound_phone(context, server)
            port = int((Path(folder) / "profile" / "DevToolsActivePort").read_text().split()[0])
            return 0 if print_report(lighthouse(server.origin, port)) else 1
        finally:
            context.close()
            server.close()


if __name__ == "__main__":
    sys.exit(main())
