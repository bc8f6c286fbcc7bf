"""Writing beside a file: links are followed, and only files are replaced."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from orodha.catalogue.errors import UsageError
from orodha.catalogue.replacing import replacing


def write(target: Path, *, overwrite: bool = True) -> None:
    with replacing(target, overwrite=overwrite) as beside:
        beside.write_text("new")


def test_a_link_stays_and_its_file_is_replaced(tmp_path):
    (tmp_path / "shared").mkdir()
    file = tmp_path / "shared" / "file.csv"
    file.write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    write(link)
    assert link.is_symlink() and file.read_text() == "new"
    assert list(file.parent.iterdir()) == [file]


def test_a_linked_file_is_not_replaced_unasked(tmp_path):
    file = tmp_path / "file.csv"
    file.write_text("old")
    (tmp_path / "link.csv").symlink_to(file)
    with pytest.raises(UsageError, match=r"link\.csv exists already"):
        write(tmp_path / "link.csv", overwrite=False)
    assert file.read_text() == "old"


def test_a_link_to_a_file_that_is_not_there_yet_makes_it(tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "file.csv")
    write(link, overwrite=False)
    assert link.is_symlink() and (tmp_path / "file.csv").read_text() == "new"


def test_a_link_that_leads_to_itself_is_refused(tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(link)
    with pytest.raises(UsageError, match="leads nowhere"):
        write(link)
    assert list(tmp_path.iterdir()) == [link]


def test_a_pipe_is_refused_before_anything_is_done(tmp_path):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with pytest.raises(UsageError, match="is no file"):
        write(pipe)
    assert list(tmp_path.iterdir()) == [pipe] and stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_refused_through_a_link_too(tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to("/dev/null")
    with pytest.raises(UsageError, match="is no file"):
        write(link)
    assert link.is_symlink() and Path("/dev/null").is_char_device()


def test_a_folder_is_refused(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        write(tmp_path / "folder")


def test_the_name_of_an_open_pipe_is_refused(tmp_path):
    near, far = os.pipe()
    try:
        with pytest.raises(UsageError, match="is no file"):
            write(Path(f"/dev/fd/{far}"))
    finally:
        os.close(near)
        os.close(far)
