"""``{% load i18n %}``: Django's tags, with ``{% translate %}`` of a literal from memory."""

from django import template
from django.template.base import Variable
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class QuickTranslateNode(i18n.TranslateNode):
    """A literal in the active language; catalogues do not change while a process runs."""

    def render(self, context):
        language = get_language()
        said = self.said.get(language)
        if said is None:
            said = self.said[language] = self.plain.render(context)
        if self.asvar:
            context[self.asvar] = said
            return ""
        return said


@register.tag("translate")
@register.tag("trans")
def quick_translate(parser, token):
    node = i18n.do_translate(parser, token)
    expression, sense = node.filter_expression, node.message_context
    is_literal = isinstance(expression.var, Variable) and expression.var.lookups is None
    if is_literal and not expression.filters and (sense is None or isinstance(sense.var, str)):
        node.plain = i18n.TranslateNode(expression, node.noop, None, sense)
        node.__class__, node.said = QuickTranslateNode, {}
    return node
