"""Judgements in a Turtle file: read with their lines, written, taken out, and refused with the remedy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.errors import InputError
from builder.identifiers import Minter
from builder.resolve.judgements import Judgement, added, read, statements, without

MINTER = Minter("https://example.org/g/")
ONE = """# By hand. A full stop. And <another>.
@prefix j: <https://w3id.org/mithaq/vocab/judgement/> .

[] a mq:ReviewDecision ;
    mq:judges <person/a>, <person/b> ;   # two. persons
    mq:judgement j:same ;
    dcterms:creator "Dr. A. Amin" ;
    dcterms:date "2026-05-01"^^xsd:date ;
    mq:reason \"\"\"One minister.
The same name.\"\"\" .
"""
TWO = """
PREFIX : <https://example.org/g/instrument/>
<decision/d> a mq:ReviewDecision ; mq:judges :x , :y ; mq:judgement judgement:different .
<decision/d> dcterms:creator "B" ; dcterms:date "2026-05-02"^^xsd:date ; mq:reason "two years" .
"""


def test_what_a_person_writes_is_read() -> None:
    first, second = read(ONE + TWO, MINTER, "file.ttl")
    assert (second.judged, second.verdict) == (
        ("https://example.org/g/person/a", "https://example.org/g/person/b"),
        "same",
    )
    assert (second.by, second.on, second.why) == ("Dr. A. Amin", "2026-05-01", "One minister.\nThe same name.")
    assert second.iri.startswith("https://example.org/g/decision/")
    assert first == Judgement(
        ("https://example.org/g/instrument/x", "https://example.org/g/instrument/y"),
        "different",
        "B",
        "2026-05-02",
        "two years",
        "https://example.org/g/decision/d",
        "file.ttl:13",
    )
    assert second.place == "file.ttl:4"
    assert read("", MINTER, "none.ttl") == ()


def test_statements_begin_where_their_first_word_stands() -> None:
    assert [(part.line, ONE[part.start]) for part in statements(ONE)] == [(2, "@"), (4, "[")]


def test_what_is_added_is_read_again_and_taken_out_whole() -> None:
    fresh = Judgement(
        tuple(MINTER.base + name for name in ("person/a", "person/c")),
        "unsure",
        'Who "B"',
        "2026-01-31",
        "a\\b\nc",
        MINTER.base + "decision/e",
    )
    text = added(ONE + TWO, fresh, MINTER)
    found = {judgement.iri: judgement for judgement in read(text, MINTER, "file.ttl")}
    assert replace(found[fresh.iri], place="") == fresh
    assert without(text, fresh.iri, MINTER, "file.ttl") == ONE + TWO + "\n"
    rest = without(text, MINTER.base + "decision/d", MINTER, "file.ttl")
    assert [judgement.verdict for judgement in read(rest, MINTER, "file.ttl")] == ["same", "unsure"]
    assert "# two. persons" in rest
    with pytest.raises(InputError, match=r"file.ttl: no judgement <x>"):
        without(text, "x", MINTER, "file.ttl")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<person/b>", "", r"f.ttl:5: .*correct the Turtle"),
        (", <person/b>", "", r"f.ttl:4: mq:judges names 1; name two entities"),
        ("<person/b>", '"b"', r'f.ttl:4: mq:judges "b": no IRI; name an entity'),
        ("j:same", "j:sane", r"f.ttl:4: mq:judgement <.*sane>: give one of judgement:same, judgement:different"),
        ("j:same", "j:same, j:unsure", r"f.ttl:4: mq:judgement <.*>, <.*>: give one of"),
        ('"Dr. A. Amin"', '" "', r'f.ttl:4: dcterms:creator " ": say who judges'),
        ("2026-05-01", "May", r'f.ttl:4: dcterms:date "May"\^\^<.*>: say when'),
        ("    mq:judgement j:same ;\n", "", r"f.ttl:4: mq:judgement nothing: give one of"),
        ("a mq:ReviewDecision", "a mq:Claim", r"f.ttl:4: _:\w+ is no judgement; say that it is"),
        ("mq:reason", "mq:because", r"f.ttl:4: <.*because> is no property of a judgement; use"),
    ],
)
def test_what_is_wrong_is_told_with_line_value_and_remedy(old: str, new: str, told: str) -> None:
    assert old in ONE
    with pytest.raises(InputError, match=told):
        read(ONE.replace(old, new), MINTER, "f.ttl")
