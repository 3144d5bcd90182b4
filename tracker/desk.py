"""The desk's site: Django's admin with a dashboard in front and its lists arranged for people."""

from functools import wraps

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.urls import reverse


class Desk(AdminSite):
    index_template = "admin/index.html"

    def each_context(self, request):
        # The login page has a ``site_name`` of Django's own, the host.
        return {**super().each_context(request), "desk_name": settings.SITE_NAME}

    def get_app_list(self, request, app_label=None):
        from initiatives.admin.dashboard import arranged  # models are not loaded before the site

        if app_label:
            return super().get_app_list(request, app_label)
        # Not Django's list of them: that is sorted by names, each translated anew whenever it is
        # compared, which took a fifth of a page's time; and arranged otherwise right after.
        apps = self._build_app_dict(request).values()
        return arranged(apps, reverse(f"{self.name}:index"))

    def admin_view(self, view, cacheable=False):
        """Opening a page of the desk, once logged in, publishes what is due before it is drawn."""
        from initiatives.revisions.due import publish_in_passing

        @wraps(view)
        def with_what_is_due(request, *args, **kwargs):
            if request.method == "GET":
                publish_in_passing()
            return view(request, *args, **kwargs)

        return super().admin_view(with_what_is_due, cacheable)

    def index(self, request, extra_context=None):
        from initiatives.admin.dashboard import queues, timer

        context = {"queues": queues(request, self), "timer": timer(request, self)}
        return super().index(request, {**context, **(extra_context or {})})

    def app_index(self, request, app_label, extra_context=None):
        """Lists are arranged by what they are about, on the first page; not by package."""
        return HttpResponseRedirect(reverse(f"{self.name}:index"))
