"""What still keeps an entry from being public, told while it is being typed.

The page posts the whole form as it stands; the admin's own save runs in a transaction that is
always rolled back, the gate looks at the rows it wrote, and nothing remains of it.
"""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sources.admin.refusals import Refusal, database_refusals
from sources.audit import check_constraints_now

from ..models import Initiative
from ..revisions import aggregate
from ..revisions.gate import Reason, reasons_against
from ..revisions.sandbox import sandbox
from . import sections
from .pending import at_stake, wait_briefly


@dataclass
class Point:
    """A sentence of the list, and the ``id`` on the page of what it is about, or nothing."""

    sentence: str
    anchor: str = ""


@dataclass
class Readiness:
    """``errors`` counts what the form refuses; ``points`` are those, or the gate's reasons."""

    headline: str
    errors: int
    points: list[Point]

    @property
    def is_ready(self) -> bool:
        return not self.points

    def as_json(self) -> dict:
        reasons = [vars(point) for point in self.points]
        return {"headline": self.headline, "errors": self.errors, "reasons": reasons}


class Tried(Exception):
    """Ends a save that was only tried, and takes its answer out of it."""

    def __init__(self, readiness: Readiness):
        super().__init__(readiness.headline)
        self.readiness = readiness


class TellsReadiness:
    """For ``InitiativeAdmin``: the list on the page, and the view that keeps it up to date."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.readiness_view))
        own = [
            path("add/readiness/", view, name="initiatives_initiative_add_readiness"),
            path("<path:object_id>/readiness/", view, name="initiatives_initiative_readiness"),
        ]
        return [*own, *super().get_urls()]

    def readiness_view(self, request, object_id=None):
        """Answers ``{headline, errors, reasons: [{sentence, anchor}]}``. Writes nothing."""
        entry = None
        if object_id is not None:
            entry = self.get_object(request, unquote(object_id))
            if entry is None:
                raise Http404
        request.only_trying = True
        try:
            with database_refusals(), sandbox():
                wait_briefly()  # somebody's real save goes first
                if entry is not None:
                    stake = at_stake(entry, request.user)
                    if stake.revision is not None:
                        aggregate.apply_what_fits(entry.pk, stake.revision.document)
                admin.ModelAdmin.changeform_view(self, request, object_id)
        except Tried as tried:
            return JsonResponse(tried.readiness.as_json())
        except Refusal as refusal:
            points = [Point(reason) for reason in refusal.reasons]
            return JsonResponse(_readiness(request.user, entry, mistakes=points).as_json())
        raise AssertionError("A save that was only tried went through.")

    def save_related(self, request, form, formsets, change):
        if not getattr(request, "only_trying", False):
            super().save_related(request, form, formsets, change)
            return
        admin.ModelAdmin.save_related(self, request, form, formsets, change)
        check_constraints_now()
        entry = form.instance
        places = {
            (row.instance._meta.model_name, row.instance.pk): row.prefix
            for formset in formsets
            for row in formset.forms
        }
        reasons = reasons_against([entry])[entry.pk]
        raise Tried(_readiness(request.user, entry, points=_placed(reasons, places)))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if getattr(request, "only_trying", False):
            points = _mistakes(context["adminform"].form, context["inline_admin_formsets"])
            raise Tried(_readiness(request.user, obj, mistakes=points))
        shown = sections.shown(context["adminform"], context["inline_admin_formsets"])
        may_change = kwargs.get("add") or self.has_change_permission(request, obj)
        context |= {
            "sections": shown,
            "readiness": self._on_opening(request, context, shown, obj) if may_change else None,
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _on_opening(self, request, context, shown, obj) -> Readiness:
        form = context["adminform"].form
        if context["errors"]:
            points = _mistakes(form, context["inline_admin_formsets"])
            return _readiness(request.user, obj, mistakes=points)
        reasons = reasons_against([form.instance])[form.instance.pk]
        points = _placed(reasons, sections.anchors(shown))
        return _readiness(request.user, obj, points=points)


def _placed(reasons: list[Reason], places: dict) -> list[Point]:
    points = []
    for reason in reasons:
        anchor = places.get((reason.about, reason.pk)) or sections.place_of(reason.about)
        points.append(Point(str(reason), anchor))
    return points


def _mistakes(form, inline_formsets) -> list[Point]:
    """What the forms refuse, each with its field or row."""
    points = [*_of_form(form, "")]
    for inline in inline_formsets:
        formset = inline.formset
        points += [Point(error, f"{formset.prefix}-group") for error in formset.non_form_errors()]
        for row in formset.forms:
            points += _of_form(row, row.prefix)
    return points


def _of_form(form, anchor: str):
    for name, errors in form.errors.items():
        field = form[name] if name in form.fields else None
        for error in errors:
            if field is None:
                yield Point(error, anchor)
            else:
                sentence = _("%(field)s: %(error)s") % {"field": field.label, "error": error}
                yield Point(sentence, anchor or field.id_for_label)


def _readiness(user, entry, *, mistakes=(), points=()) -> Readiness:
    if mistakes:
        headline = ngettext(
            "%(count)d mistake to correct before it can be saved.",
            "%(count)d mistakes to correct before it can be saved.",
            len(mistakes),
        )
        return Readiness(headline % {"count": len(mistakes)}, len(mistakes), list(mistakes))
    return Readiness(_headline(user, entry, len(points)), 0, list(points))


def _headline(user, entry: Initiative | None, count: int) -> str:
    published = entry is not None and entry.is_published
    if published and not count:
        return _("Nothing keeps your proposal from becoming version %(number)d.") % {
            "number": entry.version + 1
        }
    if published:
        return ngettext(
            "%(count)d thing would keep your proposal from being published.",
            "%(count)d things would keep your proposal from being published.",
            count,
        ) % {"count": count}
    if count:
        return ngettext(
            "%(count)d thing keeps it from being published.",
            "%(count)d things keep it from being published.",
            count,
        ) % {"count": count}
    if user.has_perm("initiatives.publish_initiative"):
        return _("Ready to be published.")
    return _("Ready: an Editor can publish it.")
