"""How does the program serve an older release's phone app? With that release's own templates.

Usage: older.py TEMPLATES serve …; all else is the program as it is now.
"""

import sys

from jinja2 import FileSystemLoader

from web import templating
from web.cli import main

if __name__ == "__main__":
    older = sys.argv.pop(1)
    templating.FileSystemLoader = lambda ours: FileSystemLoader([older, ours])  # type: ignore[misc, assignment]
    main()
