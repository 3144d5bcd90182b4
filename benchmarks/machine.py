"""What a measurement costs and where it ran: processor time from /proc, for trees of processes."""

import os
import platform
import time
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str] | None:
    """The fields of ``/proc/<pid>/stat`` from the state on, or None for who is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None


def tree(root: int) -> list[int]:
    """``root`` and all that descend from it."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (fields := _stat(int(name))):
            children.setdefault(int(fields[1]), []).append(int(name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def processor_seconds(roots: Iterable[int]) -> float:
    """What the trees of ``roots`` have used so far, processes that have ended included."""
    ticks = 0
    for root in roots:
        for pid in tree(root):
            if fields := _stat(pid):
                own, ended = map(int, fields[11:13]), map(int, fields[13:15])
                ticks += sum(own) + sum(ended)
    return ticks / _TICKS


def resident_kib(root: int) -> int:
    """The largest resident set of the processes of a tree, each page that they share included."""
    sizes = [0]
    for pid in tree(root):
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            continue
        sizes += [int(line.split()[1]) for line in status.splitlines() if line[:6] == "VmRSS:"]
    return max(sizes)


class Window:
    """Between enter and exit: ``seconds`` of the clock, of processors ``used`` by the ``measured``
    trees, and the ``foreign`` share: what was used neither by them nor by this process.
    """

    def __init__(self, measured: Iterable[int]):
        self.measured = list(measured)

    def __enter__(self):
        self._began = (time.monotonic(), self._used(), self._ours(), _busy())
        return self

    def __exit__(self, *error):
        began, used, ours, busy = self._began
        self.seconds = time.monotonic() - began
        self.used = self._used() - used
        foreign = _busy() - busy - (self._ours() - ours)
        self.foreign = max(0.0, foreign / self.seconds / (os.cpu_count() or 1))

    def _used(self) -> float:
        return processor_seconds(self.measured)

    def _ours(self) -> float:
        return processor_seconds([os.getpid(), *self.measured])


def _busy() -> float:
    """Seconds in which the processors of the whole machine were at work."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, _idle, _wait, irq, softirq = map(int, fields[:7])
    return (user + nice + system + irq + softirq) / _TICKS


def description() -> str:
    """The machine in a line of words."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors ({model}), {memory:.0f} GiB, {platform.system()}"
        f" {platform.release()}, Python {platform.python_version()}"
    )
