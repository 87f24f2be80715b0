"""How often does the program look for garbage that counting references does not find?

As Python comes, after every 700 new objects: a month of 600 people, read and drawn, took twice as
long for it. Hardly anything of ours refers to itself in a ring, so seldom is enough.
"""

import gc

NEW = 50_000  # objects since the last look: some ten megabytes, were all of them garbage
YOUNG, OLD = 20, 100  # looks at those before one at the older ones


def look_seldom() -> None:
    """Look for garbage after many new objects only. For every command, and the server."""
    gc.set_threshold(NEW, YOUNG, OLD)


def leave_alone() -> None:
    """Look no more at what is there now: code, templates and models stay until the end."""
    gc.collect()
    gc.freeze()
