"""Groups never hold two things that one article tells apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builder.resolve.clusters import Clusters


def test_two_of_one_home_stay_apart() -> None:
    groups = Clusters({"a1": "a", "a2": "a", "b": "b"})
    assert groups.join("a1", "b")
    assert not groups.join("a2", "b")
    assert groups.find("a1") == groups.find("b") != groups.find("a2")
    assert sorted(groups.members("b")) == ["a1", "b"]


_ITEMS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30)


@given(_ITEMS)
def test_homes_are_never_shared(pairs: list[tuple[int, int]]) -> None:
    homes = {item: f"home{item % 4}" for item in range(10)}
    groups = Clusters(homes)
    for one, two in pairs:
        groups.join(one, two)
    for root in groups.roots():
        mine = [homes[item] for item in groups.members(root)]
        assert len(mine) == len(set(mine))
    assert sorted(item for root in groups.roots() for item in groups.members(root)) == list(range(10))


def test_judgements_go_before_homes_and_rules() -> None:
    homes = {"a1": "a", "a2": "a", "b": "b", "c": "c"}
    groups = Clusters(homes, same=[("a1", "a2"), ("b", "nobody")], different=[("a2", "c")])
    assert groups.find("a1") == groups.find("a2")
    assert groups.join("b", "c")
    assert not groups.join("b", "a1")
    assert not groups.may_join("a2", "b")


@given(_ITEMS, _ITEMS)
def test_what_is_judged_different_is_never_joined(pairs: list[tuple[int, int]], apart: list[tuple[int, int]]) -> None:
    wanted = [(one, two) for one, two in apart if one != two]
    groups = Clusters({item: f"home{item}" for item in range(10)}, different=wanted)
    for one, two in pairs:
        groups.join(one, two)
    assert all(groups.find(one) != groups.find(two) for one, two in wanted)
