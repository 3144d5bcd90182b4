"""Who relies on a row of evidence.

``sources`` knows no claims: whoever makes them from its rows answers ``uses_asked``.
"""

from django.db.models import Model
from django.dispatch import Signal

# Sent with ``instance``; a receiver answers with the names of what the world reads and rests on it.
uses_asked = Signal()


def public_uses(instance: Model) -> list[str]:
    """The published entries and other public rows that rest on ``instance``, by name, each once."""
    answers = uses_asked.send(sender=type(instance), instance=instance)
    return sorted({name for _receiver, names in answers for name in names})
