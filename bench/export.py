"""How long does the recap of a large agency take as a file, and how large is it?

    .venv/bin/python -m bench.export [--people 600]

Writes November 2026 of invented people with every code, without the database: what folding and
reading take is measured by bench.recap.
"""

import argparse
import time

from tests.services.recap_rows import sheet_of, unheard
from web.domain.recap_data import as_csv, as_json
from web.services.export_pdf import as_pdf
from web.services.export_xlsx import as_xlsx

WRITERS = {"XLSX": as_xlsx, "PDF": as_pdf, "CSV": as_csv, "JSON": as_json}


def main() -> None:
    """Every format once."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=600)
    sheet = sheet_of(parser.parse_args().people)
    for label, write in WRITERS.items():
        begun = time.perf_counter()
        made = write(sheet, unheard)
        took = time.perf_counter() - begun
        print(f"{label:5} {len(sheet.rows)} people  {took:5.2f} s  {len(made) / 1024:6.0f} KiB")


if __name__ == "__main__":
    main()
