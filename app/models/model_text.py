"""What is said about models: what each is, what it is better at, and what taking it into use means."""

from __future__ import annotations

from typing import Final

from app import human_text
from app.engine_text import in_own_words
from app.translation import QT_TRANSLATE_NOOP, translate
from engine.tuning_records import ModelEntry, ModelOffer, ModelOrigin

# By the names of the catalogue; what is not known here is shown as the engine says it.
_STRENGTHS: Final = {
    "clip-vit-b-32": QT_TRANSLATE_NOOP(
        "ModelText", "Knows far more things by name: brands, places, works of art, people's trades."
    ),
    "clip-vit-l-14": QT_TRANSLATE_NOOP(
        "ModelText", "Sees smaller things and finer differences than the small CLIP, at many times its cost."
    ),
    "clip-vit-b-32-laion2b": QT_TRANSLATE_NOOP(
        "ModelText", "As broad as OpenAI's CLIP, trained on two thousand million pictures of the open web."
    ),
    "siglip-b-16": QT_TRANSLATE_NOOP(
        "ModelText", "Finds the one picture that a whole sentence describes more often than CLIP of its size."
    ),
    "siglip2-b-16": QT_TRANSLATE_NOOP(
        "ModelText", "Understands queries in German, Chinese and a hundred other languages."
    ),
}


def strength(name: str, said: str) -> str:
    """Return what a model is better at, in the window's language."""
    return translate("ModelText", _STRENGTHS[name]) if name in _STRENGTHS else in_own_words(said)


def languages(said: str) -> str:
    """Return the languages of a model's texts."""
    if said == "English":
        return translate("ModelText", "English queries")
    if said == "many languages":
        return translate("ModelText", "queries in many languages")
    return said


def about_entry(entry: ModelEntry) -> str:
    """Say what a model on this machine is, in a sentence."""
    if entry.origin is ModelOrigin.SHIPPED:
        return translate("ModelText", "Comes with Evoke: small, quick on any processor, understands English.")
    if entry.origin is ModelOrigin.OWN:
        if entry.made_for is not None:
            return translate("ModelText", "Learned from the captions of another library: {folder}").format(
                folder=human_text.one_line(str(entry.made_for))
            )
        return translate("ModelText", "Learned from your captions, on top of {model}.").format(
            model=human_text.one_line(entry.made_from or "?")
        )
    return strength(entry.name, entry.strength) or human_text.one_line(entry.summary)


def facts_of_entry(entry: ModelEntry) -> str:
    """Return size, date, licence and languages in one line."""
    parts = [human_text.size(entry.size_bytes)]
    if entry.made_at is not None:
        parts.append(human_text.day(entry.made_at))
    parts += [human_text.one_line(entry.licence)] if entry.licence else []
    parts += [languages(entry.languages)] if entry.languages else []
    return " · ".join(parts)


def figures_of_entry(entry: ModelEntry) -> str:
    """Return what an own model came to; "" where nothing was measured."""
    own = entry.before.get("own_r10"), entry.after.get("own_r10")
    guard = entry.before.get("guard_r10"), entry.after.get("guard_r10")
    parts = []
    if own[0] is not None and own[1] is not None:
        parts.append(
            translate("ModelText", "your captions among the first ten: {before} → {after} %").format(
                before=human_text.figure(own[0]), after=human_text.figure(own[1])
            )
        )
    if guard[0] is not None and guard[1] is not None:
        parts.append(
            translate("ModelText", "general searches as before: {before} → {after} %").format(
                before=human_text.figure(guard[0]), after=human_text.figure(guard[1])
            )
        )
    return " · ".join(parts)


def readiness(entry: ModelEntry) -> str:
    """Say what taking a model into use would mean for this library."""
    if entry.is_current:
        if entry.missing:
            return translate("ModelText", "%Ln photo(s) and clips are still to be embedded.", "", entry.missing)
        return translate("ModelText", "All your photos and clips are embedded with it.")
    if not entry.missing:
        return translate("ModelText", "Your library is embedded with it already: changing takes a moment.")
    if entry.embedded:
        return translate(
            "ModelText",
            "%Ln photo(s) and clips are embedded first; what was embedded before is gone on with.",
            "",
            entry.missing,
        )
    return translate(
        "ModelText", "%Ln photo(s) and clips are embedded first; searches go on meanwhile.", "", entry.missing
    )


def facts_of_offer(offer: ModelOffer) -> str:
    """Return size, licence and languages in one line."""
    parts = [
        human_text.size(offer.size_bytes)
        if offer.size_bytes
        else translate("ModelText", "size told when fetching begins")
    ]
    parts += [human_text.one_line(offer.licence), languages(offer.languages)]
    if offer.wants_gpu:
        parts.append(translate("ModelText", "slow without a graphics card"))
    return " · ".join(filter(None, parts))


def arrived(offer: ModelOffer) -> str:
    """Say how much an earlier attempt left; "" for nothing."""
    if not offer.arrived_bytes:
        return ""
    return translate("ModelText", "{arrived} have arrived already and are gone on with.").format(
        arrived=human_text.size(offer.arrived_bytes)
    )
