"""`evoke folders`: the folders a library watches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.option_groups import flat_options
from engine.cli.output import counted, print_json, print_line, print_table
from engine.errors import FolderMissing
from engine.records import FolderState

Paths = Annotated[list[Path], typer.Argument(metavar="PATH", help="Folders or files as they were added.")]


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(help="The folders of the library.", no_args_is_help=True)
    group.command("list")(flat_options(list_folders))
    group.command("remove")(flat_options(remove))
    app.add_typer(group, name="folders")


def list_folders(common: CommonOptions) -> None:
    """List the folders: what each holds, and whether it is there."""
    with common.open_library(writes=False) as library:
        folders = library.status().folders
    if common.as_json:
        print_json([_document(folder) for folder in folders])
    else:
        print_table(("folder", "photos", "clips", "state"), [_row(folder) for folder in folders])


def remove(common: CommonOptions, paths: Paths) -> None:
    """Take folders out of the library with everything that no other folder covers. Originals are not touched."""
    with common.open_library(writes=True) as library:
        known = {folder.path: folder for folder in library.status().folders}
        wanted = [library.known_name(path) for path in paths]
        unknown = next((path for path in wanted if path not in known), None)
        if unknown is not None:
            raise FolderMissing(
                f"{unknown} is no folder of the library.", hint="evoke folders list names them.", path=unknown
            )
        for path in dict.fromkeys(wanted):
            library.remove_folder(known[path].folder_id)
    removed = list(dict.fromkeys(wanted))
    if common.as_json:
        print_json({"removed": removed})
    else:
        print_line(f"{counted(len(removed), 'folder')} taken out. The files themselves are as they were.")


def _document(folder: FolderState) -> dict[str, object]:
    return {
        "path": folder.path,
        "photos": folder.photos,
        "clips": folder.clips,
        "problems": folder.problems,
        "online": folder.is_online,
        "held": folder.held,
        "indexed_at": None if folder.indexed_at is None else folder.indexed_at.isoformat(),
    }


def _row(folder: FolderState) -> tuple[Path, str, str, str]:
    return folder.path, str(folder.photos), str(folder.clips), state_of(folder)


def state_of(folder: FolderState) -> str:
    """Say in words how a folder is."""
    if not folder.is_online:
        return "away; what is known of it is kept"
    if folder.held:
        return f"{counted(folder.held, 'file')} gone all at once and kept; evoke index --forget-missing forgets them"
    return "there" if folder.indexed_at else "not indexed yet"
