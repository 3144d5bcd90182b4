"""The words of dates, French and English, without accents and in small letters.

Conventions, the same in both languages. Of a year: early is January to March, mid May to August,
late October to December; seasons are whole months, spring from March, and winter spans two years.
Of a month: early is the 1st to the 10th, mid the 11th to the 20th, late the rest.
"""

from .reading import any_of

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january janv jan",
            "fevrier february fevr fev feb",
            "mars march mar",
            "avril april avr apr",
            "mai may",
            "juin june jun",
            "juillet july juil jul",
            "aout august aug",
            "septembre september sept sep",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        start=1,
    )
    for name in names.split()
}

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lundi monday mon",
            "mardi tuesday tue",
            "mercredi wednesday wed",
            "jeudi thursday thu",
            "vendredi friday fri",
            "samedi saturday sat",
            "dimanche sunday sun",
        )
    )
    for name in names.split()
}

MARKS = [
    (
        r"(?:vers|environ|autour d[eu]|aux alentours d[eu]|about|around|approximately|circa"
        r"|ca?\.|~|≈)\s*(?:la |le )?(.+)",
        "~",
    ),
    (r"(.+) environ", "~"),
    (r"(?:peut-etre|perhaps|possibly|maybe|probably|probablement)(?: en| in)? (.+)", "?"),
    (r"(.+?)\s*\?", "?"),
]

BEFORE = r"avant|before|prior to"
UNTIL = (
    r"au plus tard(?: en| le)?|jusqu'(?:en|au|a)|pas plus tard que|no later than|not later than"
    r"|at the latest(?: in| on)?|until|till|up to|by"
)
AFTER = r"apres|after"
SINCE = r"depuis|des|a partir d[eu]|a compter d[eu]|since|as of|starting(?: in| on)?"

_FIRST, _LAST = r"(?P<first>.+?)", r"(?P<last>.+)"
BETWEEN = [
    rf"(?:entre|between) {_FIRST} (?:et|and) {_LAST}",
    rf"(?:de|du|d'|from) ?{_FIRST} (?:a|au|to|until) {_LAST}",
    rf"{_FIRST} (?:a|au|to) {_LAST}",
    rf"{_FIRST} ?- ?{_LAST}",
    rf"{_FIRST} ?/ ?{_LAST}",
]

# Words that may open a date and change nothing: “en septembre 2016”, “the summer of 2016”.
OPENING = r"(?:en|in|on|au|a|le|la|the|during|pendant|courant|of|tout)\s|l'(?:annee )?"

_OF_YEAR = r"(?:,? |-|)(?:de l'annee |de |of |in )?(?P<year>\d{4})"
_RANKS = {
    **dict.fromkeys(("premier", "1er", "first", "1st", "1"), 1),
    **dict.fromkeys(("deuxieme", "second", "2e", "2eme", "2nd", "2"), 2),
    **dict.fromkeys(("troisieme", "third", "3e", "3eme", "3rd", "3"), 3),
    **dict.fromkeys(("quatrieme", "fourth", "4e", "4eme", "4th", "4"), 4),
}
_RANK = rf"(?P<rank>{any_of(_RANKS)})"


def _nth(length: int):
    """The months of the first, second… ``length`` months of a year."""

    def months(found) -> tuple[int, int]:
        rank = _RANKS[found["rank"]]
        return (rank - 1) * length + 1, rank * length

    return months


def _always(first: int, last: int):
    return lambda found: (first, last)


# Each pattern with the first and the last month it stands for; 14 is February of the next year.
PARTS_OF_YEAR = [
    (rf"[tq](?P<rank>[1-4]){_OF_YEAR}", _nth(3)),
    (rf"(?P<rank>[1-4])[tq]{_OF_YEAR}", _nth(3)),
    (r"(?P<year>\d{4})[ -]?[tq](?P<rank>[1-4])", _nth(3)),
    (rf"{_RANK} (?:trimestre|quarter){_OF_YEAR}", _nth(3)),
    (rf"[sh](?P<rank>[12]){_OF_YEAR}", _nth(6)),
    (r"(?P<year>\d{4})[ -]?[sh](?P<rank>[12])", _nth(6)),
    (rf"(?!3|4|t|q|f[^i]){_RANK} (?:semestre|half){_OF_YEAR}", _nth(6)),
    (rf"(?:debut|early|beginning|start){_OF_YEAR}", _always(1, 3)),
    (rf"(?:mi|milieu|mid|middle){_OF_YEAR}", _always(5, 8)),
    (rf"(?:fin|late|end){_OF_YEAR}", _always(10, 12)),
    (rf"(?:printemps|spring){_OF_YEAR}", _always(3, 5)),
    (rf"(?:ete|summer){_OF_YEAR}", _always(6, 8)),
    (rf"(?:rentree){_OF_YEAR}", _always(9, 9)),
    (rf"(?:automne|autumn|fall){_OF_YEAR}", _always(9, 11)),
    (r"(?:hiver|winter)(?: de| of)? (?P<year>\d{4}) ?[-/] ?(?:\d{2}|\d{4})", _always(12, 14)),
]
WINTER = r"(?:hiver|winter)(?: de| of)? (\d{4})"
DECADE = r"(?:annees )?(\d{3})0(?:'?s)?"
PARTS_OF_MONTH = [  # the last day, 0 for that of the month
    (r"debut|early|beginning|start", 1, 10),
    (r"mi|milieu|mid|middle", 11, 20),
    (r"fin|late|end", 21, 0),
]

RELATIVE = (
    r"\b(?:aujourd'hui|hier|demain|today|yesterday|tomorrow|dernier|derniere|prochain|prochaine"
    r"|last (?:year|month|week)|next (?:year|month|week)|(?:this|cette|cet|ce) \w+|recently"
    r"|recemment|ago|il y a)\b"
)
