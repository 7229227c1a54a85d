"""What a library holds is its owner's alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from engine.errors import StorePlaceUnfit
from engine.store import Store, database
from engine.store.privacy import keep_private, readable_by_others

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there the user's folder keeps others out")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_library_in_an_open_folder_is_made_private(tmp_path: Path) -> None:
    library = tmp_path / "library"
    (library / "thumbnails").mkdir(parents=True)
    (library / "logs").mkdir()
    library.chmod(0o755)
    for name in ("thumbnails", "logs"):
        (library / name).chmod(0o755)
    assert set(readable_by_others(library)) == {library / "thumbnails", library / "logs"}
    Store.open(library).close()
    assert list(readable_by_others(library)) == []
    assert mode(library / "evoke.db") == 0o600
    assert mode(library / "thumbnails") == 0o700
    assert mode(library) == 0o755  # a folder the person chose keeps its own rights


def test_database_that_was_copied_with_rights_for_all_loses_them(tmp_path: Path) -> None:
    library = tmp_path / "library"
    Store.open(library).close()
    library.chmod(0o755)
    (library / "evoke.db").chmod(0o644)
    Store.open(library).close()
    assert mode(library / "evoke.db") == 0o600


def test_closed_folder_keeps_everything_in_it_private(tmp_path: Path) -> None:
    (tmp_path / "library" / "logs").mkdir(parents=True)
    (tmp_path / "library" / "logs").chmod(0o755)
    (tmp_path / "library").chmod(0o700)
    assert list(readable_by_others(tmp_path / "library")) == []
    keep_private(tmp_path / "library")
    assert mode(tmp_path / "library" / "logs") == 0o755


def test_library_on_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "mounts_table", lambda: {Path("/"): "ext4", tmp_path.resolve(): "nfs4"})
    with pytest.raises(StorePlaceUnfit, match=r"network drive \(nfs4\)"):
        Store.open(tmp_path / "library")
    assert not (tmp_path / "library" / "evoke.db").exists()
