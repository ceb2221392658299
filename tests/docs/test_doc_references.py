"""What the documentation names exists: links, files, terms, commands, targets, settings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import click
import pyoxigraph as ox
import pytest
import shown

from builder import __version__, ontology
from builder.vocabulary import MQ, MQV
from endpoint import settings
from endpoint.command import main

LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
TOP = "benchmarks|builder|docs|endpoint|ontology|seeds|shapes|tests"
FILE = re.compile(rf"(?<![\w/.-])(?P<path>(?:{TOP})/[\w./*-]*[\w/*])")
TERM = re.compile(r"\bmq:(?P<name>\w+)")
CONCEPT = re.compile(r"\bmqv(?::|-)(?P<scheme>[a-z-]+)[/:](?P<name>[a-z-]+)\b")
SVG = "{http://www.w3.org/2000/svg}"
PICTURE = shown.ROOT / "docs" / "model.svg"
PAGES = [*shown.pages(), shown.ROOT / "CHANGELOG.md"]


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@cache
def _declared() -> frozenset[str]:
    """The IRIs of all terms and concepts of the ontology."""
    quads = (quad for path in ontology.files(entities=False) for quad in ox.parse(path=path))
    return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", _text(page), flags=re.M | re.S), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_resolve(page: Path) -> None:
    for match in LINK.finditer(_text(page)):
        target, _, anchor = match["target"].partition("#")
        if "://" in target:
            continue
        file = page.parent / target if target else page
        assert file.exists(), match["target"]
        assert not anchor or anchor in _anchors(file), match["target"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    text = LINK.sub("", _text(page))
    named = {match["path"] for match in FILE.finditer(text)}
    assert [path for path in sorted(named) if not any(shown.ROOT.glob(path.rstrip("/")))] == []


@pytest.mark.parametrize("page", [*PAGES, PICTURE], ids=lambda page: page.name)
def test_terms_that_are_named_are_in_the_ontology(page: Path) -> None:
    used = {MQ + match["name"] for match in TERM.finditer(_text(page))}
    used |= {f"{MQV}{match['scheme']}/{match['name']}" for match in CONCEPT.finditer(_text(page))}
    assert sorted(used - _declared()) == []


def test_every_command_is_documented() -> None:
    assert isinstance(main, click.Group)
    text = "".join(map(_text, shown.pages()))
    assert [name for name in sorted(main.commands) if f"mithaq {name}" not in text] == []


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", _text(shown.ROOT / "Makefile"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"\bmake ([a-z]+)\b", "".join(_code(page)))}
    assert {"serve", "test", "check"} <= named <= targets


def _code(page: Path) -> list[str]:
    """What a page marks as code, in blocks and within lines."""
    text = _text(page)
    return re.findall(r"^```.*?^```$|`[^`\n]+`", text, re.MULTILINE | re.DOTALL)


def test_every_setting_of_the_endpoint_is_documented_with_its_default() -> None:
    text = _text(shown.ROOT / "docs" / "endpoint.md")
    for _, variable, default, help in settings.table():
        shown_default = f"{default:g}" if isinstance(default, float) else str(default) or "none"
        assert f"| `{variable}` | {shown_default} | {help} |" in text, variable


def test_the_changelog_has_this_version() -> None:
    assert f"## [{__version__}]" in _text(shown.ROOT / "CHANGELOG.md")


def test_the_picture_is_text_and_quotes_the_seeds() -> None:
    picture = ElementTree.fromstring(_text(PICTURE))
    assert picture.tag == f"{SVG}svg"
    assert picture.find(f"{SVG}title") is not None
    seeds = [path.read_text(encoding="utf-8") for path in sorted((shown.ROOT / "seeds").glob("*.txt"))]
    quoted = ["".join(node.itertext()) for node in picture.iter(f"{SVG}text") if node.get("class") == "words"]
    assert len(quoted) >= 2
    assert [words for words in quoted if not any(words in seed for seed in seeds)] == []


def test_the_picture_is_readable_in_light_and_dark() -> None:
    style = "".join(node.text or "" for node in ElementTree.fromstring(_text(PICTURE)).iter(f"{SVG}style"))
    assert "prefers-color-scheme: dark" in style


POLICY = shown.ROOT / "docs" / "policy.md"
REASON = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')
RULE = re.compile(
    r'Rule\(\s*"([a-z-]+)"|(?:return|yield) "([a-z]+(?:-[a-z]+)+)"'
    r'|"([a-z]+(?:-[a-z]+)+)" if |\(\s*"([a-z]+(?:-[a-z]+)+)", '
)


def _source(path: str) -> str:
    return (shown.ROOT / "builder" / path).read_text(encoding="utf-8")


def _in_tables(page: Path) -> set[str]:
    """The names with a hyphen that a page's tables show as code."""
    rows = "\n".join(line for line in _text(page).splitlines() if line.startswith("|"))
    return set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", rows))


def test_the_policy_page_names_every_reason_and_rule_and_no_other() -> None:
    reasons = set(REASON.findall(_source("assemble/facts.py")))
    sources = "".join(_source(f"resolve/same_{what}.py") for what in ("actors", "bodies", "instruments"))
    joining = {name for names in RULE.findall(sources) for name in names if name}
    conflicts = {path.stem for path in (shown.ROOT / "ontology" / "conflicts").glob("*.rq")}
    assert len(reasons) > 6
    assert len(joining) > 8
    assert _in_tables(POLICY) == reasons | joining | conflicts


def test_the_page_on_decisions_names_every_reason_why_things_are_apart() -> None:
    words = re.findall(r'"([a-z]+-[a-z-]+|rivals)"', _source("resolve/apart.py").split("@dataclass")[0])
    assert len(words) > 8
    page = _text(shown.ROOT / "docs" / "decisions.md")
    assert [word for word in words if f"`{word}`" not in page] == []


def test_the_model_page_names_every_inference_rule() -> None:
    rules = {path.stem for path in (shown.ROOT / "ontology" / "rules").glob("*.rq")}
    text = _text(shown.ROOT / "docs" / "model.md")
    assert {name for name in rules if f"| [{name}](" in text} == rules


def test_rule_files_that_are_named_exist() -> None:
    named = set(re.findall(r"`([\w-]+\.yaml)`", _text(shown.ROOT / "docs" / "adding.md")))
    there = {path.name for path in (shown.ROOT / "builder" / "languages" / "ar").glob("*.yaml")}
    assert len(named) > 15
    assert named - there == set()
