"""What is wrong with a dataset is told by file, line, identifier and key, before any write."""

import pytest

from initiatives.dataset.load import Rejected, check_dataset

from .dataset_files import edited


def problems_of(folder):
    with pytest.raises(Rejected) as rejection:
        check_dataset(folder)
    return rejection.value.problems


WRONG = {
    "an unknown partner": (
        ("initiatives", '"altran"', '"altrann"', "39bis/part-2"),
        "39bis/part-2, partner: “altrann” is unknown: no such id in partners.json.",
    ),
    "an unknown theme": (
        ("initiatives", '"open innovation"', '"open inovation"', ""),
        "“open inovation” is unknown: no theme of themes.json has this name_en.",
    ),
    "an unknown passage": (
        ("statements", '"art-39bis-inauguration-p6"', '"art-39bis-inauguration-p66"', ""),
        "stmt-2, passages: “art-39bis-inauguration-p66” is unknown: no such id in passages.json.",
    ),
    "an unknown parent, partner or publisher": (
        ("partners", '"partner": "sanofi"', '"partner": "sanofy"', ""),
        "sanofi-france, partner: “sanofy” is unknown: no such id in partners.json or publishers.",
    ),
    "an unknown subject of a disagreement": (
        ("conflicts", '"39bis/inv-1"', '"39bis/inv-9"', ""),
        "conflict-39bis-budget, subjects: “39bis/inv-9” is unknown",
    ),
    "a value outside its vocabulary": (
        ("partners", '"kind": "pharma"', '"kind": "farma"', ""),
        "sanofi, kind: “farma” is not in the list partner_kinds (pharma, big tech,",
    ),
    "a date that is not EDTF": (
        ("initiatives", '"edtf": "2017-12-04"', '"edtf": "4/12/2017"', ""),
        "39bis, edtf: “4/12/2017” is not an EDTF level 1 date.",
    ),
    "a day that does not exist": (
        ("initiatives", '"edtf": "2017-12-04"', '"edtf": "2017-02-30"', ""),
        "39bis, edtf: “2017-02-30” is not an EDTF level 1 date.",
    ),
    "another precision than the date's": (
        ("initiatives", '"precision": "day"', '"precision": "month"', '"inaugurated"'),
        "39bis, precision: “2017-12-04” has the precision “day”.",
    ),
    "an inferred date without basis": (
        ("articles", '"basis": "Says', '"bases": "Says', ""),
        "art-39bis-inauguration, inferred: an inferred date needs its basis.",
    ),
    "a bound that is no day": (
        ("articles", '"earliest": "2017-12-04"', '"earliest": "December"', ""),
        "art-39bis-inauguration, earliest: “December” is not a day (2017-12-04).",
    ),
    "bounds the wrong way round": (
        ("articles", '"latest": "2017-12-31"', '"latest": "2017-12-01"', ""),
        "art-39bis-inauguration, edtf: the earliest day comes after the latest day.",
    ),
    "one language without the other": (
        ("initiatives", '"note_fr": "Investisseur', '"note_xx": "Investisseur', "39bis/inv-1"),
        "39bis/inv-1, note: “note_fr” is missing: a text stands in both languages or in neither.",
    ),
    "a missing required text": (
        ("passages", '"paraphrase_fr"', '"paraphrase_xx"', ""),
        "art-39bis-inauguration-p1, paraphrase_fr: missing.",
    ),
    "an empty text": (
        ("themes", '"name_fr": "IA"', '"name_fr": " "', ""),
        "ai, name_fr: empty.",
    ),
    "a key that nothing reads": (
        ("partners", '"kind": "pharma"', '"kind": "pharma", "colour": "blue"', ""),
        "sanofi, colour: nothing reads this key: it is misspelt, or the loader must learn it.",
    ),
    "a key twice in one object": (
        ("partners", '"kind": "pharma"', '"kind": "pharma", "kind": "pharma"', ""),
        "partners.json, line 7: kind: the key stands twice in the same object.",
    ),
    "a text in place of a number": (
        ("passages", '"paragraph": 1,', '"paragraph": "1",', ""),
        "art-39bis-inauguration-p1, paragraph: a whole number is expected here.",
    ),
    "a text in place of an object": (
        ("initiatives", '"place": null', '"place": "Gentilly"', ""),
        "sanofi-ehealth-fr, place: an object is expected here.",
    ),
    "the same id twice": (
        ("partners", '"id": "sanofi-france"', '"id": "sanofi"', ""),
        "sanofi, id: this id stands already in partners.json, line 2.",
    ),
    "a slug that is none": (
        ("partners", '"id": "altran"', '"id": "Altran & co"', ""),
        "Altran & co: slug: Enter a valid “slug” consisting of letters, numbers, underscores or",
    ),
    "a text too long for its column": (
        ("partners", '"name": "Sanofi"', f'"name": "{"S" * 201}"', ""),
        "sanofi: name: Ensure this value has at most 200 characters (it has 201).",
    ),
    "an amount without a currency": (
        ("initiatives", '"currency": "EUR"', '"currency": null', "39bis/inv-1"),
        "39bis/inv-1, amount_min: a disclosed amount has both bounds and a currency.",
    ),
    "an undisclosed amount with a figure": (
        ("initiatives", '"amount_min": null', '"amount_min": 1000', "sanofi-ehealth-fr/inv-1"),
        "sanofi-ehealth-fr/inv-1, amount_min: an amount that is not disclosed has no figure",
    ),
    "bounds of an amount the wrong way round": (
        ("initiatives", '"amount_min": 500000', '"amount_min": 600000', "39bis/inv-1"),
        "39bis/inv-1, amount_min: amounts are above zero, the lower one first.",
    ),
    "disclosed and disclosure that differ": (
        ("initiatives", '"disclosed": true', '"disclosed": false', "39bis/inv-1"),
        "39bis/inv-1, disclosed: “disclosed” and “disclosure” differ.",
    ),
    "a figure without a value": (
        ("initiatives", '"value_min": 170', '"value_min": null', "39bis/met-1"),
        "39bis/met-1, value_min: a figure has both bounds, the lower one first, or neither.",
    ),
    "a citation of other passages than its locator's": (
        ("statements", '"locator": "paragraph 6"', '"locator": "paragraph 7"', "stmt-2"),
        "stmt-2, passages: these are not the passages of art-39bis-inauguration, paragraph 7.",
    ),
    "two lines for one passage": (
        ("statements", "11", "12", "stmt-2"),
        "stmt-2, lines: “art-39bis-inauguration-p6” stands on line 11 elsewhere.",
    ),
    "an alias that its citation does not print": (
        ("partners", '"locator": "paragraph 2"', '"locator": "paragraph 5"', ""),
        "the alias in the same place of the list stands elsewhere.",
    ),
    "a published person without a name": (
        ("people", '"name": "Guillaume Leroy"', '"name": null', ""),
        "person-guillaume-leroy, name: a person without a name cannot be published.",
    ),
    "a published entry under a draft": (
        ("initiatives", '"editorial": "published"', '"editorial": "draft"', '"id": "39bis"'),
        "five-priorities, parent: a published entry names the draft “39bis”.",
    ),
    "a published entry with a draft partner": (
        ("partners", '"editorial": "published"', '"editorial": "draft"', '"id": "altran"'),
        "39bis/part-2, partner: a published entry names the draft “altran”.",
    ),
    "a public disagreement about a draft": (
        ("partners", '"editorial": "published"', '"editorial": "draft"', '"id": "verily"'),
        "a public disagreement about the draft “verily”.",
    ),
    "a family that is a circle": (
        (
            "initiatives",
            '"parent": null',
            '"parent": "39bis-showroom"',
            '"id": "sanofi-ehealth-fr"',
        ),
        "39bis, parent: it descends from itself.",
    ),
    "a venture that only one side knows": (
        ("partners", '"also_initiative": "onduo"', '"notes": "x"', ""),
        "onduo, also_organisation: “onduo” does not say that it is also this entry.",
    ),
    "a hint that claims to be a fact": (
        ("external_hints", '"usable_as_fact": false', '"usable_as_fact": true', ""),
        "usable_as_fact: a hint is never a fact: find a source and cite it.",
    ),
    "a forecast realised by a forecast": (
        ("initiatives", '"39bis/mile-3"', '"39bis/mile-5"', "realised_by"),
        "39bis/mile-5, realised_by: an event that happened realises a forecast.",
    ),
    "another number of rows than counted": (
        ("meta", '"partners": 60', '"partners": 61', ""),
        "partners: counts.partners is 61, the files hold 60.",
    ),
    "another total than counted": (
        ("meta", "55500000", "55500001", ""),
        "EUR: counts.published.disclosed_totals.EUR is 55500001, the files hold 55500000.",
    ),
    "a number that is none": (
        ("passages", '"paragraph": 1,', '"paragraph": NaN,', ""),
        "passages.json, line 5: not JSON: Not a number.",
    ),
    "a character that no text may hold": (
        ("themes", '"name_fr": "IA"', '"name_fr": "I\\u0000A"', ""),
        "ai, name_fr: holds a character that no text may hold.",
    ),
    "a dataset without a name": (
        ("meta", '"name"', '"nom"', ""),
        "meta.json, line 1: name: a name of 100 letters, digits and hyphens at most.",
    ),
    "text after the end": (
        ("themes", "[", "[] [", ""),
        "themes.json, line 1: not JSON: Extra data.",
    ),
}


@pytest.mark.parametrize(("edit", "sentence"), WRONG.values(), ids=WRONG)
def test_a_dataset_is_refused_for(edit, sentence, tmp_path):
    name, old, new, after = edit
    folder, _line = edited(tmp_path, name, old, new, after=after)

    assert any(sentence in problem for problem in problems_of(folder))


def test_a_problem_names_the_file_and_the_line(tmp_path):
    folder, line = edited(tmp_path, "initiatives", '"altran"', '"altrann"', after="39bis/part-2")

    assert problems_of(folder) == [
        f"initiatives.json, line {line}: 39bis/part-2, partner: “altrann” is unknown: "
        "no such id in partners.json."
    ]


def test_a_name_in_a_list_has_the_line_of_its_own(tmp_path):
    folder, line = edited(tmp_path, "partners", '"verily"', '"verili"', after="shareholders")

    assert f"partners.json, line {line}: onduo, shareholders" in problems_of(folder)[0]


def test_all_problems_are_told_together(tmp_path):
    edited(tmp_path, "partners", '"kind": "pharma"', '"kind": "farma"')
    edited(tmp_path, "themes", '"name_fr": "IA"', '"name_fr": ""')
    folder, _line = edited(tmp_path, "publishers", '"kind": "media"', '"kind": "medium"')

    files = [problem.partition(",")[0] for problem in problems_of(folder)]

    assert files == ["publishers.json", "themes.json", "partners.json"]


def test_a_missing_file_is_told(tmp_path):
    folder, _line = edited(tmp_path, "themes", "[", "[")
    (folder / "themes.json").unlink()

    assert "themes.json, line 1: the file is missing." in problems_of(folder)


def test_a_file_that_is_not_utf8_is_told(tmp_path):
    folder, _line = edited(tmp_path, "themes", "[", "[")
    (folder / "themes.json").write_bytes(b'[\n"\xe9"]')

    assert "themes.json, line 2: the text is not UTF-8." in problems_of(folder)


def test_a_file_nested_without_end_is_told(tmp_path):
    folder, _line = edited(tmp_path, "themes", "[", "[" * 5000)

    assert "themes.json, line 1: not JSON: Nested too deeply." in problems_of(folder)


def test_the_dataset_of_the_project_is_in_order():
    assert len(check_dataset().plan) == 1487
