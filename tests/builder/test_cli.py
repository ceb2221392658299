"""The command line: help that teaches, exit codes, JSON for machines, errors that name the remedy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from builder import __version__, store
from builder.query import GRAPHS
from endpoint.command import main

COMMANDS = (
    *("add", "annotate", "build", "decide", "describe", "explain", "export", "merges"),
    *("query", "remove", "score", "serve", "undo", "validate", "version"),
)
BROKEN = Path(__file__).parents[1] / "graphs" / "small.trig"
ALLIES = "SELECT ?a WHERE { ?a mq:allyOf ?b }"


def run(*arguments: str | Path, text: str | None = None) -> Result:
    """What a command prints, and its exit code."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text, prog_name="mithaq")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: mithaq {command}")
    description = result.stdout.split("\n\n")[1]
    assert len(description.split()) >= 5
    assert description.rstrip().endswith((".", ":"))


@pytest.mark.parametrize("command", ["annotate", "build", "explain", "export", "query", "score", "serve"])
def test_help_has_an_example(command: str) -> None:
    assert f"    mithaq {command} " in run(command, "--help").stdout


def test_all_commands_are_listed() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert sorted(main.commands) == sorted(COMMANDS)
    assert all(command in result.stdout for command in COMMANDS)
    assert "Exit codes" in result.stdout


def test_version() -> None:
    result = run("version")
    assert (result.exit_code, result.stdout) == (0, f"mithaq {__version__}\n")


@pytest.mark.parametrize(
    ("form", "start"),
    [("table", "a"), ("csv", "a\r\n"), ("tsv", "?a\n"), ("json", "{"), ("xml", "<?xml")],
)
def test_query_formats(form: str, start: str, seeds_folder: Path) -> None:
    result = run("query", seeds_folder, "-", "--format", form, text=ALLIES)
    assert result.exit_code == 0
    assert result.output.startswith(start) or result.stdout_bytes.startswith(start.encode())


def test_query_json_is_json(seeds_folder: Path) -> None:
    found = json.loads(run("query", seeds_folder, "-", "--json", text=ALLIES).stdout)
    assert found["head"]["vars"] == ["a"]
    assert {row["a"]["value"].rsplit("/", 1)[1] for row in found["results"]["bindings"]} >= {"PRK", "RUS"}


def test_query_reads_a_file(seeds_folder: Path, tmp_path: Path) -> None:
    question = tmp_path / "question.rq"
    question.write_text("ASK { ?claim a mq:Claim }")
    assert run("query", seeds_folder, question).stdout == "true\n"


@pytest.mark.parametrize("form", ["nquads", "ntriples", "trig", "turtle", "jsonld", "rdfxml"])
def test_export_writes_what_parses(form: str, seeds_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "export"
    result = run("export", seeds_folder, "--format", form, "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    kind: RdfFormat = GRAPHS[form]
    assert sum(1 for _ in parse(path=out, format=kind)) > 100


def test_export_to_standard_output_is_the_file(seeds_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.nq"
    run("export", seeds_folder, "--format", "nquads", "--layers", "facts", "-o", out)
    assert run("export", seeds_folder, "--format", "nquads", "--layers", "facts").stdout_bytes == out.read_bytes()


def test_validate_the_seeds(seeds_folder: Path) -> None:
    result = run("validate", seeds_folder, "--json")
    assert result.exit_code == 0
    json.loads(result.stdout)
    assert run("validate", seeds_folder, "--quiet").stdout == ""


def test_validate_tells_violations_by_its_exit_code(tmp_path: Path) -> None:
    quads = list(parse(path=BROKEN, format=RdfFormat.TRIG))
    store.write(tmp_path, quads, {"first": "text"})
    result = run("validate", tmp_path, "--language", "ar")
    assert result.exit_code == 1
    assert re.search("[\u0621-\u064a]{3}", result.stdout)


def test_explain(seeds_folder: Path) -> None:
    triple = "<state/RUS> mq:allyOf <state/PRK>"
    text = run("explain", seeds_folder, triple)
    assert text.exit_code == 0
    assert "ally-of" in text.stdout
    tree = json.loads(run("explain", seeds_folder, triple, "--json").stdout)
    assert tree["root"]["kind"] == "inferred"
    assert run("explain", seeds_folder, triple, "--language", "ar").stdout != text.stdout


def test_describe(seeds_folder: Path) -> None:
    text = run("describe", seeds_folder, "https://w3id.org/mithaq/id/state/PRK")
    assert text.exit_code == 0
    assert "كوريا الشمالية" in text.stdout
    assert json.loads(run("describe", seeds_folder, "https://w3id.org/mithaq/id/state/PRK", "--json").stdout)


def test_build_tells_its_stages_and_where_the_graph_is(tmp_path: Path, seeds: Path) -> None:
    article = min(seeds.glob("*.txt"))
    result = run("build", article, "-o", tmp_path / "graph", "--json")
    assert result.exit_code == 0
    summary = json.loads(result.stdout)
    assert Path(summary["snapshot"]).is_dir()
    assert summary["counts"]["articles"] == 1
    assert all(stage in result.stderr for stage in ("reading", "claims", "validation", "facts", "reasoning", "store"))
    assert not list((tmp_path / "graph").glob("report.*"))
    assert run("build", article, "-o", tmp_path / "graph", "--quiet", "--report").exit_code == 0
    assert (
        json.loads((tmp_path / "graph" / "report.json").read_text("utf-8"))["articles"][0]["identifier"] == article.stem
    )
    assert f"## {article.stem.replace('_', chr(92) + '_')}" in (tmp_path / "graph" / "report.md").read_text("utf-8")
    quiet = run("build", article, "-o", tmp_path / "graph", "--quiet")
    assert (quiet.exit_code, quiet.output) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["build", "nowhere.txt", "-o", "{tmp}/new"], "give text files, or folders"),
        (["build", "{seeds}", "-o", "{tmp}/new", "--base", "https://example.org/data"], "must end in a slash"),
        (["build", "{seeds}"], "--output"),
        (["build"], "--help"),
        (["query", "{tmp}/none", "-"], "mithaq build"),
        (["export", "{tmp}/none"], "mithaq build"),
        (["validate", "{tmp}/none"], "mithaq build"),
        (["explain", "{tmp}/none", "<s> <p> <o>"], "mithaq build"),
        (["describe", "{tmp}/none", "<s>"], "mithaq build"),
        (["serve", "{tmp}/none"], "mithaq build"),
        (["score", "{tmp}/none", "{tmp}/gold.json"], "mithaq build"),
        (["score", "{graph}", "{tmp}/gold.json"], "cannot be read as gold"),
        (["query", "{graph}", "{tmp}/missing.rq"], "No such file"),
        (["query", "{graph}", "-", "--format", "pdf"], "'csv'"),
        (["export", "{graph}", "--layers", "fact"], "choose among"),
        (["export", "{graph}", "--format", "pdf"], "'turtle'"),
        (["explain", "{graph}", "one two"], "subject"),
        (["nonsense"], "--help"),
    ],
)
def test_wrong_use_names_the_remedy(
    arguments: list[str], remedy: str, tmp_path: Path, seeds: Path, seeds_folder: Path
) -> None:
    places = {"tmp": tmp_path, "seeds": seeds, "graph": seeds_folder}
    result = run(*(argument.format(**places) for argument in arguments), text="SELECT * { ?s ?p ?o }")
    assert result.exit_code == 2
    assert remedy in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("query", "told"),
    [("SELECT ?x", "parsed"), ("SELECT * { SERVICE <http://example.org> { ?s ?p ?o } }", "no other server")],
)
def test_a_query_that_cannot_run_is_wrong_use(query: str, told: str, seeds_folder: Path) -> None:
    result = run("query", seeds_folder, "-", text=query)
    assert result.exit_code == 2
    assert told in result.stderr
