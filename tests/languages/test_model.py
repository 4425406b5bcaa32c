"""Running only what is needed of the model gives what the whole of it gives."""

from pathlib import Path

import pytest

from evacmap.languages.model import QuickRules, entity_type, is_person, load_parser, parse_docs

CASES = Path(__file__).parents[2] / "benchmarks" / "cases" / "docs"
TEXTS = [
    "There's no way out, and they're gonna leave. Y'all got nothin' and ain't leaving; let's go.",
    "There were 300 people, but I did not have it; you had had to do what had to be done.",
    *(path.read_text(encoding="utf-8") for path in sorted(CASES.glob("1?1.txt"))),
]


def facts(doc):
    return [(t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph), t.head.i) for t in doc]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_words_tags_and_tree_are_those_of_the_whole_pipeline(text):
    parser = load_parser()
    (quick,) = parse_docs([parser.make_doc(text)])
    assert facts(quick) == facts(parser(text))


def test_answers_are_kept_only_where_the_rules_ask_for_no_more_than_words_and_tags():
    ruler = load_parser().get_pipe("attribute_ruler")
    assert QuickRules(ruler).can_keep


def test_names_are_found_when_asked_for():
    text = "Ann Example left Berlin on Monday, and the American stayed."
    parser = load_parser()
    (quick,) = parse_docs([parser.make_doc(text)])
    assert not quick.ents
    assert [entity_type(token) for token in quick] == [token.ent_type_ for token in parser(text)]
    assert [token.text for token in quick if is_person(token)] == ["Ann", "Example"]
