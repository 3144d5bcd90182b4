"""Requests in numbers: wrk for many, one connection of our own for single ones."""

import http.client
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from .machine import Window, processor_seconds

SECONDS, LEAST, WARMING = 2, 5, 6
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


def wrk() -> str:
    """The load tool's path; ends with a sentence where it is missing."""
    found = shutil.which("wrk")
    if found is None:
        sys.exit("This needs wrk (on Debian: apt-get install wrk): nothing was measured.")
    return found


@dataclass(frozen=True)
class Load:
    """What so many connections got in a few seconds; times in milliseconds."""

    per_second: float
    p50: float
    p99: float
    foreign: float  # the share of the machine that others used meanwhile


def load(url: str, measured, *, connections: int, headers: dict, seconds=SECONDS) -> Load:
    """Ask ``url`` over and over. Raises ``SystemExit`` where an answer is not right."""
    more = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = [wrk(), "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "60s"]
    with Window(measured) as window:
        said = subprocess.run([*command, *more, url], capture_output=True, text=True, check=True)
    if wrong := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: .*", said.stdout):
        sys.exit(f"{url}: {wrong[0]}")
    settle(measured)
    if _found(r"(\d+) requests in", said.stdout) == "0":
        return load(url, measured, connections=connections, headers=headers, seconds=5 * seconds)
    return Load(
        per_second=float(_found(r"Requests/sec:\s+([\d.]+)", said.stdout)),
        p50=_milliseconds(said.stdout, "50%"),
        p99=_milliseconds(said.stdout, "99%"),
        foreign=window.foreign,
    )


def cost(
    address: str, path: str, measured, *, headers: dict, seconds=SECONDS
) -> tuple[float, float]:
    """Milliseconds for one request of many in turn: of processors, for the application and the
    database, and of the clock.

    By a client that counts: those that wrk gives up when its time is over cost something as well.
    """
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=600)
    requests, began = 0, time.monotonic()
    with Window(measured) as window:
        while requests < LEAST or time.monotonic() - began < seconds:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            requests += 1
            if response.status not in (200, 304):
                sys.exit(f"{address}{path} answers {response.status}.")
    connection.close()
    return 1000 * window.used / requests, 1000 * window.seconds / requests


def warm(address: str, path: str, *, headers: dict) -> None:
    """Let each worker make once what it keeps until something is published."""
    with ThreadPoolExecutor(WARMING) as pool:
        for _answer in pool.map(lambda _: get(address, path, headers=headers), range(WARMING)):
            pass


def settle(measured) -> None:
    """Wait until nothing that was asked for is still being made."""
    before = -1.0
    while (now := processor_seconds(measured)) > before:
        before = now
        time.sleep(0.1)


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        sys.exit(f"wrk said something else than expected:\n{text}")
    return match[1]


def _milliseconds(text: str, share: str) -> float:
    match = re.search(rf"\s{share}\s+([\d.]+)(us|ms|s|m)\b", text)
    return float(match[1]) * _UNITS[match[2]] if match else 0.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    size: int
    first_byte: float  # seconds
    seconds: float
    body: bytes


def get(address: str, path: str, *, keep=True, headers=None) -> Answer:
    """One request on a connection of its own, read in pieces; ``keep`` the body or its size."""
    host = address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=600)
    began = time.perf_counter()
    connection.request("GET", path, headers=headers or {})
    response = connection.getresponse()
    pieces, size, first = [], 0, None
    while piece := response.read1(2**16):
        first = first or time.perf_counter()
        size += len(piece)
        if keep:
            pieces.append(piece)
    ended = time.perf_counter()
    connection.close()
    said = {name.lower(): value for name, value in response.getheaders()}
    return Answer(
        response.status, said, size, (first or ended) - began, ended - began, b"".join(pieces)
    )
