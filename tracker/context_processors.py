"""What every template may print about the site itself."""

from django.conf import settings


def site(request):
    return {
        "site_name": settings.SITE_NAME,
        "data_licence": settings.DATA_LICENCE,
        "data_licence_url": settings.DATA_LICENCE_URL,
    }
