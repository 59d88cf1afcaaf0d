"""Sentences of citizens and what they ask about: a person, an end, one of the usual questions."""

import pytest

from api.channels.dialogue.questions import topic_of
from api.submissions import catalogue
from api.submissions.chat_texts import AskedTexts, Topic
from tests.api.channels.dialogue.questions_asked import ALL

TABLES = [one.chat.asked for one in catalogue.load().texts.values()]


def test_there_are_enough_sentences_and_topics():
    assert len(ALL) == len({text for text, _ in ALL}) >= 100
    assert {topic for _, topic in ALL} == {*Topic, "none"}
    assert set(AskedTexts.model_fields) == set(Topic)


@pytest.mark.parametrize(("text", "topic"), ALL)
def test_a_sentence_asks_about_its_topic(text, topic):
    assert (topic_of(text, TABLES) or "none") == topic
