"""Options that several commands share, declared once as a frozen dataclass.

A command takes the dataclass as one parameter; on the command line each of its fields is an option of its own:

    @app.command()
    @flat_options
    def verify(common: CommonOptions, repair: Annotated[bool, typer.Option()] = False) -> None: ...
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Callable
from typing import Any, get_type_hints


def flat_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return `command` as typer should see it: every dataclass parameter replaced by its fields, in their order.

    Every field needs a default. The dataclass is built again from the parsed values before the command runs.
    """
    hints = get_type_hints(command, include_extras=True)
    groups = {name: kind for name, kind in hints.items() if dataclasses.is_dataclass(kind) and isinstance(kind, type)}
    single = [
        parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in inspect.signature(command).parameters.items()
        if name not in groups
    ]
    grouped = [parameter for kind in groups.values() for parameter in _field_parameters(kind)]

    @functools.wraps(command)
    def flat(**values: Any) -> None:
        for name, kind in groups.items():
            fields = {field.name: values.pop(field.name) for field in dataclasses.fields(kind)}
            values[name] = kind(**fields)
        command(**values)

    parameters = single + grouped
    flat.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what inspect reads first
    flat.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del flat.__wrapped__  # set by wraps; type hints must come from the flat signature
    return flat


def _field_parameters(kind: type) -> list[inspect.Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    return [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
        for field in dataclasses.fields(kind)
    ]
