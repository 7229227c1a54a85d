<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Evoke</source>
        <translation>Über Evoke</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Copy version</source>
        <translation>Version kopieren</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Finds your own photos and the moments of your own clips from a description, and shows why.</source>
        <translation>Findet Ihre eigenen Fotos und die Momente Ihrer eigenen Clips anhand einer Beschreibung und zeigt, warum.</translation>
    </message>
    <message>
        <source>Everything happens on this computer. Your files are only ever read.</source>
        <translation>Alles geschieht auf diesem Computer. Ihre Dateien werden immer nur gelesen.</translation>
    </message>
    <message>
        <source>Library: {folder}</source>
        <translation>Bibliothek: {folder}</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>Modell: {name}</translation>
    </message>
    <message>
        <source>Licensed under Apache-2.0; the licences of all it is made of are listed here.</source>
        <translation>Lizenziert unter Apache-2.0; die Lizenzen aller Bestandteile sind hier aufgeführt.</translation>
    </message>
</context>
<context>
    <name>ActivityPanel</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{done} so far</source>
        <translation>bisher {done}</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>noch {duration}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Show what is running</source>
        <translation>Zeigen, was gerade läuft</translation>
    </message>
</context>
<context>
    <name>ActivityRow</name>
    <message>
        <source>Cancel: {title}</source>
        <translation>Abbrechen: {title}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
</context>
<context>
    <name>Autostart</name>
    <message>
        <source>The desktop&apos;s entry for Evoke could not be changed.</source>
        <translation>Der Eintrag des Desktops für Evoke konnte nicht geändert werden.</translation>
    </message>
    <message>
        <source>Is the disk full or read-only?</source>
        <translation>Ist der Datenträger voll oder schreibgeschützt?</translation>
    </message>
</context>
<context>
    <name>AwayDialog</name>
    <message>
        <source>The library is not there</source>
        <translation>Die Bibliothek ist nicht da</translation>
    </message>
    <message>
        <source>The library “{name}” is not there now.</source>
        <translation>Die Bibliothek „{name}“ ist gerade nicht da.</translation>
    </message>
    <message>
        <source>Its folder is {folder}. Is its drive plugged in? Nothing is lost as long as that is.</source>
        <translation>Ihr Ordner ist {folder}. Ist das Laufwerk angeschlossen? Solange es das noch gibt, ist nichts verloren.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Begin a new library there</source>
        <translation>Dort eine neue Bibliothek beginnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>CaptionDelegate</name>
    <message>
        <source>No caption yet</source>
        <translation>Noch keine Beschriftung</translation>
    </message>
</context>
<context>
    <name>CaptionEditor</name>
    <message>
        <source>Caption</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>&amp;Whole clip</source>
        <translation>&amp;Ganzer Clip</translation>
    </message>
    <message>
        <source>&amp;Begins here</source>
        <translation>&amp;Beginnt hier</translation>
    </message>
    <message>
        <source>&amp;Ends here</source>
        <translation>&amp;Endet hier</translation>
    </message>
    <message>
        <source>The moment begins at the frame that is shown (Alt+B)</source>
        <translation>Der Moment beginnt bei dem gezeigten Bild (Alt+B)</translation>
    </message>
    <message>
        <source>The moment ends at the frame that is shown (Alt+E)</source>
        <translation>Der Moment endet bei dem gezeigten Bild (Alt+E)</translation>
    </message>
    <message>
        <source>This &amp;moment · {time}</source>
        <translation>Dieser &amp;Moment · {time}</translation>
    </message>
    <message>
        <source>Nothing: Enter removes the caption</source>
        <translation>Nichts: Eingabe entfernt die Beschriftung</translation>
    </message>
    <message>
        <source>Enter changes the caption · Esc leaves it as it was</source>
        <translation>Eingabe ändert die Beschriftung · Esc lässt sie, wie sie war</translation>
    </message>
    <message>
        <source>Say what this shows, in your own words</source>
        <translation>Sagen Sie in eigenen Worten, was zu sehen ist</translation>
    </message>
    <message>
        <source>Enter writes it and goes on · Shift+Enter writes another one · Page Down goes on without · Up changes the last one</source>
        <translation>Eingabe schreibt und geht weiter · Umschalt+Eingabe schreibt noch eine · Bild ab geht ohne weiter · Pfeil hoch ändert die letzte</translation>
    </message>
</context>
<context>
    <name>CaptionExchange</name>
    <message>
        <source>Import</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <source>A &amp;table of captions (CSV)…</source>
        <translation>Eine &amp;Tabelle mit Beschriftungen (CSV) …</translation>
    </message>
    <message>
        <source>Text files &amp;beside the pictures…</source>
        <translation>Textdateien &amp;neben den Bildern …</translation>
    </message>
    <message>
        <source>&amp;Descriptions other programs wrote (XMP, IPTC, EXIF)…</source>
        <translation>&amp;Beschreibungen anderer Programme (XMP, IPTC, EXIF) …</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
    <message>
        <source>&amp;Text files into a folder…</source>
        <translation>&amp;Textdateien in einen Ordner …</translation>
    </message>
    <message>
        <source>&amp;XMP files into a folder…</source>
        <translation>&amp;XMP-Dateien in einen Ordner …</translation>
    </message>
    <message>
        <source>Text files beside the &amp;pictures…</source>
        <translation>Textdateien neben den &amp;Bildern …</translation>
    </message>
    <message>
        <source>XMP files &amp;beside the pictures…</source>
        <translation>XMP-Dateien &amp;neben den Bildern …</translation>
    </message>
    <message>
        <source>Import which table?</source>
        <translation>Welche Tabelle einlesen?</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>Tabellen (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Write the captions to which table?</source>
        <translation>In welche Tabelle sollen die Beschriftungen geschrieben werden?</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Write the files into which folder?</source>
        <translation>In welchen Ordner sollen die Dateien geschrieben werden?</translation>
    </message>
    <message>
        <source>Write beside the pictures</source>
        <translation>Neben die Bilder schreiben</translation>
    </message>
    <message>
        <source>Write new files into the folders of your photos and clips?</source>
        <translation>Neue Dateien in die Ordner Ihrer Fotos und Clips schreiben?</translation>
    </message>
    <message>
        <source>Each captioned photo and clip gets a small file of the same name beside it for other programs. Your photos and clips stay as they are, and so does every file that is there already.</source>
        <translation>Jedes beschriftete Foto und jeder Clip bekommt eine kleine Datei gleichen Namens daneben, für andere Programme. Ihre Fotos und Clips bleiben, wie sie sind, und ebenso jede Datei, die schon da ist.</translation>
    </message>
    <message>
        <source>Write the files</source>
        <translation>Dateien schreiben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) taken back</source>
        <translation>
            <numerusform>%Ln Beschriftung zurückgenommen</numerusform>
            <numerusform>%Ln Beschriftungen zurückgenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>{captions} written to {file}</source>
        <translation>{captions} in {file} geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) written</source>
        <translation>
            <numerusform>%Ln Datei geschrieben</numerusform>
            <numerusform>%Ln Dateien geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already and stayed as they were</source>
        <translation>
            <numerusform>%Ln war schon da und blieb, wie sie war</numerusform>
            <numerusform>%Ln waren schon da und blieben, wie sie waren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be written</source>
        <translation>
            <numerusform>%Ln konnte nicht geschrieben werden</numerusform>
            <numerusform>%Ln konnten nicht geschrieben werden</numerusform>
        </translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file}: {reason}</translation>
    </message>
</context>
<context>
    <name>CaptionLine</name>
    <message>
        <source>Go to this moment</source>
        <translation>Zu diesem Moment gehen</translation>
    </message>
    <message>
        <source>Go to the moment at {time}</source>
        <translation>Zum Moment bei {time} gehen</translation>
    </message>
    <message>
        <source>Change the caption “{text}”</source>
        <translation>Die Beschriftung „{text}“ ändern</translation>
    </message>
    <message>
        <source>Change this caption</source>
        <translation>Diese Beschriftung ändern</translation>
    </message>
    <message>
        <source>Remove the caption “{text}”</source>
        <translation>Die Beschriftung „{text}“ entfernen</translation>
    </message>
    <message>
        <source>Remove this caption</source>
        <translation>Diese Beschriftung entfernen</translation>
    </message>
</context>
<context>
    <name>CaptionList</name>
    <message>
        <source>Photos and clips to caption</source>
        <translation>Zu beschriftende Fotos und Clips</translation>
    </message>
</context>
<context>
    <name>CaptionMeter</name>
    <message numerus="yes">
        <source>%Ln photo(s) and clips with a caption</source>
        <translation>
            <numerusform>%Ln Foto oder Clip mit Beschriftung</numerusform>
            <numerusform>%Ln Fotos und Clips mit Beschriftung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln needed</source>
        <translation>
            <numerusform>%Ln nötig</numerusform>
            <numerusform>%Ln nötig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln usual</source>
        <translation>
            <numerusform>%Ln üblich</numerusform>
            <numerusform>%Ln üblich</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionModel</name>
    <message>
        <source>Not loaded yet</source>
        <translation>Noch nicht geladen</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>no caption</source>
        <translation>keine Beschriftung</translation>
    </message>
</context>
<context>
    <name>CaptionRows</name>
    <message>
        <source>Captions of this one</source>
        <translation>Beschriftungen hierzu</translation>
    </message>
</context>
<context>
    <name>CaptionsPage</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take back the last caption (Ctrl+Z in an empty line)</source>
        <translation>Die letzte Beschriftung zurücknehmen (Strg+Z in einer leeren Zeile)</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Beschriftungen</translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation>Das konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Looking through your library…</source>
        <translation>Ihre Bibliothek wird durchgesehen …</translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation>Einen Augenblick.</translation>
    </message>
    <message>
        <source>Nothing to caption yet</source>
        <translation>Noch nichts zu beschriften</translation>
    </message>
    <message>
        <source>Add a folder with photos or clips; as soon as they are indexed you can say what they show.</source>
        <translation>Fügen Sie einen Ordner mit Fotos oder Clips hinzu; sobald sie eingelesen sind, können Sie sagen, was sie zeigen.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>No captions yet</source>
        <translation>Noch keine Beschriftungen</translation>
    </message>
    <message>
        <source>Say in your own words what your photos and clips show: names, places, what happened. Searches find them by these words at once.</source>
        <translation>Sagen Sie in eigenen Worten, was Ihre Fotos und Clips zeigen: Namen, Orte, was geschah. Suchen finden sie sofort über diese Wörter.</translation>
    </message>
    <message>
        <source>Show what is worth captioning</source>
        <translation>Zeigen, was eine Beschriftung lohnt</translation>
    </message>
    <message>
        <source>Everything has a caption</source>
        <translation>Alles hat eine Beschriftung</translation>
    </message>
    <message>
        <source>Every photo and clip of your library says what it shows.</source>
        <translation>Jedes Foto und jeder Clip Ihrer Bibliothek sagt, was zu sehen ist.</translation>
    </message>
    <message>
        <source>Show all captions</source>
        <translation>Alle Beschriftungen zeigen</translation>
    </message>
    <message>
        <source>That was the last one of this list</source>
        <translation>Das war der letzte Eintrag dieser Liste</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) imported.</source>
        <translation>
            <numerusform>%Ln Beschriftung eingelesen.</numerusform>
            <numerusform>%Ln Beschriftungen eingelesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Take them back</source>
        <translation>Zurücknehmen</translation>
    </message>
</context>
<context>
    <name>CareDesk</name>
    <message>
        <source>Check the library</source>
        <translation>Die Bibliothek prüfen</translation>
    </message>
    <message>
        <source>Where is the backup to be written?</source>
        <translation>Wohin soll die Sicherung geschrieben werden?</translation>
    </message>
    <message>
        <source>Evoke backup {date}</source>
        <translation>Evoke-Sicherung {date}</translation>
    </message>
    <message>
        <source>Back up the library</source>
        <translation>Die Bibliothek sichern</translation>
    </message>
    <message>
        <source>The database is copied and checked. Searching goes on meanwhile.</source>
        <translation>Die Datenbank wird kopiert und geprüft. Gesucht werden kann währenddessen.</translation>
    </message>
    <message>
        <source>Which backup is to be restored?</source>
        <translation>Welche Sicherung soll wiederhergestellt werden?</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>Aus einer Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>The backup is checked before anything is changed.</source>
        <translation>Die Sicherung wird geprüft, bevor etwas geändert wird.</translation>
    </message>
    <message>
        <source>To which disk or folder is the library to be moved?</source>
        <translation>Auf welchen Datenträger oder in welchen Ordner soll die Bibliothek umziehen?</translation>
    </message>
    <message>
        <source>Move the library</source>
        <translation>Die Bibliothek umziehen</translation>
    </message>
    <message>
        <source>The library is copied and checked; your photos and clips stay where they are.</source>
        <translation>Die Bibliothek wird kopiert und geprüft; Ihre Fotos und Clips bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Delete the old copy</source>
        <translation>Die alte Kopie löschen</translation>
    </message>
    <message>
        <source>Delete the copy of the library in {folder}? The library itself is in {new}.</source>
        <translation>Die Kopie der Bibliothek in {folder} löschen? Die Bibliothek selbst ist in {new}.</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>Wird gelöscht …</translation>
    </message>
    <message>
        <source>{size} are free again.</source>
        <translation>{size} sind wieder frei.</translation>
    </message>
    <message>
        <source>Database, files, search index and thumbnails are looked at. This may take some minutes.</source>
        <translation>Datenbank, Dateien, Suchindex und Vorschaubilder werden angesehen. Das kann einige Minuten dauern.</translation>
    </message>
    <message>
        <source>What is broken is made anew from the database and from your files, which are only read.</source>
        <translation>Was kaputt ist, wird aus der Datenbank und aus Ihren Dateien, die nur gelesen werden, neu gemacht.</translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation>In Ordnung bringen</translation>
    </message>
    <message>
        <source>Backed up: {size} in {folder}</source>
        <translation>Gesichert: {size} in {folder}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>The backup of {when} is whole. Put it in the place of the library as it is now? The present database is kept beside it; thumbnails and search index are made anew.</source>
        <translation>Die Sicherung vom {when} ist vollständig. An die Stelle der jetzigen Bibliothek setzen? Die jetzige Datenbank wird daneben aufbewahrt; Vorschaubilder und Suchindex werden neu gemacht.</translation>
    </message>
    <message>
        <source>Restore it</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>The backup of {when} holds captions, favourites, albums and searches. Add them to the library?</source>
        <translation>Die Sicherung vom {when} enthält Beschriftungen, Favoriten, Alben und Suchen. Zur Bibliothek hinzufügen?</translation>
    </message>
    <message>
        <source>Add them</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>Wird hinzugefügt …</translation>
    </message>
    <message>
        <source>{number} were new and are in the library now.</source>
        <translation>{number} waren neu und sind jetzt in der Bibliothek.</translation>
    </message>
    <message>
        <source>The library is opened again…</source>
        <translation>Die Bibliothek wird wieder geöffnet …</translation>
    </message>
    <message>
        <source>The library is now in {new}. The copy in {old} stays until you delete it on the library page.</source>
        <translation>Die Bibliothek ist jetzt in {new}. Die Kopie in {old} bleibt, bis Sie sie auf der Seite der Bibliothek löschen.</translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>Everything is as it should be.</source>
        <translation>Alles ist, wie es sein soll.</translation>
    </message>
    <message>
        <source>Everything was put right. Your photos and clips were only read.</source>
        <translation>Alles wurde in Ordnung gebracht. Ihre Fotos und Clips wurden nur gelesen.</translation>
    </message>
    <message>
        <source>The database is damaged and cannot be put right. Restore a backup, or begin a new library: your photos and clips are not touched.</source>
        <translation>Die Datenbank ist beschädigt und lässt sich nicht in Ordnung bringen. Stellen Sie eine Sicherung wieder her, oder beginnen Sie eine neue Bibliothek: Ihre Fotos und Clips werden nicht angerührt.</translation>
    </message>
    <message>
        <source>Not everything could be put right.</source>
        <translation>Nicht alles ließ sich in Ordnung bringen.</translation>
    </message>
    <message>
        <source>Something is not as it should be. It can be put right; your files are only read.</source>
        <translation>Etwas ist nicht, wie es sein soll. Es lässt sich in Ordnung bringen; Ihre Dateien werden nur gelesen.</translation>
    </message>
    <message>
        <source>{what} ({number}): put right</source>
        <translation>{what} ({number}): in Ordnung gebracht</translation>
    </message>
    <message>
        <source>{what} ({number})</source>
        <translation>{what} ({number})</translation>
    </message>
    <message>
        <source>The database is damaged</source>
        <translation>Die Datenbank ist beschädigt</translation>
    </message>
    <message>
        <source>The database remembers things that no longer exist</source>
        <translation>Die Datenbank erinnert sich an Dinge, die es nicht mehr gibt</translation>
    </message>
    <message>
        <source>Photos or clips whose description by the model is damaged</source>
        <translation>Fotos oder Clips, deren Beschreibung durch das Modell beschädigt ist</translation>
    </message>
    <message>
        <source>Photos or clips that can be found only in part</source>
        <translation>Fotos oder Clips, die nur zum Teil gefunden werden können</translation>
    </message>
    <message>
        <source>Photos or clips that cannot be found yet</source>
        <translation>Fotos oder Clips, die noch nicht gefunden werden können</translation>
    </message>
    <message>
        <source>Files that have changed since they were indexed</source>
        <translation>Dateien, die sich seit dem Einlesen geändert haben</translation>
    </message>
    <message>
        <source>Files that are gone</source>
        <translation>Dateien, die nicht mehr da sind</translation>
    </message>
    <message>
        <source>The search index is damaged and is made anew</source>
        <translation>Der Suchindex ist beschädigt und wird neu gemacht</translation>
    </message>
    <message>
        <source>Pictures that the search index lacks</source>
        <translation>Bilder, die dem Suchindex fehlen</translation>
    </message>
    <message>
        <source>Pictures in the search index that are gone</source>
        <translation>Bilder im Suchindex, die nicht mehr da sind</translation>
    </message>
    <message>
        <source>Pictures that the search index knows otherwise</source>
        <translation>Bilder, die der Suchindex anders kennt</translation>
    </message>
    <message>
        <source>Photos or clips without a thumbnail</source>
        <translation>Fotos oder Clips ohne Vorschaubild</translation>
    </message>
    <message>
        <source>Thumbnails of files that are gone</source>
        <translation>Vorschaubilder von Dateien, die nicht mehr da sind</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Etwas anderes</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Everything that can be done</source>
        <translation>Alles, was man tun kann</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Search for something that can be done</source>
        <translation>Nach etwas suchen, das man tun kann</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Was man tun kann</translation>
    </message>
    <message>
        <source>Nothing is called like that.</source>
        <translation>Nichts heißt so.</translation>
    </message>
    <message>
        <source>Album: {name}</source>
        <translation>Album: {name}</translation>
    </message>
    <message>
        <source>Search again: {describe_request}</source>
        <translation>Noch einmal suchen: {describe_request}</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>Your captions, side by side</source>
        <translation>Ihre Beschriftungen, nebeneinander</translation>
    </message>
    <message>
        <source>Each was held out: the training that answers it never saw its picture, which has a frame. Shown are the largest gains, the largest losses, and some in between.</source>
        <translation>Jede wurde zurückgehalten: Das Training, das auf sie antwortet, hat ihr Bild (mit Rahmen) nie gesehen. Gezeigt werden die größten Gewinne, die größten Verluste und einige dazwischen.</translation>
    </message>
    <message>
        <source>General searches, side by side</source>
        <translation>Allgemeine Suchen, nebeneinander</translation>
    </message>
    <message>
        <source>What should stay as it was. Shown are those that changed most, and some in between.</source>
        <translation>Was bleiben sollte, wie es war. Gezeigt werden die, die sich am meisten geändert haben, und einige dazwischen.</translation>
    </message>
</context>
<context>
    <name>CoverageBar</name>
    <message>
        <source>Share of photos and clips with a caption</source>
        <translation>Anteil der Fotos und Clips mit Beschriftung</translation>
    </message>
    <message>
        <source>{captioned} of {media} photos and clips have a caption ({share})</source>
        <translation>{captioned} von {media} Fotos und Clips haben eine Beschriftung ({share})</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of moments of clips</source>
        <translation>
            <numerusform>%Ln von Momenten aus Clips</numerusform>
            <numerusform>%Ln von Momenten aus Clips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting for a file that is away</source>
        <translation>
            <numerusform>%Ln wartet auf eine Datei, die gerade fehlt</numerusform>
            <numerusform>%Ln warten auf Dateien, die gerade fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Searches find captions at once. With %Ln more, the model can learn from them.</source>
        <translation>
            <numerusform>Suchen finden Beschriftungen sofort. Mit %Ln weiteren kann das Modell daraus lernen.</numerusform>
            <numerusform>Suchen finden Beschriftungen sofort. Mit %Ln weiteren kann das Modell daraus lernen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model can learn from these; with %Ln more it usually does.</source>
        <translation>
            <numerusform>Das Modell kann daraus lernen; mit %Ln weiteren gelingt es meist.</numerusform>
            <numerusform>Das Modell kann daraus lernen; mit %Ln weiteren gelingt es meist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enough for the model to learn your own words.</source>
        <translation>Genug, damit das Modell Ihre eigenen Wörter lernt.</translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message>
        <source>Write captions…</source>
        <translation>Beschriften …</translation>
    </message>
</context>
<context>
    <name>DateRangeDialog</name>
    <message>
        <source>Choose dates</source>
        <translation>Tage wählen</translation>
    </message>
    <message>
        <source>Taken from</source>
        <translation>Aufgenommen vom</translation>
    </message>
    <message>
        <source>up to and with</source>
        <translation>bis einschließlich</translation>
    </message>
</context>
<context>
    <name>DensityChoice</name>
    <message>
        <source>Sparse</source>
        <translation>Weit</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>Dicht</translation>
    </message>
    <message>
        <source>Sparse: a frame every {seconds} s · {duration} · {size}</source>
        <translation>Weit: alle {seconds} s ein Bild · {duration} · {size}</translation>
    </message>
    <message>
        <source>Normal: a frame every {seconds} s · {duration} · {size}</source>
        <translation>Normal: alle {seconds} s ein Bild · {duration} · {size}</translation>
    </message>
    <message>
        <source>Dense: a frame every {seconds} s · {duration} · {size}</source>
        <translation>Dicht: alle {seconds} s ein Bild · {duration} · {size}</translation>
    </message>
</context>
<context>
    <name>DensityDialog</name>
    <message>
        <source>How densely clips are looked at</source>
        <translation>Wie dicht Clips angesehen werden</translation>
    </message>
    <message>
        <source>Trying how quick this computer is with your clips…</source>
        <translation>Es wird ausprobiert, wie schnell dieser Computer mit Ihren Clips ist …</translation>
    </message>
    <message>
        <source>Look at the clips that are known again</source>
        <translation>Bekannte Clips noch einmal ansehen</translation>
    </message>
    <message>
        <source>The library holds {clips}, {duration} together. A denser look finds shorter moments, and takes longer and more space. Said is what looking at all of them again takes.</source>
        <translation>Die Bibliothek enthält {clips}, zusammen {duration}. Dichter angesehen werden kürzere Momente gefunden; es dauert länger und braucht mehr Platz. Angegeben ist, was es kostet, alle noch einmal anzusehen.</translation>
    </message>
    <message>
        <source>There are no clips in the library yet. The choice holds for those that come.</source>
        <translation>In der Bibliothek sind noch keine Clips. Die Wahl gilt für die, die dazukommen.</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>No program is set up to open this file.</source>
        <translation>Für diese Datei ist kein Programm eingerichtet.</translation>
    </message>
    <message>
        <source>No file manager is set up on this desktop.</source>
        <translation>Auf diesem Desktop ist keine Dateiverwaltung eingerichtet.</translation>
    </message>
    <message>
        <source>{name} could not be started.</source>
        <translation>{name} konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>This file is not there any more.</source>
        <translation>Diese Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Was its drive unplugged, or was it moved?</source>
        <translation>Wurde ihr Laufwerk abgezogen, oder wurde sie verschoben?</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Details of the file</source>
        <translation>Angaben zur Datei</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Beschriftungen</translation>
    </message>
    <message>
        <source>The same content elsewhere</source>
        <translation>Derselbe Inhalt an anderer Stelle</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>Decoding processes; 0 takes one less than the cores, at least one.</source>
        <translation>Prozesse, die Dateien dekodieren; 0 nimmt einen weniger als es Kerne gibt, mindestens einen.</translation>
    </message>
    <message>
        <source>Seconds after which decoding one file is given up.</source>
        <translation>Sekunden, nach denen das Dekodieren einer Datei aufgegeben wird.</translation>
    </message>
    <message>
        <source>Memory one decoding process may take.</source>
        <translation>Speicher, den ein dekodierender Prozess belegen darf.</translation>
    </message>
    <message>
        <source>Pictures with more megapixels are refused.</source>
        <translation>Bilder mit mehr Megapixeln werden abgelehnt.</translation>
    </message>
    <message>
        <source>Longer side of a thumbnail in pixels.</source>
        <translation>Längere Seite einer Vorschau in Pixeln.</translation>
    </message>
    <message>
        <source>Seconds between looked-at frames.</source>
        <translation>Sekunden zwischen angesehenen Bildern.</translation>
    </message>
    <message>
        <source>Frames looked at per clip; longer clips are sampled wider.</source>
        <translation>Bilder, die je Clip angesehen werden; längere Clips werden weiter abgetastet.</translation>
    </message>
    <message>
        <source>A frame closer than this to the last kept one is dropped; 0 keeps all.</source>
        <translation>Ein Bild, das dem zuletzt behaltenen näher ist, entfällt; 0 behält alle.</translation>
    </message>
    <message>
        <source>A frame whose brightness varies less than this is black or flat and dropped.</source>
        <translation>Ein Bild, dessen Helligkeit weniger schwankt, ist schwarz oder leer und entfällt.</translation>
    </message>
    <message>
        <source>Pictures embedded at once.</source>
        <translation>Bilder, die auf einmal eingebettet werden.</translation>
    </message>
    <message>
        <source>Libraries with fewer vectors are searched exactly, without the graph index.</source>
        <translation>Bibliotheken mit weniger Vektoren werden genau durchsucht, ohne den Graphen.</translation>
    </message>
    <message>
        <source>Whether folders are watched while the window is open; off looks at the start only.</source>
        <translation>Ob Ordner überwacht werden, solange das Fenster offen ist; „Aus“ sieht nur beim Start nach.</translation>
    </message>
    <message>
        <source>Minutes between two looks through everything, for changes that were not told.</source>
        <translation>Minuten zwischen zwei vollständigen Durchgängen, für Änderungen, die nicht gemeldet wurden.</translation>
    </message>
    <message>
        <source>Seconds between two looks through folders that cannot be watched.</source>
        <translation>Sekunden zwischen zwei Durchgängen durch Ordner, die sich nicht überwachen lassen.</translation>
    </message>
    <message>
        <source>Hits shown for a query.</source>
        <translation>Treffer, die für eine Anfrage gezeigt werden.</translation>
    </message>
    <message>
        <source>Moments shown per clip.</source>
        <translation>Momente, die je Clip gezeigt werden.</translation>
    </message>
    <message>
        <source>How strongly a word with a minus pushes away.</source>
        <translation>Wie stark ein Wort mit Minus wegschiebt.</translation>
    </message>
    <message>
        <source>Device for the model.</source>
        <translation>Gerät, auf dem das Modell rechnet.</translation>
    </message>
    <message>
        <source>CPU threads for the model; 0 chooses by the cores.</source>
        <translation>Prozessor-Threads für das Modell; 0 richtet sich nach den Kernen.</translation>
    </message>
    <message>
        <source>Arithmetic for pictures; bfloat16 is quicker where the device has it, and finds a little less well.</source>
        <translation>Rechengenauigkeit für Bilder; bfloat16 ist schneller, wo das Gerät es kann, und findet etwas weniger gut.</translation>
    </message>
    <message>
        <source>Language of the window; system takes the desktop&apos;s.</source>
        <translation>Sprache des Fensters; „Wie der Desktop“ nimmt dessen Sprache.</translation>
    </message>
    <message>
        <source>Colour theme.</source>
        <translation>Farbschema.</translation>
    </message>
    <message>
        <source>Width of one result in the grid.</source>
        <translation>Breite eines Ergebnisses im Raster.</translation>
    </message>
    <message>
        <source>Opacity of a heat map over its picture.</source>
        <translation>Deckkraft eines Wärmebilds über seinem Bild.</translation>
    </message>
    <message>
        <source>Whether heat maps fade into each other; off changes them at once, system does what the desktop asks for.</source>
        <translation>Ob Wärmebilder ineinander überblenden; „Aus“ wechselt sofort, „Wie der Desktop“ folgt dessen Wunsch.</translation>
    </message>
    <message>
        <source>The settings file {0} cannot be read: {1}.</source>
        <translation>Die Einstellungsdatei {0} kann nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>The settings file {0} is not valid TOML: {1}.</source>
        <translation>Die Einstellungsdatei {0} ist kein gültiges TOML: {1}.</translation>
    </message>
    <message>
        <source>The setting {0}{1} is {2} but {3}.</source>
        <translation>Die Einstellung {0}{1} ist {2}, aber {3}.</translation>
    </message>
    <message>
        <source>While on battery</source>
        <translation>Im Akkubetrieb</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>There is no model &quot;{0}&quot;.</source>
        <translation>Es gibt kein Modell „{0}“.</translation>
    </message>
    <message>
        <source>Present on this machine: {0}.</source>
        <translation>Auf diesem Computer vorhanden: {0}.</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>Meinten Sie {0}?</translation>
    </message>
    <message>
        <source>The folder {0} holds no model.</source>
        <translation>Der Ordner {0} enthält kein Modell.</translation>
    </message>
    <message>
        <source>The model could not be saved: {0}.</source>
        <translation>Das Modell konnte nicht gespeichert werden: {0}.</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer cannot be read.</source>
        <translation>Der Tokenizer des Modells kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The model&apos;s files do not belong together: its configuration or tokenizer was changed.</source>
        <translation>Die Dateien des Modells gehören nicht zusammen: Konfiguration oder Tokenizer wurde geändert.</translation>
    </message>
    <message>
        <source>The model&apos;s weights do not fit its configuration: {0} and {1} more.</source>
        <translation>Die Gewichte des Modells passen nicht zu seiner Konfiguration: {0} und {1} weitere.</translation>
    </message>
    <message>
        <source>The model&apos;s weights {0} cannot be read.</source>
        <translation>Die Gewichte {0} des Modells können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The model&apos;s weights {0} are truncated or damaged.</source>
        <translation>Die Gewichte {0} des Modells sind abgeschnitten oder beschädigt.</translation>
    </message>
    <message>
        <source>Install the model again.</source>
        <translation>Installieren Sie das Modell neu.</translation>
    </message>
    <message>
        <source>The model&apos;s weights {0} hold something other than tensors.</source>
        <translation>Die Gewichte {0} des Modells enthalten etwas anderes als Tensoren.</translation>
    </message>
    <message>
        <source>The model&apos;s {0} is incomplete.</source>
        <translation>{0} des Modells ist unvollständig.</translation>
    </message>
    <message>
        <source>The model was saved in a format that this version of Evoke does not know.</source>
        <translation>Das Modell wurde in einem Format gespeichert, das diese Version von Evoke nicht kennt.</translation>
    </message>
    <message>
        <source>Update Evoke, or choose another model.</source>
        <translation>Aktualisieren Sie Evoke, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>The model&apos;s {0} cannot be read.</source>
        <translation>{0} des Modells kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The model&apos;s {0} is not a table.</source>
        <translation>{0} des Modells ist keine Tabelle.</translation>
    </message>
    <message>
        <source>The model in {0} is stored as pickled Python objects, which Evoke does not open.</source>
        <translation>Das Modell in {0} besteht aus Python-Objekten (Pickle), die Evoke nicht öffnet.</translation>
    </message>
    <message>
        <source>Pickles can run code when they are opened; a checkpoint of Evoke is a folder with safetensors.</source>
        <translation>Pickles können beim Öffnen Code ausführen; ein Modell von Evoke ist ein Ordner mit Safetensors.</translation>
    </message>
    <message>
        <source>There is no model in {0}.</source>
        <translation>In {0} ist kein Modell.</translation>
    </message>
    <message>
        <source>See `evoke models list`.</source>
        <translation>Siehe `evoke models list`.</translation>
    </message>
    <message>
        <source>There is no public model &quot;{0}&quot;.</source>
        <translation>Es gibt kein öffentliches Modell „{0}“.</translation>
    </message>
    <message>
        <source>Known by name: {0}; or name a repository, owner/model.</source>
        <translation>Mit Namen bekannt: {0}; oder nennen Sie ein Repository, Eigentümer/Modell.</translation>
    </message>
    <message>
        <source>What answers in the model hub&apos;s place is not the hub.</source>
        <translation>Was anstelle des Modell-Hubs antwortet, ist nicht der Hub.</translation>
    </message>
    <message>
        <source>The hub does not say which revision of {0} it means.</source>
        <translation>Der Hub sagt nicht, welche Fassung von {0} er meint.</translation>
    </message>
    <message>
        <source>The models&apos; folder cannot be written: {0}.</source>
        <translation>Der Ordner der Modelle kann nicht beschrieben werden: {0}.</translation>
    </message>
    <message>
        <source>The model needs {0} MB and the disk has {1} MB left.</source>
        <translation>Das Modell braucht {0} MB, frei sind {1} MB.</translation>
    </message>
    <message>
        <source>What arrived as {0} is not what the hub promised.</source>
        <translation>Was als {0} ankam, ist nicht, was der Hub versprochen hat.</translation>
    </message>
    <message>
        <source>Fetch the model again.</source>
        <translation>Laden Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>The hub ended {0} too early.</source>
        <translation>Der Hub hat {0} zu früh beendet.</translation>
    </message>
    <message>
        <source>Ask again to go on.</source>
        <translation>Fragen Sie noch einmal, dann geht es weiter.</translation>
    </message>
    <message>
        <source>No model can be fetched while HF_HUB_OFFLINE is set.</source>
        <translation>Solange HF_HUB_OFFLINE gesetzt ist, kann kein Modell geladen werden.</translation>
    </message>
    <message>
        <source>The hub gives {0} only to people who are signed in.</source>
        <translation>Der Hub gibt {0} nur an angemeldete Personen.</translation>
    </message>
    <message>
        <source>The hub has no such revision of {0}.</source>
        <translation>Der Hub hat keine solche Fassung von {0}.</translation>
    </message>
    <message>
        <source>The hub has no public model {0}.</source>
        <translation>Der Hub hat kein öffentliches Modell {0}.</translation>
    </message>
    <message>
        <source>The hub answered {0} instead of {1}.</source>
        <translation>Der Hub antwortete {0} statt {1}.</translation>
    </message>
    <message>
        <source>The model hub cannot be reached.</source>
        <translation>Der Modell-Hub ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>What has arrived is kept: ask again when you are online.</source>
        <translation>Was angekommen ist, bleibt: Fragen Sie noch einmal, wenn Sie online sind.</translation>
    </message>
    <message>
        <source>The model could not be written: {0}.</source>
        <translation>Das Modell konnte nicht geschrieben werden: {0}.</translation>
    </message>
    <message>
        <source>Pickles can run code when they are opened; look for a version of the model in safetensors.</source>
        <translation>Pickles können beim Öffnen Code ausführen; suchen Sie eine Fassung des Modells in Safetensors.</translation>
    </message>
    <message>
        <source>There are no weights ({0}) in {1}.</source>
        <translation>Es gibt keine Gewichte ({0}) in {1}.</translation>
    </message>
    <message>
        <source>The weights {0} are truncated or not safetensors.</source>
        <translation>Die Gewichte {0} sind abgeschnitten oder keine Safetensors.</translation>
    </message>
    <message>
        <source>The model&apos;s {0} names a file that is not a shard: {1}.</source>
        <translation>{0} des Modells nennt eine Datei, die kein Teil ist: {1}.</translation>
    </message>
    <message>
        <source>The model&apos;s shards lack {0} and {1} more.</source>
        <translation>Den Teilen des Modells fehlen {0} und {1} weitere.</translation>
    </message>
    <message>
        <source>There is no {0} in {1}.</source>
        <translation>Es gibt kein {0} in {1}.</translation>
    </message>
    <message>
        <source>The model&apos;s weights do not fit its configuration.</source>
        <translation>Die Gewichte des Modells passen nicht zu seiner Konfiguration.</translation>
    </message>
    <message>
        <source>The model&apos;s weights hold values that no model has.</source>
        <translation>Die Gewichte des Modells enthalten Werte, die kein Modell hat.</translation>
    </message>
    <message>
        <source>Another Evoke is fetching {0} now.</source>
        <translation>Ein anderes Evoke lädt gerade {0}.</translation>
    </message>
    <message>
        <source>Wait for it, or end it.</source>
        <translation>Warten Sie darauf, oder beenden Sie es.</translation>
    </message>
    <message>
        <source>The model could not be put in place: {0}.</source>
        <translation>Das Modell konnte nicht an seinen Platz gebracht werden: {0}.</translation>
    </message>
    <message>
        <source>There is another model called {0}.</source>
        <translation>Es gibt schon ein anderes Modell namens {0}.</translation>
    </message>
    <message>
        <source>Move or rename its folder first.</source>
        <translation>Verschieben Sie zuerst dessen Ordner, oder benennen Sie ihn um.</translation>
    </message>
    <message>
        <source>Converting {0}</source>
        <translation>{0} wird umgewandelt</translation>
    </message>
    <message>
        <source>Evoke reads models of the types clip and siglip, and this one is &quot;{0}&quot;.</source>
        <translation>Evoke liest Modelle der Arten clip und siglip; dieses ist „{0}“.</translation>
    </message>
    <message>
        <source>The model&apos;s {0} cannot be read: {1}.</source>
        <translation>{0} des Modells kann nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>The model&apos;s weights lack {0}.</source>
        <translation>Den Gewichten des Modells fehlt {0}.</translation>
    </message>
    <message>
        <source>The model has parts that Evoke does not know: {0} and {1} more.</source>
        <translation>Das Modell hat Teile, die Evoke nicht kennt: {0} und {1} weitere.</translation>
    </message>
    <message>
        <source>What the hub has as {0} is {1}.</source>
        <translation>Was der Hub als {0} hat, ist {1}.</translation>
    </message>
    <message>
        <source>Evoke reads CLIP and SigLIP models in safetensors, as the transformers library saves them.</source>
        <translation>Evoke liest CLIP- und SigLIP-Modelle in Safetensors, wie die Bibliothek transformers sie speichert.</translation>
    </message>
    <message>
        <source>The hub&apos;s weights of {0} are not those that Evoke knows.</source>
        <translation>Die Gewichte des Hubs von {0} sind nicht die, die Evoke kennt.</translation>
    </message>
    <message>
        <source>The model&apos;s texts are padded on the left, which Evoke does not do.</source>
        <translation>Die Texte des Modells werden links aufgefüllt, was Evoke nicht tut.</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer is damaged.</source>
        <translation>Der Tokenizer des Modells ist beschädigt.</translation>
    </message>
    <message>
        <source>Evoke reads tokenizers in that format, or CLIP&apos;s vocab.json with merges.txt.</source>
        <translation>Evoke liest Tokenizer in diesem Format, oder vocab.json mit merges.txt von CLIP.</translation>
    </message>
    <message>
        <source>The model&apos;s vocabulary and merges do not belong together.</source>
        <translation>Wortschatz und Verschmelzungen des Modells gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer lacks the {0}_token it adds.</source>
        <translation>Dem Tokenizer des Modells fehlt das {0}_token, das er anfügt.</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer knows {0} tokens and its text tower {1}.</source>
        <translation>Der Tokenizer des Modells kennt {0} Token, sein Textteil {1}.</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer does not mark the end of a text.</source>
        <translation>Der Tokenizer des Modells kennzeichnet das Ende eines Textes nicht.</translation>
    </message>
    <message>
        <source>The model&apos;s configuration cannot be read: {0}.</source>
        <translation>Die Konfiguration des Modells kann nicht gelesen werden: {0}.</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer {0} cannot be read.</source>
        <translation>Der Tokenizer {0} des Modells kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer has no [MASK] token, so words cannot be hidden from the model.</source>
        <translation>Der Tokenizer des Modells hat kein [MASK]-Token, deshalb können keine Wörter vor dem Modell verborgen werden.</translation>
    </message>
    <message>
        <source>Set the weight of masked texts to 0.</source>
        <translation>Setzen Sie das Gewicht maskierter Texte auf 0.</translation>
    </message>
    <message>
        <source>This version of Evoke knows no image tower of the kind &quot;{0}&quot;.</source>
        <translation>Diese Version von Evoke kennt keinen Bildteil der Art „{0}“.</translation>
    </message>
    <message>
        <source>This version of Evoke knows no text tower of the kind &quot;{0}&quot;.</source>
        <translation>Diese Version von Evoke kennt keinen Textteil der Art „{0}“.</translation>
    </message>
    <message>
        <source>The device {0} was asked for, but this machine has none that works.</source>
        <translation>Das Gerät {0} wurde verlangt, aber dieser Computer hat keines, das funktioniert.</translation>
    </message>
    <message>
        <source>Set compute.device to &quot;auto&quot;.</source>
        <translation>Setzen Sie compute.device auf &quot;auto&quot;.</translation>
    </message>
    <message>
        <source>The memory for the model ran out.</source>
        <translation>Der Speicher für das Modell reicht nicht.</translation>
    </message>
    <message>
        <source>Close other programs or make indexing.batch_size smaller.</source>
        <translation>Schließen Sie andere Programme, oder verkleinern Sie indexing.batch_size.</translation>
    </message>
    <message>
        <source>The heat map {0} cannot be written: {1}.</source>
        <translation>Das Wärmebild {0} kann nicht geschrieben werden: {1}.</translation>
    </message>
    <message>
        <source>The database is damaged: {0}.</source>
        <translation>Die Datenbank ist beschädigt: {0}.</translation>
    </message>
    <message>
        <source>In the database {0}.</source>
        <translation>In der Datenbank: {0}.</translation>
    </message>
    <message>
        <source>{0} has changed since it was indexed.</source>
        <translation>{0} hat sich seit dem Einlesen geändert.</translation>
    </message>
    <message>
        <source>{0} is gone.</source>
        <translation>{0} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>{0} contents that are gone still have thumbnails.</source>
        <translation>{0} Inhalte, die nicht mehr da sind, haben noch Vorschaubilder.</translation>
    </message>
    <message>
        <source>{0} more: each {1}.</source>
        <translation>{0} weitere: jeweils {1}.</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Checking {0}</source>
        <translation>{0} wird geprüft</translation>
    </message>
    <message>
        <source>The model can make nothing of {0}.</source>
        <translation>Das Modell kann mit {0} nichts anfangen.</translation>
    </message>
    <message>
        <source>The index {0} belongs to another model.</source>
        <translation>Der Index {0} gehört zu einem anderen Modell.</translation>
    </message>
    <message>
        <source>The index {0} cannot be opened: {1}.</source>
        <translation>Der Index {0} kann nicht geöffnet werden: {1}.</translation>
    </message>
    <message>
        <source>The index {0} does not hold what its manifest says.</source>
        <translation>Der Index {0} enthält nicht, was sein Verzeichnis sagt.</translation>
    </message>
    <message>
        <source>The index {0} cannot be written: {1}.</source>
        <translation>Der Index {0} kann nicht geschrieben werden: {1}.</translation>
    </message>
    <message>
        <source>Free some space; the index is rebuilt from the library when needed.</source>
        <translation>Schaffen Sie Platz; der Index wird bei Bedarf aus der Bibliothek neu aufgebaut.</translation>
    </message>
    <message>
        <source>The index&apos;s manifest {0} cannot be used: {1}.</source>
        <translation>Das Verzeichnis {0} des Index ist unbrauchbar: {1}.</translation>
    </message>
    <message>
        <source>The index {0} has {1} bytes, not {2}.</source>
        <translation>Der Index {0} hat {1} Bytes statt {2}.</translation>
    </message>
    <message>
        <source>The index {0} has changed since it was written.</source>
        <translation>Der Index {0} hat sich geändert, seit er geschrieben wurde.</translation>
    </message>
    <message>
        <source>The index {0} cannot be read: {1}.</source>
        <translation>Der Index {0} kann nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>{0} is not there; is its drive connected? What was found in it is kept.</source>
        <translation>{0} ist nicht da; ist das Laufwerk angeschlossen? Was darin gefunden wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>{0} of {1} files in {2} are gone all at once. They are kept. If that was meant, let the library forget them: evoke index --forget-missing.</source>
        <translation>{0} von {1} Dateien in {2} sind auf einmal verschwunden. Sie bleiben erhalten. Wenn das Absicht war, lassen Sie die Bibliothek sie vergessen: evoke index --forget-missing.</translation>
    </message>
    <message>
        <source>Indexing {0}</source>
        <translation>{0} wird eingelesen</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>Wird eingelesen</translation>
    </message>
    <message>
        <source>Looking for photos and clips</source>
        <translation>Fotos und Clips werden gesucht</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Auf dem neuesten Stand</translation>
    </message>
    <message>
        <source>{0} is not there.</source>
        <translation>{0} ist nicht da.</translation>
    </message>
    <message>
        <source>Is its disk connected?</source>
        <translation>Ist das Laufwerk angeschlossen?</translation>
    </message>
    <message>
        <source>{0} holds no database, only a person&apos;s own data.</source>
        <translation>{0} enthält keine Datenbank, nur die eigenen Daten einer Person.</translation>
    </message>
    <message>
        <source>Try --own.</source>
        <translation>Versuchen Sie --own.</translation>
    </message>
    <message>
        <source>The backup {0} has changed since it was written.</source>
        <translation>Die Sicherung {0} hat sich geändert, seit sie geschrieben wurde.</translation>
    </message>
    <message>
        <source>{0} has changed since it was written.</source>
        <translation>{0} hat sich geändert, seit es geschrieben wurde.</translation>
    </message>
    <message>
        <source>{0} is no backup: it has no {1}.</source>
        <translation>{0} ist keine Sicherung: Es fehlt {1}.</translation>
    </message>
    <message>
        <source>{0} was written by another version of Evoke.</source>
        <translation>{0} wurde von einer anderen Version von Evoke geschrieben.</translation>
    </message>
    <message>
        <source>{0} is not what Evoke writes.</source>
        <translation>{0} ist nicht, was Evoke schreibt.</translation>
    </message>
    <message>
        <source>There is something in {0} already.</source>
        <translation>In {0} ist schon etwas.</translation>
    </message>
    <message>
        <source>Name a new folder.</source>
        <translation>Nennen Sie einen neuen Ordner.</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <translation>{0} kann nicht geschrieben werden: {1}.</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder.</source>
        <translation>Schaffen Sie Platz, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation>Die Kopie wird geprüft</translation>
    </message>
    <message>
        <source>Copying the database</source>
        <translation>Die Datenbank wird kopiert</translation>
    </message>
    <message>
        <source>This clip is no longer in the library.</source>
        <translation>Dieser Clip ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
        <source>Run evoke index first.</source>
        <translation>Führen Sie zuerst evoke index aus.</translation>
    </message>
    <message>
        <source>The caption is empty.</source>
        <translation>Die Beschriftung ist leer.</translation>
    </message>
    <message>
        <source>The caption has {0} characters; {1} are allowed.</source>
        <translation>Die Beschriftung hat {0} Zeichen; erlaubt sind {1}.</translation>
    </message>
    <message>
        <source>The caption holds control characters or bytes that are not text.</source>
        <translation>Die Beschriftung enthält Steuerzeichen oder Bytes, die kein Text sind.</translation>
    </message>
    <message>
        <source>{0} is a photo and has no moments.</source>
        <translation>{0} ist ein Foto und hat keine Momente.</translation>
    </message>
    <message>
        <source>{0} lasts {1} s and has no moment at {2} s.</source>
        <translation>{0} dauert {1} s und hat keinen Moment bei {2} s.</translation>
    </message>
    <message>
        <source>{0} is not in the library.</source>
        <translation>{0} ist nicht in der Bibliothek.</translation>
    </message>
    <message>
        <source>Run evoke index with its folder first.</source>
        <translation>Führen Sie zuerst evoke index mit seinem Ordner aus.</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>Es gibt keine Datei {0}.</translation>
    </message>
    <message>
        <source>Nothing was imported, because {0} of {1} cannot be used.</source>
        <translation>Nichts wurde eingelesen, weil {0} von {1} unbrauchbar sind.</translation>
    </message>
    <message>
        <source>Row {0} of {1} repeats row {2}.</source>
        <translation>Zeile {0} von {1} wiederholt Zeile {2}.</translation>
    </message>
    <message>
        <source>Row {0} of {1} holds a time that is not a number of seconds.</source>
        <translation>Zeile {0} von {1} enthält eine Zeit, die keine Sekunden angibt.</translation>
    </message>
    <message>
        <source>At most {0} captions can be changed at once.</source>
        <translation>Höchstens {0} Beschriftungen können auf einmal geändert werden.</translation>
    </message>
    <message>
        <source>This photo or clip is no longer in the library.</source>
        <translation>Dieses Foto oder dieser Clip ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
        <source>A moment needs a time where it begins.</source>
        <translation>Ein Moment braucht eine Zeit, zu der er beginnt.</translation>
    </message>
    <message>
        <source>{0} lasts {1} s and has no moment up to {2} s.</source>
        <translation>{0} dauert {1} s und hat keinen Moment bis {2} s.</translation>
    </message>
    <message>
        <source>The query only says what to leave out; there is nothing to show.</source>
        <translation>Die Anfrage sagt nur, was wegbleiben soll; es gibt nichts zu zeigen.</translation>
    </message>
    <message>
        <source>The model in use has no folder to start from.</source>
        <translation>Das benutzte Modell hat keinen Ordner, von dem aus begonnen werden kann.</translation>
    </message>
    <message>
        <source>The new model is stored as {0}; evoke models use {1} goes on if this is stopped.</source>
        <translation>Das neue Modell ist als {0} gespeichert; evoke models use {1} macht weiter, wenn dies angehalten wird.</translation>
    </message>
    <message>
        <source>The library in {0} is open for reading only.</source>
        <translation>Die Bibliothek in {0} ist nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>Fine-tuning needs {0} MB of disk; {1} MB are free.</source>
        <translation>Die Feinabstimmung braucht {0} MB Platz; frei sind {1} MB.</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>Schaffen Sie Platz, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Captioned pictures that cannot be read now are left out: {0}{1}.</source>
        <translation>Beschriftete Bilder, die gerade nicht gelesen werden können, bleiben weg: {0}{1}.</translation>
    </message>
    <message>
        <source>The training left the model as it was.</source>
        <translation>Das Training ließ das Modell, wie es war.</translation>
    </message>
    <message>
        <source>Pictures to guard and their captions are given together, or not at all.</source>
        <translation>Bilder zum Bewahren und ihre Beschriftungen werden zusammen angegeben oder gar nicht.</translation>
    </message>
    <message>
        <source>There is nothing at {0}.</source>
        <translation>In {0} ist nichts.</translation>
    </message>
    <message>
        <source>The training may take more than 0 and at most {0} minutes, not {1}.</source>
        <translation>Das Training darf mehr als 0 und höchstens {0} Minuten dauern, nicht {1}.</translation>
    </message>
    <message>
        <source>Fine-tuning needs captions of at least {0} photos or clips; there are {1}.</source>
        <translation>Die Feinabstimmung braucht Beschriftungen von mindestens {0} Fotos oder Clips; es gibt {1}.</translation>
    </message>
    <message>
        <source>Add some with evoke captions add or evoke captions import.</source>
        <translation>Fügen Sie welche mit evoke captions add oder evoke captions import hinzu.</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} gibt es nicht.</translation>
    </message>
    <message>
        <source>Knows far more things by name: brands, places, works of art, people&apos;s trades.</source>
        <translation>Kennt weit mehr beim Namen: Marken, Orte, Kunstwerke, Berufe.</translation>
    </message>
    <message>
        <source>Sees smaller things and finer differences than the small CLIP, at many times its cost.</source>
        <translation>Sieht kleinere Dinge und feinere Unterschiede als das kleine CLIP, zum Vielfachen des Aufwands.</translation>
    </message>
    <message>
        <source>As broad as OpenAI&apos;s CLIP, trained on two thousand million pictures of the open web.</source>
        <translation>So breit wie CLIP von OpenAI, trainiert mit zwei Milliarden Bildern des offenen Netzes.</translation>
    </message>
    <message>
        <source>Finds the one picture that a whole sentence describes more often than CLIP of its size.</source>
        <translation>Findet das eine Bild, das ein ganzer Satz beschreibt, öfter als CLIP gleicher Größe.</translation>
    </message>
    <message>
        <source>Understands queries in German, Chinese and a hundred other languages.</source>
        <translation>Versteht Anfragen auf Deutsch, Chinesisch und in hundert weiteren Sprachen.</translation>
    </message>
    <message>
        <source>{0} is named like a photo or clip; a table is written to a .csv file.</source>
        <translation>{0} heißt wie ein Foto oder Clip; eine Tabelle wird in eine .csv-Datei geschrieben.</translation>
    </message>
    <message>
        <source>The table cannot be written to {0}: {1}.</source>
        <translation>Die Tabelle kann nicht in {0} geschrieben werden: {1}.</translation>
    </message>
    <message>
        <source>{0} is neither a photo nor a clip.</source>
        <translation>{0} ist weder ein Foto noch ein Clip.</translation>
    </message>
    <message>
        <source>{0} may not be read.</source>
        <translation>{0} darf nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Prüfen Sie die Berechtigungen.</translation>
    </message>
    <message>
        <source>{0} belongs to the library itself and holds no originals.</source>
        <translation>{0} gehört der Bibliothek selbst und enthält keine Originale.</translation>
    </message>
    <message>
        <source>There is an album “{0}” already, or this one is gone.</source>
        <translation>Es gibt schon ein Album „{0}“, oder dieses ist nicht mehr da.</translation>
    </message>
    <message>
        <source>An album needs a name.</source>
        <translation>Ein Album braucht einen Namen.</translation>
    </message>
    <message>
        <source>The name has {0} characters; it may have at most {1}.</source>
        <translation>Der Name hat {0} Zeichen; höchstens {1} sind erlaubt.</translation>
    </message>
    <message>
        <source>The model {0} that this library was told to use is no longer on this machine; {1} is used instead.</source>
        <translation>Das Modell {0}, das diese Bibliothek benutzen sollte, ist nicht mehr auf diesem Computer; stattdessen wird {1} benutzt.</translation>
    </message>
    <message>
        <source>This library has used no other model before.</source>
        <translation>Diese Bibliothek hat vorher kein anderes Modell benutzt.</translation>
    </message>
    <message>
        <source>See evoke models use.</source>
        <translation>Siehe evoke models use.</translation>
    </message>
    <message>
        <source>Run evoke models use {0} first.</source>
        <translation>Führen Sie zuerst evoke models use {0} aus.</translation>
    </message>
    <message>
        <source>The new model cannot be stored in {0}: {1}.</source>
        <translation>Das neue Modell kann nicht in {0} gespeichert werden: {1}.</translation>
    </message>
    <message>
        <source>The model cannot be removed: {0}.</source>
        <translation>Das Modell kann nicht entfernt werden: {0}.</translation>
    </message>
    <message>
        <source>The model {0} is not on this machine any more.</source>
        <translation>Das Modell {0} ist nicht mehr auf diesem Computer.</translation>
    </message>
    <message>
        <source>This model is part of Evoke.</source>
        <translation>Dieses Modell gehört zu Evoke.</translation>
    </message>
    <message>
        <source>This library uses the model; choose another one first.</source>
        <translation>Diese Bibliothek benutzt das Modell; wählen Sie zuerst ein anderes.</translation>
    </message>
    <message>
        <source>The library is being embedded with this model; cancel that first.</source>
        <translation>Die Bibliothek wird gerade mit diesem Modell eingebettet; brechen Sie das zuerst ab.</translation>
    </message>
    <message>
        <source>The model lies in a folder of your own.</source>
        <translation>Das Modell liegt in einem Ordner von Ihnen.</translation>
    </message>
    <message>
        <source>The model was made for the library in {0}.</source>
        <translation>Das Modell wurde für die Bibliothek in {0} gemacht.</translation>
    </message>
    <message>
        <source>Asking the hub</source>
        <translation>Der Hub wird gefragt</translation>
    </message>
    <message>
        <source>None of the library&apos;s files can be read now, so the model was not changed.</source>
        <translation>Keine Datei der Bibliothek kann gerade gelesen werden, deshalb wurde das Modell nicht gewechselt.</translation>
    </message>
    <message>
        <source>Are their disks connected?</source>
        <translation>Sind ihre Laufwerke angeschlossen?</translation>
    </message>
    <message>
        <source>The model {0} that was used before is no longer on this machine.</source>
        <translation>Das zuvor benutzte Modell {0} ist nicht mehr auf diesem Computer.</translation>
    </message>
    <message>
        <source>{0} is none of the files with a person&apos;s own data.</source>
        <translation>{0} ist keine der Dateien mit den eigenen Daten einer Person.</translation>
    </message>
    <message>
        <source>{0} is larger than what Evoke writes.</source>
        <translation>{0} ist größer, als Evoke schreibt.</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} kann nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>{0} is not UTF-8 text.</source>
        <translation>{0} ist kein UTF-8-Text.</translation>
    </message>
    <message>
        <source>{0} lacks one of the columns {1}.</source>
        <translation>{0} fehlt eine der Spalten {1}.</translation>
    </message>
    <message>
        <source>{0} is no table: {1}.</source>
        <translation>{0} ist keine Tabelle: {1}.</translation>
    </message>
    <message>
        <source>Row {0} of {1} cannot be used.</source>
        <translation>Zeile {0} von {1} ist unbrauchbar.</translation>
    </message>
    <message>
        <source>Row {0} of {1} holds a time that is none.</source>
        <translation>Zeile {0} von {1} enthält eine Zeit, die keine ist.</translation>
    </message>
    <message>
        <source>Pictures may have {0} to {1} pixels a side, not {2}.</source>
        <translation>Bilder dürfen {0} bis {1} Pixel Seitenlänge haben, nicht {2}.</translation>
    </message>
    <message>
        <source>No captioned photo or clip can be read now.</source>
        <translation>Kein beschriftetes Foto und kein Clip kann gerade gelesen werden.</translation>
    </message>
    <message>
        <source>See evoke captions list.</source>
        <translation>Siehe evoke captions list.</translation>
    </message>
    <message>
        <source>{0} lies in a folder of the library, where nothing is written.</source>
        <translation>{0} liegt in einem Ordner der Bibliothek, in den nichts geschrieben wird.</translation>
    </message>
    <message>
        <source>{0} belongs to the library itself.</source>
        <translation>{0} gehört der Bibliothek selbst.</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>Bilder werden gelesen</translation>
    </message>
    <message>
        <source>A picture to resemble is missing.</source>
        <translation>Ein Bild zum Vergleichen fehlt.</translation>
    </message>
    <message>
        <source>A picture to resemble is no longer in the library.</source>
        <translation>Ein Bild zum Vergleichen ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
        <source>The pasted picture is too large.</source>
        <translation>Das eingefügte Bild ist zu groß.</translation>
    </message>
    <message>
        <source>A kept search cannot be read: {0}.</source>
        <translation>Eine aufbewahrte Suche kann nicht gelesen werden: {0}.</translation>
    </message>
    <message>
        <source>The training ended without a result that can be read.</source>
        <translation>Das Training endete ohne lesbares Ergebnis.</translation>
    </message>
    <message>
        <source>The run in {0} cannot be written: {1}.</source>
        <translation>Der Lauf in {0} kann nicht geschrieben werden: {1}.</translation>
    </message>
    <message>
        <source>It is no longer in the library.</source>
        <translation>Es ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
        <source>The stretch of the clip is empty.</source>
        <translation>Der Abschnitt des Clips ist leer.</translation>
    </message>
    <message>
        <source>The folder to copy into is not there.</source>
        <translation>Der Zielordner ist nicht da.</translation>
    </message>
    <message>
        <source>Whether indexing waits while the computer runs on battery; low waits below 40 percent.</source>
        <translation>Ob das Einlesen im Akkubetrieb wartet; „Warten, wenn er leer wird“ heißt unter 40 Prozent.</translation>
    </message>
    <message>
        <source>Whether indexing goes slowly, or waits, while somebody uses the computer.</source>
        <translation>Ob das Einlesen langsam geht oder wartet, während jemand den Computer benutzt.</translation>
    </message>
    <message>
        <source>How much processor time indexing takes from other programs that want it too.</source>
        <translation>Wie viel Rechenzeit das Einlesen anderen Programmen wegnimmt, die sie auch wollen.</translation>
    </message>
    <message>
        <source>Hour of the day from which indexing may run.</source>
        <translation>Stunde des Tages, ab der eingelesen werden darf.</translation>
    </message>
    <message>
        <source>Hour of the day until which it may run; from 22 until 6 is over night.</source>
        <translation>Stunde des Tages, bis zu der eingelesen werden darf; von 22 bis 6 ist über Nacht.</translation>
    </message>
    <message>
        <source>A small icon beside the clock that says what Evoke does.</source>
        <translation>Ein kleines Symbol bei der Uhr, das sagt, was Evoke tut.</translation>
    </message>
    <message>
        <source>What happens when the window is closed: Evoke ends, or goes on watching the folders beside the clock.</source>
        <translation>Was geschieht, wenn das Fenster geschlossen wird: Evoke endet, oder es überwacht die Ordner weiter, bei der Uhr.</translation>
    </message>
    <message>
        <source>Say so when something long has ended while another window is in front.</source>
        <translation>Bescheid geben, wenn etwas Langes fertig ist, während ein anderes Fenster vorn ist.</translation>
    </message>
    <message>
        <source>How files are opened.</source>
        <translation>Wie Dateien geöffnet werden.</translation>
    </message>
    <message>
        <source>Which frames of a clip are kept.</source>
        <translation>Welche Bilder eines Clips behalten werden.</translation>
    </message>
    <message>
        <source>How a library is brought up to date.</source>
        <translation>Wie eine Bibliothek auf den neuesten Stand kommt.</translation>
    </message>
    <message>
        <source>How changes in the folders are noticed.</source>
        <translation>Wie Änderungen in den Ordnern bemerkt werden.</translation>
    </message>
    <message>
        <source>When indexing in the window gives way.</source>
        <translation>Wann das Einlesen im Fenster zurücksteht.</translation>
    </message>
    <message>
        <source>How hits are ranked and grouped.</source>
        <translation>Wie Treffer geordnet und gruppiert werden.</translation>
    </message>
    <message>
        <source>Where the model runs.</source>
        <translation>Wo das Modell rechnet.</translation>
    </message>
    <message>
        <source>How the window looks.</source>
        <translation>Wie das Fenster aussieht.</translation>
    </message>
    <message>
        <source>How Evoke behaves on the desktop.</source>
        <translation>Wie Evoke sich auf dem Desktop verhält.</translation>
    </message>
    <message>
        <source>Decoding processes</source>
        <translation>Dekodierende Prozesse</translation>
    </message>
    <message>
        <source>Longest time for a file</source>
        <translation>Längste Zeit für eine Datei</translation>
    </message>
    <message>
        <source>Memory of a process</source>
        <translation>Speicher eines Prozesses</translation>
    </message>
    <message>
        <source>Largest picture</source>
        <translation>Größtes Bild</translation>
    </message>
    <message>
        <source>Size of thumbnails</source>
        <translation>Größe der Vorschaubilder</translation>
    </message>
    <message>
        <source>Interval between frames</source>
        <translation>Abstand zwischen Bildern</translation>
    </message>
    <message>
        <source>Frames of a clip at most</source>
        <translation>Bilder eines Clips höchstens</translation>
    </message>
    <message>
        <source>Drop frames that repeat</source>
        <translation>Wiederholte Bilder weglassen</translation>
    </message>
    <message>
        <source>Drop black and flat frames</source>
        <translation>Schwarze und leere Bilder weglassen</translation>
    </message>
    <message>
        <source>Pictures at once</source>
        <translation>Bilder auf einmal</translation>
    </message>
    <message>
        <source>Search exactly below</source>
        <translation>Genau suchen unterhalb von</translation>
    </message>
    <message>
        <source>Watch the folders</source>
        <translation>Ordner überwachen</translation>
    </message>
    <message>
        <source>Look through everything</source>
        <translation>Alles durchsehen</translation>
    </message>
    <message>
        <source>Look through network folders</source>
        <translation>Netzordner durchsehen</translation>
    </message>
    <message>
        <source>While somebody works</source>
        <translation>Während jemand arbeitet</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Vorrang</translation>
    </message>
    <message>
        <source>Index from this hour</source>
        <translation>Einlesen ab dieser Stunde</translation>
    </message>
    <message>
        <source>Index until this hour</source>
        <translation>Einlesen bis zu dieser Stunde</translation>
    </message>
    <message>
        <source>Results of the command line</source>
        <translation>Treffer der Befehlszeile</translation>
    </message>
    <message>
        <source>Moments of a clip</source>
        <translation>Momente eines Clips</translation>
    </message>
    <message>
        <source>Weight of a minus word</source>
        <translation>Gewicht eines Minus-Worts</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>Rechengenauigkeit</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Size of a result</source>
        <translation>Größe eines Ergebnisses</translation>
    </message>
    <message>
        <source>Opacity of heat maps</source>
        <translation>Deckkraft der Wärmebilder</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Icon beside the clock</source>
        <translation>Symbol bei der Uhr</translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation>Wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Opening files</source>
        <translation>Dateien öffnen</translation>
    </message>
    <message>
        <source>Frames of clips</source>
        <translation>Bilder aus Clips</translation>
    </message>
    <message>
        <source>Watching folders</source>
        <translation>Ordner überwachen</translation>
    </message>
    <message>
        <source>Being polite</source>
        <translation>Rücksicht</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>Fetching {0} ({1} of {2} MB)</source>
        <translation>{0} wird geladen ({1} von {2} MB)</translation>
    </message>
    <message>
        <source>Checking the backup</source>
        <translation>Die Sicherung wird geprüft</translation>
    </message>
    <message>
        <source>Writing captions</source>
        <translation>Beschriftungen werden geschrieben</translation>
    </message>
    <message>
        <source>Which table is to be read?</source>
        <translation>Welche Tabelle soll gelesen werden?</translation>
    </message>
    <message>
        <source>What was read is no longer there.</source>
        <translation>Was gelesen wurde, ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Read it again.</source>
        <translation>Lesen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>It has too few cells, or one that is too long.</source>
        <translation>Es hat zu wenige Zellen oder eine, die zu lang ist.</translation>
    </message>
    <message>
        <source>It holds letters that do not fit this encoding.</source>
        <translation>Es enthält Buchstaben, die nicht zu dieser Kodierung passen.</translation>
    </message>
    <message>
        <source>It holds a time that is none.</source>
        <translation>Es enthält eine Zeit, die keine ist.</translation>
    </message>
    <message>
        <source>Looking for text files</source>
        <translation>Textdateien werden gesucht</translation>
    </message>
    <message>
        <source>Adding captions</source>
        <translation>Beschriftungen werden hinzugefügt</translation>
    </message>
    <message>
        <source>Reading the table</source>
        <translation>Die Tabelle wird gelesen</translation>
    </message>
    <message>
        <source>Reading descriptions</source>
        <translation>Beschreibungen werden gelesen</translation>
    </message>
    <message>
        <source>There is no room for what is to be imported.</source>
        <translation>Für das, was eingelesen werden soll, ist kein Platz.</translation>
    </message>
    <message>
        <source>Make room on the disk.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>“{0}” is no file.</source>
        <translation>„{0}“ ist keine Datei.</translation>
    </message>
    <message>
        <source>{0} files of the library are called {1}.</source>
        <translation>{0} Dateien der Bibliothek heißen {1}.</translation>
    </message>
    <message>
        <source>This folder belongs to the library, and Evoke never writes there.</source>
        <translation>Dieser Ordner gehört zur Bibliothek, und Evoke schreibt dort nie.</translation>
    </message>
    <message>
        <source>Choose a folder that is not below one of the library&apos;s.</source>
        <translation>Wählen Sie einen Ordner, der nicht unter einem der Bibliothek liegt.</translation>
    </message>
    <message>
        <source>There is no character encoding called {0}.</source>
        <translation>Es gibt keine Zeichenkodierung namens {0}.</translation>
    </message>
    <message>
        <source>The table {0} is empty.</source>
        <translation>Die Tabelle {0} ist leer.</translation>
    </message>
    <message>
        <source>The table {0} is not written in {1}.</source>
        <translation>Die Tabelle {0} ist nicht in {1} geschrieben.</translation>
    </message>
    <message>
        <source>The table {0} cannot be read: {1}.</source>
        <translation>Die Tabelle {0} kann nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>There is no old copy of this library.</source>
        <translation>Von dieser Bibliothek gibt es keine alte Kopie.</translation>
    </message>
    <message>
        <source>{0} cannot hold the library: one lies in the other.</source>
        <translation>{0} kann die Bibliothek nicht aufnehmen: Das eine liegt im anderen.</translation>
    </message>
    <message>
        <source>{0} is on a network drive ({1}), where a database gets damaged.</source>
        <translation>{0} liegt auf einem Netzlaufwerk ({1}), wo Datenbanken Schaden nehmen.</translation>
    </message>
    <message>
        <source>Choose a folder on a disk of this computer.</source>
        <translation>Wählen Sie einen Ordner auf einem Datenträger dieses Computers.</translation>
    </message>
    <message>
        <source>There is too little room for the library: {0} GB are needed and {1} GB free.</source>
        <translation>Für die Bibliothek ist zu wenig Platz: Nötig sind {0} GB, frei {1} GB.</translation>
    </message>
    <message>
        <source>Free some space, or choose another disk.</source>
        <translation>Schaffen Sie Platz, oder wählen Sie einen anderen Datenträger.</translation>
    </message>
    <message>
        <source>Choose another folder, or check the disk.</source>
        <translation>Wählen Sie einen anderen Ordner, oder prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>Copying the library</source>
        <translation>Die Bibliothek wird kopiert</translation>
    </message>
    <message>
        <source>The file is not there or may not be read.</source>
        <translation>Die Datei ist nicht da oder darf nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The folder to copy into cannot be written.</source>
        <translation>In den Zielordner kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Is its disk all right?</source>
        <translation>Ist der Datenträger in Ordnung?</translation>
    </message>
    <message>
        <source>There are too many files of this name in the folder.</source>
        <translation>Im Ordner sind zu viele Dateien dieses Namens.</translation>
    </message>
    <message>
        <source>Its drive is away.</source>
        <translation>Das Laufwerk ist nicht da.</translation>
    </message>
    <message>
        <source>The folder cannot be written.</source>
        <translation>In den Ordner kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>A piece of sound may last {0} seconds at most.</source>
        <translation>Ein Stück Ton darf höchstens {0} Sekunden dauern.</translation>
    </message>
    <message>
        <source>{0} has more than {1} lines: a text, not captions.</source>
        <translation>{0} hat mehr als {1} Zeilen: ein Text, keine Beschriftungen.</translation>
    </message>
    <message>
        <source>The training cannot be started: {0}.</source>
        <translation>Das Training kann nicht gestartet werden: {0}.</translation>
    </message>
    <message>
        <source>The training failed.</source>
        <translation>Das Training ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Its last words: {0} All of them are in {1}.</source>
        <translation>Seine letzten Worte: {0} Alle stehen in {1}.</translation>
    </message>
    <message>
        <source>It said nothing; see {0}.</source>
        <translation>Es sagte nichts; siehe {0}.</translation>
    </message>
    <message>
        <source>The training ended unexpectedly (exit code {0}).</source>
        <translation>Das Training endete unerwartet (Code {0}).</translation>
    </message>
    <message>
        <source>The library is open for reading only.</source>
        <translation>Die Bibliothek ist nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>There is no fine-tuning to go on with.</source>
        <translation>Es gibt keine Feinabstimmung, die weitergehen könnte.</translation>
    </message>
    <message>
        <source>There is no such fine-tuning any more.</source>
        <translation>Diese Feinabstimmung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>{0} cannot be watched ({1}); it is looked through now and then.</source>
        <translation>{0} lässt sich nicht überwachen ({1}); es wird hin und wieder durchgesehen.</translation>
    </message>
    <message>
        <source>The sound of {0} cannot be decoded.</source>
        <translation>Der Ton von {0} lässt sich nicht dekodieren.</translation>
    </message>
    <message>
        <source>{0} cannot be opened as a clip.</source>
        <translation>{0} lässt sich nicht als Clip öffnen.</translation>
    </message>
    <message>
        <source>The sound of {0} is of a kind that is not known.</source>
        <translation>Der Ton von {0} ist von unbekannter Art.</translation>
    </message>
    <message>
        <source>The sound of {0} has {1} samples a second.</source>
        <translation>Der Ton von {0} hat {1} Abtastwerte pro Sekunde.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>{0} cannot be read.</source>
        <translation>{0} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The new clip cannot be written.</source>
        <translation>Der neue Clip kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>There is nothing in this stretch of {0}.</source>
        <translation>In diesem Abschnitt von {0} ist nichts.</translation>
    </message>
    <message>
        <source>This stretch of {0} cannot be copied: {1}.</source>
        <translation>Dieser Abschnitt von {0} kann nicht kopiert werden: {1}.</translation>
    </message>
    <message>
        <source>{0} needs more than {1} MB of memory to decode.</source>
        <translation>{0} braucht mehr als {1} MB Speicher zum Dekodieren.</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0} ist leer.</translation>
    </message>
    <message>
        <source>{0} cannot be decoded with decord.</source>
        <translation>{0} kann mit decord nicht dekodiert werden.</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Centre-weighted</source>
        <translation>Mittenbetont</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>Spot</translation>
    </message>
    <message>
        <source>Multi-spot</source>
        <translation>Mehrfach-Spot</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Mehrfeld</translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>Teilbild</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Manuell</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatik</translation>
    </message>
    <message>
        <source>Aperture priority</source>
        <translation>Zeitautomatik</translation>
    </message>
    <message>
        <source>Shutter priority</source>
        <translation>Blendenautomatik</translation>
    </message>
    <message>
        <source>Creative</source>
        <translation>Kreativ</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Sport</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Urheber</translation>
    </message>
    <message>
        <source>Copyright</source>
        <translation>Copyright</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Objektiv</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation>Blende</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation>Brennweite</translation>
    </message>
    <message>
        <source>As on 35 mm film</source>
        <translation>Wie auf 35-mm-Film</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Metering</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Blitz</translation>
    </message>
    <message>
        <source>Fired</source>
        <translation>Ausgelöst</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Digitised</source>
        <translation>Digitalisiert</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>{0} cannot be read: no memory is left.</source>
        <translation>{0} kann nicht gelesen werden: Es ist kein Speicher mehr frei.</translation>
    </message>
    <message>
        <source>{0} is cut off before its picture begins.</source>
        <translation>{0} ist abgeschnitten, bevor das Bild beginnt.</translation>
    </message>
    <message>
        <source>{0} has more than {1} megapixels.</source>
        <translation>{0} hat mehr als {1} Megapixel.</translation>
    </message>
    <message>
        <source>The limit is the setting decoding.max_megapixels.</source>
        <translation>Die Grenze ist die Einstellung decoding.max_megapixels.</translation>
    </message>
    <message>
        <source>{0} is not a picture of a known format.</source>
        <translation>{0} ist kein Bild eines bekannten Formats.</translation>
    </message>
    <message>
        <source>{0} cannot be decoded: {1}.</source>
        <translation>{0} kann nicht dekodiert werden: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be opened as a clip: {1}.</source>
        <translation>{0} kann nicht als Clip geöffnet werden: {1}.</translation>
    </message>
    <message>
        <source>{0} has no picture track that can be read.</source>
        <translation>{0} hat keine lesbare Bildspur.</translation>
    </message>
    <message>
        <source>{0} has frames of {1} x {2} pixels.</source>
        <translation>{0} hat Bilder von {1} x {2} Pixeln.</translation>
    </message>
    <message>
        <source>{0} holds no frame that can be decoded.</source>
        <translation>{0} enthält kein Bild, das sich dekodieren lässt.</translation>
    </message>
    <message>
        <source>{0} is no path.</source>
        <translation>{0} ist kein Pfad.</translation>
    </message>
    <message>
        <source>{0} is not a photo or clip of a known kind.</source>
        <translation>{0} ist kein Foto oder Clip einer bekannten Art.</translation>
    </message>
    <message>
        <source>Free some space and index again.</source>
        <translation>Schaffen Sie Platz, und lesen Sie noch einmal ein.</translation>
    </message>
    <message>
        <source>A thumbnail could not be written: {0}.</source>
        <translation>Ein Vorschaubild konnte nicht geschrieben werden: {0}.</translation>
    </message>
    <message>
        <source>{0} has no frame that can be decoded at {1} s.</source>
        <translation>{0} hat bei {1} s kein Bild, das sich dekodieren lässt.</translation>
    </message>
    <message>
        <source>Your files are not to blame. Close other programs; if it stays so, install Evoke again.</source>
        <translation>Ihre Dateien sind nicht schuld. Schließen Sie andere Programme; bleibt es so, installieren Sie Evoke neu.</translation>
    </message>
    <message>
        <source>The decoding process cannot be started: {0}.</source>
        <translation>Der dekodierende Prozess kann nicht gestartet werden: {0}.</translation>
    </message>
    <message>
        <source>{0} makes the decoder crash or hang.</source>
        <translation>{0} bringt den Decoder zum Absturz oder zum Hängen.</translation>
    </message>
    <message>
        <source>{0} took the decoder more than {1} s.</source>
        <translation>{0} beschäftigte den Decoder länger als {1} s.</translation>
    </message>
    <message>
        <source>The limit is the setting decoding.timeout_s.</source>
        <translation>Die Grenze ist die Einstellung decoding.timeout_s.</translation>
    </message>
    <message>
        <source>{0} makes the decoder crash (exit code {1}).</source>
        <translation>{0} bringt den Decoder zum Absturz (Code {1}).</translation>
    </message>
    <message>
        <source>{0} could not be decoded because of a fault in Evoke.</source>
        <translation>{0} konnte wegen eines Fehlers in Evoke nicht dekodiert werden.</translation>
    </message>
    <message>
        <source>The XMP is not of the kind that photo programs write.</source>
        <translation>Das XMP ist nicht von der Art, wie Fotoprogramme es schreiben.</translation>
    </message>
    <message>
        <source>The XMP is damaged.</source>
        <translation>Das XMP ist beschädigt.</translation>
    </message>
    <message>
        <source>There is no folder {0}.</source>
        <translation>Es gibt keinen Ordner {0}.</translation>
    </message>
    <message>
        <source>The query has {0} characters; it must have fewer than {1}.</source>
        <translation>Die Anfrage hat {0} Zeichen; es müssen weniger als {1} sein.</translation>
    </message>
    <message>
        <source>The query has {0} words; it may have at most {1}.</source>
        <translation>Die Anfrage hat {0} Wörter; höchstens {1} sind erlaubt.</translation>
    </message>
    <message>
        <source>The query is empty.</source>
        <translation>Die Anfrage ist leer.</translation>
    </message>
    <message>
        <source>Type what the photo or clip shows, for example: a dog on a beach.</source>
        <translation>Schreiben Sie, was das Foto oder der Clip zeigt, zum Beispiel: a dog on a beach.</translation>
    </message>
    <message>
        <source>The number of hits is {0} but must be at least 1.</source>
        <translation>Die Zahl der Treffer ist {0}, muss aber mindestens 1 sein.</translation>
    </message>
    <message>
        <source>The query has {0} pictures; it may have at most {1}.</source>
        <translation>Die Anfrage hat {0} Bilder; höchstens {1} sind erlaubt.</translation>
    </message>
    <message>
        <source>The library in {0} was moved and is not written any more.</source>
        <translation>Die Bibliothek in {0} ist umgezogen und wird nicht mehr beschrieben.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Öffnen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>There is no library in {0}.</source>
        <translation>In {0} ist keine Bibliothek.</translation>
    </message>
    <message>
        <source>Index a folder first.</source>
        <translation>Lesen Sie zuerst einen Ordner ein.</translation>
    </message>
    <message>
        <source>The library in {0} is of an older version and has to be opened for writing once.</source>
        <translation>Die Bibliothek in {0} ist von einer älteren Version und muss einmal zum Schreiben geöffnet werden.</translation>
    </message>
    <message>
        <source>Run evoke index.</source>
        <translation>Führen Sie evoke index aus.</translation>
    </message>
    <message>
        <source>The library folder {0} cannot be written: {1}.</source>
        <translation>In den Ordner {0} der Bibliothek kann nicht geschrieben werden: {1}.</translation>
    </message>
    <message>
        <source>Choose another folder, or check the disk and its permissions.</source>
        <translation>Wählen Sie einen anderen Ordner, oder prüfen Sie Datenträger und Berechtigungen.</translation>
    </message>
    <message>
        <source>The library in {0} is being used by another Evoke.</source>
        <translation>Die Bibliothek in {0} wird von einem anderen Evoke benutzt.</translation>
    </message>
    <message>
        <source>Close the other window or wait for the other command to end.</source>
        <translation>Schließen Sie das andere Fenster, oder warten Sie, bis der andere Befehl endet.</translation>
    </message>
    <message>
        <source>The library folder {0} is on a network drive ({1}), where a database gets damaged.</source>
        <translation>Der Ordner {0} der Bibliothek liegt auf einem Netzlaufwerk ({1}), wo Datenbanken Schaden nehmen.</translation>
    </message>
    <message>
        <source>Choose a folder on a disk of this computer with --library or EVOKE_LIBRARY.</source>
        <translation>Wählen Sie mit --library oder EVOKE_LIBRARY einen Ordner auf einem Datenträger dieses Computers.</translation>
    </message>
    <message>
        <source>The library&apos;s database {0} is empty, though there was a library.</source>
        <translation>Die Datenbank {0} der Bibliothek ist leer, obwohl es eine Bibliothek gab.</translation>
    </message>
    <message>
        <source>Restore it with evoke restore, or delete the library folder and index your folders again.</source>
        <translation>Stellen Sie sie mit evoke restore wieder her, oder löschen Sie den Ordner der Bibliothek und lesen Sie Ihre Ordner neu ein.</translation>
    </message>
    <message>
        <source>The library in {0} is locked by another program.</source>
        <translation>Die Bibliothek in {0} ist von einem anderen Programm gesperrt.</translation>
    </message>
    <message>
        <source>The library&apos;s database {0} is damaged.</source>
        <translation>Die Datenbank {0} der Bibliothek ist beschädigt.</translation>
    </message>
    <message>
        <source>Restore it with evoke restore, or move it away and index your folders again.</source>
        <translation>Stellen Sie sie mit evoke restore wieder her, oder verschieben Sie sie und lesen Sie Ihre Ordner neu ein.</translation>
    </message>
    <message>
        <source>The library in {0} cannot be written: {1}.</source>
        <translation>Die Bibliothek in {0} kann nicht geschrieben werden: {1}.</translation>
    </message>
    <message>
        <source>Free some space, or check that the disk is there and not read-only.</source>
        <translation>Schaffen Sie Platz, oder prüfen Sie, ob der Datenträger da und nicht schreibgeschützt ist.</translation>
    </message>
    <message>
        <source>{0} holds no library.</source>
        <translation>{0} enthält keine Bibliothek.</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation>{0} ist beschädigt: {1}.</translation>
    </message>
    <message>
        <source>{0} is a link, not a file.</source>
        <translation>{0} ist eine Verknüpfung, keine Datei.</translation>
    </message>
    <message>
        <source>{0} is not a plain file.</source>
        <translation>{0} ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>The library was moved to {0}, which is not there.</source>
        <translation>Die Bibliothek ist nach {0} umgezogen, das nicht da ist.</translation>
    </message>
    <message>
        <source>Connect its disk. To use what stayed behind instead, delete {0}.</source>
        <translation>Schließen Sie den Datenträger an. Um stattdessen zu benutzen, was zurückblieb, löschen Sie {0}.</translation>
    </message>
    <message>
        <source>{0} is a database, but not one of Evoke.</source>
        <translation>{0} ist eine Datenbank, aber keine von Evoke.</translation>
    </message>
    <message>
        <source>The library in {0} was written by a newer version of Evoke.</source>
        <translation>Die Bibliothek in {0} wurde von einer neueren Version von Evoke geschrieben.</translation>
    </message>
    <message>
        <source>Update Evoke, or choose another library folder.</source>
        <translation>Aktualisieren Sie Evoke, oder wählen Sie einen anderen Ordner für die Bibliothek.</translation>
    </message>
    <message>
        <source>The library&apos;s database {0} {1} {2} {3}.</source>
        <translation>Die Datenbank der Bibliothek {0} {1} {2} {3}.</translation>
    </message>
    <message>
        <source>The model {0} gives {1} numbers per picture, but gave {2} before.</source>
        <translation>Das Modell {0} ergibt {1} Zahlen je Bild, vorher waren es {2}.</translation>
    </message>
    <message>
        <source>{0} of {1} parameters learn; everything below them is computed once and kept.</source>
        <translation>{0} von {1} Parametern lernen; alles darunter wird einmal berechnet und behalten.</translation>
    </message>
    <message>
        <source>Training was stopped: the loss is no finite number.</source>
        <translation>Das Training wurde angehalten: Der Verlust ist keine endliche Zahl.</translation>
    </message>
    <message>
        <source>Lower finetune.rate.</source>
        <translation>Verkleinern Sie finetune.rate.</translation>
    </message>
    <message>
        <source>What was learned so far cannot be kept: {0}.</source>
        <translation>Was bisher gelernt wurde, kann nicht behalten werden: {0}.</translation>
    </message>
    <message>
        <source>Free some space and let it go on.</source>
        <translation>Schaffen Sie Platz, und lassen Sie es weitergehen.</translation>
    </message>
    <message>
        <source>Tuned on your own captions, from {base}.</source>
        <translation>Auf eigene Beschriftungen abgestimmt, ausgehend von {base}.</translation>
    </message>
    <message>
        <source>The model takes pictures of {0} pixels, and the fine-tuning was prepared for another.</source>
        <translation>Das Modell nimmt Bilder von {0} Pixeln, die Feinabstimmung wurde für ein anderes vorbereitet.</translation>
    </message>
    <message>
        <source>The result could not be written: {0}.</source>
        <translation>Das Ergebnis konnte nicht geschrieben werden: {0}.</translation>
    </message>
    <message>
        <source>Only {0} different pictures have captions; {1} are the least that can be split.</source>
        <translation>Nur {0} verschiedene Bilder haben Beschriftungen; mindestens {1} lassen sich aufteilen.</translation>
    </message>
    <message>
        <source>Caption more pictures first.</source>
        <translation>Beschriften Sie zuerst mehr Bilder.</translation>
    </message>
    <message>
        <source>All captions are the same text, so there is nothing to tell the pictures apart by.</source>
        <translation>Alle Beschriftungen sind derselbe Text; die Bilder lassen sich durch nichts unterscheiden.</translation>
    </message>
    <message>
        <source>All captioned pictures are the same picture.</source>
        <translation>Alle beschrifteten Bilder sind dasselbe Bild.</translation>
    </message>
    <message>
        <source>The bank of general phrases has fewer than four phrases.</source>
        <translation>Die Sammlung allgemeiner Sätze hat weniger als vier Sätze.</translation>
    </message>
    <message>
        <source>The fine-tuning was prepared by another version of Evoke.</source>
        <translation>Die Feinabstimmung wurde von einer anderen Version von Evoke vorbereitet.</translation>
    </message>
    <message>
        <source>The fine-tuning&apos;s request.json is incomplete.</source>
        <translation>request.json der Feinabstimmung ist unvollständig.</translation>
    </message>
    <message>
        <source>The bank of general phrases cannot be read.</source>
        <translation>Die Sammlung allgemeiner Sätze kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The pictures to learn from cannot be read.</source>
        <translation>Die Bilder, aus denen gelernt werden soll, können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The pictures to learn from are not squares of {0} pixels in RGB.</source>
        <translation>Die Bilder, aus denen gelernt werden soll, sind keine Quadrate von {0} Pixeln in RGB.</translation>
    </message>
    <message>
        <source>There are {0} pictures and {1} lines about them.</source>
        <translation>Es gibt {0} Bilder und {1} Zeilen darüber.</translation>
    </message>
    <message>
        <source>The list of the pictures to learn from cannot be read.</source>
        <translation>Die Liste der Bilder, aus denen gelernt werden soll, kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Line {0} of the list of pictures has no content or no captions.</source>
        <translation>Zeile {0} der Bilderliste hat keinen Inhalt oder keine Beschriftungen.</translation>
    </message>
    <message>
        <source>The guard set has fewer than two pictures.</source>
        <translation>Die Sammlung zum Bewahren hat weniger als zwei Bilder.</translation>
    </message>
    <message>
        <source>The fine-tuning&apos;s request.json cannot be read.</source>
        <translation>request.json der Feinabstimmung kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The fine-tuning&apos;s request.json is not a table.</source>
        <translation>request.json der Feinabstimmung ist keine Tabelle.</translation>
    </message>
    <message>
        <source>To stay within the time, {0} of {1} other pictures are looked at.</source>
        <translation>Um in der Zeit zu bleiben, werden {0} von {1} anderen Bildern angesehen.</translation>
    </message>
    <message>
        <source>The time was over before anything could be learned.</source>
        <translation>Die Zeit war um, bevor etwas gelernt werden konnte.</translation>
    </message>
    <message>
        <source>No share of the training made things better, so none is kept.</source>
        <translation>Kein Anteil des Trainings machte es besser, deshalb wird keiner behalten.</translation>
    </message>
    <message>
        <source>Your held-out captions find their pictures better, and other searches are as good as before.</source>
        <translation>Ihre zurückgehaltenen Beschriftungen finden ihre Bilder besser, und andere Suchen sind so gut wie zuvor.</translation>
    </message>
    <message>
        <source>Your held-out captions find their pictures better, but other searches became worse.</source>
        <translation>Ihre zurückgehaltenen Beschriftungen finden ihre Bilder besser, aber andere Suchen wurden schlechter.</translation>
    </message>
    <message>
        <source>Your held-out captions find their pictures hardly better: that may be chance.</source>
        <translation>Ihre zurückgehaltenen Beschriftungen finden ihre Bilder kaum besser: Das kann Zufall sein.</translation>
    </message>
    <message>
        <source>Your held-out captions do not find their pictures better than before.</source>
        <translation>Ihre zurückgehaltenen Beschriftungen finden ihre Bilder nicht besser als zuvor.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>EngineClient</name>
    <message>
        <source>The engine is of another version than the window.</source>
        <translation>Die Suchmaschine ist von einer anderen Version als das Fenster.</translation>
    </message>
    <message>
        <source>Install Evoke again.</source>
        <translation>Installieren Sie Evoke neu.</translation>
    </message>
    <message>
        <source>Nothing in your library is lost. Try again; evoke doctor says what may be wrong.</source>
        <translation>In Ihrer Bibliothek ist nichts verloren. Versuchen Sie es noch einmal; evoke doctor sagt, woran es liegen kann.</translation>
    </message>
    <message>
        <source>The engine keeps ending unexpectedly.</source>
        <translation>Die Suchmaschine endet immer wieder unerwartet.</translation>
    </message>
    <message>
        <source>It is started again by itself; nothing in your library is lost.</source>
        <translation>Sie wird von selbst neu gestartet; in Ihrer Bibliothek ist nichts verloren.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly.</source>
        <translation>Die Suchmaschine endete unerwartet.</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>That did not work</source>
        <translation>Das ging nicht</translation>
    </message>
    <message>
        <source>Something went wrong in Evoke</source>
        <translation>In Evoke ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>This is a mistake in the program, not in your files. Your library is safe.</source>
        <translation>Das ist ein Fehler im Programm, nicht in Ihren Dateien. Ihre Bibliothek ist sicher.</translation>
    </message>
    <message>
        <source>The report below helps to mend it. It stays on this computer unless you pass it on.</source>
        <translation>Der Bericht unten hilft, ihn zu beheben. Er bleibt auf diesem Computer, wenn Sie ihn nicht weitergeben.</translation>
    </message>
    <message>
        <source>Evoke ended unexpectedly the last time</source>
        <translation>Evoke endete beim letzten Mal unerwartet</translation>
    </message>
    <message>
        <source>Nothing in your library is lost; what was being done is done again.</source>
        <translation>In Ihrer Bibliothek ist nichts verloren; was gerade getan wurde, wird noch einmal getan.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Log: {log_path}</source>
        <translation>Protokoll: {log_path}</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>Start Evoke again</source>
        <translation>Evoke neu starten</translation>
    </message>
</context>
<context>
    <name>ExampleRow</name>
    <message>
        <source>“{query}”</source>
        <translation>„{query}“</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>the same pictures</source>
        <translation>dieselben Bilder</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of {all} pictures stayed</source>
        <translation>
            <numerusform>%Ln von {all} Bildern blieb</numerusform>
            <numerusform>%Ln von {all} Bildern blieben</numerusform>
        </translation>
    </message>
    <message>
        <source>stayed at place {place}</source>
        <translation>blieb auf Platz {place}</translation>
    </message>
    <message>
        <source>place {before} → {after}</source>
        <translation>Platz {before} → {after}</translation>
    </message>
</context>
<context>
    <name>ExampleStrip</name>
    <message>
        <source>{name}: this caption&apos;s own picture</source>
        <translation>{name}: das Bild dieser Beschriftung</translation>
    </message>
</context>
<context>
    <name>FigureBars</name>
    <message>
        <source>{name}: {before} % before, {after} % after</source>
        <translation>{name}: vorher {before} %, nachher {after} %</translation>
    </message>
    <message>
        <source>{before} → {after} %</source>
        <translation>{before} → {after} %</translation>
    </message>
    <message>
        <source>{change} points</source>
        <translation>{change} Punkte</translation>
    </message>
</context>
<context>
    <name>FileActions</name>
    <message>
        <source>Open in default program</source>
        <translation>Im Standardprogramm öffnen</translation>
    </message>
    <message>
        <source>Open with…</source>
        <translation>Öffnen mit …</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Zu den Favoriten</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <source>Where does it stand, and why?</source>
        <translation>Wo steht es, und warum?</translation>
    </message>
    <message>
        <source>Export the selection…</source>
        <translation>Auswahl ausgeben …</translation>
    </message>
    <message>
        <source>Take out of favourites</source>
        <translation>Aus den Favoriten nehmen</translation>
    </message>
    <message>
        <source>Path copied</source>
        <translation>Pfad kopiert</translation>
    </message>
    <message>
        <source>Open with which program?</source>
        <translation>Mit welchem Programm öffnen?</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Show photos</source>
        <translation>Fotos zeigen</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Show clips</source>
        <translation>Clips zeigen</translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation>Bester Treffer zuerst</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>Bester Treffer</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>Jeder Tag</translation>
    </message>
    <message>
        <source>Date filter</source>
        <translation>Filter nach Tagen</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>Jeder Ordner</translation>
    </message>
    <message>
        <source>Folder filter</source>
        <translation>Filter nach Ordnern</translation>
    </message>
    <message>
        <source>Any camera</source>
        <translation>Jede Kamera</translation>
    </message>
    <message>
        <source>Camera filter</source>
        <translation>Filter nach Kameras</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Captioned</source>
        <translation>Beschriftet</translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation>Reihenfolge der Ergebnisse</translation>
    </message>
    <message>
        <source>No camera named</source>
        <translation>Keine Kamera genannt</translation>
    </message>
    <message>
        <source>{order} by day</source>
        <translation>{order} nach Tagen</translation>
    </message>
    <message>
        <source>Choose dates…</source>
        <translation>Tage wählen …</translation>
    </message>
    <message>
        <source>Group by day</source>
        <translation>Nach Tagen gruppieren</translation>
    </message>
    <message>
        <source>Stack copies and bursts</source>
        <translation>Kopien und Serien stapeln</translation>
    </message>
</context>
<context>
    <name>FilterMenus</name>
    <message>
        <source>Whole year</source>
        <translation>Ganzes Jahr</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>Jeder Ordner</translation>
    </message>
    <message>
        <source>Any camera</source>
        <translation>Jede Kamera</translation>
    </message>
    <message>
        <source>No camera named</source>
        <translation>Keine Kamera genannt</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Any date</source>
        <translation>Jeder Tag</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Your photos and clips are read where they are. Nothing is moved, changed or sent anywhere.</source>
        <translation>Ihre Fotos und Clips werden gelesen, wo sie sind. Nichts wird verschoben, geändert oder verschickt.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Describe what you remember</source>
        <translation>Beschreiben, woran Sie sich erinnern</translation>
    </message>
    <message>
        <source>In English words, as you would tell a friend. You need not wait until all is indexed.</source>
        <translation>Auf Englisch, wie Sie es jemandem erzählen würden. Sie müssen nicht warten, bis alles eingelesen ist.</translation>
    </message>
    <message>
        <source>Try “{example}”</source>
        <translation>„{example}“ ausprobieren</translation>
    </message>
    <message>
        <source>See why it was found</source>
        <translation>Sehen, warum es gefunden wurde</translation>
    </message>
    <message>
        <source>Click a result, then point at a word below the picture: the heat map shows where it is seen.</source>
        <translation>Klicken Sie auf ein Ergebnis, und zeigen Sie dann auf ein Wort unter dem Bild: Das Wärmebild zeigt, wo es zu sehen ist.</translation>
    </message>
    <message>
        <source>Do without the guide</source>
        <translation>Ohne Anleitung</translation>
    </message>
    <message>
        <source>Three steps to begin with</source>
        <translation>Drei Schritte für den Anfang</translation>
    </message>
    <message>
        <source>That is all there is to it</source>
        <translation>Das ist schon alles</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>FolderBar</name>
    <message>
        <source>Look through it now</source>
        <translation>Jetzt durchsehen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>Auslassen …</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Forget missing…</source>
        <translation>Fehlende vergessen …</translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation>Herausnehmen …</translation>
    </message>
    <message>
        <source>Let the library forget the files of this folder that are gone</source>
        <translation>Die Bibliothek die Dateien dieses Ordners vergessen lassen, die nicht mehr da sind</translation>
    </message>
    <message>
        <source>Take this folder out of the library (Delete)</source>
        <translation>Diesen Ordner aus der Bibliothek nehmen (Entf)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Look through this folder again from now on</source>
        <translation>Diesen Ordner von jetzt an wieder durchsehen</translation>
    </message>
    <message>
        <source>Do not look through this folder for now; what is known of it is still found</source>
        <translation>Diesen Ordner vorerst nicht durchsehen; was von ihm bekannt ist, wird weiter gefunden</translation>
    </message>
</context>
<context>
    <name>FolderModel</name>
    <message>
        <source>not reachable at the moment; what is known of it stays</source>
        <translation>gerade nicht erreichbar; was von ihm bekannt ist, bleibt</translation>
    </message>
    <message>
        <source>paused · {photos} · {clips}</source>
        <translation>angehalten · {photos} · {clips}</translation>
    </message>
    <message>
        <source>not indexed yet</source>
        <translation>noch nicht eingelesen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) gone all at once, kept for now</source>
        <translation>
            <numerusform>%Ln Datei auf einmal verschwunden, vorerst behalten</numerusform>
            <numerusform>%Ln Dateien auf einmal verschwunden, vorerst behalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) unreadable</source>
        <translation>
            <numerusform>%Ln Datei unlesbar</numerusform>
            <numerusform>%Ln Dateien unlesbar</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} left out</source>
        <translation>{number} ausgelassen</translation>
    </message>
    <message>
        <source>updated {when}</source>
        <translation>aktualisiert {when}</translation>
    </message>
</context>
<context>
    <name>FrameTimeline</name>
    <message>
        <source>Position in the clip</source>
        <translation>Stelle im Clip</translation>
    </message>
    <message>
        <source>{time} of {length}</source>
        <translation>{time} von {length}</translation>
    </message>
    <message>
        <source>{place}, matches</source>
        <translation>{place}, passt</translation>
    </message>
    <message>
        <source>{place}, {percent} of a match</source>
        <translation>{place}, {percent} eines Treffers</translation>
    </message>
</context>
<context>
    <name>GivenPictures</name>
    <message>
        <source>This is not there any more.</source>
        <translation>Das ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Was its drive unplugged?</source>
        <translation>Wurde das Laufwerk abgezogen?</translation>
    </message>
</context>
<context>
    <name>HistoryMenu</name>
    <message>
        <source>Albums</source>
        <translation>Alben</translation>
    </message>
    <message>
        <source>Searches of before</source>
        <translation>Frühere Suchen</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <source>Save this search as an album…</source>
        <translation>Diese Suche als Album behalten …</translation>
    </message>
    <message>
        <source>Empty the search history</source>
        <translation>Suchverlauf leeren</translation>
    </message>
    <message>
        <source>Save as an album</source>
        <translation>Als Album behalten</translation>
    </message>
    <message>
        <source>Change albums</source>
        <translation>Alben ändern</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Remove (its photos stay)</source>
        <translation>Entfernen (seine Fotos bleiben)</translation>
    </message>
    <message>
        <source>Rename the album</source>
        <translation>Album umbenennen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>HumanText</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clip(s)</source>
        <translation>
            <numerusform>%Ln Clip</numerusform>
            <numerusform>%Ln Clips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>%Ln Ordner</numerusform>
            <numerusform>%Ln Ordner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln Eintrag</numerusform>
            <numerusform>%Ln Einträge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s)</source>
        <translation>
            <numerusform>%Ln Beschriftung</numerusform>
            <numerusform>%Ln Beschriftungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moment(s)</source>
        <translation>
            <numerusform>%Ln Moment</numerusform>
            <numerusform>%Ln Momente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln Wort</numerusform>
            <numerusform>%Ln Wörter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln Treffer</numerusform>
            <numerusform>%Ln Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>einige Sekunden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln Sekunde</numerusform>
            <numerusform>%Ln Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln Minute</numerusform>
            <numerusform>%Ln Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} Std.</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} Std. {minutes} Min.</translation>
    </message>
    <message>
        <source>about {duration}</source>
        <translation>etwa {duration}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>{before} and {last}</source>
        <comment>the end of a list</comment>
        <translation>{before} und {last}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln Byte</numerusform>
            <numerusform>%Ln Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a date, in the letters of QLocale.toString</comment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <comment>a date with its weekday, in the letters of QLocale.toString</comment>
        <translation>dddd, d. MMMM yyyy</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>a month, in the letters of QLocale.toString</comment>
        <translation>MMMM yyyy</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import captions</source>
        <translation>Beschriftungen einlesen</translation>
    </message>
    <message>
        <source>Adding the captions…</source>
        <translation>Die Beschriftungen werden hinzugefügt …</translation>
    </message>
    <message>
        <source>Text files with the names of your photos and clips</source>
        <translation>Textdateien mit den Namen Ihrer Fotos und Clips</translation>
    </message>
    <message>
        <source>What other programs wrote into your photos and clips, and XMP files beside them</source>
        <translation>Was andere Programme in Ihre Fotos und Clips schrieben, und XMP-Dateien daneben</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Nothing is changed yet. Your photos and clips are only read.</source>
        <translation>Noch ist nichts geändert. Ihre Fotos und Clips werden nur gelesen.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Einlesen</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln caption(s)</source>
        <translation>
            <numerusform>%Ln Beschriftung einlesen</numerusform>
            <numerusform>%Ln Beschriftungen einlesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your photos and clips</source>
        <translation>
            <numerusform>%Ln Ihrer Fotos und Clips</numerusform>
            <numerusform>%Ln Ihrer Fotos und Clips</numerusform>
        </translation>
    </message>
    <message>
        <source>{captions} for {media}</source>
        <translation>{captions} für {media}</translation>
    </message>
    <message>
        <source>Which columns hold the files and the captions?</source>
        <translation>Welche Spalten enthalten die Dateien und die Beschriftungen?</translation>
    </message>
    <message>
        <source>Everything in it is in your library already</source>
        <translation>Alles darin ist schon in Ihrer Bibliothek</translation>
    </message>
    <message>
        <source>There is nothing to import</source>
        <translation>Es gibt nichts einzulesen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln are there already and stay as they are.</source>
        <translation>
            <numerusform>%Ln ist schon da und bleibt, wie sie ist.</numerusform>
            <numerusform>%Ln sind schon da und bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln name a file that is not in your library; they are left out.</source>
        <translation>
            <numerusform>%Ln nennt eine Datei, die nicht in Ihrer Bibliothek ist; sie bleibt weg.</numerusform>
            <numerusform>%Ln nennen eine Datei, die nicht in Ihrer Bibliothek ist; sie bleiben weg.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot be used; they are left out.</source>
        <translation>
            <numerusform>%Ln ist unbrauchbar und bleibt weg.</numerusform>
            <numerusform>%Ln sind unbrauchbar und bleiben weg.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were looked at.</source>
        <translation>
            <numerusform>%Ln Datei wurde angesehen.</numerusform>
            <numerusform>%Ln Dateien wurden angesehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Why it is left out</source>
        <translation>Warum es wegbleibt</translation>
    </message>
    <message>
        <source>To be added</source>
        <translation>Kommt dazu</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Bleibt weg</translation>
    </message>
    <message>
        <source>{list} · {count}</source>
        <translation>{list} · {count}</translation>
    </message>
    <message>
        <source>{list} · the first {shown} of {count}</source>
        <translation>{list} · die ersten {shown} von {count}</translation>
    </message>
    <message>
        <source>Captions to be added</source>
        <translation>Neue Beschriftungen</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>Was wegbleibt</translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation>Das ging nicht</translation>
    </message>
</context>
<context>
    <name>IndexCard</name>
    <message>
        <source>Add and index</source>
        <translation>Hinzufügen und einlesen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt …</translation>
    </message>
    <message>
        <source>Go on all the same</source>
        <translation>Trotzdem weitermachen</translation>
    </message>
    <message>
        <source>Add “{name}”?</source>
        <translation>„{name}“ hinzufügen?</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
</context>
<context>
    <name>Launching</name>
    <message>
        <source>Evoke could not be started again: {program}.</source>
        <translation>Evoke konnte nicht neu gestartet werden: {program}.</translation>
    </message>
</context>
<context>
    <name>LibrariesDialog</name>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>Libraries that were open</source>
        <translation>Bibliotheken, die offen waren</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin wechseln</translation>
    </message>
    <message>
        <source>Open in another window</source>
        <translation>In einem anderen Fenster öffnen</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Open or make a library…</source>
        <translation>Bibliothek öffnen oder anlegen …</translation>
    </message>
    <message>
        <source>{folder} · open</source>
        <translation>{folder} · offen</translation>
    </message>
    <message>
        <source>{folder} · not there now</source>
        <translation>{folder} · gerade nicht da</translation>
    </message>
    <message>
        <source>A library holds what Evoke knows of some folders. Each has its own captions, model and albums.</source>
        <translation>Eine Bibliothek enthält, was Evoke von einigen Ordnern weiß. Jede hat ihre eigenen Beschriftungen, Alben und ihr eigenes Modell.</translation>
    </message>
    <message>
        <source>A library, or an empty folder for a new one</source>
        <translation>Eine Bibliothek oder ein leerer Ordner für eine neue</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Update now</source>
        <translation>Jetzt aktualisieren</translation>
    </message>
    <message>
        <source>Look for new, changed and deleted files (F5)</source>
        <translation>Nach neuen, geänderten und gelöschten Dateien sehen (F5)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pause all indexing until you say otherwise</source>
        <translation>Alles Einlesen anhalten, bis Sie es wieder erlauben</translation>
    </message>
    <message>
        <source>No folders yet</source>
        <translation>Noch keine Ordner</translation>
    </message>
    <message>
        <source>Add the folders that hold your photos and clips. Your files are never changed, moved or uploaded.</source>
        <translation>Fügen Sie die Ordner mit Ihren Fotos und Clips hinzu. Ihre Dateien werden nie geändert, verschoben oder hochgeladen.</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Mehr …</translation>
    </message>
    <message>
        <source>Leave files out of every folder…</source>
        <translation>Dateien aus jedem Ordner auslassen …</translation>
    </message>
    <message>
        <source>How densely clips are looked at…</source>
        <translation>Wie dicht Clips angesehen werden …</translation>
    </message>
    <message>
        <source>Check the library…</source>
        <translation>Die Bibliothek prüfen …</translation>
    </message>
    <message>
        <source>Back up the library…</source>
        <translation>Die Bibliothek sichern …</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Aus einer Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>Move the library to another disk…</source>
        <translation>Die Bibliothek auf einen anderen Datenträger umziehen …</translation>
    </message>
    <message>
        <source>Take a folder out</source>
        <translation>Ordner herausnehmen</translation>
    </message>
    <message>
        <source>Take “{name}” out of the library?</source>
        <translation>„{name}“ aus der Bibliothek nehmen?</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Forget missing files</source>
        <translation>Fehlende Dateien vergessen</translation>
    </message>
    <message numerus="yes">
        <source>Were %Ln file(s) in “{name}” deleted on purpose?</source>
        <translation>
            <numerusform>Wurde %Ln Datei in „{name}“ absichtlich gelöscht?</numerusform>
            <numerusform>Wurden %Ln Dateien in „{name}“ absichtlich gelöscht?</numerusform>
        </translation>
    </message>
    <message>
        <source>They are gone all at once, as when a drive is only half there, and are kept until you say so. Forgotten files can no longer be found here.</source>
        <translation>Sie sind auf einmal verschwunden, wie wenn ein Laufwerk nur halb da ist, und bleiben, bis Sie es sagen. Vergessene Dateien werden hier nicht mehr gefunden.</translation>
    </message>
    <message>
        <source>Forget them</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Indexing is paused. What is new can be searched once it goes on.</source>
        <translation>Das Einlesen ist angehalten. Neues wird gefunden, sobald es weitergeht.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Als {name} gespeichert</translation>
    </message>
    <message>
        <source>{hidden} left out, {shown} found again</source>
        <translation>{hidden} ausgelassen, {shown} wieder gefunden</translation>
    </message>
    <message>
        <source>The library was moved. The copy in {folder} is kept until you delete it.</source>
        <translation>Die Bibliothek ist umgezogen. Die Kopie in {folder} bleibt, bis Sie sie löschen.</translation>
    </message>
    <message>
        <source>Delete it…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>{found} can be searched</source>
        <translation>{found} durchsuchbar</translation>
    </message>
</context>
<context>
    <name>LibrarySession</name>
    <message>
        <source>No photos or clips were found in this folder. It can be added all the same and is looked at again later.</source>
        <translation>In diesem Ordner wurden keine Fotos oder Clips gefunden. Er kann trotzdem hinzugefügt werden und wird später wieder angesehen.</translation>
    </message>
    <message>
        <source>{found} ({duration} of video)</source>
        <translation>{found} ({duration} Video)</translation>
    </message>
    <message>
        <source>{found}. Indexing takes {duration} and {size} on disk; you can search meanwhile.</source>
        <translation>{found}. Das Einlesen braucht {duration} und {size} Platz; suchen können Sie währenddessen.</translation>
    </message>
    <message>
        <source>{found} can be searched.</source>
        <translation>{found} durchsuchbar.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read.</source>
        <translation>
            <numerusform>%Ln Datei konnte nicht gelesen werden.</numerusform>
            <numerusform>%Ln Dateien konnten nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is lost: what lies in it is found elsewhere too. The files stay as they are.</source>
        <translation>Nichts geht verloren: Was darin liegt, wird auch anderswo gefunden. Die Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>{found} can no longer be found here. The files themselves stay as they are.</source>
        <translation>{found} werden hier nicht mehr gefunden. Die Dateien selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>{found} can no longer be found here; {captioned} of them have captions, {favourites} are favourites. Both are kept for when the files come back. The files themselves stay as they are.</source>
        <translation>{found} werden hier nicht mehr gefunden; {captioned} davon haben Beschriftungen, {favourites} sind Favoriten. Beides bleibt für den Fall, dass die Dateien zurückkommen. Die Dateien selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Paused. What was indexed so far can be searched.</source>
        <translation>Angehalten. Was bisher eingelesen wurde, ist durchsuchbar.</translation>
    </message>
    <message>
        <source>Waits until the computer is plugged in or its battery is fuller.</source>
        <translation>Wartet, bis der Computer am Netz hängt oder der Akku voller ist.</translation>
    </message>
    <message>
        <source>Waits until nobody uses the computer.</source>
        <translation>Wartet, bis niemand den Computer benutzt.</translation>
    </message>
    <message>
        <source>Waits for the hours that the settings name.</source>
        <translation>Wartet auf die Stunden, die in den Einstellungen stehen.</translation>
    </message>
</context>
<context>
    <name>LicencesPage</name>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>see the text</source>
        <translation>siehe Text</translation>
    </message>
    <message>
        <source>This package brings no text of its licence.</source>
        <translation>Dieses Paket bringt keinen Lizenztext mit.</translation>
    </message>
</context>
<context>
    <name>LoginRow</name>
    <message>
        <source>Start when I sign in</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>Evoke then watches the folders beside the clock, without its window.</source>
        <translation>Evoke überwacht dann die Ordner bei der Uhr, ohne Fenster.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>There is no picture on the clipboard</source>
        <translation>In der Zwischenablage ist kein Bild</translation>
    </message>
    <message>
        <source>Which file should have been found?</source>
        <translation>Welche Datei hätte gefunden werden sollen?</translation>
    </message>
</context>
<context>
    <name>ManualWindow</name>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>The manual is not installed.</source>
        <translation>Das Handbuch ist nicht installiert.</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation>Seite des Handbuchs</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Add a folder…</source>
        <translation>&amp;Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Update the library</source>
        <translation>Bibliothek &amp;aktualisieren</translation>
    </message>
    <message>
        <source>&amp;More for the library</source>
        <translation>&amp;Mehr für die Bibliothek</translation>
    </message>
    <message>
        <source>Li&amp;braries…</source>
        <translation>Bi&amp;bliotheken …</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Pause indexing, or go on</source>
        <translation>Einlesen an&amp;halten oder fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Leave files out of every folder…</source>
        <translation>Dateien aus jedem Ordner aus&amp;lassen …</translation>
    </message>
    <message>
        <source>&amp;How densely clips are looked at…</source>
        <translation>Wie &amp;dicht Clips angesehen werden …</translation>
    </message>
    <message>
        <source>&amp;Check the library…</source>
        <translation>Die Bibliothek &amp;prüfen …</translation>
    </message>
    <message>
        <source>&amp;Back up the library…</source>
        <translation>Die Bibliothek &amp;sichern …</translation>
    </message>
    <message>
        <source>&amp;Restore from a backup…</source>
        <translation>Aus einer Sicherung &amp;wiederherstellen …</translation>
    </message>
    <message>
        <source>&amp;Move the library to another disk…</source>
        <translation>Die Bibliothek auf einen anderen Datenträger &amp;umziehen …</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Larger thumbnails</source>
        <translation>&amp;Größere Vorschaubilder</translation>
    </message>
    <message>
        <source>&amp;Smaller thumbnails</source>
        <translation>&amp;Kleinere Vorschaubilder</translation>
    </message>
    <message>
        <source>&amp;Open or close a stack or a clip&apos;s moments</source>
        <translation>Stapel oder Momente eines Clips &amp;öffnen oder schließen</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Next word&apos;s heat map</source>
        <translation>Wärmebild des &amp;nächsten Worts</translation>
    </message>
    <message>
        <source>&amp;All heat maps side by side</source>
        <translation>&amp;Alle Wärmebilder nebeneinander</translation>
    </message>
    <message>
        <source>&amp;Details of the file</source>
        <translation>A&amp;ngaben zur Datei</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Describe what to look for</source>
        <translation>&amp;Beschreiben, was gesucht wird</translation>
    </message>
    <message>
        <source>Search by the picture on the clip&amp;board</source>
        <translation>Nach dem Bild in der &amp;Zwischenablage suchen</translation>
    </message>
    <message>
        <source>Searches of &amp;before and albums</source>
        <translation>&amp;Frühere Suchen und Alben</translation>
    </message>
    <message>
        <source>Sa&amp;ve this search as an album…</source>
        <translation>Diese Suche als Album be&amp;halten …</translation>
    </message>
    <message>
        <source>&amp;Clear the filters</source>
        <translation>Filter &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Why is this one not found?…</source>
        <translation>&amp;Warum wird dieses nicht gefunden? …</translation>
    </message>
    <message>
        <source>&amp;Everything that can be done…</source>
        <translation>&amp;Alles, was man tun kann …</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>Bibliothe&amp;k</translation>
    </message>
    <message>
        <source>Ca&amp;ptions</source>
        <translation>Beschri&amp;ftungen</translation>
    </message>
    <message>
        <source>&amp;Teach it your own words</source>
        <translation>Eigene Wörter &amp;lehren</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>&amp;Write a caption</source>
        <translation>Beschriftung s&amp;chreiben</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Evoke</source>
        <translation>&amp;Über Evoke</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Go back to it</source>
        <translation>Dorthin zurück</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>{model} benutzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Remove {model}</source>
        <translation>{model} entfernen</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>used before</source>
        <translation>früher benutzt</translation>
    </message>
    <message>
        <source>your words</source>
        <translation>Ihre Wörter</translation>
    </message>
    <message>
        <source>Stopping; the old model stays in use…</source>
        <translation>Wird angehalten; das alte Modell bleibt in Gebrauch …</translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message>
        <source>Knows far more things by name: brands, places, works of art, people&apos;s trades.</source>
        <translation>Kennt weit mehr beim Namen: Marken, Orte, Kunstwerke, Berufe.</translation>
    </message>
    <message>
        <source>Sees smaller things and finer differences than the small CLIP, at many times its cost.</source>
        <translation>Sieht kleinere Dinge und feinere Unterschiede als das kleine CLIP, zum Vielfachen des Aufwands.</translation>
    </message>
    <message>
        <source>As broad as OpenAI&apos;s CLIP, trained on two thousand million pictures of the open web.</source>
        <translation>So breit wie CLIP von OpenAI, trainiert mit zwei Milliarden Bildern des offenen Netzes.</translation>
    </message>
    <message>
        <source>Finds the one picture that a whole sentence describes more often than CLIP of its size.</source>
        <translation>Findet das eine Bild, das ein ganzer Satz beschreibt, öfter als CLIP gleicher Größe.</translation>
    </message>
    <message>
        <source>Understands queries in German, Chinese and a hundred other languages.</source>
        <translation>Versteht Anfragen auf Deutsch, Chinesisch und in hundert weiteren Sprachen.</translation>
    </message>
    <message>
        <source>English queries</source>
        <translation>Anfragen auf Englisch</translation>
    </message>
    <message>
        <source>queries in many languages</source>
        <translation>Anfragen in vielen Sprachen</translation>
    </message>
    <message>
        <source>Comes with Evoke: small, quick on any processor, understands English.</source>
        <translation>Gehört zu Evoke: klein, schnell auf jedem Prozessor, versteht Englisch.</translation>
    </message>
    <message>
        <source>Learned from the captions of another library: {folder}</source>
        <translation>Gelernt aus den Beschriftungen einer anderen Bibliothek: {folder}</translation>
    </message>
    <message>
        <source>Learned from your captions, on top of {model}.</source>
        <translation>Gelernt aus Ihren Beschriftungen, auf {model} aufbauend.</translation>
    </message>
    <message>
        <source>your captions among the first ten: {before} → {after} %</source>
        <translation>Ihre Beschriftungen unter den ersten zehn: {before} → {after} %</translation>
    </message>
    <message>
        <source>general searches as before: {before} → {after} %</source>
        <translation>allgemeine Suchen wie zuvor: {before} → {after} %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are still to be embedded.</source>
        <translation>
            <numerusform>%Ln Foto oder Clip ist noch einzubetten.</numerusform>
            <numerusform>%Ln Fotos und Clips sind noch einzubetten.</numerusform>
        </translation>
    </message>
    <message>
        <source>All your photos and clips are embedded with it.</source>
        <translation>Alle Ihre Fotos und Clips sind damit eingebettet.</translation>
    </message>
    <message>
        <source>Your library is embedded with it already: changing takes a moment.</source>
        <translation>Ihre Bibliothek ist schon damit eingebettet: Der Wechsel dauert einen Augenblick.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are embedded first; what was embedded before is gone on with.</source>
        <translation>
            <numerusform>%Ln Foto oder Clip wird zuerst eingebettet; es geht weiter, wo es war.</numerusform>
            <numerusform>%Ln Fotos und Clips werden zuerst eingebettet; es geht weiter, wo es war.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are embedded first; searches go on meanwhile.</source>
        <translation>
            <numerusform>%Ln Foto oder Clip wird zuerst eingebettet; gesucht werden kann währenddessen.</numerusform>
            <numerusform>%Ln Fotos und Clips werden zuerst eingebettet; gesucht werden kann währenddessen.</numerusform>
        </translation>
    </message>
    <message>
        <source>size told when fetching begins</source>
        <translation>Größe wird beim Laden genannt</translation>
    </message>
    <message>
        <source>slow without a graphics card</source>
        <translation>langsam ohne Grafikkarte</translation>
    </message>
    <message>
        <source>{arrived} have arrived already and are gone on with.</source>
        <translation>{arrived} sind schon angekommen; damit geht es weiter.</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>From a folder…</source>
        <translation>Aus einem Ordner …</translation>
    </message>
    <message>
        <source>Import a CLIP or SigLIP model that was brought here otherwise</source>
        <translation>Ein CLIP- oder SigLIP-Modell einlesen, das anders hierher kam</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>More models</source>
        <translation>Weitere Modelle</translation>
    </message>
    <message>
        <source>Each library uses one of them. Together they take {used}; {free} are free.</source>
        <translation>Jede Bibliothek benutzt eines davon. Zusammen belegen sie {used}; {free} sind frei.</translation>
    </message>
    <message>
        <source>Public models that know more of the world. Fetching one is the only thing for which Evoke uses the network, and only when you ask for it.</source>
        <translation>Öffentliche Modelle, die mehr von der Welt wissen. Nur um eines zu laden, benutzt Evoke das Netz, und nur, wenn Sie darum bitten.</translation>
    </message>
    <message>
        <source>You have all of the public models that Evoke knows by name.</source>
        <translation>Sie haben alle öffentlichen Modelle, die Evoke mit Namen kennt.</translation>
    </message>
    <message>
        <source>Fetch a model</source>
        <translation>Modell laden</translation>
    </message>
    <message>
        <source>Fetch {model} from the Hugging Face hub?</source>
        <translation>{model} vom Hugging Face Hub laden?</translation>
    </message>
    <message>
        <source>Your computer&apos;s address is seen by the hub, nothing else of you. What arrives is checked against its known hash before it is used.</source>
        <translation>Der Hub sieht die Adresse Ihres Computers, sonst nichts von Ihnen. Was ankommt, wird vor Gebrauch mit seiner bekannten Prüfsumme verglichen.</translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>It frees {size}.</source>
        <translation>Das macht {size} frei.</translation>
    </message>
    <message>
        <source>There will be no way back to it.</source>
        <translation>Es gibt dann keinen Weg zurück zu ihm.</translation>
    </message>
    <message>
        <source>Other libraries that use it go back to a model that is here.</source>
        <translation>Andere Bibliotheken, die es benutzen, gehen zu einem Modell zurück, das hier ist.</translation>
    </message>
    <message>
        <source>Your captions stay, so that it could be learned again.</source>
        <translation>Ihre Beschriftungen bleiben, es ließe sich also noch einmal lernen.</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>Modell entfernen</translation>
    </message>
    <message>
        <source>Remove {model} from this computer?</source>
        <translation>{model} von diesem Computer entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>A folder with the files of a model</source>
        <translation>Ein Ordner mit den Dateien eines Modells</translation>
    </message>
    <message>
        <source>{model} is here now</source>
        <translation>{model} ist jetzt hier</translation>
    </message>
    <message>
        <source>{model} was removed</source>
        <translation>{model} wurde entfernt</translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation>Das konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht …</translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation>Einen Augenblick.</translation>
    </message>
</context>
<context>
    <name>MomentButton</name>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} bis {end}</translation>
    </message>
    <message>
        <source>Moment from {start_to_end}</source>
        <translation>Moment von {start_to_end}</translation>
    </message>
</context>
<context>
    <name>NavigationRail</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Beschriftungen</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Lehren</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>NoResults</name>
    <message>
        <source>Searching</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>The engine is not running.</source>
        <translation>Die Suchmaschine läuft nicht.</translation>
    </message>
    <message>
        <source>The library cannot be opened</source>
        <translation>Die Bibliothek kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Gleich ist es so weit</translation>
    </message>
    <message>
        <source>The search engine is starting.</source>
        <translation>Die Suchmaschine startet.</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Das ging nicht</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>Your photos and clips are being listed.</source>
        <translation>Ihre Fotos und Clips werden aufgelistet.</translation>
    </message>
    <message>
        <source>The filters leave no photo or clip over.</source>
        <translation>Die Filter lassen kein Foto und keinen Clip übrig.</translation>
    </message>
    <message>
        <source>Nothing found here</source>
        <translation>Hier nichts gefunden</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No photo or clip comes near this description.</source>
        <translation>Kein Foto und kein Clip kommt dieser Beschreibung nahe.</translation>
    </message>
    <message>
        <source>Indexing has begun</source>
        <translation>Das Einlesen hat begonnen</translation>
    </message>
    <message>
        <source>The first photos can be searched in a moment.</source>
        <translation>Die ersten Fotos sind gleich durchsuchbar.</translation>
    </message>
    <message>
        <source>The folders of this library hold no photos or clips that could be read.</source>
        <translation>Die Ordner dieser Bibliothek enthalten keine lesbaren Fotos oder Clips.</translation>
    </message>
    <message>
        <source>Nothing to search yet</source>
        <translation>Noch nichts zu suchen</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder to begin</source>
        <translation>Fügen Sie zuerst einen Ordner hinzu</translation>
    </message>
    <message>
        <source>Evoke looks through your photos and clips on this computer, and only here. Your files are never changed, moved or uploaded.</source>
        <translation>Evoke sieht Ihre Fotos und Clips auf diesem Computer durch, und nur hier. Ihre Dateien werden nie geändert, verschoben oder hochgeladen.</translation>
    </message>
</context>
<context>
    <name>OfferRow</name>
    <message>
        <source>Go on fetching…</source>
        <translation>Weiter laden …</translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation>Laden …</translation>
    </message>
    <message>
        <source>Fetch {model}</source>
        <translation>{model} laden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop fetching {model}</source>
        <translation>Laden von {model} anhalten</translation>
    </message>
    <message>
        <source>Stopping; what has arrived is kept…</source>
        <translation>Wird angehalten; was angekommen ist, bleibt …</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt …</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>noch {duration}</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Reading captions</source>
        <translation>Beschriftungen werden gelesen</translation>
    </message>
    <message>
        <source>Importing captions</source>
        <translation>Beschriftungen werden eingelesen</translation>
    </message>
    <message>
        <source>Writing captions</source>
        <translation>Beschriftungen werden geschrieben</translation>
    </message>
    <message>
        <source>Copying to {name}</source>
        <translation>Wird nach {name} kopiert</translation>
    </message>
    <message>
        <source>Copying a part of {name}</source>
        <translation>Ein Teil von {name} wird kopiert</translation>
    </message>
    <message>
        <source>Trying files again</source>
        <translation>Dateien werden noch einmal versucht</translation>
    </message>
    <message>
        <source>Looking through {names}</source>
        <translation>{names} wird durchgesehen</translation>
    </message>
    <message>
        <source>Checking the library</source>
        <translation>Die Bibliothek wird geprüft</translation>
    </message>
    <message>
        <source>Putting the library right</source>
        <translation>Die Bibliothek wird in Ordnung gebracht</translation>
    </message>
    <message>
        <source>Backing up the library</source>
        <translation>Die Bibliothek wird gesichert</translation>
    </message>
    <message>
        <source>Checking the backup</source>
        <translation>Die Sicherung wird geprüft</translation>
    </message>
    <message>
        <source>Adding what a backup holds</source>
        <translation>Der Inhalt einer Sicherung wird hinzugefügt</translation>
    </message>
    <message>
        <source>Moving the library</source>
        <translation>Die Bibliothek zieht um</translation>
    </message>
    <message>
        <source>Deleting the old copy of the library</source>
        <translation>Die alte Kopie der Bibliothek wird gelöscht</translation>
    </message>
    <message>
        <source>Leaving files out</source>
        <translation>Dateien werden ausgelassen</translation>
    </message>
    <message>
        <source>Taking a folder out</source>
        <translation>Ein Ordner wird herausgenommen</translation>
    </message>
    <message>
        <source>Indexing {names}</source>
        <translation>{names} wird eingelesen</translation>
    </message>
    <message>
        <source>Bringing the library up to date</source>
        <translation>Die Bibliothek wird auf den neuesten Stand gebracht</translation>
    </message>
    <message>
        <source>Forgetting missing files of {names}</source>
        <translation>Fehlende Dateien von {names} werden vergessen</translation>
    </message>
    <message>
        <source>Learning from your captions</source>
        <translation>Aus Ihren Beschriftungen wird gelernt</translation>
    </message>
    <message>
        <source>Embedding the library with {model}</source>
        <translation>Die Bibliothek wird mit {model} eingebettet</translation>
    </message>
    <message>
        <source>Fetching {model}</source>
        <translation>{model} wird geladen</translation>
    </message>
    <message>
        <source>Importing a model from {name}</source>
        <translation>Ein Modell wird aus {name} eingelesen</translation>
    </message>
    <message>
        <source>{names} and more</source>
        <translation>{names} und weitere</translation>
    </message>
</context>
<context>
    <name>PatternsDialog</name>
    <message>
        <source>What is left out</source>
        <translation>Was wegbleibt</translation>
    </message>
    <message>
        <source>In “{name}” only</source>
        <translation>Nur in „{name}“</translation>
    </message>
    <message>
        <source>In every folder</source>
        <translation>In jedem Ordner</translation>
    </message>
    <message>
        <source>Patterns, one a line</source>
        <translation>Muster, eines je Zeile</translation>
    </message>
    <message>
        <source>Some of the files that are left out</source>
        <translation>Einige der Dateien, die ausgelassen werden</translation>
    </message>
    <message>
        <source>One pattern a line: *.png is every PNG, screenshots/ a folder of that name anywhere, /old/*.jpg what lies in one place. A line with ! takes something after all; later lines win.</source>
        <translation>Ein Muster je Zeile: *.png ist jedes PNG, screenshots/ ein Ordner dieses Namens an jeder Stelle, /old/*.jpg was an einer Stelle liegt. Eine Zeile mit ! nimmt etwas doch auf; spätere Zeilen gehen vor.</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Hidden files, recycle bins, caches, folders of thumbnails and folders with a .nomedia in them are always left out, unless a line with ! names them. Your files stay where they are.</source>
        <translation>Versteckte Dateien, Papierkörbe, Zwischenspeicher, Ordner mit Vorschaubildern und Ordner mit einer Datei .nomedia werden immer ausgelassen, außer eine Zeile mit ! nennt sie. Ihre Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Looking what that leaves out…</source>
        <translation>Es wird nachgesehen, was das auslässt …</translation>
    </message>
    <message>
        <source>Leaves out {number} of {files}</source>
        <translation>Lässt {number} von {files} aus</translation>
    </message>
    <message>
        <source>Leaves out none of {files}</source>
        <translation>Lässt keine von {files} aus</translation>
    </message>
    <message>
        <source>“{line}” can match nothing; see how it is written</source>
        <translation>„{line}“ kann auf nichts passen; sehen Sie nach, wie es geschrieben ist</translation>
    </message>
    <message>
        <source>“{line}” is taken after all</source>
        <translation>„{line}“ wird doch aufgenommen</translation>
    </message>
    <message>
        <source>“{line}” leaves out {files}</source>
        <translation>„{line}“ lässt {files} aus</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>PlanCard</name>
    <message>
        <source>Start learning</source>
        <translation>Mit dem Lernen beginnen</translation>
    </message>
    <message>
        <source>How long it may take</source>
        <translation>Wie lange es dauern darf</translation>
    </message>
    <message>
        <source>What was reached by then is measured</source>
        <translation>Gemessen wird, was bis dahin erreicht ist</translation>
    </message>
    <message>
        <source>at most {duration}</source>
        <translation>höchstens {duration}</translation>
    </message>
    <message>
        <source>It needs {needed} of disk, and {free} are free</source>
        <translation>Es braucht {needed} Platz, und {free} sind frei</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Measuring how long it takes…</source>
        <translation>Es wird gemessen, wie lange es dauert …</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>The settings file {path} says {section}.{name} in a way that can only be changed by hand.</source>
        <translation>Die Einstellungsdatei {path} schreibt {section}.{name} so, dass es nur von Hand geändert werden kann.</translation>
    </message>
    <message>
        <source>The settings file {path} is of a newer version of Evoke and is left as it is.</source>
        <translation>Die Einstellungsdatei {path} ist von einer neueren Version von Evoke und bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>The settings could not be saved.</source>
        <translation>Die Einstellungen konnten nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Is the disk full or read-only?</source>
        <translation>Ist der Datenträger voll oder schreibgeschützt?</translation>
    </message>
</context>
<context>
    <name>ProblemModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Damaged, or not what the name says</source>
        <translation>Beschädigt, oder nicht, was der Name sagt</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Took too long or too much memory</source>
        <translation>Brauchte zu lange oder zu viel Speicher</translation>
    </message>
    <message>
        <source>Cannot be opened for now</source>
        <translation>Kann gerade nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Folders that cannot be looked into</source>
        <translation>Ordner, in die man nicht hineinsehen kann</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Alle erneut</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>Als Tabelle …</translation>
    </message>
    <message>
        <source>{files} could not be read</source>
        <translation>{files} unlesbar</translation>
    </message>
    <message>
        <source>Save the list as a table</source>
        <translation>Die Liste als Tabelle speichern</translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation>Dateien, die nicht gelesen werden konnten</translation>
    </message>
</context>
<context>
    <name>QueryBar</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Describe what you are looking for</source>
        <translation>Beschreiben Sie, was Sie suchen</translation>
    </message>
    <message>
        <source>Description to search for</source>
        <translation>Beschreibung, nach der gesucht wird</translation>
    </message>
    <message>
        <source>Words with a minus push away: dog on a beach -people</source>
        <translation>Wörter mit Minus schieben weg: dog on a beach -people</translation>
    </message>
    <message>
        <source>Clear the description</source>
        <translation>Beschreibung leeren</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Searches of before, and albums</source>
        <translation>Frühere Suchen und Alben</translation>
    </message>
    <message>
        <source>Searches of before, and albums (Ctrl+H)</source>
        <translation>Frühere Suchen und Alben (Strg+H)</translation>
    </message>
</context>
<context>
    <name>QueryChip</name>
    <message>
        <source>{meaning}. Click to switch it off.</source>
        <translation>{meaning}. Klicken schaltet es aus.</translation>
    </message>
    <message>
        <source>{meaning}. Click to switch it on.</source>
        <translation>{meaning}. Klicken schaltet es ein.</translation>
    </message>
    <message>
        <source>How much it counts</source>
        <translation>Wie viel es zählt</translation>
    </message>
    <message>
        <source>How much “{name}” counts</source>
        <translation>Wie viel „{name}“ zählt</translation>
    </message>
    <message>
        <source>Take “{name}” out</source>
        <translation>„{name}“ herausnehmen</translation>
    </message>
    <message>
        <source>Take this picture out</source>
        <translation>Dieses Bild herausnehmen</translation>
    </message>
    <message>
        <source>a pasted picture</source>
        <translation>ein eingefügtes Bild</translation>
    </message>
    <message>
        <source>Word “{name}”</source>
        <translation>Wort „{name}“</translation>
    </message>
    <message>
        <source>Left out: “{name}”</source>
        <translation>Weggelassen: „{name}“</translation>
    </message>
    <message>
        <source>Picture “{name}”</source>
        <translation>Bild „{name}“</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Bleibt weg</translation>
    </message>
    <message>
        <source>Left out with {share}</source>
        <translation>Weggelassen mit {share}</translation>
    </message>
    <message>
        <source>Unlike this</source>
        <translation>Anders als dieses</translation>
    </message>
    <message>
        <source>Unlike this with {share}</source>
        <translation>Anders als dieses mit {share}</translation>
    </message>
    <message>
        <source>Counts as usual</source>
        <translation>Zählt wie üblich</translation>
    </message>
    <message>
        <source>Counts {share}</source>
        <translation>Zählt {share}</translation>
    </message>
</context>
<context>
    <name>RecentLibraries</name>
    <message>
        <source>My library</source>
        <translation>Meine Bibliothek</translation>
    </message>
    <message>
        <source>This folder is not there or may not be read.</source>
        <translation>Dieser Ordner ist nicht da oder darf nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Is its drive plugged in?</source>
        <translation>Ist das Laufwerk angeschlossen?</translation>
    </message>
    <message>
        <source>This folder holds other things and no library.</source>
        <translation>Dieser Ordner enthält anderes und keine Bibliothek.</translation>
    </message>
    <message>
        <source>Choose a library, or an empty folder for a new one; photos stay where they are.</source>
        <translation>Wählen Sie eine Bibliothek oder einen leeren Ordner für eine neue; Fotos bleiben, wo sie sind.</translation>
    </message>
</context>
<context>
    <name>ResultDeeds</name>
    <message>
        <source>Show large and say why</source>
        <translation>Groß zeigen und sagen, warum</translation>
    </message>
    <message>
        <source>Picture copied</source>
        <translation>Bild kopiert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) ({size}) copied to {folder}</source>
        <translation>
            <numerusform>%Ln Datei ({size}) nach {folder} kopiert</numerusform>
            <numerusform>%Ln Dateien ({size}) nach {folder} kopiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done}, but not {name} and %Ln more: {reason}</source>
        <translation>
            <numerusform>{done}, aber nicht {name} und %Ln weitere: {reason}</numerusform>
            <numerusform>{done}, aber nicht {name} und %Ln weitere: {reason}</numerusform>
        </translation>
    </message>
    <message>
        <source>{done}, but not {name}: {reason}</source>
        <translation>{done}, aber nicht {name}: {reason}</translation>
    </message>
    <message>
        <source>Copy to which folder?</source>
        <translation>In welchen Ordner kopieren?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln favourite(s) added</source>
        <translation>
            <numerusform>%Ln Favorit dazu</numerusform>
            <numerusform>%Ln Favoriten dazu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln favourite(s) taken away</source>
        <translation>
            <numerusform>%Ln Favorit entfernt</numerusform>
            <numerusform>%Ln Favoriten entfernt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultGrid</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Put the moments together</source>
        <translation>Momente zusammenlegen</translation>
    </message>
    <message>
        <source>Put the stack together</source>
        <translation>Stapel zusammenlegen</translation>
    </message>
    <message numerus="yes">
        <source>Show the %Ln beneath</source>
        <translation>
            <numerusform>Das %Ln darunter zeigen</numerusform>
            <numerusform>Die %Ln darunter zeigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show its %Ln moment(s)</source>
        <translation>
            <numerusform>Seinen %Ln Moment zeigen</numerusform>
            <numerusform>Seine %Ln Momente zeigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln+ matches</source>
        <translation>
            <numerusform>mehr als %Ln Treffer</numerusform>
            <numerusform>mehr als %Ln Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
    <message>
        <source>Only weaker matches</source>
        <translation>Nur schwächere Treffer</translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>Weaker: these come near without really matching</source>
        <translation>Schwächer: Diese kommen nahe, ohne wirklich zu passen</translation>
    </message>
    <message>
        <source>Not loaded yet</source>
        <translation>Noch nicht geladen</translation>
    </message>
    <message>
        <source>No date · {items}</source>
        <translation>Kein Datum · {items}</translation>
    </message>
    <message>
        <source>clip of {time}</source>
        <translation>Clip von {time}</translation>
    </message>
    <message>
        <source>another moment at {time}</source>
        <translation>ein weiterer Moment bei {time}</translation>
    </message>
    <message>
        <source>best at {time}</source>
        <translation>am besten bei {time}</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>Foto</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more beneath</source>
        <translation>
            <numerusform>%Ln weiteres darunter</numerusform>
            <numerusform>%Ln weitere darunter</numerusform>
        </translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>has a caption</source>
        <translation>hat eine Beschriftung</translation>
    </message>
    <message>
        <source>its drive is away</source>
        <translation>sein Laufwerk ist nicht da</translation>
    </message>
</context>
<context>
    <name>RunCard</name>
    <message>
        <source>You may go on searching, and close Evoke: at the next start it goes on where it was.</source>
        <translation>Sie können weiter suchen und Evoke schließen: Beim nächsten Start geht es weiter, wo es war.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>Aufgeben …</translation>
    </message>
    <message>
        <source>What is still wrong (loss)</source>
        <translation>Was noch falsch ist (Verlust)</translation>
    </message>
    <message>
        <source>Held-out captions found among the first ten</source>
        <translation>Zurückgehaltene Beschriftungen unter den ersten zehn</translation>
    </message>
    <message>
        <source>steps; one line for each training</source>
        <translation>Schritte; eine Linie je Training</translation>
    </message>
    <message>
        <source>Learning from your captions</source>
        <translation>Aus Ihren Beschriftungen wird gelernt</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt …</translation>
    </message>
    <message>
        <source>before: {figure} %</source>
        <translation>vorher: {figure} %</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Give up learning</source>
        <translation>Das Lernen aufgeben</translation>
    </message>
    <message>
        <source>Give this run up?</source>
        <translation>Diesen Lauf aufgeben?</translation>
    </message>
    <message>
        <source>What was learned so far is deleted. Your captions, your library and the model in use stay as they are.</source>
        <translation>Was bisher gelernt wurde, wird gelöscht. Ihre Beschriftungen, Ihre Bibliothek und das benutzte Modell bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Look at the run of {when}</source>
        <translation>Den Lauf vom {when} ansehen</translation>
    </message>
</context>
<context>
    <name>SavedSearches</name>
    <message>
        <source>Album “{name}” saved</source>
        <translation>Album „{name}“ gespeichert</translation>
    </message>
    <message>
        <source>Renamed to “{name}”</source>
        <translation>In „{name}“ umbenannt</translation>
    </message>
    <message>
        <source>Album “{name}” removed; its photos stay</source>
        <translation>Album „{name}“ entfernt; seine Fotos bleiben</translation>
    </message>
    <message>
        <source>Search history emptied</source>
        <translation>Suchverlauf geleert</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>like {name}</source>
        <translation>wie {name}</translation>
    </message>
    <message numerus="yes">
        <source>like %Ln picture(s)</source>
        <translation>
            <numerusform>wie %Ln Bild</numerusform>
            <numerusform>wie %Ln Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>from {year}</source>
        <translation>ab {year}</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>with captions</source>
        <translation>mit Beschriftungen</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Nothing really matches this description. These come nearest.</source>
        <translation>Nichts passt wirklich auf diese Beschreibung. Diese kommen ihr am nächsten.</translation>
    </message>
    <message>
        <source>{selected} selected of {all}</source>
        <translation>{selected} ausgewählt von {all}</translation>
    </message>
    <message>
        <source>Found in {milliseconds} ms</source>
        <translation>In {milliseconds} ms gefunden</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly and is being started again.</source>
        <translation>Die Suchmaschine endete unerwartet und wird neu gestartet.</translation>
    </message>
    <message>
        <source>The engine was started again. Your library is as it was.</source>
        <translation>Die Suchmaschine wurde neu gestartet. Ihre Bibliothek ist, wie sie war.</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the default</source>
        <translation>Auf den Standard zurücksetzen</translation>
    </message>
    <message>
        <source>{name}: back to the default</source>
        <translation>{name}: auf den Standard zurücksetzen</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatik</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>Grafikkarte (CUDA)</translation>
    </message>
    <message>
        <source>Graphics of a Mac (MPS)</source>
        <translation>Grafik eines Mac (MPS)</translation>
    </message>
    <message>
        <source>Full (float32)</source>
        <translation>Voll (float32)</translation>
    </message>
    <message>
        <source>Half (bfloat16)</source>
        <translation>Halb (bfloat16)</translation>
    </message>
    <message>
        <source>End Evoke</source>
        <translation>Evoke beenden</translation>
    </message>
    <message>
        <source>Go on beside the clock</source>
        <translation>Bei der Uhr weitermachen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Wait when it runs low</source>
        <translation>Warten, wenn er leer wird</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Go slowly</source>
        <translation>Langsam machen</translation>
    </message>
    <message>
        <source>As other programs</source>
        <translation>Wie andere Programme</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>Am niedrigsten</translation>
    </message>
    <message>
        <source>{key}, by default: {default}</source>
        <translation>{key}, Standard: {default}</translation>
    </message>
    <message>
        <source>{key}, {minimum} to {maximum}, by default: {default}</source>
        <translation>{key}, {minimum} bis {maximum}, Standard: {default}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>In den Einstellungen suchen</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>No setting is called like that.</source>
        <translation>Keine Einstellung heißt so.</translation>
    </message>
    <message>
        <source>A newer version of Evoke wrote the settings. They are in force as far as this one knows them, and left as they are.</source>
        <translation>Eine neuere Version von Evoke schrieb die Einstellungen. Sie gelten, soweit diese sie kennt, und bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>The settings file cannot be read, so the defaults are in force. {reason}</source>
        <translation>Die Einstellungsdatei kann nicht gelesen werden, deshalb gelten die Standards. {reason}</translation>
    </message>
    <message>
        <source>Set it aside</source>
        <translation>Beiseitelegen</translation>
    </message>
    <message>
        <source>Some settings cannot be used as they are written: {mistakes}</source>
        <translation>Einige Einstellungen sind so, wie sie geschrieben sind, unbrauchbar: {mistakes}</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>Einstellungsdatei öffnen</translation>
    </message>
    <message>
        <source>Takes effect when Evoke is started again.</source>
        <translation>Gilt, wenn Evoke neu gestartet wird.</translation>
    </message>
    <message>
        <source>Start Evoke again</source>
        <translation>Evoke neu starten</translation>
    </message>
    <message>
        <source>Takes effect when the search engine is started again, which takes a few seconds.</source>
        <translation>Gilt, wenn die Suchmaschine neu gestartet wird; das dauert einige Sekunden.</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>The file is kept as {name}.</source>
        <translation>Die Datei ist als {name} aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>ShelfButtons</name>
    <message>
        <source>Worth captioning next</source>
        <translation>Als Nächstes zu beschriften</translation>
    </message>
    <message>
        <source>Those that stand for most of the others</source>
        <translation>Die für die meisten anderen stehen</translation>
    </message>
    <message>
        <source>Without caption</source>
        <translation>Ohne Beschriftung</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Captioned</source>
        <translation>Beschriftet</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Show: {which}</source>
        <translation>Zeigen: {which}</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Anywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Describe what to look for</source>
        <translation>Beschreiben, was gesucht wird</translation>
    </message>
    <message>
        <source>Everything that can be done</source>
        <translation>Alles, was man tun kann</translation>
    </message>
    <message>
        <source>Searches of before and albums</source>
        <translation>Frühere Suchen und Alben</translation>
    </message>
    <message>
        <source>Save this search as an album</source>
        <translation>Diese Suche als Album behalten</translation>
    </message>
    <message>
        <source>Search by the picture on the clipboard</source>
        <translation>Nach dem Bild in der Zwischenablage suchen</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Why is this one not found?</source>
        <translation>Warum wird dieses nicht gefunden?</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Beschriftungen</translation>
    </message>
    <message>
        <source>Teach it your own words</source>
        <translation>Eigene Wörter lehren</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Write a caption</source>
        <translation>Beschriftung schreiben</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Update the library</source>
        <translation>Bibliothek aktualisieren</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>From the description to the results</source>
        <translation>Von der Beschreibung zu den Ergebnissen</translation>
    </message>
    <message>
        <source>Show large and say why</source>
        <translation>Groß zeigen und sagen, warum</translation>
    </message>
    <message>
        <source>Open a stack or the moments of a clip, or close them</source>
        <translation>Stapel oder Momente eines Clips öffnen oder schließen</translation>
    </message>
    <message>
        <source>Select everything</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Add to favourites, or take out</source>
        <translation>Zu den Favoriten, oder herausnehmen</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <source>Where does it stand, and why?</source>
        <translation>Wo steht es, und warum?</translation>
    </message>
    <message>
        <source>Export the selection</source>
        <translation>Auswahl ausgeben</translation>
    </message>
    <message>
        <source>Larger thumbnails</source>
        <translation>Größere Vorschaubilder</translation>
    </message>
    <message>
        <source>Smaller thumbnails</source>
        <translation>Kleinere Vorschaubilder</translation>
    </message>
    <message>
        <source>Open in default program</source>
        <translation>Im Standardprogramm öffnen</translation>
    </message>
    <message>
        <source>Open with</source>
        <translation>Öffnen mit</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation>Voriges Ergebnis</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>Nächstes Ergebnis</translation>
    </message>
    <message>
        <source>Heat map of the next word</source>
        <translation>Wärmebild des nächsten Worts</translation>
    </message>
    <message>
        <source>Heat maps of all words side by side</source>
        <translation>Wärmebilder aller Wörter nebeneinander</translation>
    </message>
    <message>
        <source>Take a word out of the query, or put it back</source>
        <translation>Ein Wort aus der Suche nehmen oder wieder aufnehmen</translation>
    </message>
    <message>
        <source>Play a clip, or pause</source>
        <translation>Clip abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Play clips with sound, or without</source>
        <translation>Clips mit Ton abspielen oder ohne</translation>
    </message>
    <message>
        <source>Copy this moment of a clip into one of its own</source>
        <translation>Diesen Moment in einen eigenen Clip kopieren</translation>
    </message>
    <message>
        <source>Turn the view</source>
        <translation>Ansicht drehen</translation>
    </message>
    <message>
        <source>Details of the file</source>
        <translation>Angaben zur Datei</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>Wirkliche Größe</translation>
    </message>
    <message>
        <source>Previous kept frame of a clip</source>
        <translation>Voriges behaltenes Bild eines Clips</translation>
    </message>
    <message>
        <source>Next kept frame of a clip</source>
        <translation>Nächstes behaltenes Bild eines Clips</translation>
    </message>
    <message>
        <source>Back to the results</source>
        <translation>Zurück zu den Ergebnissen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>SmallMap</name>
    <message>
        <source>Where “{name}” is seen</source>
        <translation>Wo „{name}“ zu sehen ist</translation>
    </message>
    <message>
        <source>Keep this heat map over the picture</source>
        <translation>Dieses Wärmebild über dem Bild behalten</translation>
    </message>
</context>
<context>
    <name>SoundControl</name>
    <message>
        <source>Loudness of clips, in percent</source>
        <translation>Lautstärke von Clips in Prozent</translation>
    </message>
    <message>
        <source>This clip has no sound</source>
        <translation>Dieser Clip hat keinen Ton</translation>
    </message>
    <message>
        <source>Loudness: {share}</source>
        <translation>Lautstärke: {share}</translation>
    </message>
    <message>
        <source>Clips play without sound: a part of Qt is not installed. “pip install evoke[sound]” adds it.</source>
        <translation>Clips werden ohne Ton abgespielt: Ein Teil von Qt ist nicht installiert. „pip install evoke[sound]“ fügt ihn hinzu.</translation>
    </message>
    <message>
        <source>Clips play without sound: there is nothing to hear them with.</source>
        <translation>Clips werden ohne Ton abgespielt: Es gibt keinen Lautsprecher.</translation>
    </message>
    <message>
        <source>Clips play without sound: the loudspeaker does not answer.</source>
        <translation>Clips werden ohne Ton abgespielt: Der Lautsprecher antwortet nicht.</translation>
    </message>
    <message>
        <source>Play with sound (M)</source>
        <translation>Mit Ton abspielen (M)</translation>
    </message>
    <message>
        <source>Play without sound (M)</source>
        <translation>Ohne Ton abspielen (M)</translation>
    </message>
</context>
<context>
    <name>SpaceCard</name>
    <message>
        <source>The library takes {size} on its disk</source>
        <translation>Die Bibliothek belegt {size} auf ihrem Datenträger</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>{size} frei</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>Vorschaubilder</translation>
    </message>
    <message>
        <source>Search index</source>
        <translation>Suchindex</translation>
    </message>
    <message>
        <source>Logs and others</source>
        <translation>Protokolle und anderes</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
</context>
<context>
    <name>StandingDialog</name>
    <message>
        <source>It lies in a folder of the library and waits to be indexed.</source>
        <translation>Es liegt in einem Ordner der Bibliothek und wartet auf das Einlesen.</translation>
    </message>
    <message>
        <source>It has changed since it was indexed; the next update looks at it again.</source>
        <translation>Es hat sich seit dem Einlesen geändert; beim nächsten Aktualisieren wird es wieder angesehen.</translation>
    </message>
    <message>
        <source>It could not be read.</source>
        <translation>Es konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>It lies in a folder of the library, but is no photo or clip, or is left out by a rule.</source>
        <translation>Es liegt in einem Ordner der Bibliothek, ist aber kein Foto oder Clip, oder eine Regel lässt es aus.</translation>
    </message>
    <message>
        <source>It lies in no folder of the library. Add its folder to find it.</source>
        <translation>Es liegt in keinem Ordner der Bibliothek. Fügen Sie seinen Ordner hinzu, um es zu finden.</translation>
    </message>
    <message>
        <source>It was indexed with another model only. Update the library to find it.</source>
        <translation>Es wurde nur mit einem anderen Modell eingelesen. Aktualisieren Sie die Bibliothek, um es zu finden.</translation>
    </message>
    <message>
        <source>There is no such file, and the library knows none.</source>
        <translation>Es gibt keine solche Datei, und die Bibliothek kennt keine.</translation>
    </message>
    <message>
        <source>the kind of file</source>
        <translation>die Art der Datei</translation>
    </message>
    <message>
        <source>the date</source>
        <translation>den Tag</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>den Ordner</translation>
    </message>
    <message>
        <source>the camera</source>
        <translation>die Kamera</translation>
    </message>
    <message>
        <source>captions</source>
        <translation>Beschriftungen</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Why is this one found, or not?</source>
        <translation>Warum wird dieses gefunden, oder nicht?</translation>
    </message>
    <message>
        <source>The filter for {kind} keeps it away.</source>
        <translation>Der Filter für {kind} hält es fern.</translation>
    </message>
    <message>
        <source>Drop this filter</source>
        <translation>Diesen Filter weglassen</translation>
    </message>
    <message>
        <source>What each part of the search does to it</source>
        <translation>Was jeder Teil der Suche bewirkt</translation>
    </message>
    <message>
        <source>Switch it off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Switch “{text}” off</source>
        <translation>„{text}“ ausschalten</translation>
    </message>
    <message>
        <source>It is found, beneath another one in a stack.</source>
        <translation>Es wird gefunden, unter einem anderen in einem Stapel.</translation>
    </message>
    <message>
        <source>It is found.</source>
        <translation>Es wird gefunden.</translation>
    </message>
    <message>
        <source>It is found, at place {place}.</source>
        <translation>Es wird gefunden, auf Platz {place}.</translation>
    </message>
    <message>
        <source>It cannot be found.</source>
        <translation>Es kann nicht gefunden werden.</translation>
    </message>
    <message>
        <source>A filter keeps it away.</source>
        <translation>Ein Filter hält es fern.</translation>
    </message>
    <message>
        <source>Filters keep it away.</source>
        <translation>Filter halten es fern.</translation>
    </message>
    <message>
        <source>It does not match well enough to be shown.</source>
        <translation>Es passt nicht gut genug, um gezeigt zu werden.</translation>
    </message>
    <message>
        <source>It looks like a copy or a shot of the burst of {name}.</source>
        <translation>Es sieht aus wie eine Kopie oder Aufnahme der Serie von {name}.</translation>
    </message>
    <message>
        <source>Among everything it has place {place} of {compared}.</source>
        <translation>Unter allem hat es Platz {place} von {compared}.</translation>
    </message>
    <message>
        <source>Among what passes the filters it has place {place} of {compared}.</source>
        <translation>Unter dem, was die Filter durchlassen, hat es Platz {place} von {compared}.</translation>
    </message>
    <message>
        <source>Nothing in the library really matches this search; the nearest are shown.</source>
        <translation>Nichts in der Bibliothek passt wirklich auf diese Suche; gezeigt wird das Nächste.</translation>
    </message>
    <message>
        <source>Its score of {score} is above the cutoff of {cutoff}.</source>
        <translation>Sein Wert von {score} liegt über der Schwelle von {cutoff}.</translation>
    </message>
    <message>
        <source>Its score of {score} is {lacks} below the cutoff of {cutoff} (the best has {best}). “Show weaker matches” lists what comes near.</source>
        <translation>Sein Wert von {score} liegt {lacks} unter der Schwelle von {cutoff} (der beste hat {best}). „Schwächere Treffer zeigen“ listet auf, was nahekommt.</translation>
    </message>
    <message>
        <source>raises it by {amount}</source>
        <translation>hebt es um {amount}</translation>
    </message>
    <message>
        <source>lowers it by {amount}</source>
        <translation>senkt es um {amount}</translation>
    </message>
    <message>
        <source>without it, the same place</source>
        <translation>ohne es derselbe Platz</translation>
    </message>
    <message>
        <source>without it, place {place}</source>
        <translation>ohne es Platz {place}</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>ein Bild</translation>
    </message>
    <message>
        <source>without {name}</source>
        <translation>ohne {name}</translation>
    </message>
</context>
<context>
    <name>StatusFooter</name>
    <message>
        <source>{photos} · {clips} · model {name}</source>
        <translation>{photos} · {clips} · Modell {name}</translation>
    </message>
    <message>
        <source>The engine is starting…</source>
        <translation>Die Suchmaschine startet …</translation>
    </message>
    <message>
        <source>The engine is being started again…</source>
        <translation>Die Suchmaschine wird neu gestartet …</translation>
    </message>
    <message>
        <source>The engine is not running</source>
        <translation>Die Suchmaschine läuft nicht</translation>
    </message>
</context>
<context>
    <name>Surroundings</name>
    <message>
        <source>Evoke is still there</source>
        <translation>Evoke ist noch da</translation>
    </message>
    <message>
        <source>It watches your folders. Its icon ends it.</source>
        <translation>Es überwacht Ihre Ordner. Das Symbol beendet es.</translation>
    </message>
</context>
<context>
    <name>TableChoices</name>
    <message>
        <source>Western European (Windows)</source>
        <translation>Westeuropäisch (Windows)</translation>
    </message>
    <message>
        <source>Western European (Mac)</source>
        <translation>Westeuropäisch (Mac)</translation>
    </message>
    <message>
        <source>Central European</source>
        <translation>Mitteleuropäisch</translation>
    </message>
    <message>
        <source>Cyrillic</source>
        <translation>Kyrillisch</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Griechisch</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Türkisch</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Hebräisch</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Arabisch</translation>
    </message>
    <message>
        <source>Chinese, simplified</source>
        <translation>Chinesisch, vereinfacht</translation>
    </message>
    <message>
        <source>Chinese, traditional</source>
        <translation>Chinesisch, traditionell</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanisch</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreanisch</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Vertical line</source>
        <translation>Senkrechter Strich</translation>
    </message>
    <message>
        <source>Files are named in</source>
        <translation>Dateien stehen in</translation>
    </message>
    <message>
        <source>Captions stand in</source>
        <translation>Beschriftungen stehen in</translation>
    </message>
    <message>
        <source>Moments begin in</source>
        <translation>Momente beginnen in</translation>
    </message>
    <message>
        <source>Letters are written as</source>
        <translation>Buchstaben sind geschrieben als</translation>
    </message>
    <message>
        <source>Columns are divided by</source>
        <translation>Spalten sind getrennt durch</translation>
    </message>
    <message>
        <source>Choose a column</source>
        <translation>Spalte wählen</translation>
    </message>
    <message>
        <source>No column</source>
        <translation>Keine Spalte</translation>
    </message>
</context>
<context>
    <name>TaskDialog</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>TeachPage</name>
    <message>
        <source>Teach it your own words</source>
        <translation>Eigene Wörter lehren</translation>
    </message>
    <message>
        <source>Names, places, what only you call so: the model learns them from your captions, on this computer. In use now: {model}.</source>
        <translation>Namen, Orte, was nur Sie so nennen: Das Modell lernt es aus Ihren Beschriftungen, auf diesem Computer. Jetzt in Gebrauch: {model}.</translation>
    </message>
    <message>
        <source>Looking at your captions…</source>
        <translation>Ihre Beschriftungen werden angesehen …</translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation>Einen Augenblick.</translation>
    </message>
    <message>
        <source>Discard what was learned</source>
        <translation>Gelerntes verwerfen</translation>
    </message>
    <message>
        <source>Discard {model}?</source>
        <translation>{model} verwerfen?</translation>
    </message>
    <message>
        <source>The model is deleted. Your captions stay, so that it could be learned again; the report stays too.</source>
        <translation>Das Modell wird gelöscht. Ihre Beschriftungen bleiben, es ließe sich also noch einmal lernen; der Bericht bleibt auch.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{model} is in use now</source>
        <translation>{model} ist jetzt in Gebrauch</translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation>Das konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>The library cannot be opened</source>
        <translation>Die Bibliothek kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Gleich ist es so weit</translation>
    </message>
    <message>
        <source>{found} can be searched</source>
        <translation>{found} durchsuchbar</translation>
    </message>
    <message>
        <source>Show Evoke</source>
        <translation>Evoke zeigen</translation>
    </message>
    <message>
        <source>Update the library</source>
        <translation>Bibliothek aktualisieren</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>This is done.</source>
        <translation>Das ist fertig.</translation>
    </message>
</context>
<context>
    <name>TuningText</name>
    <message>
        <source>Nothing to learn from yet</source>
        <translation>Noch nichts, woraus gelernt werden kann</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more photo(s) or clips with a caption are needed</source>
        <translation>
            <numerusform>%Ln weiteres beschriftetes Foto oder ein Clip ist nötig</numerusform>
            <numerusform>%Ln weitere beschriftete Fotos oder Clips sind nötig</numerusform>
        </translation>
    </message>
    <message>
        <source>Enough to try</source>
        <translation>Genug zum Versuchen</translation>
    </message>
    <message>
        <source>Enough to learn from</source>
        <translation>Genug zum Lernen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips have a caption.</source>
        <translation>
            <numerusform>%Ln Foto oder Clip hat eine Beschriftung.</numerusform>
            <numerusform>%Ln Fotos und Clips haben eine Beschriftung.</numerusform>
        </translation>
    </message>
    <message>
        <source>Say what your photos and clips show, in your own words.</source>
        <translation>Sagen Sie in eigenen Worten, was Ihre Fotos und Clips zeigen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln are the least; a gain can hardly be proven with fewer.</source>
        <translation>
            <numerusform>%Ln ist das Mindeste; mit weniger lässt sich ein Gewinn kaum belegen.</numerusform>
            <numerusform>%Ln sind das Mindeste; mit weniger lässt sich ein Gewinn kaum belegen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From so few a gain often cannot be proven, and then nothing is changed; with %Ln it usually can.</source>
        <translation>
            <numerusform>Aus so wenigen lässt sich ein Gewinn oft nicht belegen, und dann wird nichts geändert; mit %Ln meist schon.</numerusform>
            <numerusform>Aus so wenigen lässt sich ein Gewinn oft nicht belegen, und dann wird nichts geändert; mit %Ln meist schon.</numerusform>
        </translation>
    </message>
    <message>
        <source>With so many a gain can usually be proven, if there is one.</source>
        <translation>Mit so vielen lässt sich ein Gewinn meist belegen, wenn es einen gibt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of the pictures are moments of clips.</source>
        <translation>
            <numerusform>%Ln der Bilder ist ein Moment aus Clips.</numerusform>
            <numerusform>%Ln der Bilder sind Momente aus Clips.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more have a caption, but their files are away or have changed.</source>
        <translation>
            <numerusform>%Ln weiteres hat eine Beschriftung, aber die Datei fehlt oder hat sich geändert.</numerusform>
            <numerusform>%Ln weitere haben eine Beschriftung, aber ihre Dateien fehlen oder haben sich geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>There are few pictures without captions to hold the rest in place: it is measured less surely whether other searches stay as good.</source>
        <translation>Es gibt wenige Bilder ohne Beschriftung, die alles andere an seinem Platz halten: Ob andere Suchen so gut bleiben, wird weniger sicher gemessen.</translation>
    </message>
    <message>
        <source>On the graphics card: {name}</source>
        <translation>Auf der Grafikkarte: {name}</translation>
    </message>
    <message>
        <source>On the graphics processor of this Mac</source>
        <translation>Auf dem Grafikprozessor dieses Mac</translation>
    </message>
    <message numerus="yes">
        <source>On the processor, with %Ln thread(s)</source>
        <translation>
            <numerusform>Auf dem Prozessor, mit %Ln Thread</numerusform>
            <numerusform>Auf dem Prozessor, mit %Ln Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>Until the result: {duration}, as measured just now</source>
        <translation>Bis zum Ergebnis: {duration}, eben gemessen</translation>
    </message>
    <message>
        <source>Should you keep it, your library is embedded anew beside the old model: {pictures}, {duration}</source>
        <translation>Wenn Sie es behalten, wird Ihre Bibliothek neben dem alten Modell neu eingebettet: {pictures}, {duration}</translation>
    </message>
    <message>
        <source>There is no graphics card that Evoke can use, and none is needed: only the last layer of the model learns, which the processor does in moments. What takes the time is looking at the pictures once.</source>
        <translation>Es gibt keine Grafikkarte, die Evoke benutzen kann, und es braucht keine: Nur die letzte Schicht des Modells lernt, was der Prozessor in Augenblicken tut. Was dauert, ist, die Bilder einmal anzusehen.</translation>
    </message>
    <message>
        <source>Every captioned picture is held out once: a training that does not see it must find it by its caption.</source>
        <translation>Jedes beschriftete Bild wird einmal zurückgehalten: Ein Training, das es nicht sieht, muss es an seiner Beschriftung finden.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln captioned picture(s) are held out: the training does not see them, and must find them by their captions.</source>
        <translation>
            <numerusform>%Ln beschriftetes Bild wird zurückgehalten: Das Training sieht es nicht und muss es an seiner Beschriftung finden.</numerusform>
            <numerusform>%Ln beschriftete Bilder werden zurückgehalten: Das Training sieht sie nicht und muss sie an ihren Beschriftungen finden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every picture is looked at once, captioned ones in several views; %Ln picture(s) without captions keep the rest of the model where it is.</source>
        <translation>
            <numerusform>Jedes Bild wird einmal angesehen, beschriftete in mehreren Ausschnitten; %Ln Bild ohne Beschriftung hält das übrige Modell, wo es ist.</numerusform>
            <numerusform>Jedes Bild wird einmal angesehen, beschriftete in mehreren Ausschnitten; %Ln Bilder ohne Beschriftung halten das übrige Modell, wo es ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Before and after, your captions and hundreds of general searches are measured. It counts as better only if your captions surely find their pictures better and the general searches do not get worse.</source>
        <translation>Vorher und nachher werden Ihre Beschriftungen und Hunderte allgemeiner Suchen gemessen. Als besser gilt es nur, wenn Ihre Beschriftungen ihre Bilder sicher besser finden und die allgemeinen Suchen nicht schlechter werden.</translation>
    </message>
    <message>
        <source>You see both side by side and decide. The old model stays, and one click goes back to it.</source>
        <translation>Sie sehen beides nebeneinander und entscheiden. Das alte Modell bleibt, und ein Klick führt zurück.</translation>
    </message>
    <message>
        <source>Looking at the pictures</source>
        <translation>Die Bilder werden angesehen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Learning from your captions</source>
        <translation>Aus Ihren Beschriftungen wird gelernt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Cut short</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>It could not go on</source>
        <translation>Es konnte nicht weitergehen</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>Not better, so nothing was changed</source>
        <translation>Nicht besser, deshalb wurde nichts geändert</translation>
    </message>
    <message>
        <source>Better: it is for you to decide</source>
        <translation>Besser: Sie entscheiden</translation>
    </message>
    <message>
        <source>Better, and in use</source>
        <translation>Besser, und in Gebrauch</translation>
    </message>
    <message>
        <source>Better, and was in use before</source>
        <translation>Besser, und war früher in Gebrauch</translation>
    </message>
    <message>
        <source>Was better, and was discarded</source>
        <translation>War besser und wurde verworfen</translation>
    </message>
    <message>
        <source>What was learned so far is kept, also when Evoke is closed.</source>
        <translation>Was bisher gelernt wurde, bleibt, auch wenn Evoke geschlossen wird.</translation>
    </message>
    <message>
        <source>What was learned so far is kept; it goes on where it was.</source>
        <translation>Was bisher gelernt wurde, bleibt; es geht weiter, wo es war.</translation>
    </message>
    <message>
        <source>captions {before} → {after} %</source>
        <translation>Beschriftungen {before} → {after} %</translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>Keep and use it</source>
        <translation>Behalten und benutzen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Go back to the model before</source>
        <translation>Zum vorigen Modell zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Measured on %Ln held-out picture(s); the gain is at least {points} points with 95 % certainty.</source>
        <translation>
            <numerusform>Gemessen an %Ln zurückgehaltenen Bild; der Gewinn beträgt mit 95 % Sicherheit mindestens {points} Punkte.</numerusform>
            <numerusform>Gemessen an %Ln zurückgehaltenen Bildern; der Gewinn beträgt mit 95 % Sicherheit mindestens {points} Punkte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your library is being embedded with the new model. Searches go on with the old one until then.</source>
        <translation>Ihre Bibliothek wird mit dem neuen Modell eingebettet. Bis dahin laufen Suchen mit dem alten weiter.</translation>
    </message>
    <message>
        <source>Your held-out captions: right picture first</source>
        <translation>Ihre zurückgehaltenen Beschriftungen: richtiges Bild zuerst</translation>
    </message>
    <message>
        <source>Your held-out captions: right picture among the first ten</source>
        <translation>Ihre zurückgehaltenen Beschriftungen: richtiges Bild unter den ersten zehn</translation>
    </message>
    <message>
        <source>General searches: as before, first</source>
        <translation>Allgemeine Suchen: wie zuvor, zuerst</translation>
    </message>
    <message>
        <source>General searches: as before, among the first ten</source>
        <translation>Allgemeine Suchen: wie zuvor, unter den ersten zehn</translation>
    </message>
    <message>
        <source>Stopping; the old model stays in use…</source>
        <translation>Wird angehalten; das alte Modell bleibt in Gebrauch …</translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message>
        <source>Back to the results (Esc)</source>
        <translation>Zurück zu den Ergebnissen (Esc)</translation>
    </message>
    <message>
        <source>Previous result (Left)</source>
        <translation>Voriges Ergebnis (Links)</translation>
    </message>
    <message>
        <source>Next result (Right)</source>
        <translation>Nächstes Ergebnis (Rechts)</translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation>Verkleinern (−)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Vergrößern (+)</translation>
    </message>
    <message>
        <source>Whole picture (0)</source>
        <translation>Ganzes Bild (0)</translation>
    </message>
    <message>
        <source>Actual size (1)</source>
        <translation>Wirkliche Größe (1)</translation>
    </message>
    <message>
        <source>Turn the view (R)</source>
        <translation>Ansicht drehen (R)</translation>
    </message>
    <message>
        <source>Captions (C)</source>
        <translation>Beschriftungen (C)</translation>
    </message>
    <message>
        <source>Details of the file (I)</source>
        <translation>Angaben zur Datei (I)</translation>
    </message>
    <message>
        <source>Details of the file</source>
        <translation>Angaben zur Datei</translation>
    </message>
    <message>
        <source>at {time} of {length}</source>
        <translation>bei {time} von {length}</translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>bei {time}</translation>
    </message>
</context>
<context>
    <name>ViewerPane</name>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Previous kept frame (,)</source>
        <translation>Voriges behaltenes Bild (,)</translation>
    </message>
    <message>
        <source>Next kept frame (.)</source>
        <translation>Nächstes behaltenes Bild (.)</translation>
    </message>
    <message>
        <source>Copy this moment into a clip of its own (X)</source>
        <translation>Diesen Moment in einen eigenen Clip kopieren (X)</translation>
    </message>
    <message>
        <source>Copy this moment into a clip of its own</source>
        <translation>Diesen Moment in einen eigenen Clip kopieren</translation>
    </message>
    <message>
        <source>Play (K)</source>
        <translation>Abspielen (K)</translation>
    </message>
    <message>
        <source>Pause (K)</source>
        <translation>Anhalten (K)</translation>
    </message>
    <message>
        <source>Play, without sound (K)</source>
        <translation>Abspielen, ohne Ton (K)</translation>
    </message>
</context>
<context>
    <name>WeakerBar</name>
    <message numerus="yes">
        <source>%Ln weaker match(es) below.</source>
        <translation>
            <numerusform>%Ln schwächerer Treffer darunter.</numerusform>
            <numerusform>%Ln schwächere Treffer darunter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide weaker matches</source>
        <translation>Schwächere Treffer ausblenden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es); what is less certain is left out.</source>
        <translation>
            <numerusform>%Ln Treffer; weniger Sicheres bleibt weg.</numerusform>
            <numerusform>%Ln Treffer; weniger Sicheres bleibt weg.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches; what is less certain is left out.</source>
        <translation>Nichts passt; weniger Sicheres bleibt weg.</translation>
    </message>
    <message>
        <source>Show weaker matches</source>
        <translation>Schwächere Treffer zeigen</translation>
    </message>
</context>
<context>
    <name>WeightPopup</name>
    <message>
        <source>How much “{name}” counts, in percent</source>
        <translation>Wie viel „{name}“ zählt, in Prozent</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Wie üblich</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Opacity of the heat map</source>
        <translation>Deckkraft des Wärmebilds</translation>
    </message>
    <message>
        <source>Why this one</source>
        <translation>Warum dieses</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>Wärme</translation>
    </message>
    <message>
        <source>The heat maps of all words side by side (A)</source>
        <translation>Die Wärmebilder aller Wörter nebeneinander (A)</translation>
    </message>
    <message>
        <source>The heat maps of all words side by side</source>
        <translation>Die Wärmebilder aller Wörter nebeneinander</translation>
    </message>
    <message>
        <source>No word of this description stands for something to see.</source>
        <translation>Kein Wort dieser Beschreibung steht für etwas Sichtbares.</translation>
    </message>
    <message>
        <source>Point at a word to see where it is</source>
        <translation>Zeigen Sie auf ein Wort, um zu sehen, wo es ist</translation>
    </message>
    <message>
        <source>Your caption “{caption}” lowered it by {by}</source>
        <translation>Ihre Beschriftung „{caption}“ senkte es um {by}</translation>
    </message>
    <message>
        <source>Your caption “{caption}” raised it by {by}</source>
        <translation>Ihre Beschriftung „{caption}“ hob es um {by}</translation>
    </message>
</context>
<context>
    <name>WordChip</name>
    <message>
        <source>Click to keep its heat map; the cross (or Delete) takes it out of the query.</source>
        <translation>Klicken behält sein Wärmebild; das Kreuz (oder Entf) nimmt es aus der Suche.</translation>
    </message>
    <message>
        <source>Click to keep its heat map; the ring (or Delete) puts it back.</source>
        <translation>Klicken behält sein Wärmebild; der Ring (oder Entf) nimmt es wieder auf.</translation>
    </message>
    <message>
        <source>This word is switched off.</source>
        <translation>Dieses Wort ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>This word raised the match by {amount}.</source>
        <translation>Dieses Wort hob den Treffer um {amount}.</translation>
    </message>
    <message>
        <source>This word lowered the match by {amount}.</source>
        <translation>Dieses Wort senkte den Treffer um {amount}.</translation>
    </message>
</context>
<context>
    <name>_StepCard</name>
    <message>
        <source>{step}: done</source>
        <translation>{step}: erledigt</translation>
    </message>
</context>
</TS>
