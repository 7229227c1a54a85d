"""What a check of the library found, in words that say what it means and not how it is stored."""

from __future__ import annotations

from collections import Counter

from app import human_text
from app.engine_text import in_own_words
from app.translation import translate
from engine.library_records import Finding, VerifyReport


def describe_check(report: VerifyReport) -> str:
    """Say in one or two sentences what a check came to."""
    broken = sum(not finding.is_repaired for finding in report.findings)
    if not report.findings:
        return translate("CheckDialog", "Everything is as it should be.")
    if not broken:
        return translate("CheckDialog", "Everything was put right. Your photos and clips were only read.")
    if any(finding.code == "database-damaged" and not finding.is_repaired for finding in report.findings):
        return translate(
            "CheckDialog",
            "The database is damaged and cannot be put right. Restore a backup, or begin a new library: your photos "
            "and clips are not touched.",
        )
    if any(finding.is_repaired for finding in report.findings):
        return translate("CheckDialog", "Not everything could be put right.")
    return translate("CheckDialog", "Something is not as it should be. It can be put right; your files are only read.")


def describe_findings(report: VerifyReport) -> list[str]:
    """Say of each kind of finding what it is and how often, then name the files."""
    counts = Counter((finding.code, finding.is_repaired) for finding in report.findings)
    lines = []
    for (code, is_repaired), count in counts.most_common():
        number = human_text.number(count)
        if is_repaired:
            lines.append(
                translate("CheckDialog", "{what} ({number}): put right").format(what=_kind(code), number=number)
            )
        else:
            lines.append(translate("CheckDialog", "{what} ({number})").format(what=_kind(code), number=number))
    named = [in_own_words(finding.text) for finding in report.findings if _is_worth_naming(finding)]
    return lines + named


def _is_worth_naming(finding: Finding) -> bool:
    return not finding.is_repaired and (finding.path is not None or finding.code == "database-damaged")


def _kind(code: str) -> str:
    """Say what a kind of finding means for the person."""
    kinds = {
        "database-damaged": translate("CheckDialog", "The database is damaged"),
        "rows-dangling": translate("CheckDialog", "The database remembers things that no longer exist"),
        "vectors-damaged": translate("CheckDialog", "Photos or clips whose description by the model is damaged"),
        "vectors-missing": translate("CheckDialog", "Photos or clips that can be found only in part"),
        "not-embedded": translate("CheckDialog", "Photos or clips that cannot be found yet"),
        "file-changed": translate("CheckDialog", "Files that have changed since they were indexed"),
        "file-missing": translate("CheckDialog", "Files that are gone"),
        "index-damaged": translate("CheckDialog", "The search index is damaged and is made anew"),
        "index-lacks": translate("CheckDialog", "Pictures that the search index lacks"),
        "index-stale": translate("CheckDialog", "Pictures in the search index that are gone"),
        "index-differs": translate("CheckDialog", "Pictures that the search index knows otherwise"),
        "thumbnail-missing": translate("CheckDialog", "Photos or clips without a thumbnail"),
        "thumbnail-orphaned": translate("CheckDialog", "Thumbnails of files that are gone"),
    }
    return kinds.get(code, translate("CheckDialog", "Something else"))
