"""The addresses under /api/: version 1, its description, and the page that shows it."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from initiatives.api import documentation, views

router = SimpleRouter()
router.register("initiatives", views.InitiativeViewSet, "initiatives")
router.register("partners", views.PartnerViewSet, "partners")
router.register("investments", views.InvestmentViewSet, "investments")
router.register("milestones", views.MilestoneViewSet, "milestones")
router.register("statements", views.StatementViewSet, "statements")
router.register("sources", views.SourceViewSet, "sources")
router.register("publishers", views.PublisherViewSet, "publishers")
router.register("themes", views.ThemeViewSet, "themes")
router.register("changes", views.ChangeViewSet, "changes")

version_1 = [
    path("", views.IndexView.as_view(), name="index"),
    path("facets/", views.FacetsView.as_view(), name="facets"),
    path("schema/", documentation.SchemaView.as_view(), name="schema"),
    *router.urls,
]

app_name = "api"
urlpatterns = [
    path("v1/", include(version_1)),
    path("docs/", documentation.DocsView.as_view(), name="docs"),
    re_path("", views.NothingHereView.as_view()),
]
