"""`evoke folders`: the folders a library watches."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.option_groups import flat_options
from engine.cli.output import counted, print_json, print_line, print_table
from engine.errors import BadQuery, FolderMissing
from engine.library import Library
from engine.library_records import FolderState
from engine.media.ignore_rules import parse_rules

Paths = Annotated[list[Path], typer.Argument(metavar="PATH", help="Folders or files as they were added.")]


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(help="The folders of the library.", no_args_is_help=True)
    group.command("list")(flat_options(list_folders))
    group.command("remove")(flat_options(remove))
    group.command("pause")(flat_options(pause))
    group.command("resume")(flat_options(resume))
    group.command("leave-out")(flat_options(leave_out))
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
        folders = _named(library, paths)
        for folder in folders:
            library.remove_folder(folder.folder_id)
    if common.as_json:
        print_json({"removed": [folder.path for folder in folders]})
    else:
        print_line(f"{counted(len(folders), 'folder')} taken out. The files themselves are as they were.")


def pause(common: CommonOptions, paths: Paths) -> None:
    """Let folders rest: they are not looked through any more, and what is known of them is still found."""
    _set_paused(common, paths, is_paused=True)


def resume(common: CommonOptions, paths: Paths) -> None:
    """Look through folders again that rest; evoke index brings them up to date."""
    _set_paused(common, paths, is_paused=False)


def leave_out(
    common: CommonOptions,
    patterns: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATTERN", help="As in .gitignore: '*.png', 'screenshots/', '!keep.png'."),
    ] = None,
    folder: Annotated[Path | None, typer.Option(metavar="DIR", help="In this folder alone, not in every one.")] = None,
    clear: Annotated[bool, typer.Option(help="Leave nothing out by patterns any more.")] = False,
) -> None:
    """Leave files out by patterns, in the place of those before; without any, list those in force."""
    text = "\n".join(patterns or [])
    _, bad = parse_rules(text)
    if bad:
        raise BadQuery(f"The pattern {bad[0].text} matches nothing: {bad[0].reason}.")
    with common.open_library(writes=clear or bool(patterns)) as library:
        named = _named(library, [folder])[0] if folder is not None else None
        if not patterns and not clear:
            in_force = (library.status().patterns if named is None else named.patterns).splitlines()
            if common.as_json:
                print_json({"patterns": in_force})
            else:
                print_line("\n".join(in_force) or "None.")
            return
        change = library.keeping_out.set_patterns(text, None if named is None else named.folder_id)
    if common.as_json:
        print_json({"hidden": change.hidden, "shown": change.shown})
    else:
        print_line(
            f"{counted(change.hidden, 'file')} left out, {counted(change.shown, 'file')} found again; "
            "evoke index looks for those that were never met."
        )


def _set_paused(common: CommonOptions, paths: list[Path], *, is_paused: bool) -> None:
    with common.open_library(writes=True) as library:
        folders = _named(library, paths)
        for folder in folders:
            library.pause_folder(folder.folder_id, is_paused)
    if common.as_json:
        print_json({"paused" if is_paused else "resumed": [folder.path for folder in folders]})
    else:
        print_line(f"{counted(len(folders), 'folder')} {'at rest' if is_paused else 'looked through again'}.")


def _named(library: Library, paths: Sequence[Path]) -> list[FolderState]:
    """Return the folders of these paths, each once."""
    known = {folder.path: folder for folder in library.status().folders}
    wanted = list(dict.fromkeys(library.known_name(path) for path in paths))
    unknown = next((path for path in wanted if path not in known), None)
    if unknown is not None:
        raise FolderMissing(
            f"{unknown} is no folder of the library.", hint="evoke folders list names them.", path=unknown
        )
    return [known[path] for path in wanted]


def _document(folder: FolderState) -> dict[str, object]:
    return {
        "path": folder.path,
        "photos": folder.photos,
        "clips": folder.clips,
        "problems": folder.problems,
        "online": folder.is_online,
        "held": folder.held,
        "paused": folder.is_paused,
        "patterns": folder.patterns.splitlines(),
        "left_out": folder.left_out,
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
    if folder.is_paused:
        return "at rest"
    return "there" if folder.indexed_at else "not indexed yet"
