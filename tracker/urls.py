"""Every address of the site: the desk, the API, the public pages in two languages."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from initiatives.views import machines

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("tracker.api")),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    # A public path without a language is a 404 that LocaleMiddleware turns into a redirect.
    *i18n_patterns(path("", include("initiatives.urls"))),
]

handler400 = "initiatives.views.errors.bad_request"
handler403 = "initiatives.views.errors.permission_denied"
handler404 = "initiatives.views.errors.not_found"
handler500 = "initiatives.views.errors.server_error"
