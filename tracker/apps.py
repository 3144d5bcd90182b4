from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """The wiring: settings, routes, middleware, commands that run the whole."""

    name = "tracker"
