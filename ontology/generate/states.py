"""Makes ../entities/states.ttl from rigour, CLDR (Babel), ArWikiCats and states.yaml.

    python ontology/generate/states.py [-o FOLDER]

rigour (MIT): codes, Wikidata items, successors. Babel (BSD, data Unicode-3.0): names and official languages.
ArWikiCats (MIT): demonyms. Its package cannot be imported without a logger it does not declare, so its JSON is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from babel.languages import get_official_languages
from entity_turtle import Node, check_keys, document, literal, load, output_folder
from rigour.territories import get_territories
from rigour.territories.territory import Territory

KEYS = frozenset(
    ("ar", "en", "ru", "ko", "names", "also", "nationality", "demonym", "drop", "ambiguous", "successorOf")
)
EVERYWHERE = ("ar", "en", "ru", "ko")
NATIONALITIES = ("nationalities_data.json", "nationalities_data_with_directions.json")

Entry = dict[str, Any]


def territories() -> dict[str, Territory]:
    """rigour's territories by alpha-3 code in capitals; Palestine, too, which it does not count as a country."""
    return {t.alpha3.upper(): t for t in get_territories() if t.alpha3}


def nationalities() -> dict[str, dict[str, str]]:
    """ArWikiCats' nationalities by key: male, males, female and so on."""
    found: dict[str, dict[str, str]] = {}
    for name in NATIONALITIES:
        path = distribution("arwikicats").locate_file(f"ArWikiCats/jsons/nationalities/{name}")
        found |= json.loads(Path(str(path)).read_text("utf-8"))
    return found


def cldr_names(region: str) -> dict[str, str]:
    """Language tag to the region's name: Arabic, English, Russian, Korean and its own official languages."""
    languages = dict.fromkeys((*EVERYWHERE, *get_official_languages(region, regional=False, de_facto=True)))
    names: dict[str, str] = {}
    for language in languages:
        if localedata.exists(language):
            name = Locale.parse(language).territories.get(region)
            if name and name != region:
                names[language.replace("_", "-")] = name
    return names


def regular(male: str, ending: str) -> str:
    """Each word of ``male`` with an ending: the regular feminine or sound plural."""
    return " ".join(word + ending for word in male.split())


def demonyms(entry: Entry, known: dict[str, dict[str, str]], endings: dict[str, str]) -> Iterator[str]:
    """The masculine singular forms, then the irregular feminines and plurals; what is regular is left to rules."""
    forms = [known[key] for key in entry.get("nationality", ())]
    yield from (form["male"] for form in forms)
    yield from entry.get("demonym", ())
    for form in forms:
        for part, ending in endings.items():
            if form[part] != regular(form["male"], ending):
                yield form[part]


def state_node(code: str, entry: Entry, territory: Territory | None, historical: bool) -> Node:
    """The state without its demonyms."""
    node = Node(f"state:{code}", {"a": ["mq:HistoricalState" if historical else "mq:State"]})
    cldr = cldr_names(territory.code.upper()) if territory and not historical else {}
    names = cldr | entry.get("names", {}) | {tag: entry[tag] for tag in EVERYWHERE if tag in entry}
    node.add("rdfs:label", *(literal(names[tag], tag) for tag in sorted(names)))
    node.add("mq:iso3166", literal(code))
    node.add_texts("skos:altLabel", (name for name in entry.get("also", ()) if name != names["ar"]), "ar")
    node.add_texts("mq:ambiguousLabel", entry.get("ambiguous", ()), "ar")
    node.add("mq:successorOf", *(f"state:{other}" for other in sorted(entry.get("successorOf", ()))))
    if territory:
        english = {territory.name, territory.full_name, cldr.get("en")} - {names["en"], None}
        node.add_texts("skos:altLabel", sorted(map(str, english)), "en")
        node.add("skos:exactMatch", f"wd:{territory.qid}")
    return node


def check_successions(data: Entry, known: dict[str, Territory]) -> None:
    """Raises ValueError where rigour knows a succession that is neither taken nor left out for a reason."""
    ours = data["states"] | data["historical"]
    left_out = data["successions_left_out"]
    for code in sorted(set(data["historical"]) & set(known)):
        for successor in known[code].successors:
            name = (successor.alpha3 or "").upper()
            if code not in ours[name].get("successorOf", ()) and code not in left_out.get(name, {}):
                raise ValueError(f"states.yaml: {name} succeeds {code} in rigour; add it or leave it out with a reason")


def nodes(data: Entry) -> Iterator[Node]:
    """Every state, present and past. Raises ValueError for a homograph without its reason, or a key misspelt."""
    known, forms = territories(), nationalities()
    check_successions(data, known)
    entries: Iterable[tuple[str, Entry, bool]] = [
        *((code, entry, False) for code, entry in data["states"].items()),
        *((code, entry, True) for code, entry in data["historical"].items()),
    ]
    for code, entry, historical in entries:
        check_keys(f"states.yaml, {code}", entry, KEYS)
        missing = sorted(set(entry.get("ambiguous", ())) - set(data["homographs"]))
        if missing:
            raise ValueError(f"states.yaml, {code}: no reason under homographs for {', '.join(missing)}")
        node = state_node(code, entry, known.get(code), historical)
        words = (word for word in demonyms(entry, forms, data["endings"]) if word not in entry.get("drop", ()))
        node.add_texts("mq:demonym", words, "ar")
        yield node


def main() -> None:
    """Writes states.ttl."""
    folder = output_folder(__doc__)
    sources = ", ".join(f"{name} {version(name)}" for name in ("rigour", "Babel", "ArWikiCats"))
    header = f"Made by ontology/generate/states.py from {sources} and states.yaml; do not edit by hand."
    (folder / "states.ttl").write_text(document(header, nodes(load("states"))), "utf-8")


if __name__ == "__main__":
    main()
