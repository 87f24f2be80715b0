"""Does anybody stand above themselves?"""

from collections.abc import Mapping

SHOWN = 8  # names of a way round; a longer one is cut in the middle
Rings = Mapping[str, tuple[list[str], int]]  # person → the circle, and their place in it


def circles(above: Mapping[str, str]) -> dict[str, tuple[list[str], int]]:
    """Everybody who stands in a circle of supervisors; not who only stands below one.

    Args:
        above: person → supervisor.
    """
    met: dict[str, int] = {}  # the walk in which somebody was met
    found: dict[str, tuple[list[str], int]] = {}
    for walk, start in enumerate(above):
        path: list[str] = []
        current: str | None = start
        while current is not None and current not in met:
            met[current] = walk
            path.append(current)
            current = above.get(current)
        if current is not None and met[current] == walk:
            ring = path[path.index(current) :]
            found |= {one: (ring, at) for at, one in enumerate(ring)}
    return found


def way_round(rings: Rings, person: str) -> list[str]:
    """From a person up and back to themselves, both ends included; "…" stands for a long rest."""
    ring, at = rings[person]
    way = [*ring[at:], *ring[:at], person]
    return way if len(way) <= SHOWN else [*way[: SHOWN - 2], "…", *way[-2:]]


def depths(above: Mapping[str, str]) -> dict[str, int]:
    """How many stand above each person who has somebody above; of people without circles."""
    found: dict[str, int] = {}
    for start in above:
        path = []
        current = start
        while current in above and current not in found:
            path.append(current)
            current = above[current]
        depth = found.get(current, 0)
        for one in reversed(path):
            depth += 1
            found[one] = depth
    return found
