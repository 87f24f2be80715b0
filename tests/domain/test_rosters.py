"""Is a roster read as it was written, and refused in words where it cannot be read?"""

from datetime import date, timedelta

import pytest

from web.domain.hours import parse_hours
from web.domain.rosters import BadRoster, code_of, night_words, read_csv, repeat, write_csv

DATES = [date(2030, 1, 1) + timedelta(days=n) for n in range(5)]
NIP = "199203152015031002"


def test_a_pattern_repeats_over_the_dates():
    assert list(repeat("p p, S-L", DATES).values()) == ["P", "P", "S", "L", "P"]


@pytest.mark.parametrize("text", ["", " , ", "P ? S", "TERLALU", "P " * 63])
def test_what_is_no_pattern_is_refused(text: str):
    with pytest.raises(BadRoster):
        repeat(text, DATES)


@pytest.mark.parametrize(
    ("text", "code"), [(" m ", "M"), ("", ""), ("-", "L"), ("–", "L"), ("P12", "P12")]
)
def test_a_cell_is_a_code_free_or_empty(text: str, code: str):
    assert code_of(text) == code


def test_a_file_reads_back_with_eighteen_digits_and_without_formulas():
    codes = {(NIP, DATES[0]): "P", (NIP, DATES[4]): "L"}

    text = write_csv(DATES, [(NIP, "=HYPERLINK()")], codes)

    assert f"'{NIP},'=HYPERLINK()" in text
    assert read_csv(text.encode()) == codes


def test_a_file_that_a_spreadsheet_saved_again_is_read():
    saved = f"\ufeffNIP;Nama;01/01/2030;2030-01-02\r\n{NIP[:8]} {NIP[8:]};A;m;\r\n;;;\r\n"

    assert read_csv(saved.encode()) == {(NIP, DATES[0]): "M"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nama\n", "Baris pertama"),
        ("nip,nama,besok\n", "bukan tanggal"),
        ("nip,nama,2030-01-01\n1.99E+17,A,P\n", "Excel"),
        ("nip,nama,2030-01-01\n1,A,???\n", "Baris 2"),
        ("nip,nama\n" + "1,A\n" * 2001, "Paling banyak"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, words: str):
    with pytest.raises(BadRoster, match=words):
        read_csv(text.encode())


def test_a_night_says_to_which_day_it_belongs():
    assert "Selasa pukul 07.30" in night_words(parse_hours(["21:00", "07:30"]), "Malam")
    assert night_words(parse_hours(["07:30", "14:00"]), "Pagi") == ""
