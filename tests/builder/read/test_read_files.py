"""Reading text files: what is read, what is refused, and how the refusal is worded."""

from pathlib import Path

import pytest

from builder.errors import EncodingError, InputError, UnsuitableError
from builder.read import article, paths

TEXT = "وقّعت مصر والعراق معاهدة صداقة في القاهرة."


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_text_is_read_as_decoded_without_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    read = article(written(tmp_path, "a1.txt", TEXT.encode(encoding)))
    assert (read.identifier, read.text, read.source) == ("a1", TEXT, "a1.txt")


def test_line_ends_and_marks_are_kept(tmp_path: Path) -> None:
    text = "عنوان\r\n\r\nنصٌّ مُشَكَّل طويل\n"
    assert article(written(tmp_path, "b.txt", text.encode())).text == text


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", UnsuitableError, "no words"),
        (b"  \n 12 \n", UnsuitableError, "no words"),
        ("صداقة".encode("windows-1256"), EncodingError, "byte 0 (0xd5) is not UTF-8"),
        ("Le traité a été signé".encode("latin-1"), EncodingError, "is not UTF-8"),
        (TEXT.encode() + b"\x00\x01", EncodingError, "control character U+0000"),
        (b"An article in English about a treaty.", UnsuitableError, "only 0% of its letters are Arabic"),
    ],
)
def test_what_is_no_arabic_text_is_refused(tmp_path: Path, data: bytes, error: type[Exception], words: str) -> None:
    path = written(tmp_path, "c.txt", data)
    with pytest.raises(error) as raised:
        article(path)
    assert words in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path, "d.txt", TEXT.encode() * 10)
    with pytest.raises(UnsuitableError, match="more than the limit of 100"):
        article(path, limit=100)


def test_a_missing_file_and_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        article(tmp_path / "nothing.txt")
    with pytest.raises(InputError, match="cannot be read"):
        article(tmp_path)


def test_paths_are_found_sorted_to_every_depth_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    wanted = [written(tmp_path / "deep" / "er", "b.txt", b""), written(tmp_path, "c.txt", b"")]
    for name in (".hidden/x.txt", ".y.txt", "notes.md"):
        written(tmp_path, name, b"")
    other = written(tmp_path, "a.article", b"")
    assert paths([tmp_path, other, other]) == sorted([*wanted, other])


def test_a_folder_that_is_passed_over_is_known_by_what_it_is(tmp_path: Path) -> None:
    for name in ("a.txt", "graph/b.json", "other/graph/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "graph")
    found = paths([tmp_path], tmp_path / "link")
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.txt", "other/graph/c.txt"]
    assert paths([tmp_path / "graph"], tmp_path / "other/../graph") == []


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        paths([tmp_path / "none"])
