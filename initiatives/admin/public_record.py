"""The guard of the public record: what an analyst saves never changes what the world reads.

Rows of a published entry are closed to analysts where they are shown (``entries``). This catches
every other way there: the name of a public partner, the title of a cited article, a market remark
(public as soon as it is saved), a passage moved from here to there.
"""

from contextlib import contextmanager

from django.db import connection
from django.utils.translation import gettext as _

from sources.admin.desk import SAFEGUARDS
from sources.admin.refusals import Refusal

from .entries import PUBLISH

# How many lines this transaction has added to the change feed, and how many statements of no entry
# (which the feed does not tell of) it has written. The counter of the publications will not do: it
# moves for statements of SQL that change nothing, and for other people's work.
_WRITTEN = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables
WHERE relname IN ('initiatives_publishedchange', 'initiatives_publishedstatement')
"""


@contextmanager
def public_record(request):
    """Raises ``Refusal`` when somebody who may not publish has changed a published row.

    ``request.is_verification``: what changed is the day on which somebody read the sources again,
    and whoever works on entries may say so (``verifying``).
    """
    if request.user.has_perm(PUBLISH):
        yield
        return
    before = _written()
    yield
    if _written() != before and not getattr(request, "is_verification", False):
        raise Refusal([_("This changes what the public reads, so only an Editor may save it.")])


def _written() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        return cursor.fetchone()[0]


SAFEGUARDS.append(public_record)
