from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class TrackerConfig(AppConfig):
    """The wiring: settings, routes, middleware, commands that run the whole."""

    name = "tracker"


class DeskConfig(AdminConfig):
    default_site = "tracker.desk.Desk"
