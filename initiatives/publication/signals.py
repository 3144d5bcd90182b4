"""``entries_written``: published entries became other than they were, in the open transaction.

``keys`` are their primary keys. For what is made of published entries beside them, by packages that
read the publication and that it does not know.
"""

from django.dispatch import Signal

entries_written = Signal()
