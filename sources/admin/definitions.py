"""What each value of the closed lists on a form means, sent once a page."""

from ..languages import reads_french
from ..vocabulary import CodeField


def definitions_of(forms) -> dict[str, dict[str, str]]:
    """``{list: {code: definition}}`` for every ``CodeField`` of the model forms ``forms``."""
    french = reads_french()
    found = {}
    for form in forms:
        for field in form._meta.model._meta.fields:
            if isinstance(field, CodeField) and field.name in form.fields:
                found[field.vocabulary.name] = {
                    term.code: term.definition_fr if french else term.definition_en
                    for term in field.vocabulary
                }
    return found
