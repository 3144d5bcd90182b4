"""The passages of a page: each one numbered where it first stands, then all of them in a row."""

from collections.abc import Iterator


def number_passages(*parts) -> list[dict]:
    """Give every passage in ``parts`` (pieces of documents, in the order of the page) its number.

    A passage that stands under several claims has one number, and is a repeat under all but the
    first. Returns each once, by number.
    """
    found: dict[str, dict] = {}
    for citation in _citations(list(parts)):
        citation["is_repeat"] = citation["id"] in found
        first = found.setdefault(citation["id"], citation)
        citation["number"] = first.get("number") or len(found)
    return list(found.values())


def cited_articles(passages: list[dict]) -> list[dict]:
    """Each article of numbered ``passages`` once, by title: ``{"citation", "passages"}``."""
    articles: dict[str, dict] = {}
    for passage in passages:
        slug = passage["article"]["slug"]
        articles.setdefault(slug, {"citation": passage, "passages": []})["passages"].append(passage)
    return sorted(articles.values(), key=lambda each: each["citation"]["article"]["title"] or "")


def _citations(part) -> Iterator[dict]:
    """Every passage in a piece of a document, at any depth."""
    if isinstance(part, list):
        for each in part:
            yield from _citations(each)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "citations":
                yield from value
            else:
                yield from _citations(value)
