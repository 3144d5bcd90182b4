"""The description of the API and the page to read it on, both served from here."""

from hashlib import blake2b

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from .base import PublicView
from .schema import description


class SchemaView(PublicView):
    """The OpenAPI 3.1 description of the API."""

    schema = None

    def get(self, request):
        self.check_parameters(request)
        body = description()
        state = blake2b(body, digest_size=8).hexdigest()
        return self.unchanged(request, state) or self.answer(body)


# Swagger sets the look of its widgets in style attributes. Its scripts are files like all others.
@method_decorator(csp_update({"style-src": [UNSAFE_INLINE]}), name="dispatch")
class DocsView(TemplateView):
    """Swagger on the description, from files of our own."""

    template_name = "api/docs.html"
