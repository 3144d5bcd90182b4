"""The family of an entry as a tree: what it is part of above, what is part of it below."""

from dataclasses import dataclass, field

from ..publication.family import Relative


@dataclass
class Branch:
    """One entry of the tree. ``basis``: why the entry of the page is part of it, where inferred.
    ``others``: what is part of it beside the line that leads to the page's entry, folded there.
    """

    slug: str
    title: dict
    kind: str
    lifecycle: str
    is_here: bool = False
    basis: dict | None = None
    children: list["Branch"] = field(default_factory=list)
    others: list["Branch"] = field(default_factory=list)


def relatives_of(entry: dict) -> list[Relative]:
    """What the document itself says of the family: its parents and children."""
    parents = [each["slug"] for each in entry["parents"]]
    return [
        *(Relative(each["slug"], each["title"], "", "", []) for each in entry["parents"]),
        Relative(entry["slug"], entry["title"], "", "", parents),
        *(
            Relative(each["slug"], each["title"], "", "", [entry["slug"]])
            for each in entry["children"]
        ),
    ]


def family_tree(entry: dict, relatives: list[Relative]) -> list[Branch]:
    """The trees over and under the entry; an entry that stands in several places opens once.

    Empty for an entry that is part of nothing and has no parts.
    """
    here = entry["slug"]
    if not entry["parents"] and not entry["children"]:
        return []
    known = {each.slug: each for each in relatives}
    below: dict[str, list[Relative]] = {}
    for each in relatives:
        for parent in each.parents:
            below.setdefault(parent, []).append(each)
    above = _above(here, known)
    basis = {each["slug"]: each["basis"] for each in entry["parents"]}
    opened: set[str] = set()

    def leaf(relative: Relative) -> Branch:
        return Branch(
            relative.slug,
            relative.title,
            relative.kind,
            relative.lifecycle,
            is_here=relative.slug == here,
            basis=basis.get(relative.slug),
        )

    def branch(relative: Relative) -> Branch:
        made = leaf(relative)
        if made.slug in opened:
            return made
        opened.add(made.slug)
        for child in below.get(made.slug, []):
            if made.slug in above and child.slug != here and child.slug not in above:
                made.others.append(leaf(child))
            else:
                made.children.append(branch(child))
        return made

    roots = [known[slug] for slug in above if not any(up in above for up in known[slug].parents)]
    return [branch(each) for each in roots or [known[here]]]


def _above(slug: str, known: dict[str, Relative]) -> dict[str, None]:
    """Every ancestor that is known, in order of first sight."""
    found: dict[str, None] = {}
    waiting = [*known[slug].parents]
    while waiting:
        parent = waiting.pop(0)
        if parent in known and parent not in found and parent != slug:
            found[parent] = None
            waiting.extend(known[parent].parents)
    return found
