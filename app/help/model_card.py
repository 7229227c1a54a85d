"""The model card: what a model was made from, what it can do and where it fails, as it lies beside the weights."""

from __future__ import annotations

from importlib.resources import files

from engine.user_settings import user_models_dir


def read_model_card(model_name: str) -> str:
    """Return the card of a model in Markdown; of the one that ships where it has none of its own."""
    if model_name and not {"/", "\\"} & set(model_name) and model_name not in (".", ".."):
        own = user_models_dir() / model_name / "README.md"
        try:
            return own.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            pass
    return (files("resources") / "models" / "embedded" / "README.md").read_text(encoding="utf-8")
