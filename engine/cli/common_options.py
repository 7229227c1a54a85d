"""What every command takes: the library, the model, settings for this run, and how to print."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine import setting_fields, user_settings
from engine.cli.output import print_note
from engine.config import Config

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from engine.cots.encoder import CotsEncoder
    from engine.library import Library


@dataclass(frozen=True, slots=True)
class CommonOptions:
    """The options of every command."""

    library: Annotated[
        Path | None,
        typer.Option(
            "--library",
            metavar="DIR",
            help="Where the library lives; otherwise EVOKE_LIBRARY or the platform's data folder.",
            show_default=False,
        ),
    ] = None
    model: Annotated[
        str,
        typer.Option(
            "--model",
            metavar="NAME|PATH",
            help="Checkpoint to use; auto takes the library's own choice, else the best one present.",
        ),
    ] = "auto"
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document on standard output.", show_default=False)
    ] = False
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="A setting for this run, e.g. search.limit=10. Repeatable."),
    ] = None

    @property
    def library_dir(self) -> Path:
        """The folder of the library, where it is now.

        Raises:
            FolderMissing: It was moved to a place that is not there.
        """
        from engine.store.moved import followed  # the store's libraries are imported only where they are needed

        return followed(self.library.expanduser().absolute() if self.library else user_settings.default_library_dir())

    def config(self) -> Config:
        """The settings in force: defaults, the person's file, then `--set`.

        Raises:
            BadConfig: A value has the wrong type or is out of bounds.
        """
        in_force = user_settings.load_for_user()
        for assignment in self.settings or []:
            in_force = setting_fields.override(in_force, parse_assignment(assignment))
        return in_force

    def at(self, library_dir: Path) -> CommonOptions:
        """The same options for a library elsewhere."""
        return dataclasses.replace(self, library=library_dir)

    def open_library(self, *, writes: bool) -> Library:
        """Open the library with its model.

        Raises:
            EngineError: The library or the model cannot be opened.
        """
        from engine.library import Library  # the model's libraries take seconds to import: only where needed

        library = Library.open(self.library_dir, self.config(), model=self.model, writes=writes)
        if library.model_note:
            print_note(library.model_note)
        return library

    def checkpoint(self) -> Path:
        """The folder of the model that the library, which need not exist, would be opened with.

        Raises:
            ModelMissing: There is none of that name or at that path.
        """
        from engine.cots.catalogue import find_checkpoint

        models_dir = user_settings.user_models_dir()
        if self.model == "auto" and self.library_dir.is_dir():
            from engine.library.model_choice import checkpoint_chosen_in

            return checkpoint_chosen_in(self.library_dir, models_dir) or find_checkpoint("auto", models_dir)
        return find_checkpoint(self.model, models_dir)

    def load_encoder(self) -> CotsEncoder:
        """Load the model alone, without a library.

        Raises:
            EngineError: The model cannot be found or loaded.
        """
        path = self.checkpoint()
        from engine.cots.encoder import CotsEncoder  # imports torch: not before there is something to load

        return CotsEncoder.load(path, self.config().compute)


def parse_assignment(assignment: str, root: type[DataclassInstance] = Config) -> dict[str, dict[str, Any]]:
    """Turn `section.name=value` into `{section: {name: value}}`; text needs no quotes.

    Raises:
        typer.BadParameter: It is not of this form, or `root` has no such setting.
    """
    key, equals, text = assignment.partition("=")
    section, dot, name = key.strip().partition(".")
    known = {info.key: info for info in setting_fields.describe(root)}
    if not (equals and dot and f"{section}.{name}" in known):
        nearest = difflib.get_close_matches(key.strip(), known, n=1)
        suggestion = f"; did you mean {nearest[0]}?" if nearest else ""
        text = f"{assignment!r} is not SECTION.NAME=VALUE with a known setting{suggestion}"
        raise typer.BadParameter(text, param_hint="--set")
    if known[f"{section}.{name}"].type is str:
        return {section: {name: text.strip()}}
    try:
        (value,) = tomllib.loads(f"value = {text}").values()
        return {section: {name: value}}
    except ValueError as error:  # TOMLDecodeError is one, and so is more than one value
        raise typer.BadParameter(f"{text!r} is not a value for {section}.{name}", param_hint="--set") from error
