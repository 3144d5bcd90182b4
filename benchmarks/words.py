"""The words of the synthetic database: none of any language, so that no stemmer joins two of them.

``PLANTED`` are the words that the searches look for. Each says in which entries it stands, so that
how many match, and which words never meet, is known beforehand.
"""

import itertools
import random
from collections.abc import Callable

SEED = 20_261_126
FILTERED_KIND, FILTERED_SHARE = "platform", 0.12  # of the entries; as many have the first partner
RARE = 50  # entries, whatever the scale

# Word -> whether the nth entry has it, given a number in [0, 1) drawn for the entry and the word.
PLANTED: dict[str, Callable[[int, float], bool]] = {
    "quorvant": lambda n, draw: draw < 0.30,
    "belmorix": lambda n, draw: draw < 0.25,
    "tandrelu": lambda n, draw: n % 2 == 0 and draw < 0.40,
    "vosperik": lambda n, draw: n % 2 == 1 and draw < 0.40,
    "cadwemol": lambda n, draw: n % 10 == 3,
    "hulzarin": lambda n, draw: n % 10 == 7,
    "feluvexo": lambda n, draw: n % 20 == 9,
    "milzetto": lambda n, draw: draw < 0.02,
    "drostamu": lambda n, draw: n % 50 == 1,
    "rarozink": lambda n, draw: n < RARE,
}
COMMON, MID = "quorvant", "milzetto"  # 30 % and 2 % of the entries

# Twenty pairs: words that meet often, seldom, never (even and odd, 3 and 7, 9 and 1), and unequal.
PAIRS = [
    *itertools.combinations(["quorvant", "belmorix", "tandrelu", "vosperik"], 2),
    ("cadwemol", "hulzarin"),
    ("tandrelu", "cadwemol"),
    ("tandrelu", "hulzarin"),
    ("tandrelu", "feluvexo"),
    ("tandrelu", "drostamu"),
    ("cadwemol", "feluvexo"),
    ("quorvant", "cadwemol"),
    ("quorvant", "feluvexo"),
    ("quorvant", "milzetto"),
    ("quorvant", "rarozink"),
    ("belmorix", "drostamu"),
    ("belmorix", "rarozink"),
    ("vosperik", "milzetto"),
    ("hulzarin", "drostamu"),
]

_SYLLABLES = [a + b for a in "bcdfglmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]


class Words:
    """Zipf-distributed words, and sentences of them, from one stream of random numbers."""

    def __init__(self, rng: random.Random, words=4000, sentences=20_000):
        self.rng = rng
        made = {"".join(rng.choices(_SYLLABLES, k=3)) for _ in range(words)}
        self.words = sorted(made)
        self.weights = list(itertools.accumulate(1 / (n + 8) for n in range(len(self.words))))
        self.pool = [self._sentence() for _ in range(sentences)]

    def some(self, count: int) -> list[str]:
        return self.rng.choices(self.words, cum_weights=self.weights, k=count)

    def title(self) -> list[str]:
        return self.some(3 + int(self.rng.random() * 4))

    def sentence(self) -> str:
        return self.pool[int(self.rng.random() * len(self.pool))]

    def _sentence(self) -> str:
        return " ".join(self.some(8 + int(self.rng.random() * 8))).capitalize() + "."


def zipf(count: int, *, exponent: float) -> list[float]:
    """Cumulative weights for ``random.choices``: the first is the most frequent."""
    return list(itertools.accumulate(1 / (n + 1) ** exponent for n in range(count)))
