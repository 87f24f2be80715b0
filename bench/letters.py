"""How long do the enrolment letters of a large agency take as one PDF, and how large is it?

    .venv/bin/python -m bench.letters [--people 600]

Draws invented people with invented codes, without the database.
"""

import argparse
import time
from datetime import UTC, datetime

from web.services.export_letters import Letter, as_pdf


def main() -> None:
    """Draw once."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=600)
    count = parser.parse_args().people
    letters = [
        Letter(
            agency="Dinas Contoh",
            name=f"Pegawai Contoh {number}, S.Sos.",
            nip=f"19850101 201001 1 {number:03}",
            code=f"{number:04}-ABCD",
            issued="Jumat, 27 November 2026",
            until="Jumat, 4 Desember 2026 pukul 07.30 WITA",
        )
        for number in range(count)
    ]
    begun = time.perf_counter()
    made = as_pdf(letters, "https://sikeren.example", lambda _: None, datetime.now(UTC))
    took = time.perf_counter() - begun
    print(f"{count} letters  {took:5.2f} s  {len(made) / 1024:6.0f} KiB")


if __name__ == "__main__":
    main()
