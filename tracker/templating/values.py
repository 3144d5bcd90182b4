"""What the expressions and conditions of a template are worth, as functions of the context.

Each answers as Django's ``resolve`` and ``eval`` do, and calls them for what is out of the
ordinary: a name that is missing, something to be called, a filter that asks about the context.
"""

import html
import operator
import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from django.template import Context, Variable, VariableDoesNotExist
from django.template.base import FilterExpression, render_value_in_context
from django.utils.formats import localize
from django.utils.safestring import SafeData, SafeString, mark_safe

from .places import Place, place_of

Value = Callable[[Context], Any]


_MUST_BE_ESCAPED = re.compile("[&<>\"']").search


def printed(value: Any, context: Context) -> str:
    """``value`` as text of the page, escaped unless it is safe already."""
    if type(value) is str:
        return html.escape(value) if _MUST_BE_ESCAPED(value) else value
    if type(value) is SafeString:
        return value
    if type(value) is int and context.use_l10n is None:
        return _whole_number(value, place_of(context))
    return render_value_in_context(value, context)


@lru_cache(10_000)
def _whole_number(value: int, _place: Place) -> str:
    return str(localize(value))


# ── Expressions ──────────────────────────────────────────────────────────────────────────────────


def value_of(expression: FilterExpression, *, ignore_failures: bool = False) -> Value:
    """What ``expression.resolve`` returns."""
    resolve = partial(expression.resolve, ignore_failures=ignore_failures)
    if any(_asks_about_the_context(function) for function, _arguments in expression.filters):
        return resolve
    if not expression.is_var:
        read = _constant(expression.var)
    elif expression.filters:
        read = _variable(expression.var, expression.var.resolve, ignore_failures)
    else:
        read = _variable(expression.var, resolve, ignore_failures)
    if not expression.filters:
        return read
    filters = [
        (function, [_argument(*each) for each in arguments], getattr(function, "is_safe", False))
        for function, arguments in expression.filters
    ]
    (function, arguments, is_safe), *more = filters
    if not (arguments or is_safe or more):
        return _of_one_filter(read, function, None if ignore_failures else resolve)

    def value(context):
        try:
            found = read(context)
        except VariableDoesNotExist:
            if not ignore_failures:
                return resolve(context)
            found = None
        for function, arguments, is_safe in filters:
            made = function(found, *[argument(context) for argument in arguments])
            found = mark_safe(made) if is_safe and isinstance(found, SafeData) else made
        return found

    return value


def _of_one_filter(read: Value, function: Callable, resolve: Value | None) -> Value:
    """The plain case; ``resolve`` what is missing, or take ``None`` for it."""

    def value(context):
        try:
            found = read(context)
        except VariableDoesNotExist:
            if resolve is not None:
                return resolve(context)
            found = None
        return function(found)

    return value


def _asks_about_the_context(function: Callable) -> bool:
    return getattr(function, "expects_localtime", False) or getattr(
        function, "needs_autoescape", False
    )


def _argument(is_variable: bool, argument: Any) -> Value:
    return _variable(argument, argument.resolve) if is_variable else _constant(mark_safe(argument))


def _constant(value: Any) -> Value:
    return lambda context: value


def _variable(variable: Variable, resolve: Value, ignore_failures: bool = False) -> Value:
    """What ``variable.resolve`` returns, found without it in dictionaries and plain objects.

    ``resolve`` is asked in its place for all else, but for a missing key where that is no failure.
    """
    if variable.lookups is None:
        return resolve if variable.translate else _constant(variable.literal)
    first, *names = variable.lookups
    may_miss = {name for name in names if ignore_failures and _can_only_be_a_key(name)}

    def read(context):
        for known in reversed(context.dicts):
            if first in known:
                value = known[first]
                break
        else:
            return resolve(context)
        for name in names:
            if type(value) is dict and name in value:
                value = value[name]
            elif _has_members_alone(value) and hasattr(value, name):
                value = getattr(value, name)
            elif type(value) is dict and name in may_miss:
                return None
            else:
                return resolve(context)
        return resolve(context) if callable(value) else value

    return read


def _has_members_alone(value: Any) -> bool:
    """Whether a name can only be that of an attribute: no key, and nothing to call first."""
    kind = type(value)
    return (issubclass(kind, tuple) or not hasattr(kind, "__getitem__")) and not callable(value)


def _can_only_be_a_key(name: str) -> bool:
    """Of a dictionary, which has attributes and may have numbers as keys."""
    return not hasattr(dict, name) and not name[0].isdigit()


# ── Conditions ───────────────────────────────────────────────────────────────────────────────────

_COMPARISONS = {
    "in": lambda one, other: one in other,
    "not in": lambda one, other: one not in other,
    "is": operator.is_,
    "is not": operator.is_not,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def condition_of(token) -> Value:
    """What ``token.eval`` returns, of the parsed condition of an ``{% if %}``.

    What cannot be worked out does not hold.
    """
    if token.id == "literal":
        return value_of(token.value, ignore_failures=True)
    first, second = condition_of(token.first), token.second and condition_of(token.second)
    return _CONNECTED.get(token.id, _compared)(token.id, first, second)


def _negated(_word: str, value: Value, _none: None) -> Value:
    def holds(context):
        try:
            return not value(context)
        except Exception:
            return False

    return holds


def _both(_word: str, first: Value, second: Value) -> Value:
    def holds(context):
        try:
            return first(context) and second(context)
        except Exception:
            return False

    return holds


def _either(_word: str, first: Value, second: Value) -> Value:
    def holds(context):
        try:
            return first(context) or second(context)
        except Exception:
            return False

    return holds


def _compared(word: str, first: Value, second: Value) -> Value:
    compare = _COMPARISONS[word]

    def holds(context):
        try:
            return compare(first(context), second(context))
        except Exception:
            return False

    return holds


_CONNECTED = {"not": _negated, "and": _both, "or": _either}
