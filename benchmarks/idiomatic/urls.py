"""The contender's addresses."""

from django.http import HttpResponseNotFound
from django.urls import include, path
from rest_framework.routers import SimpleRouter

from . import entry, views

router = SimpleRouter()
router.register("initiatives", views.InitiativeViewSet, "initiatives")


def elsewhere(_request, **_kwargs):
    """What the page of an entry links to, and nothing measures."""
    return HttpResponseNotFound()


_LISTS = ("partners", "investments", "sources", "themes", "timeline", "network", "search")
_TEXTS = ("about", "methodology", "corrections", "follow", "audit", "exports")

urlpatterns = [
    path("api/", include(router.urls)),
    path("initiatives/", views.InitiativeListView.as_view(), name="list"),
    path("initiatives/<slug:slug>/", entry.EntryDetailView.as_view(), name="detail"),
    path("", elsewhere, name="home"),
    *(path(f"{name}/", elsewhere, name=name) for name in (*_LISTS, *_TEXTS)),
    path("partners/<slug:slug>/", elsewhere, name="partner"),
    path("sources/<slug:slug>/", elsewhere, name="source"),
    path("themes/<slug:slug>/", elsewhere, name="theme"),
    path("investments/<uuid:pk>/", elsewhere, name="investment"),
    path("initiatives/<slug:slug>/history/", elsewhere, name="history"),
    path("initiatives/<slug:slug>/suggest/", elsewhere, name="suggest"),
    path("initiatives/<slug:slug>/card.png", elsewhere, name="card"),
    path("initiatives/<slug:slug>/cite.bib", elsewhere, name="cite_bib"),
    path("initiatives/<slug:slug>/cite.json", elsewhere, name="cite_json"),
    path("initiatives/<slug:slug>/v/<int:number>/", elsewhere, name="version"),
    path("feeds/initiatives/<slug:slug>.atom", elsewhere, name="feed"),
]
