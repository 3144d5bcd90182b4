"""Every address of the site: the desk, the API, the public pages in two languages."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from initiatives.views import exports, machines
from sources.admin.written import echo

urlpatterns = [
    path("admin/written/<slug:kind>/", admin.site.admin_view(echo), name="written"),
    path("admin/language/", set_language, name="set_language"),
    path("admin/", include("tracker.accounts.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("tracker.api")),
    path("feeds/", include("initiatives.feeds.urls")),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("exports/index.json", exports.index, name="exports_index"),
    path("exports/<str:snapshot>/<str:name>", exports.file, name="exports_file"),
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    # A public path without a language is a 404 that LocaleMiddleware turns into a redirect.
    *i18n_patterns(path("", include("initiatives.urls"))),
]

handler400 = "initiatives.views.errors.bad_request"
handler403 = "initiatives.views.errors.permission_denied"
handler404 = "initiatives.views.errors.not_found"
handler500 = "initiatives.views.errors.server_error"
