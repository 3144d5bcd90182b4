"""What the database keeps by itself: claims within their entry, versions for ever, the content counter."""

from django.db import migrations

CLAIMS = ["participation", "investment", "milestone", "metric", "lifecyclestatus"]
PUBLISHED = [
    "initiative",
    "investment",
    "milestone",
    "participation",
    "partner",
    "publisher",
    "redirect",
    "source",
    "statement",
    "theme",
    "version",
]


def same_initiative(claim):
    """A passage under a claim belongs to the claim's entry; checked at commit."""
    column = "lifecycle_status_id" if claim == "lifecyclestatus" else f"{claim}_id"
    return migrations.RunSQL(
        f"""ALTER TABLE initiatives_evidence ADD CONSTRAINT evidence_{claim}_same_initiative
            FOREIGN KEY ({column}, initiative_id) REFERENCES initiatives_{claim} (id, initiative_id)
            DEFERRABLE INITIALLY DEFERRED""",
        f"ALTER TABLE initiatives_evidence DROP CONSTRAINT evidence_{claim}_same_initiative",
    )


# A forecast is realised by an event of the same entry.
SAME_FORECAST = """
ALTER TABLE initiatives_milestone ADD CONSTRAINT milestone_fulfils_same_initiative
FOREIGN KEY (fulfils_id, initiative_id) REFERENCES initiatives_milestone (id, initiative_id)
DEFERRABLE INITIALLY DEFERRED
"""

# Under ctype C the text parser takes ’ « » for letters, and no accent is ever folded: both the text
# that is indexed and the words that are looked for go through this.
FOLD = r"""
CREATE FUNCTION fold_text(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(
    normalize(
        translate(
            replace(replace(replace(replace(words, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'),
            U&'\2018\2019\02BC\00AB\00BB\201C\201D\2039\203A\2013\2014\2026\00A0\202F\00B7\2022\20AC',
            '                 '),
        NFKD),
    U&'[\0300-\036F]', '', 'g');
"""

# Every text is indexed under both languages, so that a word that is excluded is excluded whatever the
# language it stands in; names also as they are, for what no stemmer should touch. Vectors are joined
# end to end: with a gap before each, no phrase is found across two of them.
INDEX = """
CREATE FUNCTION after_gap(words tsvector) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN ts_delete('''|'':5'::tsvector || words, '|');
CREATE FUNCTION index_words(words text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN setweight(
    after_gap(to_tsvector('french'::regconfig, fold_text(words)))
        || after_gap(to_tsvector('english'::regconfig, fold_text(words))),
    weight);
CREATE FUNCTION index_name(words text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN index_words(words, weight)
    || setweight(after_gap(to_tsvector('simple'::regconfig, fold_text(words))), weight);
"""

LINEAGE = """
CREATE FUNCTION partner_lineage(start bigint) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE STRICT AS $$
    WITH RECURSIVE line(id, parent_id, slug) AS (
        SELECT id, parent_id, slug FROM initiatives_partner WHERE id = start
        UNION
        SELECT up.id, up.parent_id, up.slug FROM initiatives_partner up JOIN line ON up.id = line.parent_id
    )
    SELECT array_agg(slug::text ORDER BY slug) FROM line
$$;
CREATE FUNCTION theme_lineage(start bigint) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE STRICT AS $$
    WITH RECURSIVE line(id, parent_id, slug) AS (
        SELECT id, parent_id, slug FROM initiatives_theme WHERE id = start
        UNION
        SELECT up.id, up.parent_id, up.slug FROM initiatives_theme up JOIN line ON up.id = line.parent_id
    )
    SELECT array_agg(slug::text ORDER BY slug) FROM line
$$;
"""

# The counter starts from the clock, so that an entity tag of a database thrown away never comes back.
COUNTER = """
CREATE FUNCTION move_publication_counter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO initiatives_publicationcounter (id, value)
    VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
    ON CONFLICT (id) DO UPDATE SET value = initiatives_publicationcounter.value + 1;
    RETURN NULL;
END $$;
INSERT INTO initiatives_publicationcounter (id, value)
VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
"""

IMMUTABLE_VERSIONS = """
CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A published version is kept as it was: it cannot be changed or deleted.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'publishedversion_immutable';
END $$;
CREATE TRIGGER publishedversion_immutable BEFORE UPDATE OR DELETE ON initiatives_publishedversion
FOR EACH ROW EXECUTE FUNCTION refuse_version_change();
"""

# A reader who followed a footnote must find the same words: a passage that a published entry uses
# is corrected by adding another and linking that one.
IMMUTABLE_PASSAGES = """
CREATE FUNCTION refuse_passage_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM initiatives_evidence link JOIN initiatives_initiative entry ON entry.id = link.initiative_id
        WHERE link.citation_id = OLD.id AND entry.state = 'published'
    ) THEN
        RAISE EXCEPTION 'A published entry uses this passage: add a new passage and link that one instead.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_in_use_immutable';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER citation_in_use_immutable BEFORE UPDATE ON sources_citation
FOR EACH ROW WHEN (
    (OLD.article_id, OLD.locator, OLD.paraphrase_fr, OLD.paraphrase_en, OLD.quote)
    IS DISTINCT FROM (NEW.article_id, NEW.locator, NEW.paraphrase_fr, NEW.paraphrase_en, NEW.quote)
) EXECUTE FUNCTION refuse_passage_change();
"""


def counted(table):
    return migrations.RunSQL(
        f"""CREATE TRIGGER published{table}_counted
            AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON initiatives_published{table}
            FOR EACH STATEMENT EXECUTE FUNCTION move_publication_counter()""",
        f"DROP TRIGGER published{table}_counted ON initiatives_published{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_initial"), ("sources", "0001_initial")]

    operations = [
        *[same_initiative(claim) for claim in CLAIMS],
        migrations.RunSQL(
            SAME_FORECAST,
            "ALTER TABLE initiatives_milestone DROP CONSTRAINT milestone_fulfils_same_initiative",
        ),
        migrations.RunSQL(FOLD, "DROP FUNCTION fold_text(text)"),
        migrations.RunSQL(
            INDEX,
            'DROP FUNCTION index_name(text, "char"); DROP FUNCTION index_words(text, "char");'
            "DROP FUNCTION after_gap(tsvector)",
        ),
        migrations.RunSQL(
            LINEAGE, "DROP FUNCTION partner_lineage(bigint); DROP FUNCTION theme_lineage(bigint)"
        ),
        migrations.RunSQL(COUNTER, "DROP FUNCTION move_publication_counter()"),
        *[counted(table) for table in PUBLISHED],
        migrations.RunSQL(
            IMMUTABLE_VERSIONS,
            "DROP TRIGGER publishedversion_immutable ON initiatives_publishedversion;"
            "DROP FUNCTION refuse_version_change()",
        ),
        migrations.RunSQL(
            IMMUTABLE_PASSAGES,
            "DROP TRIGGER citation_in_use_immutable ON sources_citation; DROP FUNCTION refuse_passage_change()",
        ),
    ]
