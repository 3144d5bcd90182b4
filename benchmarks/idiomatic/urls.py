"""The contender's addresses."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from . import views

router = SimpleRouter()
router.register("initiatives", views.InitiativeViewSet, "initiatives")

urlpatterns = [
    path("api/", include(router.urls)),
    path("initiatives/", views.InitiativeListView.as_view(), name="list"),
    path("initiatives/<slug:slug>/", views.InitiativeDetailView.as_view(), name="detail"),
]
