from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.pages import Html, page, prose, table
from strategies import texts


class Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("th", "td"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells and data != "\n":
            self.cells[-1] += data


@given(st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_table_gives_every_text_back(rows: list[list[str]]):
    parser = Cells()
    parser.feed(table(rows[1:], rows[0]))
    assert parser.cells == [cell for row in rows for cell in row]


def test_line_breaks_are_kept_and_markup_is_not_escaped_twice():
    assert '<td dir="auto">a<br>b &amp; c</td>' in table([["x", "a\nb & c"]], ["", ""])
    assert '<td dir="auto"><b>a</b></td>' in table([["x", Html("<b>a</b>")]], ["", ""])


def test_a_cell_knows_its_heading_for_narrow_screens():
    assert '<td dir="auto" data-of="&quot;who&quot;">a</td>' in table([["x", "a"]], ["", '"who"'])


def test_words_from_right_to_left_stand_apart_in_a_sentence():
    told = 'السودان counts 3 "طالب لجوء", & مصر\'s 4.'
    apart = "<bdi>السودان</bdi> counts 3 &quot;<bdi>طالب لجوء</bdi>&quot;, &amp; <bdi>مصر</bdi>&#x27;s 4."
    assert prose(told) == apart
    assert prose("Kenya & Uganda") == "Kenya &amp; Uganda"


def test_a_page_escapes_its_title_and_takes_more_style():
    text = page("<script>", "<p>{body}</p>", "td { color: red; }")
    assert "<script>" not in text
    assert "<p>{body}</p>" in text and "td { color: red; }" in text
