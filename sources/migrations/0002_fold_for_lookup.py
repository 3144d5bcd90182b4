"""How the desk compares what is typed with what is stored (``sources.folding``)."""

from django.db import migrations

# Not ``fold_text``, which ``initiatives`` makes for its search index and which keeps capitals and
# the typewriter's apostrophe. Under ctype C ``lower`` knows ASCII alone, so it comes after the
# accents have gone.
FOLD = r"""
CREATE FUNCTION fold_for_lookup(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN btrim(regexp_replace(
    lower(regexp_replace(
        normalize(
            replace(replace(replace(replace(replace(words, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'),
            NFKD),
        U&'[\0300-\036F]', '', 'g')),
    U&'[\0020\00A0\202F\0027\2018\2019\02BC\0060\00B4\2010-\2015\00AB\00BB\201C\201D\2039\203A\002D]+', ' ', 'g'));
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]

    operations = [migrations.RunSQL(FOLD, "DROP FUNCTION fold_for_lookup(text)")]
