"""The settings as a form made from the fields of the configuration: sections, search, reset, errors where they are."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import human_text
from app.appearance import Appearance, Space
from app.autostart import Autostart
from app.engine_text import in_own_words
from app.error_dialog import describe_error
from app.preferences import Preferences
from app.settings.login_row import LoginRow
from app.settings.setting_row import SettingRow
from app.settings.setting_words import Takes
from app.widgets.banner import Banner
from app.widgets.labels import make_label
from engine import setting_fields
from engine.config import Config
from engine.errors import EngineError
from engine.setting_fields import FieldInfo

_SIZE = QSize(860, 640)
_SECTIONS_PX = 190
_SECTION_ROW_PX = 36
_FIRST = ("appearance", "desktop", "search", "watching")  # what people change; the rest stays in its order


class SettingsDialog(QDialog):
    """Each change is written at once; what needs a start of the engine or of Evoke is said, and offered."""

    changed = Signal(object, object, object)  # section, name, value now in force
    engine_restart_wanted = Signal()
    restart_wanted = Signal()

    def __init__(
        self, preferences: Preferences, appearance: Appearance, autostart: Autostart, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preferences = preferences
        self._waits_for: set[Takes] = set()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the settings"))
        self.search.setAccessibleName(self.tr("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.sections = QListWidget()
        self.sections.setObjectName("palette")
        self.sections.setAccessibleName(self.tr("Sections"))
        self.sections.setFixedWidth(_SECTIONS_PX)
        self.banner = Banner(appearance)
        self.restart_bar = Banner(appearance)
        self.rows: dict[str, SettingRow] = {}
        self._groups: list[_Group] = []
        self._none = make_label(self.tr("No setting is called like that."), "muted")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fill(appearance)
        reset_width_px = self.rows["appearance.theme"].reset_button.sizeHint().width()
        self.login_row = LoginRow(autostart, reset_width_px)
        self._groups[_FIRST.index("desktop")].add(self.login_row)
        self._lay_out()
        self.resize(_SIZE)
        self.search.textChanged.connect(self._filter)
        self.sections.currentRowChanged.connect(self._go_to)
        self.banner.action_chosen.connect(self._set_aside)
        self.restart_bar.action_chosen.connect(self._restart)
        self.show_values()
        self.search.setFocus()

    def show_values(self) -> None:
        """Show what is in force, and what is wrong with the file."""
        values, mistakes = self._preferences.read()
        for row in self.rows.values():
            row.show_value(getattr(getattr(values, row.info.section), row.info.name))
        if self._preferences.is_of_newer_version:
            text = self.tr(
                "A newer version of Evoke wrote the settings. "
                "They are in force as far as this one knows them, and left as they are."
            )
            self.banner.say(text, tone="warning")
        elif self._preferences.is_unreadable:
            text = self.tr("The settings file cannot be read, so the defaults are in force. {reason}")
            reason = in_own_words(mistakes[0].user_text) if mistakes else ""
            self.banner.say(text.format(reason=reason), tone="error", action=self.tr("Set it aside"))
        elif mistakes:
            told = " ".join(in_own_words(mistake.user_text) for mistake in mistakes)
            self.banner.say(
                self.tr("Some settings cannot be used as they are written: {mistakes}").format(mistakes=told),
                tone="warning",
            )
        else:
            self.banner.hide()
        for row in self.rows.values():
            row.editor.widget.setEnabled(not self._preferences.is_of_newer_version)

    def _fill(self, appearance: Appearance) -> None:
        fields = setting_fields.describe(Config)
        known = {section.name: section for section in setting_fields.describe_sections(Config)}
        for name in (*_FIRST, *(name for name in known if name not in _FIRST)):
            section = known[name]
            group = _Group(in_own_words(section.label), in_own_words(section.help))
            for info in fields:
                if info.section == section.name:
                    row = SettingRow(info, appearance)
                    row.edited.connect(self._on_edited)
                    row.reset.connect(self._on_reset)
                    self.rows[info.key] = row
                    group.add(row)
            self._groups.append(group)
            item = QListWidgetItem(in_own_words(section.label))
            item.setSizeHint(QSize(0, _SECTION_ROW_PX))
            self.sections.addItem(item)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.L, 0)
        column.setSpacing(0)
        column.addWidget(self._none)
        for group in self._groups:
            column.addWidget(group)
        column.addStretch(1)
        self._none.hide()
        self._scroll.setWidget(inside)
        middle = QHBoxLayout()
        middle.setSpacing(Space.XL)
        middle.addWidget(self.sections)
        middle.addWidget(self._scroll, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.file_button = QPushButton(self.tr("Open the settings file"))
        self.file_button.setProperty("role", "link")
        self.file_button.clicked.connect(self._open_file)
        buttons.addButton(self.file_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(self.search)
        layout.addWidget(self.banner)
        layout.addLayout(middle, 1)
        layout.addWidget(self.restart_bar)
        layout.addWidget(buttons)

    def _filter(self, typed: str) -> None:
        shown = [group.filter(typed) for group in self._groups]
        self._none.setVisible(not any(shown))
        for place, is_shown in enumerate(shown):
            self.sections.item(place).setHidden(not is_shown)

    def _go_to(self, place: int) -> None:
        if 0 <= place < len(self._groups):
            self._scroll.verticalScrollBar().setValue(self._groups[place].y())

    def _on_edited(self, info: FieldInfo, value: object) -> None:
        row = self.rows[info.key]
        try:
            self._preferences.change(info.section, info.name, value)
        except EngineError as error:
            row.show_error(describe_error(error).sentence)
            return
        row.show_value(value)
        self._note(row)
        self.changed.emit(info.section, info.name, value)

    def _on_reset(self, info: FieldInfo) -> None:
        self._on_edited(info, self._preferences.shipped(info.section, info.name))
        self.rows[info.key].editor.widget.setFocus()

    def _note(self, row: SettingRow) -> None:
        if row.takes is Takes.AT_ONCE:
            return
        self._waits_for.add(row.takes)
        if Takes.WINDOW in self._waits_for:
            self.restart_bar.say(
                self.tr("Takes effect when Evoke is started again."), action=self.tr("Start Evoke again")
            )
        else:
            text = self.tr("Takes effect when the search engine is started again, which takes a few seconds.")
            self.restart_bar.say(text, action=self.tr("Start it again"))

    def _restart(self) -> None:
        wanted = self.restart_wanted if Takes.WINDOW in self._waits_for else self.engine_restart_wanted
        self._waits_for.clear()
        self.restart_bar.hide()
        wanted.emit()

    def _set_aside(self) -> None:
        try:
            kept = self._preferences.set_aside()
        except EngineError as error:
            self.banner.say(describe_error(error).sentence, tone="error")
            return
        self.show_values()
        self.banner.say(self.tr("The file is kept as {name}.").format(name=human_text.one_line(kept.name)))

    def _open_file(self) -> None:
        try:
            path = self._preferences.make_file()
        except EngineError as error:
            self.banner.say(describe_error(error).sentence, tone="error")
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class _Group(QWidget):
    """A section: its name, what it is about, its rows."""

    def __init__(self, name: str, help_text: str) -> None:
        super().__init__()
        self._rows: list[SettingRow | LoginRow] = []
        self._name = f"{name} {help_text}".casefold()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, Space.XL)
        self._column.setSpacing(0)
        self._column.addWidget(make_label(name, "title"))
        self._column.addWidget(make_label(help_text, "muted", wraps=True))
        self._column.addSpacing(Space.S)

    def add(self, row: SettingRow | LoginRow) -> None:
        """Put a row below the others."""
        self._rows.append(row)
        self._column.addWidget(row)

    def filter(self, typed: str) -> bool:
        """Show what fits, all of it where the section itself does; say whether that is anything."""
        is_meant = bool(typed.strip()) and all(word in self._name for word in typed.casefold().split())
        shown = [is_meant or row.matches(typed) for row in self._rows]
        for row, is_shown in zip(self._rows, shown, strict=True):
            row.setVisible(is_shown)
        self.setVisible(any(shown))
        return any(shown)
