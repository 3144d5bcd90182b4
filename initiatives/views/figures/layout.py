"""Places for the nodes of a network: the same picture for the same ties, no name over another."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_ROUNDS = 140
_APART = 260  # rounds of pushing, at most, until no box lies over another
_IN_A_ROW = 3  # nodes at most
_LOOSE = 4.5  # times what the boxes cover is what a part gets
_GAP = 18
_GOLDEN = math.pi * (3 - math.sqrt(5))


class Box(NamedTuple):
    """What a node takes with its name, in pixels, its middle at the node's place."""

    width: float
    height: float


@lru_cache(maxsize=64)
def place(
    boxes: Sequence[Box], ties: Sequence[tuple[int, int, int]], width: int
) -> tuple[list[tuple[float, float]], int]:
    """The middle of each box, and the height that all of them need in ``width``. No chance in it.

    ``ties`` are (one, other, weight) by position in ``boxes``. What hangs together is placed by
    itself, the largest part on top, the others below it from left to right. Within a part, nodes
    with a tie attract each other and all push each other away (Fruchterman and Reingold, "Graph
    drawing by force-directed placement", 1991), then boxes that overlap are pushed apart.
    """
    places: list[tuple[float, float]] = [(0, 0)] * len(boxes)
    left = top = bottom = 0.0
    for part in _parts(len(boxes), ties):
        size = _size_of([boxes[at] for at in part], width)
        if left and left + size.width > width:
            left, top = 0.0, bottom
        number = {at: mine for mine, at in enumerate(part)}
        own = [(number[a], number[b], weight) for a, b, weight in ties if a in number]
        for at, (x, y) in zip(part, _part([boxes[at] for at in part], own, size), strict=True):
            places[at] = (left + x, top + y)
        left += size.width + _GAP
        bottom = max(bottom, top + size.height + _GAP)
    return places, max(0, round(bottom - _GAP))


def _parts(count: int, ties) -> list[list[int]]:
    """The nodes that hang together, the largest part first."""
    part = list(range(count))
    for one, other, _weight in ties:
        old, new = part[other], part[one]
        part = [new if each == old else each for each in part]
    groups: dict[int, list[int]] = {}
    for at, each in enumerate(part):
        groups.setdefault(each, []).append(at)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def _size_of(boxes: list[Box], width: int) -> Box:
    """The room for a part: a row for a few, else several times what its boxes cover."""
    row = Box(sum(box.width + _GAP for box in boxes), max(box.height for box in boxes) + _GAP)
    if len(boxes) <= _IN_A_ROW and row.width <= width:
        return row
    covered = _LOOSE * sum(box.width * box.height for box in boxes)
    own = min(width, max(math.sqrt(covered * 1.6), max(box.width for box in boxes) * 2))
    return Box(own, max(covered / own, row.height * 2))


def _part(boxes: list[Box], ties, size: Box) -> list[tuple[float, float]]:
    if len(boxes) <= _IN_A_ROW and size.height <= max(box.height for box in boxes) + _GAP:
        return _in_a_row(boxes)
    return _apart(_fitted(_by_force(len(boxes), ties), boxes, size), boxes, size)


def _in_a_row(boxes: list[Box]) -> list[tuple[float, float]]:
    """Side by side, each second one a little lower, so that no tie passes through a node."""
    places, left = [], 0.0
    for at, box in enumerate(boxes):
        places.append((left + box.width / 2, box.height / 2 + at % 2 * _GAP))
        left += box.width + _GAP
    return places


def _by_force(count: int, ties) -> list[list[float]]:
    """Places round (0, 0); they start on a spiral, the first ones in the middle."""
    places = [
        [math.sqrt(at + 0.5) * math.cos(at * _GOLDEN), math.sqrt(at + 0.5) * math.sin(at * _GOLDEN)]
        for at in range(count)
    ]
    reach = math.sqrt(count) or 1
    for at in range(_ROUNDS):
        moves = [[-0.04 * x, -0.04 * y] for x, y in places]
        for one in range(count):
            x, y = places[one]
            own = moves[one]
            for other in range(one):
                dx, dy = x - places[other][0], y - places[other][1]
                push = 1 / (dx * dx + dy * dy + 1e-6)
                own[0] += dx * push
                own[1] += dy * push
                moves[other][0] -= dx * push
                moves[other][1] -= dy * push
        for one, other, weight in ties:
            dx, dy = places[one][0] - places[other][0], places[one][1] - places[other][1]
            pull = 0.35 * math.hypot(dx, dy) * (1 + 0.2 * math.log2(weight))
            moves[one][0] -= dx * pull
            moves[one][1] -= dy * pull
            moves[other][0] += dx * pull
            moves[other][1] += dy * pull
        most = reach * 0.2 * (1 - at / _ROUNDS) + 0.01
        for spot, (dx, dy) in zip(places, moves, strict=True):
            length = math.hypot(dx, dy) or 1
            spot[0] += dx / length * min(length, most)
            spot[1] += dy / length * min(length, most)
    return places


def _fitted(places, boxes, room: Box) -> list[list[float]]:
    """Stretched over the drawing, each box within it."""
    fitted = [[0.0, 0.0] for _place in places]
    for axis, size in enumerate(room):
        values = [place[axis] for place in places]
        low, span = min(values, default=0), (max(values, default=0) - min(values, default=0)) or 1
        for at, box in enumerate(boxes):
            share = (values[at] - low) / span if len(places) > 1 else 0.5
            fitted[at][axis] = box[axis] / 2 + share * (size - box[axis])
    return fitted


def _apart(places, boxes, room: Box) -> list[tuple[float, float]]:
    for _round in range(_APART):
        moved = False
        for one, (mine, box) in enumerate(zip(places, boxes, strict=True)):
            for other in range(one):
                theirs, its_box = places[other], boxes[other]
                dx, dy = mine[0] - theirs[0], mine[1] - theirs[1]
                over_x = (box.width + its_box.width) / 2 - abs(dx)
                over_y = (box.height + its_box.height) / 2 - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                axis, over = (0, over_x) if over_x < over_y * 2 else (1, over_y)
                side = 1 if (dx, dy)[axis] >= 0 else -1
                mine[axis] += side * (over / 2 + 0.5)
                theirs[axis] -= side * (over / 2 + 0.5)
        for spot, box in zip(places, boxes, strict=True):
            spot[0] = min(max(spot[0], box.width / 2), room.width - box.width / 2)
            spot[1] = min(max(spot[1], box.height / 2), room.height - box.height / 2)
        if not moved:
            break
    return [(x, y) for x, y in places]
