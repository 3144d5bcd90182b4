"""How often one client may ask (``API_RATE``) and write (``SUGGESTION_RATE``), counted in memory.

Several workers count each for itself, so that a client may get as many times the rate as there are
workers; a limit to rely on belongs in the proxy. Nothing is written anywhere about who asked what.
"""

import re
import threading
import time
from functools import lru_cache

from django.conf import settings
from rest_framework.throttling import BaseThrottle

_RATE = re.compile(r"\A(?P<number>\d+)/(?P<unit>[smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_MOST_CLIENTS = 10_000  # remembered at once; beyond that, whoever may ask freely again is forgotten
_TOLERANCE = 1e-6  # of adding intervals up


class ClientThrottle(BaseThrottle):
    """Lets a client spend its whole allowance at once, then one request as each falls due.

    The rate is read when a request comes: "1200/min"; empty means no limit. Clients are told apart
    by ``REMOTE_ADDR``, which ``TrustedProxyMiddleware`` has set right.
    """

    _free_at: dict[tuple[str, str], float] = {}  # when the client's whole allowance is back
    _lock = threading.Lock()

    def allow_request(self, request, view) -> bool:
        rate = self.rate()
        if not rate:
            return True
        interval, period = _read(rate)
        client = (rate, request.META.get("REMOTE_ADDR", ""))
        now = time.monotonic()
        with self._lock:
            free_at = max(now, self._free_at.get(client, now)) + interval
            self.late = free_at - now - period
            if self.late > _TOLERANCE:
                return False
            self._free_at[client] = free_at
            if len(self._free_at) > _MOST_CLIENTS:
                self._forget(now)
        return True

    def rate(self) -> str:
        return settings.API_RATE

    def wait(self) -> float:
        """Seconds until the next request is due."""
        return self.late

    @classmethod
    def _forget(cls, now: float) -> None:
        remembered = {client: at for client, at in cls._free_at.items() if at > now}
        cls._free_at = remembered if len(remembered) <= _MOST_CLIENTS else {}

    @classmethod
    def forget_everybody(cls) -> None:
        """Start counting anew; for tests."""
        cls._free_at = {}


class SuggestionThrottle(ClientThrottle):
    """The same, for what a reader writes."""

    def rate(self) -> str:
        return settings.SUGGESTION_RATE


@lru_cache(maxsize=8)
def _read(rate: str) -> tuple[float, float]:
    """Seconds between two requests, and of the whole period. Raises ``ValueError``."""
    match = _RATE.match(rate)
    if not match or not int(match["number"]):
        raise ValueError(f"Not a rate such as 1200/min: {rate!r}")
    period = _SECONDS[match["unit"]]
    return period / int(match["number"]), period
