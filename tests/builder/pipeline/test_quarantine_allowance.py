"""--max-quarantine: a build that keeps too much out of the facts fails with the reason, and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import pipeline
from builder.errors import QuarantineError
from builder.model import VOICE, Article, ClaimRecord, Entity, Factuality, Layout, Reading, Span
from builder.pipeline import Limits
from builder.pipeline.allowance import ANY, Allowance
from endpoint.command import main

STATE = Entity("https://w3id.org/mithaq/id/state/RUS", "State", "x", known=True)


def bad_reading(article: Article) -> Reading:
    """What no rule would read: an instrument that a state supersedes, and a good party."""
    treaty = Entity("instrument:0", "Treaty", "one")
    said = (("directlySupersedes", STATE.key), ("hasParty", STATE.key))
    claims = tuple(
        ClaimRecord(treaty.key, name, obj, VOICE, Factuality.ASSERTED, (Span(0, 3),), "test") for name, obj in said
    )
    return Reading(article, Layout((), ()), entities=(STATE, treaty), claims=claims)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("builder.kept.worker.read_one", bad_reading)
    path = tmp_path / "story.txt"
    path.write_text("نص عن معاهدة بين دولتين وقعها الرئيسان في العاصمة.", encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("text", "claims", "quarantined", "fails"),
    [
        ("0", 10, 0, False),
        ("0", 10, 1, True),
        ("3", 10, 3, False),
        ("2.5%", 200, 5, False),
        ("2.5%", 200, 6, True),
        ("0%", 0, 0, False),
    ],
)
def test_claims_and_shares(text: str, claims: int, quarantined: int, fails: bool) -> None:
    allowance = Allowance.parsed(text)
    assert str(allowance) == text
    if not fails:
        allowance.check(claims, {"rejected-by-a-shape": quarantined}, {})
        return
    with pytest.raises(QuarantineError, match=f"{quarantined} of {claims} claims .* and no more than {text} may be"):
        allowance.check(claims, {"rejected-by-a-shape": quarantined}, {"Shape": 2})


def test_without_it_everything_may_be_quarantined() -> None:
    ANY.check(1, {"rejected-by-a-shape": 1}, {})


def test_a_build_fails_with_the_reason_and_the_graph_stays_as_it_was(article: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    failed = run("build", article, "-o", graph, "--workers", "0", "--max-quarantine", "0")
    assert failed.exit_code == 1
    assert "1 of 2 claims (50.0%) are quarantined (rejected-by-a-shape 1), and no more than 0 may be" in failed.stderr
    assert "most violated: Instrument" in failed.stderr
    assert not (graph / "current").exists()
    summary = pipeline.build([article], graph, limits=Limits(workers=0, quarantine=Allowance.parsed("50%")))
    assert summary.counts["quarantined"] == 1
    before = (graph / "current").resolve()
    again = run("build", article, "-o", graph, "--workers", "0", "--max-quarantine", "49.9%")
    assert again.exit_code == 1
    assert (graph / "current").resolve() == before


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "%", "1 %"])
def test_what_is_no_allowance_is_wrong_use(text: str, tmp_path: Path) -> None:
    told = run("build", tmp_path, "-o", tmp_path / "graph", f"--max-quarantine={text}")
    assert told.exit_code == 2
    assert f"{text}: give a number of claims, such as 20, or a share of them, such as 2.5%" in told.stderr
