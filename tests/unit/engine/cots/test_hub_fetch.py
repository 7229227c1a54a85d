"""Fetching against a hub of our own on 127.0.0.1: the only tests, with those of the command, that may use a socket."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from huggingface_hub.utils import close_session

from engine.config import ComputeConfig
from engine.cots import hub_fetch
from engine.cots.catalogue import list_checkpoints
from engine.cots.encoder import CotsEncoder
from engine.cots.hub_catalogue import PublicModel
from engine.cots.hub_fetch import fetch_files, plan_fetch
from engine.cots.hub_install import SOURCE_NAME, install, is_installed
from engine.errors import CheckpointMismatch, DiskFull, FetchFailed, ModelMissing
from engine.jobs import Cancelled, CancelToken, Progress, ignore_progress
from tests.helpers.hub_models import change_table, save_hub_model
from tests.helpers.hub_server import REVISION, HubServer, running_hub

pytestmark = pytest.mark.loopback

REPO = "somebody/tiny-clip"
TINY = PublicModel("tiny-clip", REPO)
WEIGHTS = "model.safetensors"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    save_hub_model(tmp_path / "repo", "clip")
    (tmp_path / "repo" / "README.md").write_text("hello")
    (tmp_path / "repo" / "pytorch_model.bin").write_bytes(b"\x80pickle")
    with running_hub(HubServer({REPO: tmp_path / "repo"})) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
        monkeypatch.setattr(hub_fetch, "_PAUSE_SECONDS", 0.0)
        close_session()
        yield running
        close_session()


@pytest.fixture
def models_dir(tmp_path: Path) -> Path:
    return tmp_path / "models"


def installed(models_dir: Path, cancel: CancelToken | None = None) -> Path:
    return install(plan_fetch(TINY), models_dir, cancel=cancel or CancelToken(), report=ignore_progress)


def listed(models_dir: Path) -> set[str]:
    return {info.name for info in list_checkpoints(models_dir)} - {"embedded"}


def test_plan_names_revision_licence_size_and_what_the_importer_reads(hub: HubServer) -> None:
    plan = plan_fetch(TINY)
    assert (plan.revision, plan.licence) == (REVISION, "apache-2.0")
    names = [file.name for file in plan.files]
    assert names[-1] == WEIGHTS
    assert set(names) == {"config.json", "preprocessor_config.json", "tokenizer_config.json", "tokenizer.json", WEIGHTS}
    assert plan.size_bytes == sum((hub.repos[REPO] / name).stat().st_size for name in names)
    assert hub.asked == [(f"/api/models/{REPO}", "")]


def test_fetched_model_is_an_ordinary_checkpoint_with_its_source(hub: HubServer, models_dir: Path) -> None:
    folder = installed(models_dir)
    assert folder == models_dir / "tiny-clip"
    assert listed(models_dir) == {"tiny-clip"}
    encoder = CotsEncoder.load(folder, ComputeConfig(device="cpu", threads=1))
    assert encoder.encode_texts(["a dog"]).shape == (1, encoder.dim)
    source = json.loads((folder / SOURCE_NAME).read_text())
    assert (source["repo"], source["revision"], source["licence"]) == (REPO, REVISION, "apache-2.0")
    assert is_installed(plan_fetch(TINY), models_dir)
    assert [path.name for path in (models_dir / ".fetching").iterdir()] == ["tiny-clip.lock"]


def test_fetch_of_shards_takes_all_of_them(hub: HubServer, models_dir: Path) -> None:
    shutil.rmtree(hub.repos[REPO])
    save_hub_model(hub.repos[REPO], "siglip", max_shard_size="40KB")
    assert len([path for path, _ in hub.asked if "model-" in path]) == 0
    installed(models_dir)
    assert len({path for path, _ in hub.asked if "model-" in path}) > 1
    assert listed(models_dir) == {"tiny-clip"}


def test_cut_connection_is_gone_on_with_at_once(hub: HubServer, models_dir: Path) -> None:
    hub.cuts[WEIGHTS] = [1000, 2000]
    installed(models_dir)
    ranges = [asked for path, asked in hub.asked if path.endswith(WEIGHTS)]
    assert ranges == ["bytes=0-", "bytes=1000-", "bytes=3000-"]
    assert listed(models_dir) == {"tiny-clip"}


def test_lost_connection_is_said_and_the_next_fetch_goes_on(hub: HubServer, models_dir: Path) -> None:
    hub.cuts[WEIGHTS] = [5000, 0, 0, 0, 0]
    with pytest.raises(FetchFailed, match="cannot be reached"):
        installed(models_dir)
    assert listed(models_dir) == set()
    hub.asked.clear()
    hub.cuts.clear()
    installed(models_dir)
    assert [asked for path, asked in hub.asked if "/resolve/" in path] == ["bytes=5000-"]
    assert listed(models_dir) == {"tiny-clip"}


@pytest.mark.parametrize("missing", [-1000, 100])
def test_server_without_ranges_starts_again(hub: HubServer, models_dir: Path, missing: int) -> None:
    hub.cuts[WEIGHTS] = [-missing if missing < 0 else (hub.repos[REPO] / WEIGHTS).stat().st_size - missing]
    hub.no_ranges = True
    installed(models_dir)
    assert listed(models_dir) == {"tiny-clip"}


def test_interrupt_leaves_nothing_listed_and_the_next_fetch_goes_on(hub: HubServer, models_dir: Path) -> None:
    cancel = CancelToken()
    plan = plan_fetch(TINY)

    def stop_in_the_weights(progress: Progress, /) -> None:
        if progress.done > plan.size_bytes - 1000:
            cancel.cancel()

    with pytest.raises(Cancelled):
        install(plan, models_dir, cancel=cancel, report=stop_in_the_weights)
    assert listed(models_dir) == set()
    hub.asked.clear()
    installed(models_dir)
    fetched = [path for path, _ in hub.asked if "/resolve/" in path]
    assert not any(path.endswith("tokenizer.json") for path in fetched)
    assert listed(models_dir) == {"tiny-clip"}


@pytest.mark.parametrize("name", [WEIGHTS, "tokenizer.json"])
def test_other_bytes_than_promised_are_refused_and_thrown_away(hub: HubServer, models_dir: Path, name: str) -> None:
    hub.tampered.add(name)
    with pytest.raises(CheckpointMismatch, match=name):
        installed(models_dir)
    assert listed(models_dir) == set()
    assert not list(models_dir.rglob(f"{name}*"))
    hub.tampered.clear()
    installed(models_dir)
    assert listed(models_dir) == {"tiny-clip"}


def test_file_that_ends_too_early_is_said(hub: HubServer, models_dir: Path) -> None:
    plan = plan_fetch(TINY)
    (hub.repos[REPO] / "config.json").write_text("{}")
    with pytest.raises(FetchFailed, match=r"config\.json too early"):
        install(plan, models_dir, cancel=CancelToken(), report=ignore_progress)


def test_model_of_another_type_is_refused_before_its_weights_are_fetched(hub: HubServer, models_dir: Path) -> None:
    (hub.repos[REPO] / "config.json").write_text('{"model_type": "chinese_clip"}')
    with pytest.raises(CheckpointMismatch, match="chinese_clip"):
        installed(models_dir)
    assert not any(path.endswith(WEIGHTS) for path, _ in hub.asked)
    assert not [path for path in models_dir.rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_model_with_other_weights_than_it_describes_leaves_nothing_behind(hub: HubServer, models_dir: Path) -> None:
    change_table(hub.repos[REPO] / "config.json", projection_dim=25)
    with pytest.raises(CheckpointMismatch, match="do not fit"):
        installed(models_dir)
    assert listed(models_dir) == set()
    assert not [path for path in models_dir.rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_pinned_hash_that_the_hub_contradicts_is_refused_before_anything_is_fetched(hub: HubServer) -> None:
    with pytest.raises(CheckpointMismatch, match="not those that Evoke knows"):
        plan_fetch(PublicModel("tiny-clip", REPO, REVISION, weights_sha256="0" * 64))
    assert not any("/resolve/" in path for path, _ in hub.asked)


def test_repository_of_pickles_is_refused_before_anything_is_fetched(hub: HubServer) -> None:
    (hub.repos[REPO] / WEIGHTS).unlink()
    with pytest.raises(ModelMissing, match="pickles are not opened"):
        plan_fetch(TINY)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (PublicModel("x", "nobody/nothing"), "no public model nobody/nothing"),
        (PublicModel("x", REPO, "f" * 40), "no such revision"),
        (PublicModel("x", "no--body/.."), "no public model"),
    ],
)
def test_what_the_hub_does_not_have_is_said(hub: HubServer, model: PublicModel, expected: str) -> None:
    with pytest.raises(FetchFailed, match=expected):
        plan_fetch(model)


def test_page_in_the_hubs_place_is_not_taken_for_it(hub: HubServer) -> None:
    hub.page = "<html>Welcome to the hotel</html>"
    with pytest.raises(FetchFailed, match="not the hub"):
        plan_fetch(TINY)


def test_failing_hub_is_named_by_its_answer(hub: HubServer) -> None:
    hub.status = 503
    with pytest.raises(FetchFailed, match="503"):
        plan_fetch(TINY)


def test_revision_that_is_no_commit_is_refused(hub: HubServer) -> None:
    hub.revision = "../../up"
    with pytest.raises(FetchFailed, match="which revision"):
        plan_fetch(TINY)


def test_offline_is_one_sentence(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # nobody listens there
    with pytest.raises(FetchFailed) as caught:
        plan_fetch(TINY)
    assert caught.value.user_text == "The model hub cannot be reached."


def test_hf_hub_offline_is_respected(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(FetchFailed, match="HF_HUB_OFFLINE"):
        plan_fetch(TINY)
    assert hub.asked == []


def test_disk_that_is_too_small_is_said_before_anything_is_fetched(
    hub: HubServer, models_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_fetch(TINY)
    usage = SimpleNamespace(free=plan.size_bytes - 1)
    monkeypatch.setattr("engine.cots.hub_fetch.shutil.disk_usage", lambda folder: usage)
    with pytest.raises(DiskFull, match="MB left"):
        fetch_files(plan, models_dir, cancel=CancelToken(), report=ignore_progress)
    assert not any("/resolve/" in path for path, _ in hub.asked)


def test_progress_rises_to_the_whole_size(hub: HubServer, models_dir: Path) -> None:
    plan, seen = plan_fetch(TINY), list[Progress]()
    fetch_files(plan, models_dir, cancel=CancelToken(), report=seen.append)
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)
    assert seen[-1].done == seen[-1].total == plan.size_bytes


def test_second_fetch_of_a_model_at_the_same_time_is_refused(hub: HubServer, models_dir: Path) -> None:
    refused: list[FetchFailed] = []

    def ask_again(progress: Progress, /) -> None:
        if not refused:
            with pytest.raises(FetchFailed, match="Another Evoke is fetching tiny-clip") as caught:
                installed(models_dir)
            refused.append(caught.value)

    install(plan_fetch(TINY), models_dir, cancel=CancelToken(), report=ask_again)
    assert len(refused) == 1
    assert listed(models_dir) == {"tiny-clip"}


def test_another_model_of_the_same_name_is_never_overwritten(hub: HubServer, models_dir: Path) -> None:
    (models_dir / "tiny-clip").mkdir(parents=True)
    (models_dir / "tiny-clip" / "mine.txt").write_text("mine")
    with pytest.raises(FetchFailed, match="another model called tiny-clip"):
        is_installed(plan_fetch(TINY), models_dir)
