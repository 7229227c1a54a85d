"""Fetching files from the model hub: the only module of Evoke that reaches into the network, and only when asked to."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.cots.fetch_meter import FetchMeter
from engine.cots.hub_catalogue import PublicModel
from engine.cots.hub_plan import FetchPlan, HubFile, choose_files
from engine.errors import CheckpointMismatch, DiskFull, FetchFailed
from engine.jobs import CancelToken, Reporter

_COMMIT = re.compile(r"[0-9a-f]{40}")
_ANSWER_SECONDS = 15.0
_ATTEMPTS, _PAUSE_SECONDS = 4, 1.0
_BLOCK_BYTES = 1 << 20


def plan_fetch(model: PublicModel) -> FetchPlan:
    """Ask the hub what a model consists of; nothing is fetched yet.

    Raises:
        FetchFailed: The hub cannot be reached, does not have the model, or answers nonsense.
        ModelMissing: It has the model, but not in safetensors.
        CheckpointMismatch: Its weights are not those that the catalogue knows.
    """
    from huggingface_hub import HfApi

    with _failures_translated(model.repo):
        # Without a token: what a person may see of the hub is no concern of Evoke's.
        api = HfApi(endpoint=_endpoint(), token=False)
        try:
            info = api.model_info(
                model.repo, revision=model.revision or None, files_metadata=True, timeout=_ANSWER_SECONDS
            )
        except (AttributeError, KeyError, TypeError, json.JSONDecodeError) as error:  # somebody else's page
            raise FetchFailed("What answers in the model hub's place is not the hub.") from error
    if _COMMIT.fullmatch(str(info.sha)) is None:
        raise FetchFailed(f"The hub does not say which revision of {model.repo} it means.")
    files = {file.name: file for sibling in info.siblings or [] if (file := _hub_file(sibling)) is not None}
    card = info.card_data.to_dict() if info.card_data else {}
    licence = model.licence or str(card.get("license") or "not stated")
    return FetchPlan(model, str(info.sha), licence, choose_files(model, files))


def fetch_files(plan: FetchPlan, folder: Path, *, cancel: CancelToken, report: Reporter) -> None:
    """Fetch a plan's files into `folder` and check their hashes; what an earlier attempt left there is gone on with.

    Raises:
        FetchFailed: The connection was lost; what has arrived stays.
        CheckpointMismatch: A file is not what the hub promised; it is deleted.
        DiskFull: There is too little room.
        Cancelled: A stop was asked for; what has arrived stays.
    """
    arrived = sum(_present_bytes(folder, file) for file in plan.files)
    require_room(folder, plan.size_bytes - arrived)
    meter = FetchMeter(plan.model.name, plan.size_bytes, arrived, cancel, report)
    for file in plan.files:
        cancel.check()
        if not (folder / file.name).exists():
            _fetch_file(plan, file, folder / f"{file.name}.part", meter)
            (folder / f"{file.name}.part").replace(folder / file.name)


def require_room(folder: Path, size_bytes: int) -> None:
    """Check that `size_bytes` more fit beside `folder`.

    Raises:
        DiskFull: They do not.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise DiskFull(f"The models' folder cannot be written: {error.strerror}.", path=folder) from error
    if free < size_bytes:
        raise DiskFull(
            f"The model needs {size_bytes / 1e6:.0f} MB and the disk has {free / 1e6:.0f} MB left.", path=folder
        )


def _fetch_file(plan: FetchPlan, file: HubFile, part: Path, meter: FetchMeter) -> None:
    from huggingface_hub import hf_hub_url
    from huggingface_hub.utils import httpx

    url = hf_hub_url(plan.model.repo, file.name, revision=plan.revision, endpoint=_endpoint())
    if part.exists() and part.stat().st_size > file.size_bytes:
        part.unlink()
    failures = 0
    with _failures_translated(plan.model.repo):
        while _present(part) < file.size_bytes:
            before = _present(part)
            try:
                _go_on(url, file, part, meter)
            except httpx.RequestError:
                failures = 1 if _present(part) > before else failures + 1
                if failures >= _ATTEMPTS:
                    raise
                time.sleep(_PAUSE_SECONDS)
    part.touch()  # an empty file has been fetched as well
    if not _is_as_promised(part, file, meter.cancel):
        part.unlink()
        raise CheckpointMismatch(
            f"What arrived as {file.name} is not what the hub promised.", hint="Fetch the model again.", path=part
        )


def _go_on(url: str, file: HubFile, part: Path, meter: FetchMeter) -> None:
    """Fetch what `part` lacks, from its end on where the server can do that."""
    from huggingface_hub.utils import get_session, hf_raise_for_status

    with part.open("ab") as opened:
        start = opened.tell()
        # Compressed, a transfer that was cut off could not be gone on with.
        headers = {"Accept-Encoding": "identity", "Range": f"bytes={start}-"}
        with get_session().stream("GET", url, headers=headers, timeout=_ANSWER_SECONDS) as response:
            hf_raise_for_status(response)
            if response.status_code != 206 and start:
                opened.truncate(0)
                opened.seek(0)
                meter.add(-start)
            for block in response.iter_bytes():
                meter.cancel.check()
                opened.write(block[: file.size_bytes - opened.tell()])
                meter.add(len(block))
                if opened.tell() >= file.size_bytes:
                    break
        opened.flush()
        os.fsync(opened.fileno())
        if opened.tell() < file.size_bytes:
            raise FetchFailed(f"The hub ended {file.name} too early.", hint="Ask again to go on.")


def _present(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _present_bytes(folder: Path, file: HubFile) -> int:
    whole = _present(folder / file.name)
    return min(whole or _present(folder / f"{file.name}.part"), file.size_bytes)


def _is_as_promised(path: Path, file: HubFile, cancel: CancelToken) -> bool:
    digest = hashlib.sha256() if file.sha256 else hashlib.sha1(b"blob %d\0" % file.size_bytes, usedforsecurity=False)
    with path.open("rb") as opened:
        while block := opened.read(_BLOCK_BYTES):
            cancel.check()
            digest.update(block)
    return digest.hexdigest() == (file.sha256 or file.git_sha1)


def _hub_file(sibling: Any) -> HubFile | None:
    """Return a file that has a size and a hash; others cannot be checked and are not fetched."""
    sha256 = str(sibling.lfs.sha256) if sibling.lfs else ""
    if sibling.size is None or not (sha256 or sibling.blob_id):
        return None
    return HubFile(sibling.rfilename, int(sibling.size), sha256, "" if sha256 else str(sibling.blob_id))


def _endpoint() -> str:
    return os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")


@contextmanager
def _failures_translated(repo: str) -> Iterator[None]:
    """Turn what the hub's library raises into one sentence."""
    from huggingface_hub import errors
    from huggingface_hub.utils import httpx

    try:
        yield
    except errors.OfflineModeIsEnabled as error:
        raise FetchFailed("No model can be fetched while HF_HUB_OFFLINE is set.") from error
    except errors.GatedRepoError as error:
        raise FetchFailed(f"The hub gives {repo} only to people who are signed in.") from error
    except errors.RevisionNotFoundError as error:
        raise FetchFailed(f"The hub has no such revision of {repo}.") from error
    except (errors.RepositoryNotFoundError, errors.HFValidationError) as error:
        raise FetchFailed(f"The hub has no public model {repo}.") from error
    except errors.HfHubHTTPError as error:
        raise FetchFailed(f"The hub answered {error.response.status_code} instead of {repo}.") from error
    except httpx.RequestError as error:
        raise FetchFailed(
            "The model hub cannot be reached.", hint="What has arrived is kept: ask again when you are online."
        ) from error
    except OSError as error:
        raise DiskFull(f"The model could not be written: {error.strerror}.") from error
