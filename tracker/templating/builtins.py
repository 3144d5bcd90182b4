"""``{% include "…" with … only %}`` without a copy of the context, ``{% url %}`` from memory."""

from functools import lru_cache

from django import template
from django.template.base import FilterExpression
from django.template.defaulttags import CycleNode, IfChangedNode, URLNode, url
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode, do_include
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.translation import get_language

register = template.Library()

_NEEDS_ITS_OWN = (BlockNode, CycleNode, ExtendsNode, IfChangedNode)  # a render context
_ADDRESSES = 20_000


class QuickIncludeNode(IncludeNode):
    """A fragment named by a literal that sees nothing but what it is given."""

    _nodes = None  # of the fragment; as long-lived as the template that includes it

    def render(self, context):
        if context.template.engine.debug:  # its error pages say in which template
            return super().render(context)
        if self._nodes is None:
            found = context.template.engine.get_template(self.template.var)
            is_plain = not found.nodelist.get_nodes_by_type(_NEEDS_ITS_OWN)
            self._nodes = found.nodelist if is_plain else False
        if self._nodes is False:
            return super().render(context)
        outside = context.dicts
        given = {name: value.resolve(context) for name, value in self.extra_context.items()}
        context.dicts = [outside[0], given]
        try:
            return self._nodes.render(context)
        finally:
            context.dicts = outside


@register.tag("include")
def quick_include(parser, token):
    node = do_include(parser, token)
    if node.isolated_context and _is_literal(node.template):
        node.__class__ = QuickIncludeNode
    return node


class QuickURLNode(URLNode):
    """The address of a route named by a literal, by its arguments in their order."""

    def render(self, context):
        app = getattr(getattr(context, "request", None), "current_app", None)
        if app is not None:
            return super().render(context)
        arguments = tuple([each.resolve(context) for each in self.args])
        place = (get_urlconf(), get_script_prefix(), get_language())
        found = _address(self.view_name.var, arguments, place)
        return conditional_escape(found) if context.autoescape else found


@lru_cache(_ADDRESSES)
def _address(view_name: str, arguments: tuple, place: tuple) -> str:
    """``place``: all that decides about an address beside its route and arguments."""
    return reverse(view_name, args=arguments)


@register.tag("url")
def quick_url(parser, token):
    node = url(parser, token)
    if not node.kwargs and not node.asvar and _is_literal(node.view_name):
        node.__class__ = QuickURLNode
    return node


def _is_literal(expression: FilterExpression) -> bool:
    return isinstance(expression.var, str) and not expression.filters
