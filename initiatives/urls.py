"""The public pages, under /fr/ and /en/ (``tracker.urls``)."""

from django.urls import path, re_path

from . import guests
from .suggestions import page as suggestions
from .views import (
    about,
    audit,
    cards,
    citing,
    exports,
    follow,
    history,
    home,
    initiatives,
    investments,
    partners,
    search,
    side_by_side,
    sources,
    themes,
)
from .views.figures import pages as figures

app_name = "initiatives"

urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    path("initiatives/", initiatives.InitiativeListView.as_view(), name="list"),
    path("initiatives/<slug:key>/", initiatives.InitiativeDetailView.as_view(), name="detail"),
    path("initiatives/<slug:key>/history/", history.HistoryView.as_view(), name="history"),
    path("initiatives/<slug:key>/v/<int:number>/", history.VersionView.as_view(), name="version"),
    path("initiatives/<slug:key>/cite.bib", citing.BibtexView.as_view(), name="cite_bib"),
    path("initiatives/<slug:key>/cite.json", citing.CslView.as_view(), name="cite_json"),
    path("initiatives/<slug:key>/compare/", history.CompareView.as_view(), name="compare"),
    path(
        "initiatives/<slug:key>/suggest/",
        suggestions.SuggestForInitiative.as_view(),
        name="suggest",
    ),
    path(
        "partners/<slug:key>/suggest/",
        suggestions.SuggestForPartner.as_view(),
        name="partner_suggest",
    ),
    path(
        "sources/<slug:key>/suggest/",
        suggestions.SuggestForSource.as_view(),
        name="source_suggest",
    ),
    path("initiatives/<slug:key>/card.png", cards.EntryCardView.as_view(), name="entry_card"),
    path("card.png", cards.SiteCardView.as_view(), name="card"),
    path("follow/", follow.FollowView.as_view(), name="follow"),
    path("corrections/", history.CorrectionsView.as_view(), name="corrections"),
    path("partners/", partners.PartnerListView.as_view(), name="partner_list"),
    path(
        "partners/compare/",
        side_by_side.PartnersSideBySideView.as_view(),
        name="partners_side_by_side",
    ),
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
    path("timeline/", figures.TimelineView.as_view(), name="timeline"),
    path("network/", figures.NetworkView.as_view(), name="network"),
    re_path(
        r"^figures/(?P<name>[a-z]+)\.(?P<kind>svg|png|csv)$",
        figures.FigureFileView.as_view(),
        name="figure_file",
    ),
    path("figures/<slug:name>/embed/", figures.FigureEmbedView.as_view(), name="figure_embed"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("search/names/", search.SuggestView.as_view(), name="search_names"),
    path("preview/<str:token>/", guests.PreviewView.as_view(), name="preview"),
    path("about/", about.AboutView.as_view(), name="about"),
    path("methodology/", about.MethodologyView.as_view(), name="methodology"),
    path("exports/", exports.ExportsView.as_view(), name="exports"),
    path("audit/", audit.AuditView.as_view(), name="audit"),
]
