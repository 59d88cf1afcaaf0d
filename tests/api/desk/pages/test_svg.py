"""Charts are pictures with a name, whatever the name holds."""

from api.desk.figures.charts import share_bar
from api.desk.pages.svg import svg


def test_what_is_drawn_stays_and_the_name_is_escaped():
    drawn = svg(['<rect width="5%"/>', "<g/>"], label='a "b" <c>', height=44, kind="drift")
    assert drawn == (
        '<svg class="drift" height="44" role="img" aria-label="a &#34;b&#34; &lt;c&gt;">'
        '<rect width="5%"/><g/></svg>'
    )


def test_a_bar_is_a_share_of_the_largest():
    assert 'width="25.0%"' in share_bar(1, 4)
    assert 'width="0.0%"' in share_bar(0, 0)
