"""Files as users have them: HTML, JSON, JSON Lines, zip archives and other encodings, and what is refused of them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from builder import read
from builder.errors import EncodingError, InputError, UnsuitableError
from builder.extract import extract
from builder.model import Article, PartialDate
from builder.read import Refused
from builder.read.making import day

TEXT = "وقّعت مصر والعراق في القاهرة يوم الأحد معاهدة صداقة. وقال الوزير إن المعاهدة تفتح صفحة جديدة بين البلدين."
OTHER = "أعلنت الأردن انضمامها إلى اتفاقية القانون البحري، في خطوة قال وزير الخارجية إنها تعزز التعاون."
PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{charset}">
<title>معاهدة صداقة بين مصر والعراق</title>
<meta property="og:title" content="معاهدة صداقة بين مصر والعراق">
<meta property="og:site_name" content="صحيفة النهار الجديدة">
<meta property="article:published_time" content="2024-06-19T23:30:00+03:00">
<link rel="canonical" href="https://example.org/news/1"></head><body>
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li></ul></nav>
<main><article><h1>معاهدة صداقة بين مصر والعراق</h1><p>{first}</p><p>{second}</p></article></main>
<aside><h3>اقرأ أيضا</h3><a href="/2">فرنسا تنسحب من معاهدة البحار</a></aside>
<script>var tracker = "معاهدة";</script><footer>جميع الحقوق محفوظة</footer></body></html>"""


def page(charset: str = "utf-8") -> str:
    return PAGE.format(charset=charset, first=TEXT, second=OTHER)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def outcomes(*paths: Path) -> tuple[list[Article], list[Refused]]:
    found = list(read.articles(paths))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Refused)]


def test_a_page_gives_its_story_and_its_metadata(tmp_path: Path) -> None:
    found = read.article(put(tmp_path, "story.html", page()))
    assert found.identifier == "story"
    assert found.title == "معاهدة صداقة بين مصر والعراق"
    assert (found.publisher, found.issued) == ("صحيفة النهار الجديدة", PartialDate(2024, 6, 19))
    assert found.url == "https://example.org/news/1"
    assert TEXT in found.text
    assert OTHER in found.text
    assert found.text.count(found.title) == 1
    for furniture in ("الرئيسية", "تنسحب", "tracker", "الحقوق"):
        assert furniture not in found.text


def test_offsets_of_a_page_refer_to_the_text_that_is_kept(tmp_path: Path) -> None:
    found = read.article(put(tmp_path, "story.html", page()))
    reading = extract(found)
    treaties = {m.span.of(found.text) for m in reading.mentions if m.entity.startswith("instrument:")}
    assert any("معاهدة صداقة" in words for words in treaties)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1256"])
def test_a_page_is_the_same_in_every_encoding(tmp_path: Path, charset: str) -> None:
    given = page(charset).replace("\N{ARABIC SHADDA}", "")
    found = read.article(put(tmp_path, "story.html", given.encode(charset)))
    assert OTHER in found.text


def test_a_page_without_a_story_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsuitableError, match="no article is found in the page"):
        read.article(put(tmp_path, "empty.html", "<html><body></body></html>"))


def test_a_record_gives_its_text_and_its_metadata(tmp_path: Path) -> None:
    record = {"source": "الرياض", "title": "معاهدة صداقة", "url": "https://e.org/1", "content": TEXT}
    given = put(tmp_path, "day.json", json.dumps([{**record, "date_extracted": "2015-08-06 01:00:00"}]))
    found = read.article(given)
    assert found.text == f"معاهدة صداقة\n\n{TEXT}"
    assert (found.identifier, found.title, found.publisher) == ("day-1", "معاهدة صداقة", "الرياض")
    assert (found.issued, found.url) == (PartialDate(2015, 8, 6), "https://e.org/1")


def test_a_title_that_begins_the_text_is_not_put_there_again(tmp_path: Path) -> None:
    text = f"معاهدة صداقة\n{TEXT}"
    given = put(tmp_path, "a.json", json.dumps({"title": "معاهدة  صداقة", "text": text}))
    assert read.article(given).text == text


@pytest.mark.parametrize(
    ("name", "content", "identifiers"),
    [
        ("one.json", json.dumps({"content": TEXT}), ["one"]),
        ("own.json", json.dumps({"content": TEXT, "id": 17}), ["17"]),
        ("list.json", json.dumps([{"content": TEXT}, {"content": OTHER, "id": "b"}]), ["list-1", "b"]),
        ("in.json", json.dumps({"count": 2, "articles": [{"content": TEXT}, {"content": OTHER}]}), ["in-1", "in-2"]),
        ("ln.jsonl", f"{json.dumps({'content': TEXT})}\n\n{json.dumps({'content': OTHER})}\n", ["ln-1", "ln-3"]),
        ("after.json", f"{json.dumps({'content': TEXT})}\n{json.dumps({'content': OTHER})}\n", ["after", "after-2"]),
    ],
)  # fmt: skip
def test_records_in_every_arrangement(tmp_path: Path, name: str, content: str, identifiers: list[str]) -> None:
    found, refused = outcomes(put(tmp_path, name, content))
    assert [article.identifier for article in found] == identifiers
    assert not refused


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"title": "بلا نص"}, "record 2: the article's text is missing"),
        ({"content": ["قائمة"]}, "record 2: the article's text is a list"),
        ({"content": "An English text"}, "record 2: only 0% of its letters are Arabic"),
        ({"content": ""}, "record 2: the article's text is missing"),
        ({"content": f"{TEXT}\ud83d"}, "half of a surrogate pair"),
        ({"content": f"{TEXT[:9]}\x00"}, "control character U+0000"),
        ({"content": TEXT, "id": "x" * 300}, "longer than 200"),
        ("نص", "record 2: a str instead of an object"),
        (None, "record 2: a NoneType instead of an object"),
    ],
)
def test_a_bad_record_loses_no_other(tmp_path: Path, bad: object, words: str) -> None:
    given = put(tmp_path, "day.json", json.dumps([{"content": TEXT}, bad, {"content": OTHER}]))
    found, refused = outcomes(given)
    assert [article.identifier for article in found] == ["day-1", "day-3"]
    assert len(refused) == 1
    assert words in refused[0].reason
    assert str(given) in refused[0].reason


def test_a_stray_control_character_of_a_record_is_a_space(tmp_path: Path) -> None:
    given = put(tmp_path, "day.json", json.dumps({"content": TEXT.replace("معاهدة", "معاهدة\x1a", 1)}))
    assert read.article(given).text == TEXT.replace("معاهدة", "معاهدة ", 1)


def test_a_broken_line_loses_no_other(tmp_path: Path) -> None:
    good, other = json.dumps({"content": TEXT}), json.dumps({"content": OTHER})
    found, refused = outcomes(
        put(tmp_path, "day.jsonl", f"{good}\n{{broken\n{other}\n".encode() + b'{"content": "\xff"}')
    )
    assert [article.identifier for article in found] == ["day-1", "day-3"]
    assert ["line 2: not valid JSON" in refused[0].reason, "line 4: byte 13 (0xff)" in refused[1].reason] == [True] * 2


def test_what_stands_before_a_mistake_of_syntax_is_read(tmp_path: Path) -> None:
    good = json.dumps({"content": TEXT})
    found, refused = outcomes(put(tmp_path, "day.json", f"[{good}, {{broken"))
    assert [article.identifier for article in found] == ["day-1"]
    assert "record 2 is not valid JSON" in refused[0].reason


def test_json_lines_in_utf_16(tmp_path: Path) -> None:
    given = "\n".join(json.dumps({"content": text}, ensure_ascii=False) for text in (TEXT, OTHER))
    assert len(outcomes(put(tmp_path, "a.jsonl", given.encode("utf-16")))[0]) == 2


def test_an_identifier_read_before_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    put(tmp_path, "a.txt", TEXT)
    put(tmp_path / "deep", "a.txt", OTHER)
    found, refused = outcomes(tmp_path)
    assert [article.text for article in found] == [TEXT]
    assert "the same identifier 'a' twice" in refused[0].reason


def test_the_order_of_what_is_given_changes_nothing(tmp_path: Path) -> None:
    files = [put(tmp_path, name, TEXT) for name in ("b.txt", "a.txt")]
    files.append(put(tmp_path, "c.json", json.dumps([{"content": OTHER}])))
    assert list(read.articles(files)) == list(read.articles([*reversed(files), tmp_path]))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "windows-1256"])
def test_an_encoding_without_a_mark_is_recognised(tmp_path: Path, encoding: str) -> None:
    text = OTHER
    assert read.article(put(tmp_path, "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    "data",
    [
        OTHER.replace("،", " ").encode("iso-8859-6"),
        "Договор о всеобъемлющем партнерстве подписан".encode("windows-1251"),
        "Traité signé à Genève, déjà ratifié".encode("latin-1"),
        TEXT.encode()[:-1] + b"\xff",
        bytes(range(128, 256)) * 3,
    ],
    ids=["iso-8859-6", "windows-1251", "latin-1", "broken utf-8", "noise"],
)
def test_other_bytes_are_refused_and_not_guessed(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(EncodingError, match="iconv"):
        read.article(put(tmp_path, "a.txt", data))


def archive(folder: Path, members: dict[str, str | bytes]) -> Path:
    path = folder / "day.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def test_an_archive_of_every_kind_of_file(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "n/text.txt": TEXT,
        "n/page.html": page(),
        "records.json": json.dumps([{"content": OTHER}]),
        "__MACOSX/n/._text.txt": b"\x00\x01",
        "n/picture.png": b"\x89PNG",
    }
    found, refused = outcomes(archive(tmp_path, members))
    assert [article.identifier for article in found] == ["page", "text", "records-1"]
    assert not refused


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("../../evil.txt", TEXT, "leads out of the archive's folder"),
        ("/etc/evil.txt", TEXT, "leads out of the archive's folder"),
        ("C:evil.txt", TEXT, "leads out of the archive's folder"),
        ("bomb.json", b" " * 5_000_000, "taken for a zip bomb"),
        ("broken.json", b"\xff\xff\xff", "is not UTF-8"),
    ],
)
def test_a_dangerous_member_is_refused_and_the_others_are_read(
    tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    found, refused = outcomes(archive(tmp_path, {name: content, "good.txt": TEXT}))
    assert [article.identifier for article in found] == ["good"]
    assert len(refused) == 1
    assert words in refused[0].reason


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    given = put(tmp_path, "a.zip", b"PK\x03\x04 and nothing more")
    _, refused = outcomes(given, put(tmp_path, "b.txt", TEXT))
    assert "cannot be read as a zip archive" in refused[0].reason


def test_a_broken_member_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.txt": TEXT * 40, "b.txt": OTHER})
    data = bytearray(path.read_bytes())
    data[60:80] = b"\x55" * 20
    path.write_bytes(data)
    found, refused = outcomes(path)
    assert [article.identifier for article in found] == ["b"]
    assert "a.txt: cannot be unpacked" in refused[0].reason


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2015-08-06 01:00:00", PartialDate(2015, 8, 6)),
        ("2015-08-06T23:59:59Z", PartialDate(2015, 8, 6)),
        ("2015/8/6", PartialDate(2015, 8, 6)),
        ("٢٠١٥-٠٨-٠٦", PartialDate(2015, 8, 6)),
        ("2015-08", PartialDate(2015, 8)),
        ("2015", PartialDate(2015)),
        ("Thu, 06 Aug 2015 01:00:00 +0300", PartialDate(2015, 8, 6)),
        ("2015-13-01", None),
        ("2015-02-30", None),
        ("06/08/2015", None),
        ("20150806", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_as_precise_as_its_metadata(written: str | None, date: PartialDate | None) -> None:
    assert day(written) == date


def test_a_file_with_more_articles_is_no_single_article(tmp_path: Path) -> None:
    given = put(tmp_path, "day.json", json.dumps([{"content": TEXT}, {"content": OTHER}]))
    with pytest.raises(InputError, match="more than one article"):
        read.article(given)
    with pytest.raises(UnsuitableError, match="no article in it"):
        read.article(put(tmp_path, "none.json", "[]"))
