"""What a person does at the desk: open a page, change what it shows, post it."""

from django.forms import MultiWidget, NullBooleanSelect
from django.urls import reverse


def address(row_or_model, page: str, *args) -> str:
    """``admin:<app>_<model>_<page>``; a row adds its own key."""
    meta = row_or_model._meta
    key = (
        ()
        if isinstance(row_or_model, type) or page in ("add", "changelist")
        else (row_or_model.pk,)
    )
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[*key, *args])


def typed(response) -> dict:
    """What the browser would post back if nobody touched the form of ``response``."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            data.update(_posted(field))
    return data


def _posted(field) -> dict:
    value = field.value()
    widget = getattr(field.field.widget, "widget", field.field.widget)
    if isinstance(widget, MultiWidget):
        parts = widget.decompress(value)
        return {
            f"{field.html_name}_{n}": "" if part is None else part for n, part in enumerate(parts)
        }
    if isinstance(widget, NullBooleanSelect):
        return {field.html_name: "unknown" if value is None else value}
    if value is False or (value is None and getattr(widget, "allow_multiple_selected", False)):
        return {}
    if value is None:
        return {field.html_name: ""}
    value = field.field.prepare_value(value)
    if isinstance(value, (list, tuple)):
        return {field.html_name: [str(getattr(each, "pk", each)) for each in value]}
    return {field.html_name: getattr(value, "pk", value)}


def save(client, row_or_model, *, add_row=None, **changes):
    """Open the row's page, change fields by their form names, save; the response of the save.

    ``add_row={"investments": {...}}`` fills a new inline row of that formset.
    """
    adding = isinstance(row_or_model, type)
    url = address(row_or_model, "add" if adding else "change")
    data = typed(client.get(url)) | changes
    for prefix, fields in (add_row or {}).items():
        number = int(data[f"{prefix}-TOTAL_FORMS"])
        data[f"{prefix}-TOTAL_FORMS"] = number + 1
        data |= {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    return client.post(url, {name: value for name, value in data.items() if value is not None})


def errors(response) -> str:
    """Every sentence of refusal on the page."""
    return " ".join(str(message) for message in response.context["errors"])


def said(response) -> str:
    """The messages at the top of the page."""
    return " ".join(str(message) for message in response.context["messages"])


# ── What is typed into new rows ──────────────────────────────────────────────────────────────────

INVESTMENT = {
    "kind": "capital-expenditure",
    "disclosure": "disclosed",
    "amount": "7",
    "currency": "EUR",
    "qualifier": "exact",
    "period": "once",
    "recipient_kind": "self",
    "investor_share_disclosed": "unknown",
    "position": "0",
}
HALF_A_MILLION = {**INVESTMENT, "amount": "500 000"}
MEMBER = {"role": "member", "stated": "explicit", "position": "5"}
