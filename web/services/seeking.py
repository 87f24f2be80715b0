"""Which people, agencies or letters match what was typed? The same on either database.

SQLite lowers ASCII only and knows no `translate`, so it calls `fold` of domain/seeking.py, which
our client gives it (`audit_client`); PostgreSQL does the same by itself.
"""

from typing import Any

from tortoise import Tortoise
from tortoise.expressions import Q, RawSQL
from tortoise.queryset import QuerySet

from web.domain.seeking import ACCENTED, DROPPED, PLAIN, SPLITS, number, words
from web.models import Employee


def folded(column: str) -> str:
    """The expression of a column (as SQL, from our own sources) as `fold` has it."""
    if Tortoise.get_connection("default").capabilities.dialect == "sqlite":
        return f"fold({column})"
    seen = ACCENTED + ACCENTED.upper() + SPLITS + DROPPED  # a C locale lowers ASCII only
    told = PLAIN * 2 + " " * len(SPLITS)
    return f"translate(lower({column}), '{seen.replace(chr(39), chr(39) * 2)}', '{told}')"


def named(found: QuerySet[Any], text: str, column: str = '"employee"."name"') -> QuerySet[Any]:
    """Those whose name, a column of the query's own table, has every word of a text."""
    found = found.annotate(folded=RawSQL(folded(column)))
    return found.filter(*(Q(folded__contains=word) for word in words(text)))


def people(found: QuerySet[Employee], text: str) -> QuerySet[Employee]:
    """Those of some people whose name has every word of a text, or whose NIP has its letters."""
    if not text.strip():
        return found
    named_so = Q(*(Q(folded__contains=word) for word in words(text)))
    numbered = Q(nip__icontains=number(text))
    found = found.annotate(folded=RawSQL(folded('"employee"."name"')))
    return found.filter(named_so | numbered if words(text) else numbered)


def condition(text: str, name: str = "e.name", nip: str = "e.nip") -> tuple[str, list[str]]:
    """The same of people as a condition of a statement of ours, with its values."""
    parts = [f"{folded(name)} LIKE ? ESCAPE '!'" for _ in words(text)]
    numbered = f"LOWER({nip}) LIKE ? ESCAPE '!'"
    values = [_like(word) for word in words(text)] + [_like(number(text).lower())]
    named_so = f"({' AND '.join(parts)}) OR " if parts else ""
    return f"({named_so}{numbered})", values


def _like(text: str) -> str:
    for sign in "!%_":
        text = text.replace(sign, f"!{sign}")
    return f"%{text}%"
