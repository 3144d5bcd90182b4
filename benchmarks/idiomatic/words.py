"""The library of the templates: filters that say dates, amounts and codes, the product's own."""

from django import template

from initiatives.templatetags import tracker_format as say
from sources.written.wording import date_in_words, day_in_words

register = template.Library()
register.filter("amount", say.amount)
register.filter("number", say.number)
register.filter("label", say.label)
register.filter("definition", say.definition)
register.filter("country", say.country)
register.filter("locator", say.locator)
register.filter("markdown", say.markdown)
register.filter("dots", say.dots)
register.filter("day", day_in_words)
register.filter("in_words", date_in_words)
