"""How do the cells of an exported workbook look? Colours say nothing that a code does not say."""

from typing import Any

COLOURS = {
    "free": "#E3E6EA",
    "named": "#F6D9D5",
    "doubt": "#FFF1CC",
    "bad": "#F4B8B0",
    "head": "#DCE6F1",
}


def styles_of(book: Any) -> dict[str, Any]:
    """The formats of a workbook by name."""
    grid = {"border": 1, "border_color": "#9AA3AD", "valign": "vcenter", "font_size": 9}
    middle = grid | {"align": "center", "text_wrap": True}
    looks: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "line": {"font_size": 10},
        "wrapped": {"font_size": 10, "text_wrap": True, "valign": "top"},
        "bold": {"bold": True, "font_size": 10},
        "head": middle | {"bold": True, "bg_color": COLOURS["head"]},
        "turned": middle | {"bold": True, "bg_color": COLOURS["head"], "rotation": 90},
        "text": grid | {"text_wrap": True, "num_format": "@"},
        "single": grid | {"shrink": True, "num_format": "@"},
        "count": grid | {"align": "right", "num_format": "0"},
        "percent": grid | {"align": "right", "num_format": "0.00%"},
        "date": grid | {"num_format": "dd/mm/yyyy", "align": "center"},
        "moment": grid | {"num_format": "dd/mm/yyyy hh:mm", "align": "center"},
        "code": middle,
        "sum": grid | {"align": "right", "bold": True, "num_format": "0", "top": 2},
    }
    for name in ("free", "named", "doubt", "bad"):
        looks[name] = middle | {"bg_color": COLOURS[name]}
        looks[f"head-{name}"] = looks["head"] | {"bg_color": COLOURS[name]}
    return {name: book.add_format(look) for name, look in looks.items()}
