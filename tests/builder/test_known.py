"""The known entities: loaded fast, indexed by IRI and code."""

from pathlib import Path

import pytest

from builder.errors import OntologyError
from builder.known import known, load
from builder.vocabulary import DATA


def test_a_state_has_its_names_demonyms_and_code() -> None:
    state = known().by_iri(DATA + "state/PRK")
    assert state is not None
    assert (state.kind, state.code, state.label) == ("State", "PRK", "كوريا الشمالية")
    assert "كوري شمالي" in state.demonyms
    assert known().by_code("PRK") is state


def test_a_capital_knows_its_state_and_stands_for_it() -> None:
    place = known().by_iri(DATA + "place/moscow")
    assert place is not None
    assert known().code_of(place) == "RUS"
    assert place.metonym == DATA + "state/RUS"


def test_entities_are_sorted_and_apart() -> None:
    iris = [entity.iri for entity in known().entities]
    assert iris == sorted(set(iris))


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("state:X a", "utf-8")
    with pytest.raises(OntologyError, match=r"broken\.ttl"):
        load(tmp_path)
