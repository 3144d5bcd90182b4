"""Addresses of the password pages. The names are those Django and its login page look for."""

from django.urls import path

from . import views

urlpatterns = [
    path("password_reset/", views.ResetView.as_view(), name="admin_password_reset"),
    path("password_reset/done/", views.ResetDoneView.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", views.ChooseView.as_view(), name="password_reset_confirm"),
    path("reset/done/", views.ChosenView.as_view(), name="password_reset_complete"),
]
