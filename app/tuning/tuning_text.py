"""What is said about fine-tunings: what there is to learn from, how long it takes, and what came of a run."""

from __future__ import annotations

from app import human_text
from app.engine_text import in_own_words
from app.translation import translate
from engine.tuning_records import RunStage, TuningData, TuningEstimate, TuningRun


def data_headline(data: TuningData) -> str:
    """Say in a few words whether there is enough."""
    if not data.pictures:
        return translate("TuningText", "Nothing to learn from yet")
    if not data.is_enough:
        return translate(
            "TuningText", "%Ln more photo(s) or clips with a caption are needed", "", data.needed - data.pictures
        )
    if data.pictures < data.usual:
        return translate("TuningText", "Enough to try")
    return translate("TuningText", "Enough to learn from")


def data_text(data: TuningData) -> str:
    """Say what there is, in sentences."""
    sentences = [
        translate("TuningText", "%Ln photo(s) and clips have a caption.", "", data.pictures)
        if data.pictures
        else translate("TuningText", "Say what your photos and clips show, in your own words.")
    ]
    if not data.is_enough:
        sentences.append(
            translate("TuningText", "%Ln are the least; a gain can hardly be proven with fewer.", "", data.needed)
        )
    elif data.pictures < data.usual:
        text = translate(
            "TuningText",
            "From so few a gain often cannot be proven, and then nothing is changed; with %Ln it usually can.",
            "",
            data.usual,
        )
        sentences.append(text)
    else:
        sentences.append(translate("TuningText", "With so many a gain can usually be proven, if there is one."))
    if data.moments:
        sentences.append(translate("TuningText", "%Ln of the pictures are moments of clips.", "", data.moments))
    if data.away:
        sentences.append(
            translate("TuningText", "%Ln more have a caption, but their files are away or have changed.", "", data.away)
        )
    if data.others < 40 and data.is_enough:
        sentences.append(
            translate(
                "TuningText",
                "There are few pictures without captions to hold the rest in place: it is measured less surely whether "
                "other searches stay as good.",
            )
        )
    return " ".join(sentences)


def device_text(estimate: TuningEstimate) -> str:
    """Say what it would run on."""
    if estimate.device == "cuda":
        return translate("TuningText", "On the graphics card: {name}").format(
            name=human_text.one_line(estimate.device_name)
        )
    if estimate.device == "mps":
        return translate("TuningText", "On the graphics processor of this Mac")
    return translate("TuningText", "On the processor, with %Ln thread(s)", "", estimate.threads)


def time_text(estimate: TuningEstimate) -> str:
    """Say how long it would take, as measured a moment ago."""
    return translate("TuningText", "Until the result: {duration}, as measured just now").format(
        duration=human_text.about(estimate.total_s)
    )


def afterwards_text(estimate: TuningEstimate) -> str:
    """Say what keeping the result would cost."""
    return translate(
        "TuningText", "Should you keep it, your library is embedded anew beside the old model: {pictures}, {duration}"
    ).format(pictures=human_text.pictures(estimate.embedding_pictures), duration=human_text.about(estimate.embedding_s))


def without_gpu_text() -> str:
    """Say what works without a graphics card."""
    return translate(
        "TuningText",
        "There is no graphics card that Evoke can use, and none is needed: only the last layer of the model learns, "
        "which the processor does in moments. What takes the time is looking at the pictures once.",
    )


def recipe_steps(data: TuningData) -> tuple[str, ...]:
    """Say what happens, in plain words."""
    if data.holds_all_out:
        held = translate(
            "TuningText",
            "Every captioned picture is held out once: a training that does not see it must find it by its caption.",
        )
    else:
        held = translate(
            "TuningText",
            "%Ln captioned picture(s) are held out: the training does not see them, and must find them by their "
            "captions.",
            "",
            data.held_out,
        )
    return (
        translate(
            "TuningText",
            "Every picture is looked at once, captioned ones in several views; %Ln picture(s) without captions keep "
            "the rest of the model where it is.",
            "",
            data.others,
        ),
        held,
        translate(
            "TuningText",
            "Before and after, your captions and hundreds of general searches are measured. It counts as better only "
            "if your captions surely find their pictures better and the general searches do not get worse.",
        ),
        translate(
            "TuningText",
            "You see both side by side and decide. The old model stays, and one click goes back to it.",
        ),
    )


def progress_words(text: str) -> str:
    """Return what the training says it is doing, in the window's language."""
    known = {
        "Looking at the pictures": translate("TuningText", "Looking at the pictures"),  # not shown
        "Training": translate("TuningText", "Training"),  # not shown
    }
    return known.get(text) or in_own_words(text)


def stage_headline(run: TuningRun) -> str:
    """Say in a few words where a run stands."""
    return {
        RunStage.RUNNING: translate("TuningText", "Learning from your captions"),
        RunStage.PAUSED: translate("TuningText", "Paused"),
        RunStage.INTERRUPTED: translate("TuningText", "Cut short"),
        RunStage.FAILED: translate("TuningText", "It could not go on"),
        RunStage.STOPPED: translate("TuningText", "Given up"),
        RunStage.REFUSED: translate("TuningText", "Not better, so nothing was changed"),
        RunStage.WAITING: translate("TuningText", "Better: it is for you to decide"),
        RunStage.KEPT: translate("TuningText", "Better, and in use"),
        RunStage.EARLIER: translate("TuningText", "Better, and was in use before"),
        RunStage.DISCARDED: translate("TuningText", "Was better, and was discarded"),
    }[run.stage]


def stage_text(run: TuningRun) -> str:
    """Say more about it."""
    if run.stage is RunStage.PAUSED:
        return translate("TuningText", "What was learned so far is kept, also when Evoke is closed.")
    if run.stage is RunStage.INTERRUPTED:
        return translate("TuningText", "What was learned so far is kept; it goes on where it was.")
    return " ".join(filter(None, (in_own_words(run.reason), in_own_words(run.hint))))


def run_line(run: TuningRun) -> str:
    """Return a run in one line, for the list of them."""
    parts = [human_text.day_and_time(run.started_at), stage_headline(run)]
    before, after = run.before.get("own_r10"), run.after.get("own_r10")
    if before is not None and after is not None:
        parts.append(
            translate("TuningText", "captions {before} → {after} %").format(
                before=human_text.figure(before), after=human_text.figure(after)
            )
        )
    if run.stage in (RunStage.KEPT, RunStage.EARLIER, RunStage.WAITING):
        parts.append(run.model)
    return " · ".join(parts)
