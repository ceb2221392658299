"""Reads terms of an instrument: how many years it lasts, how long after what it takes effect, what is one of them."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_scene import WORD, Token


def counted(tokens: Sequence[Token], at: int, reach: int) -> int | None:
    """Where a counted term of years or months ends behind ``at``: "خمس سنوات", "16 عاما"."""
    data, numbers = topic("clauses")["lasts"], topic("events")["counted"]
    names = {**numbers["units"], **numbers["tens"]}
    for unit in range(at + 1, min(at + reach, len(tokens))):
        word = tokens[unit].text
        before = tokens[unit - 1].text
        counts = before.isdigit() or {before, before.removeprefix(data["by"])} & {*names, *data["misspelt"]}
        if before in data["unlimited"]["not"] and word in data["unlimited"]["fixed"]:
            return unit + 1
        if word in data["duals"] or (word in data["units"] and counts and tokens[unit - 1].tag == WORD):
            return unit + 1
    return None


def in_force_after(tokens: Sequence[Token], at: int) -> int | None:
    """Where "thirty days after the deposit of", or "after the exchange of", stands behind a verb of taking effect."""
    data = topic("clauses")["comes"]
    places = range(at + 1, min(at + data["reach"], len(tokens)))
    runs = re.fullmatch(data["runs"], tokens[at].text) is not None
    force = at if runs else next((i for i in places if re.fullmatch(data["force"], tokens[i].text)), None)
    if force is None or any(t.text in topic("clauses")["pauses"] for t in tokens[at:force]):
        return None
    after = next((i for i in places if i > force and tokens[i].text in data["after"]), None)
    if after is None:
        return None
    near = [t.text for t in tokens[after + 1 : after + 1 + data["reach"] // 2]]
    first = near[1:2] if near[:1] and near[0] in data["that"] else near[:1]
    if any(re.fullmatch(data["awaited"], word) for word in first):
        return after
    unit = next((i for i, word in enumerate(near) if re.fullmatch(data["counted"], word)), None)
    deed = unit is not None and any(re.fullmatch(data["deed"], word) for word in near[unit:])
    return after if deed else None


def heads_list(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether "of the conditions of" heads its clause, and what is one of them follows as a bare noun."""
    data = topic("clauses")["listed"]
    lead = next((i for i in range(at - 1, max(at - 3, -1), -1) if tokens[i].text in data["heads"]), None)
    pauses = {*topic("clauses")["pauses"], *topic("clauses")["bullets"]}
    opens = lead is not None and (lead == 0 or tokens[lead - 1].text in pauses)
    return opens and first < len(tokens) and re.fullmatch(data["noun"], tokens[first].text) is not None
