"""How many independent sources stand behind a leg."""

import pytest

import builders as build
from evacmap.model import Evidence
from evacmap.tables import independent_sources, source_numbers

LONG = "A convoy with about 700 staff and their families reached the port from the capital."


def report(document: str, publisher: str | None, **fields: str) -> Evidence:
    quote = fields.get("quote", f"As {document} has it.")
    return build.evidence(
        quote, document=document, publisher=publisher, said_by=fields.get("said_by")
    )


@pytest.mark.parametrize(
    ("quotes", "sources"),
    [
        ((report("a", "One"), report("b", "Two")), 2),
        ((report("a", "One"), report("b", "One")), 1),
        ((report("a", "One", said_by="AFP"), report("b", "Two", said_by="afp")), 1),
        ((report("a", "One", quote=LONG), report("b", "Two", quote=LONG.upper())), 1),
        ((report("a", "One", quote="They left."), report("b", "Two", quote="They left.")), 2),
        ((report("a", None), report("b", None)), 2),
        ((report("a", None), report("a", None)), 1),
        (
            (
                report("a", "One", said_by="AFP"),
                report("b", "Two"),
                report("c", "Two", said_by="AFP"),
            ),
            1,
        ),
    ],
    ids=[
        "two papers",
        "one paper twice",
        "one agency",
        "copied text",
        "the same few words",
        "no publisher",
        "one report twice",
        "joined by a third",
    ],
)
def test_papers_that_repeat_one_source_are_one(quotes: tuple[Evidence, ...], sources: int) -> None:
    assert independent_sources(build.leg(quotes=quotes)) == sources


def test_each_piece_of_evidence_bears_the_number_of_its_source() -> None:
    listed = (report("a", "One"), report("b", "Two"), report("c", "One"))
    assert source_numbers(listed) == (0, 1, 0)
