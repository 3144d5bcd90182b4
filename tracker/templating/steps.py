"""How each kind of node is printed: a text, or a function of the context that returns one.

What is the same on every page of a place is printed once for it and kept: translated words,
addresses without arguments, static files.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from django.template import Context, Node, NodeList, VariableDoesNotExist
from django.template.base import TextNode, Variable, VariableNode
from django.template.defaulttags import (
    CommentNode,
    CycleNode,
    ForNode,
    IfChangedNode,
    IfNode,
    LoadNode,
    URLNode,
    WithNode,
)
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from .places import Place, place_of
from .values import condition_of, printed, value_of

Step = str | Callable[[Context], str]

_NEEDS_ITS_OWN = (BlockNode, CycleNode, ExtendsNode, IfChangedNode)  # a render context
_ADDRESSES, _SENTENCES = 20_000, 10_000


# ── Lists of nodes ───────────────────────────────────────────────────────────────────────────────


def quicken(nodes: NodeList) -> None:
    """Put ``QuickNodeList`` in the place of ``nodes`` and of every list within."""
    nodes.__class__ = QuickNodeList
    for node in nodes:
        inner = [getattr(node, name, None) for name in node.child_nodelists]
        if isinstance(node, IfNode):  # whose attribute is a copy
            inner = [each for _condition, each in node.conditions_nodelists]
        for each in inner:
            if each.__class__ is NodeList:
                quicken(each)


class QuickNodeList(NodeList):
    """Prints what Django's prints, by steps that are made when they are first needed."""

    _steps: list[Step] | None = None  # the same everywhere

    def render(self, context):
        if not context.autoescape:
            return super().render(context)
        return SafeString(self.text(context))

    def text(self, context: Context) -> str:
        """The same as plain text; only where text is escaped."""
        steps = self._steps or self._steps_here(context)
        return "".join([each if each.__class__ is str else each(context) for each in steps])

    def _steps_here(self, context: Context) -> list[Step]:
        """The steps where some of them depend on the place; made where there are none yet."""
        place = place_of(context)
        here = self.__dict__.setdefault("_here", {})
        if place in here:
            return here[place]
        steps = [step_of(node) for node in self]
        if not any(each.__class__ is Constant for each in steps):
            self._steps = here[place] = _joined(steps)
        else:
            here[place] = _joined(
                each.node.render(context) if each.__class__ is Constant else each for each in steps
            )
        return here[place]

    def get_nodes_by_type(self, nodetype):
        """Asked for blocks, each time a page that extends this one is printed."""
        if nodetype is not BlockNode:
            return super().get_nodes_by_type(nodetype)
        if not hasattr(self, "_blocks"):
            self._blocks = super().get_nodes_by_type(nodetype)
        return self._blocks


class Constant:
    """The step of a node that prints the same on every page of a place."""

    def __init__(self, node: Node):
        self.node = node


def _joined(steps) -> list[Step]:
    """The steps with texts that follow each other as one."""
    joined: list[Step] = []
    run: list[str] = []
    for step in steps:
        if isinstance(step, str):
            run.append(step)
            continue
        joined += ["".join(run), step]
        run = []
    return [each for each in (*joined, "".join(run)) if each != ""]


# ── Kinds of nodes ───────────────────────────────────────────────────────────────────────────────


def step_of(node: Node) -> Step | Constant:
    """How ``node`` is printed; by itself, where it is of a kind that is not known here."""
    make = _STEPS.get(node.__class__)
    return node.render_annotated if make is None else make(node)


def _text(node: TextNode) -> str:
    return node.s


def _nothing(_node: Node) -> str:
    return ""


def _variable(node: VariableNode) -> Step:
    value = value_of(node.filter_expression)

    def step(context):
        found = value(context)
        return found if type(found) is SafeString else printed(found, context)

    return step


def _if(node: IfNode) -> Step:
    branches = [
        (condition and condition_of(condition), nodes.text)
        for condition, nodes in node.conditions_nodelists
    ]

    def step(context):
        for holds, text in branches:
            try:
                is_so = holds is None or holds(context)
            except VariableDoesNotExist:
                continue
            if is_so:
                return text(context)
        return ""

    def step_of_one(context):
        try:
            is_so = holds(context)
        except VariableDoesNotExist:
            return ""
        return text(context) if is_so else ""

    if len(branches) > 1:
        return step
    [(holds, text)] = branches
    return step_of_one


def _for(node: ForNode) -> Step:
    values_of = value_of(node.sequence, ignore_failures=True)
    names, body, instead = node.loopvars, node.nodelist_loop.text, node.nodelist_empty.text
    name = names[0] if len(names) == 1 else None

    def step(context):
        values = values_of(context)
        if values is None:
            values = []
        if not hasattr(values, "__len__"):
            values = list(values)
        count = len(values)
        if count < 1:
            return instead(context)
        loop = {"parentloop": context.get("forloop", {}), "length": count}  # the latter: Django 6
        given = {"forloop": loop}
        texts = []
        context.dicts.append(given)
        try:
            for index, item in enumerate(reversed(values) if node.is_reversed else values):
                loop["counter0"], loop["counter"] = index, index + 1
                loop["revcounter"], loop["revcounter0"] = count - index, count - index - 1
                loop["first"], loop["last"] = index == 0, index == count - 1
                if name is not None:
                    given[name] = item
                else:
                    given.update(_unpacked(names, item))
                texts.append(body(context))
        finally:
            context.dicts.pop()
        return "".join(texts)

    return step


def _unpacked(names: list[str], item) -> dict:
    if len(names) != len(item):
        raise ValueError(f"Need {len(names)} values to unpack in for loop; got {len(item)}.")
    return dict(zip(names, item, strict=True))


def _with(node: WithNode) -> Step:
    given, text = _given(node), node.nodelist.text

    def step(context):
        context.dicts.append({name: value(context) for name, value in given})
        try:
            return text(context)
        finally:
            context.dicts.pop()

    return step


def _given(node: WithNode | IncludeNode | BlockTranslateNode) -> list[tuple]:
    return [(name, value_of(each)) for name, each in node.extra_context.items()]


def _include(node: IncludeNode) -> Step:
    """A fragment named by a literal that sees nothing but what it is given, without a context of
    its own; any other by Django.
    """
    if not node.isolated_context or not _is_literal(node.template):
        return node.render_annotated
    given = _given(node)
    text = None  # of the fragment, as long-lived as the template that includes it

    def step(context):
        nonlocal text
        if text is None:
            nodes = context.template.engine.get_template(node.template.var).nodelist
            is_plain = not any(map(nodes.get_nodes_by_type, _NEEDS_ITS_OWN))
            text = nodes.text if is_plain else False
        if text is False:
            return node.render(context)
        outside, inside = context.dicts, {}
        for name, value in given:
            inside[name] = value(context)
        context.dicts = [outside[0], inside]
        try:
            return text(context)
        finally:
            context.dicts = outside

    return step


def _simple_tag(node: SimpleNode) -> Step:
    arguments = [value_of(each) for each in node.args]
    named = [(name, value_of(each)) for name, each in node.kwargs.items()]

    def step(context):
        given = [each(context) for each in arguments]
        if node.takes_context:
            given.insert(0, context)
        output = node.func(*given, **{name: value(context) for name, value in named})
        if node.target_var is not None:
            context[node.target_var] = output
            return ""
        return conditional_escape(output)

    return step


def _static(node: StaticNode) -> Step | Constant:
    is_constant = node.varname is None and _is_literal(node.path)
    return Constant(node) if is_constant else node.render_annotated


def _url(node: URLNode) -> Step | Constant:
    if node.kwargs or node.asvar or not _is_literal(node.view_name):
        return node.render_annotated
    if not node.args:
        return Constant(node)
    arguments, name = [value_of(each) for each in node.args], node.view_name.var

    def step(context):
        place = place_of(context)
        if place.current_app is not None:
            return node.render(context)
        return _address(name, tuple([each(context) for each in arguments]), place)

    return step


@lru_cache(_ADDRESSES)
def _address(name: str, arguments: tuple, _place: Place) -> str:
    """Escaped, in the active language."""
    return conditional_escape(reverse(name, args=arguments))


def _language(node: LanguageNode) -> Step:
    def step(context):
        outside = context.__dict__.pop("place", None)
        try:
            return node.render(context)
        finally:
            context.place = outside

    return step


# ── Translations ─────────────────────────────────────────────────────────────────────────────────


def _translate(node: TranslateNode) -> Step | Constant:
    """A literal is the same on every page: catalogues do not change while a process runs."""
    expression, sense = node.filter_expression, node.message_context
    is_literal = isinstance(expression.var, Variable) and expression.var.lookups is None
    if expression.filters or not is_literal or not (sense is None or _is_literal(sense)):
        return node.render_annotated
    return Constant(node) if node.asvar is None else node.render_annotated


def _block_translate(node: BlockTranslateNode) -> Step:
    if node.message_context or node.asvar:
        return node.render_annotated
    given = _given(node)
    one, names = node.render_token_list(node.singular)
    many, count = None, None
    if node.plural and node.countervar and node.counter:
        many, more_names = node.render_token_list(node.plural)
        names, count = [*names, *more_names], value_of(node.counter)

    def step(context):
        values = {name: value(context) for name, value in given}
        if count is not None:
            values[node.countervar] = number = count(context)
            if not isinstance(number, Decimal | float | int):
                return node.render(context)  # which says so
            sentence = _plural(one, many, number, place_of(context))
        else:
            sentence = _singular(one, place_of(context))
        try:
            return sentence % {
                name: printed(values[name] if name in values else context[name], context)
                for name in names
            }
        except (KeyError, ValueError):
            return node.render(context)

    return step


@lru_cache(_SENTENCES)
def _singular(one: str, _place: Place) -> str:
    return gettext(one)


@lru_cache(_SENTENCES)
def _plural(one: str, many: str, number, _place: Place) -> str:
    return ngettext(one, many, number)


def _is_literal(expression) -> bool:
    return isinstance(expression.var, str) and not expression.filters


_STEPS: dict[type[Node], Callable] = {
    TextNode: _text,
    CommentNode: _nothing,
    LoadNode: _nothing,
    VariableNode: _variable,
    IfNode: _if,
    ForNode: _for,
    WithNode: _with,
    IncludeNode: _include,
    SimpleNode: _simple_tag,
    StaticNode: _static,
    URLNode: _url,
    LanguageNode: _language,
    TranslateNode: _translate,
    BlockTranslateNode: _block_translate,
}
