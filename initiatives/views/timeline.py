"""The timeline of an entry: each event with the forecast it realises, each forecast with what
became of it.
"""

import datetime

from ..publication.outcomes import outcome_of

_FORECASTS = ("forecast", "forecast-realised")


def timeline(entry: dict, *, on: datetime.date) -> list[dict]:
    """The milestones of a document in their order, as ``_milestone.html`` prints them.

    ``outcome`` is ``None`` for what happened; ``on``: the day on which the page holds.
    """
    by_id = {each["id"]: each for each in entry["milestones"]}
    return [
        {
            **each,
            "realises": _named(by_id.get(each["fulfils"])),
            "realised_by": [_named(event) for event in _events(each, by_id)],
            "outcome": _outcome(each, _events(each, by_id), entry["lifecycle"], on),
        }
        for each in entry["milestones"]
    ]


def _events(milestone: dict, by_id: dict[str, dict]) -> list[dict]:
    return [by_id[event] for event in milestone["fulfilled_by"] if event in by_id]


def _named(milestone: dict | None) -> dict | None:
    """What another line of the timeline says of this one; its passages stand under itself."""
    return milestone and {key: milestone[key] for key in ("id", "what", "date")}


def _outcome(milestone, events, lifecycle, on):
    if milestone["state"] not in _FORECASTS:
        return None
    return outcome_of(milestone, events, lifecycle=lifecycle, on=on)
