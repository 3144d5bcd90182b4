"""Figures: server-made drawings of what the filters of a page choose, each with its table and its
words, on its page, as a file, and to embed.
"""

from .base import Figure
from .money import Investments
from .network import Network
from .subjects import Themes
from .timeline import Timeline

__all__ = ["FIGURES", "Figure", "Investments", "Network", "Themes", "Timeline"]

FIGURES: dict[str, type[Figure]] = {
    figure.name: figure for figure in (Timeline, Network, Investments, Themes)
}
