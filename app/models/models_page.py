"""The screen of models: which one this library uses, what else is here, and what can be fetched."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import human_text
from app.appearance import Space
from app.engine_client import EngineState
from app.error_dialog import describe_error
from app.models.model_row import ModelRow
from app.models.model_session import ModelSession
from app.models.model_text import arrived, facts_of_offer, strength
from app.models.offer_row import OfferRow
from app.services import Services
from app.tuning.tuning_session import TuningSession
from app.widgets.banner import Banner
from app.widgets.empty_state import EmptyState
from app.widgets.labels import make_label
from app.widgets.page_column import PageColumn
from engine.errors import FetchFailed
from engine.tuning_records import ModelEntry, ModelOffer, ModelShelf

_CONTENT_WIDTH_PX = 920


class ModelsPage(QWidget):
    """Loads when it is looked at. Which model is used is changed through the tuning session."""

    said = Signal(object)  # str, a short word about something done

    def __init__(self, services: Services, tuning: TuningSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._engine = services.engine
        self._appearance = services.appearance
        self._tuning = tuning
        self.session = ModelSession(services, self)
        self.banner = Banner(services.appearance)
        self.empty = EmptyState(services.appearance)
        self.import_button = QPushButton(self.tr("From a folder…"))
        self.import_button.setToolTip(self.tr("Import a CLIP or SigLIP model that was brought here otherwise"))
        self._summary = make_label(role="muted", wraps=True)
        self._offers_text = make_label(role="muted", wraps=True)
        self.entries: tuple[ModelRow, ...] = ()
        self.offers: tuple[OfferRow, ...] = ()
        self._lay_out()
        self._connect()
        self._show_loading()

    def look(self) -> None:
        """Ask for what has changed since it was last looked at."""
        if self._engine.state is EngineState.READY:
            self.session.look()

    def focus_content(self) -> None:
        """Put the focus on what can be done with the first model."""
        chosen = next((row.use_button for row in self.entries if row.use_button.isVisible()), self._scroll)
        chosen.setFocus()

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(Space.XS)
        titles.addWidget(make_label(self.tr("Models"), "headline"))
        titles.addWidget(self._summary)
        self._scroll = PageColumn(_CONTENT_WIDTH_PX)
        self._scroll.setAccessibleName(self.tr("Models"))
        column = self._scroll.column
        column.setSpacing(Space.M)
        column.addLayout(titles)
        column.addWidget(self.banner)
        self._entry_column = QVBoxLayout()
        self._entry_column.setSpacing(Space.S)
        column.addLayout(self._entry_column)
        column.addSpacing(Space.M)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        offers = QVBoxLayout()
        offers.setSpacing(Space.XS)
        offers.addWidget(make_label(self.tr("More models"), "title"))
        offers.addWidget(self._offers_text)
        head.addLayout(offers, 1)
        head.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        self._offer_column = QVBoxLayout()
        self._offer_column.setSpacing(Space.S)
        column.addLayout(self._offer_column)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.import_button.clicked.connect(self._choose_folder)
        self.empty.action_chosen.connect(self.look)
        self.session.listed.connect(self._show)
        self.session.fetching_changed.connect(self._show_again)
        self.session.arrived.connect(self._on_arrived)
        self.session.removed.connect(self._on_removed)
        self.session.failed.connect(self._on_failed)
        self._tuning.switching_changed.connect(self._on_switching_changed)
        self._tuning.failed.connect(self._on_failed)
        self._engine.state_changed.connect(self._on_engine_state_changed)

    def _show_again(self) -> None:
        if self.session.shelf is not None:
            self._show(self.session.shelf)

    def _show(self, shelf: ModelShelf) -> None:
        switching = self._tuning.switching
        self._stack.setCurrentWidget(self._scroll)
        for row in (*self.entries, *self.offers):
            row.hide()
            row.deleteLater()
        self.entries = tuple(
            ModelRow(entry, switching if entry.name == self._tuning.switching_to else None, self._appearance)
            for entry in shelf.entries
        )
        for entry_row in self.entries:
            entry_row.set_usable(is_usable=switching is None)
            entry_row.use_wanted.connect(self._on_use_wanted)
            entry_row.removal_wanted.connect(self._ask_to_remove)
            self._entry_column.addWidget(entry_row)
        self.offers = tuple(
            OfferRow(offer, self.session.fetching(offer.name), self._appearance) for offer in shelf.offers
        )
        for offer_row in self.offers:
            offer_row.fetch_wanted.connect(self._ask_to_fetch)
            self._offer_column.addWidget(offer_row)
        used = sum(entry.size_bytes for entry in shelf.entries)
        self._summary.setText(
            self.tr("Each library uses one of them. Together they take {used}; {free} are free.").format(
                used=human_text.size(used), free=human_text.size(shelf.free_bytes)
            )
        )
        self._offers_text.setText(
            self.tr(
                "Public models that know more of the world. Fetching one is the only thing for which Evoke uses the "
                "network, and only when you ask for it."
            )
            if shelf.offers
            else self.tr("You have all of the public models that Evoke knows by name.")
        )

    def _on_use_wanted(self, entry: ModelEntry) -> None:
        self.banner.hide()
        self._tuning.use(entry.name)

    def _ask_to_fetch(self, offer: ModelOffer) -> None:
        box = self._box(
            self.tr("Fetch a model"),
            self.tr("Fetch {model} from the Hugging Face hub?").format(model=human_text.one_line(offer.name)),
            "\n\n".join(
                filter(
                    None,
                    (
                        strength(offer.name, offer.strength),
                        facts_of_offer(offer),
                        arrived(offer),
                        self.tr(
                            "Your computer's address is seen by the hub, nothing else of you. What arrives is checked "
                            "against its known hash before it is used."
                        ),
                    ),
                )
            ),
        )
        box.addButton(self.tr("Fetch it"), QMessageBox.ButtonRole.AcceptRole).clicked.connect(
            lambda: self._fetch(offer.name)
        )
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.open()

    def _fetch(self, name: str) -> None:
        self.banner.hide()
        self.session.fetch(name)

    def _ask_to_remove(self, entry: ModelEntry) -> None:
        sentences = [self.tr("It frees {size}.").format(size=human_text.size(entry.size_bytes))]
        if entry.is_before:
            sentences.append(self.tr("There will be no way back to it."))
        sentences.append(
            self.tr("Other libraries that use it go back to a model that is here.")
            if not entry.made_from
            else self.tr("Your captions stay, so that it could be learned again.")
        )
        box = self._box(
            self.tr("Remove a model"),
            self.tr("Remove {model} from this computer?").format(model=human_text.one_line(entry.name)),
            " ".join(sentences),
        )
        box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole).clicked.connect(
            lambda: self.session.remove(entry.name)
        )
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.open()

    def _box(self, title: str, question: str, explanation: str) -> QMessageBox:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(title)
        box.setText(question)
        box.setInformativeText(explanation)
        return box

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("A folder with the files of a model"), str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.session.import_folder(Path(name)))
        dialog.open()

    def _on_arrived(self, entry: ModelEntry) -> None:
        self.said.emit(self.tr("{model} is here now").format(model=human_text.one_line(entry.name)))

    def _on_removed(self, name: str) -> None:
        self.said.emit(self.tr("{model} was removed").format(model=human_text.one_line(name)))

    def _on_switching_changed(self) -> None:
        if self._tuning.switching is None:
            self.look()
        self._show_again()

    def _on_failed(self, error: Exception) -> None:
        sentence = describe_error(error).sentence
        self.banner.say(sentence, tone="warning" if isinstance(error, FetchFailed) else "error")
        if self.session.shelf is None:
            self.empty.say(self.tr("This could not be loaded"), sentence, icon="warning", action=self.tr("Try again"))

    def _show_loading(self) -> None:
        self.empty.say(self.tr("Looking for models…"), self.tr("One moment."), busy=True)
        self._stack.setCurrentWidget(self.empty)

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is EngineState.READY and self.isVisible():
            self.look()
