"""``folded_contains``: text found without accents, capitals, apostrophes or hyphens.

``Partner.objects.filter(name__folded_contains="rhone poulenc")`` finds Rhône-Poulenc. Both sides go
through ``fold_for_lookup``, a function of the database (migration 0002). The place of a text in
another is asked for, not a pattern: ``%`` and ``_`` mean themselves.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Lookup

LOOKUP = "folded_contains"


@models.CharField.register_lookup
@models.TextField.register_lookup
@ArrayField.register_lookup
class FoldedContains(Lookup):
    lookup_name = LOOKUP
    prepare_rhs = False  # a piece of text, whatever the column holds

    def as_sql(self, compiler, connection):
        text, text_params = self.process_lhs(compiler, connection)
        wanted, wanted_params = self.process_rhs(compiler, connection)
        if isinstance(self.lhs.output_field, ArrayField):
            text = f"array_to_string({text}, ' ')"
        sql = f"strpos(fold_for_lookup({text}), fold_for_lookup({wanted})) > 0"
        return sql, [*text_params, *wanted_params]
