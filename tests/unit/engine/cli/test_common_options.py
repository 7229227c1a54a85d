"""Where the library is, and which settings are in force."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import typer

from engine.cli.common_options import CommonOptions
from engine.cots.checkpoint_header import read_header
from engine.errors import BadConfig, ModelMissing
from engine.store import Store
from engine.store.chosen_models_table import ChosenModel
from tests.helpers.tiny_cots import save_tiny_checkpoint


def test_library_dir_option_beats_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVOKE_LIBRARY", str(tmp_path / "from-environment"))
    assert CommonOptions().library_dir == tmp_path / "from-environment"
    assert CommonOptions(library=tmp_path / "given").library_dir == tmp_path / "given"


def test_library_dir_relative_or_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert CommonOptions(library=Path("here")).library_dir == tmp_path / "here"
    assert CommonOptions(library=Path("~/there")).library_dir == tmp_path / "home" / "there"


def test_config_set_beats_the_persons_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[search]\nlimit = 7\nmoments_per_clip = 2\n")
    monkeypatch.setattr("engine.user_settings.user_settings_path", lambda: settings)
    config = CommonOptions(settings=["search.limit=9", " compute.device = cpu", "sampling.interval_s=2"]).config()
    assert (config.search.limit, config.search.moments_per_clip) == (9, 2)
    assert (config.compute.device.strip(), config.sampling.interval_s) == ("cpu", 2.0)


def test_config_set_out_of_bounds_names_the_bounds() -> None:
    with pytest.raises(BadConfig, match=r"search\.limit is 0 but must be 1 to "):
        CommonOptions(settings=["search.limit=0"]).config()


@pytest.mark.parametrize("assignment", ["", "=", "search=3", "search.limit", "limit=3", "search.limits=3"])
def test_config_set_that_is_no_setting_is_wrong_usage(assignment: str) -> None:
    with pytest.raises(typer.BadParameter, match="known setting"):
        CommonOptions(settings=[assignment]).config()


@pytest.mark.parametrize("value", ["", "ten", "[1", "1\nx = 2"])
def test_config_set_value_that_is_none_is_wrong_usage(value: str) -> None:
    with pytest.raises((typer.BadParameter, BadConfig)):
        CommonOptions(settings=[f"search.limit={value}"]).config()


def test_load_encoder_unknown_model_is_said() -> None:
    with pytest.raises(ModelMissing, match="nonsense"):
        CommonOptions(model="nonsense").load_encoder()


def test_open_library_unknown_model_makes_no_library(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="nonsense"):
        CommonOptions(library=tmp_path / "lib", model="nonsense").open_library(writes=True)
    assert not (tmp_path / "lib").exists()


def test_checkpoint_auto_is_the_librarys_choice_and_a_name_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.user_settings.user_models_dir", lambda: tmp_path / "models")
    common = CommonOptions(library=tmp_path / "library")
    first, second = (save_tiny_checkpoint(tmp_path / "models" / name, seed) for seed, name in enumerate("ab"))
    (first / "more.txt").write_text("x" * 100)
    assert common.checkpoint() == first
    with Store.open(tmp_path / "library") as store, store.write() as tx:
        store.chosen_models.put(tx, ChosenModel(read_header(second).fingerprint, "b", second, datetime.now()))
    assert common.checkpoint() == second
    assert CommonOptions(library=tmp_path / "library", model="a").checkpoint() == first
