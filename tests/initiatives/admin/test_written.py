"""Amounts, figures and dates typed in words at the desk: understood, told, or refused in words."""

import pytest
from django.forms import modelform_factory
from django.urls import reverse
from django.utils.translation import override

from initiatives.admin.forms import InvestmentForm, MetricForm, StatementForm
from initiatives.models import (
    Initiative,
    InitiativeDate,
    Investment,
    LifecycleStatus,
    Metric,
    Milestone,
    Participation,
    Partner,
    Statement,
)
from sources.admin.forms import DeskForm
from sources.admin.written import WrittenDateField
from sources.fields import FuzzyDateField
from sources.models import SourceArticle
from sources.written import read_amount, read_date
from sources.written.wording import bounds_as_typed, date_in_words

from ...factories import make_editor, make_initiative, make_investment, make_metric
from ...pages import text_of
from .desk import address, errors, said, save, typed

ROW = {
    "kind": "fund",
    "disclosure": "not-mentioned",
    "currency": "",
    "qualifier": "exact",
    "period": "once",
    "recipient_kind": "self",
    "investor_share_disclosed": "unknown",
    "position": "0",
}
FIGURE = {"name_fr": "surface", "name_en": "area", "nature": "achieved", "position": "0"}


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


def add(desk, **fields):
    """Save a new investment row of a new entry, and follow to the page that tells."""
    return save(desk, Initiative, title="39BIS", add_row={"investments": {**ROW, **fields}})


def messages_after(desk):
    return said(desk.get(address(Initiative, "changelist")))


# ── Understood, and told ─────────────────────────────────────────────────────────────────────────


def test_an_amount_in_words_is_stored_in_digits(desk):
    add(desk, amount="2,2 à 3 milliards €", date="fin 2017")

    row = Investment.objects.get()
    assert (row.amount_min, row.amount_max) == (2_200_000_000, 3_000_000_000)
    assert (row.currency, row.qualifier, row.disclosure) == ("EUR", "range", "disclosed")
    assert row.date == "2017-10/2017-12"


def test_what_was_understood_is_told_after_the_save(desk):
    add(desk, amount="2,2 à 3 milliards €", date="fin 2017")

    told = messages_after(desk)
    assert "Amount “2,2 à 3 milliards €” read as €2,200,000,000 to €3,000,000,000." in told
    assert "With an amount, the disclosure is now “disclosed”." in told
    assert "Date “fin 2017” read as between October 2017 and December 2017." in told


def test_what_is_already_as_it_is_stored_is_not_told(desk):
    add(desk, amount="500000", date="2017-12", currency="EUR", disclosure="disclosed")

    assert "read as" not in messages_after(desk)


def test_a_dollar_alone_is_told_to_be_american(desk):
    add(desk, amount="55 M$")

    assert "read as US$55,000,000. “$” is read as US dollars." in messages_after(desk)


def test_a_dollar_follows_the_currency_chosen(desk):
    add(desk, amount="55 M$", currency="CAD")

    assert Investment.objects.get().currency == "CAD"


def test_the_text_may_say_the_qualifier_and_the_period(desk):
    add(desk, amount="environ 3 M€ par an")

    row = Investment.objects.get()
    assert (row.qualifier, row.period) == ("about", "per-year")


def test_an_amount_taken_away_takes_its_currency_and_that_is_told(desk):
    entry = make_initiative()
    make_investment(initiative=entry)

    save(desk, entry, **{"investments-0-amount": "", "investments-0-disclosure": "not-mentioned"})

    row = entry.investments.get()
    assert (row.amount_min, row.currency) == (None, "")
    assert "The currency EUR went with the amount." in messages_after(desk)


def test_a_figure_says_its_unit_and_qualifier(desk):
    row = {**FIGURE, "figure": "près de 2 500 m²"}

    save(desk, Initiative, title="39BIS", add_row={"metrics": row})

    metric = Metric.objects.get()
    assert (metric.value_min, metric.unit, metric.qualifier) == (2500, "m2", "nearly")


# ── Refused, in words, with the typing kept ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"amount": "500 000"}, "In which currency?", id="no-currency"),
        pytest.param({"amount": "¥ 3 millions"}, "This can be JPY or CNY", id="two-currencies"),
        pytest.param(
            {"amount": "3 M€", "currency": "USD"},
            "The amount says EUR and the currency says USD",
            id="another-currency",
        ),
        pytest.param(
            {"amount": "environ 3 M€", "qualifier": "at-least"},
            "The amount says “about” and this says “at least”",
            id="another-qualifier",
        ),
        pytest.param(
            {"amount": "3 M€", "qualifier": "range"}, "A range has two bounds", id="half-a-range"
        ),
        pytest.param(
            {"amount": "3 M€", "disclosure": "explicitly-withheld"},
            "the disclosure says “explicitly withheld”",
            id="withheld",
        ),
        pytest.param(
            {"amount": "", "disclosure": "disclosed"},
            "The disclosure says “disclosed”: write the amount",
            id="disclosed-without",
        ),
        pytest.param(
            {"amount": "", "currency": "EUR"}, "A currency is chosen", id="currency-without"
        ),
        pytest.param({"amount": "1.500 €"}, "can be read 1\xa0500 or 1.5", id="two-readings"),
        pytest.param({"date": "4/12/2017"}, "4 December 2017 or 12 April 2017", id="two-dates"),
    ],
)
def test_what_is_in_doubt_is_refused_and_stays_typed(desk, fields, sentence):
    response = add(desk, **fields)

    assert sentence in errors(response)
    kept = typed(response)
    assert all(kept[f"investments-0-{name}"] == value for name, value in fields.items())
    assert not Investment.objects.exists()


def test_an_amount_stays_while_its_disclosure_says_it_is_not_mentioned(desk):
    entry = make_initiative()
    make_investment(initiative=entry)

    response = save(desk, entry, **{"investments-0-disclosure": "not-mentioned"})

    assert "the disclosure says “not mentioned”" in errors(response)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"figure": "170", "unit": ""}, "In which unit?"),
        ({"figure": "170 m²", "unit": "people"}, "The figure says “m²” and this says “people”"),
        ({"figure": "at least 170", "unit": "m2"}, "kept as about, nearly, more than or up to"),
        ({"figure": "3 M€", "unit": "m2"}, "“m” may be metres"),
        ({"figure": "", "unit": "m2"}, "A figure needs its value"),
    ],
)
def test_a_figure_in_doubt_is_refused(desk, fields, sentence):
    response = save(desk, Initiative, title="39BIS", add_row={"metrics": {**FIGURE, **fields}})

    assert sentence in errors(response)


def test_a_list_says_dates_in_words(desk):
    make_investment(date="2017-12")

    assert "December 2017" in text_of(desk.get(address(Investment, "changelist")))


# ── While typing ─────────────────────────────────────────────────────────────────────────────────


def ask(client, kind, **parameters):
    return client.get(reverse("written", args=[kind]), parameters)


def test_the_echo_reads_the_text_with_the_fields_beside_it(desk):
    answer = ask(desk, "amount", text="55 M", currency="USD", qualifier="about").json()

    assert answer == {"ok": True, "read": "about US$55,000,000", "notes": []}


def test_the_echo_says_why_not(desk):
    answer = ask(desk, "date", text="30 février 2017").json()

    assert answer == {"ok": False, "reason": "February 2017 has no day 30."}


def test_the_echo_has_nothing_to_say_of_nothing(desk):
    assert ask(desk, "figure", text=" ").json() == {"ok": True, "read": "", "notes": []}


def test_the_echo_knows_no_other_kind(desk):
    assert ask(desk, "colour", text="red").status_code == 404


def test_the_echo_is_for_the_desk_alone(client, db):
    assert ask(client, "date", text="2017").status_code == 302


# ── Untouched ────────────────────────────────────────────────────────────────────────────────────


def form_of(form, model, fields):
    return modelform_factory(
        model,
        form=form,
        fields=fields,
        formfield_callback=lambda column, **kwargs: (
            column.formfield(form_class=WrittenDateField)
            if isinstance(column, FuzzyDateField)
            else column.formfield(**kwargs)
        ),
    )


def changes(form, row, shown_in, posted_in) -> list[str]:
    """What a form reports as changed when it is posted as it was shown."""
    with override(shown_in):
        shown = form(instance=row)
        data = {name: shown[name].value() for name in shown.fields}
    with override(posted_in):
        return form(instance=row, data=data).changed_data


@pytest.mark.parametrize("posted_in", ["fr", "en"])
@pytest.mark.parametrize("shown_in", ["fr", "en"])
def test_an_untouched_amount_has_not_changed_whatever_the_language(db, shown_in, posted_in):
    row = make_investment(amount_min="500000.00", amount_max="2000000.50", qualifier="range")

    form = form_of(InvestmentForm, Investment, ["amount"])

    assert changes(form, row, shown_in, posted_in) == []


def test_a_figure_rewritten_has_changed(db):
    row = make_metric()
    row.refresh_from_db()

    form = form_of(MetricForm, Metric, ["figure"])(instance=row, data={"figure": "171"})

    assert "figure" in form.changed_data


# ── The real dataset, as it would come back ──────────────────────────────────────────────────────


def _with_dates(model, *also):
    dates = [field.name for field in model._meta.fields if isinstance(field, FuzzyDateField)]
    return model, [*also, *dates]


REAL = [
    (InvestmentForm, *_with_dates(Investment, "amount", "currency", "qualifier", "period")),
    (MetricForm, *_with_dates(Metric, "figure", "unit", "qualifier")),
    (StatementForm, *_with_dates(Statement, "figure", "unit", "qualifier")),
    (DeskForm, *_with_dates(Milestone)),
    (DeskForm, *_with_dates(Participation)),
    (DeskForm, *_with_dates(LifecycleStatus)),
    (DeskForm, *_with_dates(InitiativeDate)),
    (DeskForm, *_with_dates(Initiative)),
    (DeskForm, *_with_dates(Partner)),
    (DeskForm, *_with_dates(SourceArticle)),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("dataset")
@pytest.mark.parametrize(("shown_in", "posted_in"), [("fr", "fr"), ("en", "en"), ("en", "fr")])
@pytest.mark.parametrize(("form", "model", "fields"), REAL)
def test_every_stored_value_comes_back_unchanged(form, model, fields, shown_in, posted_in):
    form = form_of(form, model, fields)

    changed = {
        row.pk: names
        for row in model._default_manager.all()
        if (names := changes(form, row, shown_in, posted_in))
    }

    assert changed == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("dataset")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_stored_amount_written_afresh_reads_the_same(language):
    with override(language):
        for row in Investment.objects.exclude(amount_min=None):
            read = read_amount(bounds_as_typed(row.amount_min, row.amount_max))

            assert (read.minimum, read.maximum) == (row.amount_min, row.amount_max)


@pytest.mark.django_db
@pytest.mark.usefixtures("dataset")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("form", "model", "fields"), REAL)
def test_every_stored_date_in_words_reads_the_same(form, model, fields, language):
    with override(language):
        for name in fields:
            if isinstance(_column(model, name), FuzzyDateField):
                for edtf in model._default_manager.values_list(name, flat=True).distinct():
                    if edtf and "T" not in edtf:
                        assert read_date(date_in_words(edtf)) == edtf


@pytest.mark.django_db
@pytest.mark.usefixtures("dataset")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_real_entry_posted_as_it_was_shown_makes_no_version(client, language):
    client.force_login(make_editor())
    client.cookies["django_language"] = language
    entry = Investment.objects.exclude(amount_min=None).first().initiative

    response = save(client, entry)

    assert response.status_code == 302
    assert entry.versions.count() == 1


def _column(model, name):
    return next((field for field in model._meta.fields if field.name == name), None)
