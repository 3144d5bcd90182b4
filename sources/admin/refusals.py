"""``Refusal``: a save or a delete on the desk that is undone, with sentences an analyst can act on.

What the database refuses by itself (a constraint that no form could check) becomes one as well, so
that nothing typed ends in an error page.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import DataError, IntegrityError, OperationalError
from django.utils.translation import gettext as _

# SQLSTATEs: what another transaction is doing at the same moment.
_BUSY = {"40001", "40P01", "55P03"}

# Name of a rule that only the database knows (a trigger, a composite key) -> its sentence.
# The app whose migration makes the rule adds it.
SENTENCES: dict[str, str] = {}


class Refusal(Exception):
    """Raised inside the transaction of a save or a delete; ``reasons`` are shown on the form, at
    ``field`` where they are about one.
    """

    def __init__(self, reasons: list[str], *, field: str | None = None):
        super().__init__(" ".join(reasons))
        self.reasons = reasons
        self.field = field


@contextmanager
def database_refusals() -> Iterator[None]:
    """Turn what the database refuses inside the block into a ``Refusal``."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise Refusal([_sentence(error)]) from error
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) not in _BUSY:
            raise
        raise Refusal(
            [_("Somebody else is saving the same rows. Try again in a moment.")]
        ) from error


def _sentence(error: Exception) -> str:
    diagnostics = getattr(error.__cause__, "diag", None)
    name = getattr(diagnostics, "constraint_name", None) or ""
    if name in SENTENCES:
        return str(SENTENCES[name])
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    if isinstance(error, DataError):
        return _(
            "A value does not fit: too long, too large, or with a character that cannot be kept."
        )
    return _("Another row still needs this one, or is the same: look again and correct it.")
