"""Which days does a workbook name? Read into the same rows as a CSV file of the calendar."""

import io

from web.domain.calendar import Day
from web.domain.calendar_csv import COLUMNS, BadFile, checked, read_day
from web.domain.import_columns import Column, Kind
from web.domain.import_headings import recognise
from web.domain.import_table import WHY, BadTable
from web.services.import_files import read_table

DAYS = Kind(
    "calendar", "Kalender", tuple(Column(one, one, (), "", required=True) for one in COLUMNS)
)


def is_workbook(content: bytes) -> bool:
    """Whether a file says of itself that it is one (a ZIP archive)."""
    return content.startswith(b"PK")


def read_workbook(content: bytes) -> list[Day]:
    """The days of the sheet that has the columns tanggal, jenis and nama. It takes its time.

    Raises:
        BadFile: it cannot be read, or a row is wrong.
    """
    try:
        table = read_table(io.BytesIO(content), DAYS)
    except BadTable as error:
        raise BadFile(str(error)) from error
    places = recognise(DAYS, table.headings)
    missing = [name for name in COLUMNS if name not in places]
    if missing:
        raise BadFile(f"Kolom {', '.join(missing)} tidak ada.")
    days, wrong = [], []
    for row in table.rows:
        faults = [f"{one} {WHY[row.faults[at]]}." for one, at in places.items() if at in row.faults]
        try:
            if faults:
                raise BadFile(*faults)
            days.append(read_day(*(row.cell(places[name]) for name in COLUMNS)))
        except BadFile as error:
            wrong += [f"Baris {row.number}: {one}" for one in error.sentences]
    return checked(days, wrong)
