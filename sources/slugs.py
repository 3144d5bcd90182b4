"""A slug for a row that was given none: a draft needs no more than a title."""

import uuid

from django.utils.text import slugify


def fill_slug(instance, text: str) -> None:
    """Set ``instance.slug`` from ``text``, numbered where another row has it. One query."""
    if instance.slug:
        return
    base = slugify(text)[:90].strip("-") or f"{instance._meta.model_name}-{uuid.uuid4().hex[:8]}"
    taken = set(
        type(instance)._default_manager.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    candidates = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 2)))
    instance.slug = next(slug for slug in candidates if slug not in taken)
