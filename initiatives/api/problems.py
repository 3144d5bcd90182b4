"""Errors as RFC 9457 problem documents: ``{type, title, status, detail}`` and what else is known.

``detail`` is a sentence in English for whoever reads the answer. A bad parameter comes with its
name and what it may be; where several are bad, ``errors`` lists them all.
"""

import json
import logging
import math
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

MEDIA_TYPE = "application/problem+json"
_SHOWN = 100  # characters of what was asked for that an answer repeats

logger = logging.getLogger("django.request")


class BadParameters(exceptions.APIException):
    """``errors``: one ``{"parameter", "detail", "allowed"}`` for each fault, never empty."""

    status_code = 400

    def __init__(self, errors: list[dict]):
        super().__init__()
        self.errors = errors


def unknown_parameter(name: str, known: list[str]) -> dict:
    detail = f"There is no parameter “{name[:_SHOWN]}” here."
    return {"parameter": name[:_SHOWN], "detail": detail, "allowed": known}


def wrong_choices(request, name: str, allowed: list[str]) -> list[dict]:
    """What is wrong with a parameter that takes one of a few values."""
    given = request.GET.getlist(name)
    if name == "format" and any(each not in allowed for each in given):
        detail = "This format is not available here."
    elif any(each not in allowed for each in given):
        detail = f"“{name}” has another value here than those it may have."
    elif len(set(given)) > 1:
        detail = f"“{name}” takes one value, not several."
    else:
        return []
    return [{"parameter": name, "detail": detail, "allowed": allowed}]


def faults_of(filterset) -> list[dict]:
    """What is wrong with the parameters of a filter set that was checked."""
    return [
        {"parameter": name, "detail": message, "allowed": filterset.filters[name].allowed}
        for name, messages in filterset.errors.items()
        for message in messages
    ]


class Busy(exceptions.APIException):
    """As many files are being made as there may be."""

    status_code = 503
    default_detail = (
        "Other files are being made right now. Try again in half a minute, or take the dated files "
        "of everything at /exports/index.json."
    )


def problem(status: int, detail: str, *, headers: dict | None = None, **members) -> HttpResponse:
    """The answer for one problem; it is not to be stored unless ``headers`` say so."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **members,
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        content_type=MEDIA_TYPE,
        status=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def elsewhere(location: str, detail: str) -> HttpResponse:
    """The answer of an address that has another one now; to be kept no longer than any other."""
    return problem(308, detail, headers={"Location": location}, location=location)


def exception_handler(error: Exception, context: dict) -> HttpResponse:
    """The problem document for whatever a view of the API raised."""
    set_rollback()
    request = context["request"]
    match error:
        case BadParameters():
            first = error.errors[0]
            detail = " ".join(dict.fromkeys(fault["detail"] for fault in error.errors))
            return problem(
                400,
                detail,
                parameter=first["parameter"],
                allowed=first["allowed"],
                errors=error.errors,
            )
        case exceptions.NotFound() | Http404():
            return problem(404, str(error) or "There is nothing at this address.")
        case exceptions.MethodNotAllowed():
            detail = (
                f"{request.method} is not possible here: the API is for reading. Use GET or HEAD."
            )
            return problem(405, detail)
        case exceptions.Throttled():
            wait = max(1, math.ceil(error.wait or 1))
            detail = f"Too many requests from your address: wait {wait} s and try again."
            return problem(429, detail, headers={"Retry-After": str(wait)})
        case Busy():
            return problem(503, str(error.detail), headers={"Retry-After": "30"})
        case exceptions.APIException():
            return problem(error.status_code, str(error.detail))
        case SuspiciousOperation():
            return problem(400, "The request is malformed, or it has too many parameters.")
        case OperationalError():
            logger.warning("The database did not answer %s in time", request.path, exc_info=error)
            detail = "The record could not be read in time. Ask for less, or try again in a minute."
            return problem(503, detail, headers={"Retry-After": "60"})
    return _our_fault(error, request)


def _our_fault(error: Exception, request) -> HttpResponse:
    """A defect: tell the log and whoever listens for exceptions, as Django would."""
    got_request_exception.send(sender=None, request=request)
    logger.error("Internal Server Error: %s", request.path, exc_info=error)
    return problem(500, "Something went wrong on our side. It has been logged.")
