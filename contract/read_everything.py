"""Reads every address of the API with the generated client: each list whole, each document alone.

A model of the client raises for what it does not expect. Besides, whatever was asked for whole has
to be read as the whole document, never as the part that ``fields`` would leave of one.
"""

import importlib
import sys
from urllib.parse import parse_qs, urlsplit

from veille_client import Client

COLLECTIONS = (
    "initiatives",
    "partners",
    "investments",
    "milestones",
    "statements",
    "sources",
    "publishers",
    "themes",
    "changes",
)


def main(address: str):
    client = Client(base_url=address, raise_on_unexpected_status=True, timeout=60)
    for name in ("index", "facets"):
        operation(name, name).sync(client=client)
    read = {name: read_collection(client, name) for name in COLLECTIONS}
    read_selected(client)
    print(", ".join(f"{count} {name}" for name, count in read.items()))


def operation(tag: str, name: str):
    return importlib.import_module(f"veille_client.api.{tag}.{name}")


def read_collection(client, collection: str) -> int:
    """How many documents it has, each read in its list and at its own address."""
    listing = operation(collection, f"{collection}_list")
    page = listing.sync(client=client, page_size=40)
    results = page.results
    while page.next_:
        cursor = parse_qs(urlsplit(page.next_).query)["cursor"][0]
        page = listing.sync(client=client, page_size=40, cursor=cursor)
        results += page.results
    if len(results) != page.count:
        sys.exit(f"{collection}: {len(results)} were read, {page.count} counted.")
    if collection != "changes":
        detail = operation(collection, f"{collection}_detail")
        for result in results:
            key = result.slug if hasattr(result, "slug") else result.id
            document = detail.sync(key, client=client)
            if document.to_dict() != result.to_dict():
                sys.exit(f"{collection}/{key} is not what the list holds.")
            results_are_whole(collection, document)
    for result in results:
        results_are_whole(collection, result)
    return len(results)


def read_selected(client):
    """A part of each entry, with what it names beside it."""
    listing = operation("initiatives", "initiatives_list")
    expand = [importlib.import_module("veille_client.models").InitiativesListExpandItem.THEMES]
    page = listing.sync(client=client, fields=["title.en", "themes"], expand=expand)
    if not all(type(each).__name__ == "InitiativePart" for each in page.results):
        sys.exit("A part of a document was read as a whole one.")
    if not page.included.themes.additional_properties:
        sys.exit("Nothing stands beside the entries.")


def results_are_whole(collection: str, document):
    if type(document).__name__.endswith("Part"):
        sys.exit(f"{collection}: a document was read as a part of one: {document}")


if __name__ == "__main__":
    main(sys.argv[1])
