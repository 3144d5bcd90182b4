"""The loader of every template; while debugging it is Django's, whose error pages name the tag."""

from django.template.base import NodeList
from django.template.loaders import cached

from .steps import quicken


class Loader(cached.Loader):
    """Finds templates where Django's cached loader does, and takes each apart once."""

    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        if template.nodelist.__class__ is NodeList and not self.engine.debug:
            quicken(template.nodelist)
        return template
