"""What goes wrong around the program rather than in it: a full disk, a busy port, no database."""


class Problem(Exception):
    """One sentence for the person at the keyboard; ``manage.py`` prints it, and no traceback."""
