"""The public pages, under /fr/ and /en/ (``tracker.urls``)."""

from django.urls import path

from . import guests
from .views import (
    about,
    audit,
    cards,
    follow,
    history,
    home,
    initiatives,
    investments,
    partners,
    sources,
    themes,
)

app_name = "initiatives"

urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    path("initiatives/", initiatives.InitiativeListView.as_view(), name="list"),
    path("initiatives/<slug:key>/", initiatives.InitiativeDetailView.as_view(), name="detail"),
    path("initiatives/<slug:key>/history/", history.HistoryView.as_view(), name="history"),
    path("initiatives/<slug:key>/v/<int:number>/", history.VersionView.as_view(), name="version"),
    path("initiatives/<slug:key>/compare/", history.CompareView.as_view(), name="compare"),
    path("initiatives/<slug:key>/card.png", cards.EntryCardView.as_view(), name="entry_card"),
    path("card.png", cards.SiteCardView.as_view(), name="card"),
    path("follow/", follow.FollowView.as_view(), name="follow"),
    path("corrections/", history.CorrectionsView.as_view(), name="corrections"),
    path("partners/", partners.PartnerListView.as_view(), name="partner_list"),
    path("partners/<slug:key>/", partners.PartnerDetailView.as_view(), name="partner_detail"),
    path("investments/", investments.InvestmentListView.as_view(), name="investment_list"),
    path(
        "investments/<uuid:key>/",
        investments.InvestmentDetailView.as_view(),
        name="investment_detail",
    ),
    path("sources/", sources.SourceListView.as_view(), name="source_list"),
    path("sources/<slug:key>/", sources.SourceDetailView.as_view(), name="source_detail"),
    path("themes/", themes.ThemeListView.as_view(), name="theme_list"),
    path("themes/<slug:key>/", themes.ThemeDetailView.as_view(), name="theme_detail"),
    path("preview/<str:token>/", guests.PreviewView.as_view(), name="preview"),
    path("about/", about.AboutView.as_view(), name="about"),
    path("methodology/", about.MethodologyView.as_view(), name="methodology"),
    path("audit/", audit.AuditView.as_view(), name="audit"),
]
