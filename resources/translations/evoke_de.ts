<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Evoke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds your own photos and the moments of your own clips from a description, and shows why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything happens on this computer. Your files are only ever read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licensed under Apache-2.0; the licences of all it is made of are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActivityPanel</name>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what is running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActivityRow</name>
    <message>
        <source>Cancel: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Autostart</name>
    <message>
        <source>The desktop&apos;s entry for Evoke could not be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is the disk full or read-only?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptionDelegate</name>
    <message>
        <source>No caption yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptionEditor</name>
    <message>
        <source>Caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Whole clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Begins here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ends here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The moment begins at the frame that is shown (Alt+B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The moment ends at the frame that is shown (Alt+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This &amp;moment · {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing: Enter removes the caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter changes the caption · Esc leaves it as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what this shows, in your own words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter writes it and goes on · Shift+Enter writes another one · Page Down goes on without · Up changes the last one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptionExchange</name>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A &amp;table of captions (CSV)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text files &amp;beside the pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Descriptions other programs wrote (XMP, IPTC, EXIF)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Text files into a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;XMP files into a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text files beside the &amp;pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>XMP files &amp;beside the pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import which table?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the captions to which table?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the files into which folder?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write beside the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write new files into the folders of your photos and clips?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each captioned photo and clip gets a small file of the same name beside it for other programs. Your photos and clips stay as they are, and so does every file that is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) taken back</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{captions} written to {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) written</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already and stayed as they were</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be written</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptionLine</name>
    <message>
        <source>Go to this moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the moment at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the caption “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change this caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the caption “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this caption</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptionList</name>
    <message>
        <source>Photos and clips to caption</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptionMeter</name>
    <message numerus="yes">
        <source>%Ln photo(s) and clips with a caption</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln needed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln usual</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionModel</name>
    <message>
        <source>Not loaded yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no caption</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptionRows</name>
    <message>
        <source>Captions of this one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptionsPage</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the last caption (Ctrl+Z in an empty line)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through your library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to caption yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder with photos or clips; as soon as they are indexed you can say what they show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No captions yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say in your own words what your photos and clips show: names, places, what happened. Searches find them by these words at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what is worth captioning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything has a caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every photo and clip of your library says what it shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was the last one of this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) imported.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Take them back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CareDesk</name>
    <message>
        <source>Check the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where is the backup to be written?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evoke backup {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is copied and checked. Searching goes on meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which backup is to be restored?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup is checked before anything is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To which disk or folder is the library to be moved?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is copied and checked; your photos and clips stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the old copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the copy of the library in {folder}? The library itself is in {new}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} are free again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database, files, search index and thumbnails are looked at. This may take some minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is broken is made anew from the database and from your files, which are only read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backed up: {size} in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup of {when} is whole. Put it in the place of the library as it is now? The present database is kept beside it; thumbnails and search index are made anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup of {when} holds captions, favourites, albums and searches. Add them to the library?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} were new and are in the library now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is opened again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is now in {new}. The copy in {old} stays until you delete it on the library page.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>Everything is as it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything was put right. Your photos and clips were only read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is damaged and cannot be put right. Restore a backup, or begin a new library: your photos and clips are not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything could be put right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something is not as it should be. It can be put right; your files are only read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} ({number}): put right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} ({number})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database remembers things that no longer exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos or clips whose description by the model is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos or clips that can be found only in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos or clips that cannot be found yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that have changed since they were indexed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that are gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search index is damaged and is made anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that the search index lacks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures in the search index that are gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that the search index knows otherwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos or clips without a thumbnail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thumbnails of files that are gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Everything that can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for something that can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is called like that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Album: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again: {describe_request}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>Your captions, side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each was held out: the training that answers it never saw its picture, which has a frame. Shown are the largest gains, the largest losses, and some in between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General searches, side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What should stay as it was. Shown are those that changed most, and some in between.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CoverageBar</name>
    <message>
        <source>Share of photos and clips with a caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{captioned} of {media} photos and clips have a caption ({share})</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln of moments of clips</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting for a file that is away</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Searches find captions at once. With %Ln more, the model can learn from them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model can learn from these; with %Ln more it usually does.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Enough for the model to learn your own words.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message>
        <source>Write captions…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DateRangeDialog</name>
    <message>
        <source>Choose dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to and with</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DensityChoice</name>
    <message>
        <source>Sparse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sparse: a frame every {seconds} s · {duration} · {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal: a frame every {seconds} s · {duration} · {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense: a frame every {seconds} s · {duration} · {size}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DensityDialog</name>
    <message>
        <source>How densely clips are looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying how quick this computer is with your clips…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the clips that are known again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library holds {clips}, {duration} together. A denser look finds shorter moments, and takes longer and more space. Said is what looking at all of them again takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no clips in the library yet. The choice holds for those that come.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>No program is set up to open this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file manager is set up on this desktop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was its drive unplugged, or was it moved?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Details of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same content elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>Decoding processes; 0 takes one less than the cores, at least one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds after which decoding one file is given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory one decoding process may take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures with more megapixels are refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer side of a thumbnail in pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds between looked-at frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames looked at per clip; longer clips are sampled wider.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A frame closer than this to the last kept one is dropped; 0 keeps all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A frame whose brightness varies less than this is black or flat and dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures embedded at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries with fewer vectors are searched exactly, without the graph index.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether folders are watched while the window is open; off looks at the start only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes between two looks through everything, for changes that were not told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds between two looks through folders that cannot be watched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits shown for a query.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moments shown per clip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly a word with a minus pushes away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device for the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU threads for the model; 0 chooses by the cores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arithmetic for pictures; bfloat16 is quicker where the device has it, and finds a little less well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the window; system takes the desktop&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour theme.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of one result in the grid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of a heat map over its picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether heat maps fade into each other; off changes them at once, system does what the desktop asks for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file {0} cannot be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file {0} is not valid TOML: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setting {0}{1} is {2} but {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While on battery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present on this machine: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {0} holds no model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model could not be saved: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s files do not belong together: its configuration or tokenizer was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s weights do not fit its configuration: {0} and {1} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s weights {0} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s weights {0} are truncated or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s weights {0} hold something other than tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s {0} is incomplete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was saved in a format that this version of Evoke does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Evoke, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s {0} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s {0} is not a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in {0} is stored as pickled Python objects, which Evoke does not open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pickles can run code when they are opened; a checkpoint of Evoke is a folder with safetensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model in {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See `evoke models list`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no public model &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known by name: {0}; or name a repository, owner/model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answers in the model hub&apos;s place is not the hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub does not say which revision of {0} it means.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models&apos; folder cannot be written: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model needs {0} MB and the disk has {1} MB left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What arrived as {0} is not what the hub promised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub ended {0} too early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model can be fetched while HF_HUB_OFFLINE is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub gives {0} only to people who are signed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub has no such revision of {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub has no public model {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub answered {0} instead of {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model hub cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has arrived is kept: ask again when you are online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model could not be written: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pickles can run code when they are opened; look for a version of the model in safetensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no weights ({0}) in {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights {0} are truncated or not safetensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s {0} names a file that is not a shard: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s shards lack {0} and {1} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {0} in {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a photo of {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s weights do not fit its configuration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s weights hold values that no model has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Evoke is fetching {0} now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for it, or end it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model could not be put in place: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is another model called {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move or rename its folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Converting {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evoke reads models of the types clip and siglip, and this one is &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s {0} cannot be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s weights lack {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has parts that Evoke does not know: {0} and {1} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the hub has as {0} is {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evoke reads CLIP and SigLIP models in safetensors, as the transformers library saves them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub&apos;s weights of {0} are not those that Evoke knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s texts are padded on the left, which Evoke does not do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evoke reads tokenizers in that format, or CLIP&apos;s vocab.json with merges.txt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s vocabulary and merges do not belong together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer lacks the {0}_token it adds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer knows {0} tokens and its text tower {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer does not mark the end of a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s configuration cannot be read: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer {0} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer has no [MASK] token, so words cannot be hidden from the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the weight of masked texts to 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of Evoke knows no image tower of the kind &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of Evoke knows no text tower of the kind &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device {0} was asked for, but this machine has none that works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set compute.device to &quot;auto&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory for the model ran out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs or make indexing.batch_size smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat map {0} cannot be written: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is damaged: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the database {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has changed since it was indexed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} contents that are gone still have thumbnails.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} more: each {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model can make nothing of {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index {0} belongs to another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index {0} cannot be opened: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index {0} does not hold what its manifest says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index {0} cannot be written: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index {0} could not be written whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space; the index is rebuilt from the library when needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index&apos;s manifest {0} cannot be used: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index {0} has {1} bytes, not {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index {0} has changed since it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index {0} cannot be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not there; is its drive connected? What was found in it is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} files in {2} are gone all at once. They are kept. If that was meant, let the library forget them: evoke index --forget-missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for photos and clips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is its disk connected?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no database, only a person&apos;s own data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try --own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup {0} has changed since it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has changed since it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no backup: it has no {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} was written by another version of Evoke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not what Evoke writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is something in {0} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a new folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This clip is no longer in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run evoke index first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caption is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caption has {0} characters; {1} are allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caption holds control characters or bytes that are not text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a photo and has no moments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} lasts {1} s and has no moment at {2} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run evoke index with its folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was imported, because {0} of {1} cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {0} of {1} repeats row {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {0} of {1} holds a time that is not a number of seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {0} captions can be changed at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This photo or clip is no longer in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A moment needs a time where it begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} lasts {1} s and has no moment up to {2} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query only says what to leave out; there is nothing to show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in use has no folder to start from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new model is stored as {0}; evoke models use {1} goes on if this is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tuning needs {0} MB of disk; {1} MB are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captioned pictures that cannot be read now are left out: {0}{1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training left the model as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures to guard and their captions are given together, or not at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing at {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training may take more than 0 and at most {0} minutes, not {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tuning needs captions of at least {0} photos or clips; there are {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add some with evoke captions add or evoke captions import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Knows far more things by name: brands, places, works of art, people&apos;s trades.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sees smaller things and finer differences than the small CLIP, at many times its cost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As broad as OpenAI&apos;s CLIP, trained on two thousand million pictures of the open web.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds the one picture that a whole sentence describes more often than CLIP of its size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understands queries in German, Chinese and a hundred other languages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is named like a photo or clip; a table is written to a .csv file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table cannot be written to {0}: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is neither a photo nor a clip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} may not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} belongs to the library itself and holds no originals.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is an album “{0}” already, or this one is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An album needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name has {0} characters; it may have at most {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} that this library was told to use is no longer on this machine; {1} is used instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This library has used no other model before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See evoke models use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run evoke models use {0} first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new model cannot be stored in {0}: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model cannot be removed: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} is not on this machine any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model is part of Evoke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This library uses the model; choose another one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is being embedded with this model; cancel that first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model lies in a folder of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was made for the library in {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the library&apos;s files can be read now, so the model was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Are their disks connected?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} that was used before is no longer on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is none of the files with a person&apos;s own data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is larger than what Evoke writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not UTF-8 text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} lacks one of the columns {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no table: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {0} of {1} cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {0} of {1} holds a time that is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures may have {0} to {1} pixels a side, not {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No captioned photo or clip can be read now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See evoke captions list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} lies in a folder of the library, where nothing is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} belongs to the library itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture to resemble is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture to resemble is no longer in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pasted picture is too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A kept search cannot be read: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training ended without a result that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in {0} cannot be written: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no longer in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stretch of the clip is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder to copy into is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether indexing waits while the computer runs on battery; low waits below 40 percent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether indexing goes slowly, or waits, while somebody uses the computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much processor time indexing takes from other programs that want it too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hour of the day from which indexing may run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hour of the day until which it may run; from 22 until 6 is over night.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small icon beside the clock that says what Evoke does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens when the window is closed: Evoke ends, or goes on watching the folders beside the clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say so when something long has ended while another window is in front.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How files are opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which frames of a clip are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a library is brought up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How changes in the folders are noticed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When indexing in the window gives way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How hits are ranked and grouped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the model runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the window looks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How Evoke behaves on the desktop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All settings, one section per owner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoding processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest time for a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of a process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interval between frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames of a clip at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop frames that repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop black and flat frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search exactly below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through network folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While somebody works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index from this hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index until this hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results of the command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moments of a clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of a minus word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of a result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of heat maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Movement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Icon beside the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames of clips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watching folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being polite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching {0} ({1} of {2} MB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which table is to be read?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was read is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has too few cells, or one that is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds letters that do not fit this encoding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds a time that is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for text files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading descriptions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for what is to be imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{0}” is no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} files of the library are called {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder belongs to the library, and Evoke never writes there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that is not below one of the library&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no character encoding called {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table {0} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table {0} is not written in {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table {0} cannot be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no old copy of this library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot hold the library: one lies in the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is on a network drive ({1}), where a database gets damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder on a disk of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is too little room for the library: {0} GB are needed and {1} GB free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or choose another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or check the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is not there or may not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder to copy into cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is its disk all right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are too many files of this name in the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its drive is away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A piece of sound may last {0} seconds at most.</source>
        <translation>Ein Stück Ton darf höchstens {0} Sekunden dauern.</translation>
    </message>
    <message>
        <source>{0} has more than {1} lines: a text, not captions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training cannot be started: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its last words: {0} All of them are in {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It said nothing; see {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training ended unexpectedly (exit code {0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no fine-tuning to go on with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such fine-tuning any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be watched ({1}); it is looked through now and then.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new clip cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing in this stretch of {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stretch of {0} cannot be copied: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} needs more than {1} MB of memory to decode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be decoded with decord.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Centre-weighted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multi-spot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aperture priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shutter priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Creative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Author</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copyright</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Software</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Artist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As on 35 mm film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digitised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be read: no memory is left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is cut off before its picture begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has more than {1} megapixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The limit is the setting decoding.max_megapixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a picture of a known format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be decoded: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be opened as a clip: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no picture track that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has frames of {1} x {2} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no frame that can be decoded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a photo or clip of a known kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and index again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A thumbnail could not be written: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no frame that can be decoded at {1} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your files are not to blame. Close other programs; if it stays so, install Evoke again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decoding process cannot be started: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} makes the decoder crash or hang.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} took the decoder more than {1} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The limit is the setting decoding.timeout_s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} makes the decoder crash (exit code {1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} could not be decoded because of a fault in Evoke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The XMP is not of the kind that photo programs write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The XMP is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query has {0} characters; it must have fewer than {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query has {0} words; it may have at most {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type what the photo or clip shows, for example: a dog on a beach.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of hits is {0} but must be at least 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query has {0} pictures; it may have at most {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} was moved and is not written any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no library in {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index a folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} is of an older version and has to be opened for writing once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run evoke index.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library folder {0} cannot be written: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or check the disk and its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} is being used by another Evoke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other window or wait for the other command to end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library folder {0} is on a network drive ({1}), where a database gets damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder on a disk of this computer with --library or EVOKE_LIBRARY.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library&apos;s database {0} is empty, though there was a library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it with evoke restore, or delete the library folder and index your folders again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} is locked by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library&apos;s database {0} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it with evoke restore, or move it away and index your folders again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} cannot be written: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or check that the disk is there and not read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a link, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a plain file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} WHERE f.path = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} WHERE f.path &gt; ? ORDER BY f.path LIMIT ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library was moved to {0}, which is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect its disk. To use what stayed behind instead, delete {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a database, but not one of Evoke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library in {0} was written by a newer version of Evoke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Evoke, or choose another library folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library&apos;s database {0} {1} {2} {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {0} gives {1} numbers per picture, but gave {2} before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest transformer blocks of the image tower that learn beside the projections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest layers of the text tower that learn beside the projections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views kept of every captioned picture; the first is the whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of one training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captioned pictures a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak learning rate of the projections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak learning rate of blocks and layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the contrast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull of the weights to where they started (L2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull of other pictures&apos; and general phrases&apos; vectors to where they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull of the ranking of phrases per picture, and back, to what it was (KL).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose how much of the training to take over, instead of all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other pictures, and as many phrases, looked at a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time for everything; what was reached by then is measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts that few pictures are cut into, each held out once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below so many pictures every one is held out once, instead of some for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of many pictures that is held out for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percentage points that the guard figures may fall on average.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percentage points that they surely (95 %) may not fall by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of everything random.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} parameters learn; everything below them is computed once and kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training was stopped: the loss is no finite number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower finetune.rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learned so far cannot be kept: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and let it go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tuned on your own captions, from {base}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model takes pictures of {0} pixels, and the fine-tuning was prepared for another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result could not be written: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {0} different pictures have captions; {1} are the least that can be split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caption more pictures first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All captions are the same text, so there is nothing to tell the pictures apart by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All captioned pictures are the same picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bank of general phrases has fewer than four phrases.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fine-tuning was prepared by another version of Evoke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fine-tuning&apos;s request.json is incomplete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bank of general phrases cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures to learn from cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures to learn from are not squares of {0} pixels in RGB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are {0} pictures and {1} lines about them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of the pictures to learn from cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {0} of the list of pictures has no content or no captions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The guard set has fewer than two pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fine-tuning&apos;s request.json cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fine-tuning&apos;s request.json is not a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To stay within the time, {0} of {1} other pictures are looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time was over before anything could be learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No share of the training made things better, so none is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your held-out captions find their pictures better, and other searches are as good as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your held-out captions find their pictures better, but other searches became worse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your held-out captions find their pictures hardly better: that may be chance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your held-out captions do not find their pictures better than before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EngineClient</name>
    <message>
        <source>The engine is of another version than the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Evoke again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in your library is lost. Try again; evoke doctor says what may be wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine keeps ending unexpectedly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is started again by itself; nothing in your library is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended unexpectedly.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>That did not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in Evoke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a mistake in the program, not in your files. Your library is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report below helps to mend it. It stays on this computer unless you pass it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evoke ended unexpectedly the last time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in your library is lost; what was being done is done again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log: {log_path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Evoke again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExampleRow</name>
    <message>
        <source>“{query}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln of {all} pictures stayed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>stayed at place {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>place {before} → {after}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExampleStrip</name>
    <message>
        <source>{name}: this caption&apos;s own picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FigureBars</name>
    <message>
        <source>{name}: {before} % before, {after} % after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{before} → {after} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{change} points</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileActions</name>
    <message>
        <source>Open in default program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More like this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where does it stand, and why?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the selection…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out of favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open with which program?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show clips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captioned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No camera named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order} by day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose dates…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack copies and bursts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterMenus</name>
    <message>
        <source>Whole year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No camera named</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Any date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your photos and clips are read where they are. Nothing is moved, changed or sent anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe what you remember</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In English words, as you would tell a friend. You need not wait until all is indexed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try “{example}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See why it was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a result, then point at a word below the picture: the heat map shows where it is seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do without the guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three steps to begin with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is all there is to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FolderBar</name>
    <message>
        <source>Look through it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget missing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the library forget the files of this folder that are gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this folder out of the library (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through this folder again from now on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not look through this folder for now; what is known of it is still found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FolderModel</name>
    <message>
        <source>not reachable at the moment; what is known of it stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused · {photos} · {clips}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not indexed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) gone all at once, kept for now</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) unreadable</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{number} left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>updated {when}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FrameTimeline</name>
    <message>
        <source>Position in the clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} of {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}, matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}, {percent} of a match</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GivenPictures</name>
    <message>
        <source>This is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was its drive unplugged?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryMenu</name>
    <message>
        <source>Albums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searches of before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this search as an album…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty the search history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as an album</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change albums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove (its photos stay)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the album</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HumanText</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clip(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moment(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{before} and {last}</source>
        <comment>the end of a list</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding the captions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text files with the names of your photos and clips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What other programs wrote into your photos and clips, and XMP files beside them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed yet. Your photos and clips are only read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln caption(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your photos and clips</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{captions} for {media}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which columns hold the files and the captions?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in it is in your library already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to import</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln are there already and stay as they are.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln name a file that is not in your library; they are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot be used; they are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were looked at.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{list} · {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{list} · the first {shown} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions to be added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndexCard</name>
    <message>
        <source>Add and index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Launching</name>
    <message>
        <source>Evoke could not be started again: {program}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibrariesDialog</name>
    <message>
        <source>Libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries that were open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in another window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open or make a library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} · open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} · not there now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A library holds what Evoke knows of some folders. Each has its own captions, model and albums.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A library, or an empty folder for a new one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for new, changed and deleted files (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause all indexing until you say otherwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folders yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the folders that hold your photos and clips. Your files are never changed, moved or uploaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave files out of every folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How densely clips are looked at…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up the library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the library to another disk…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a folder out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take “{name}” out of the library?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget missing files</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Were %Ln file(s) in “{name}” deleted on purpose?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>They are gone all at once, as when a drive is only half there, and are kept until you say so. Forgotten files can no longer be found here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing is paused. What is new can be searched once it goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hidden} left out, {shown} found again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library was moved. The copy in {folder} is kept until you delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} can be searched</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibrarySession</name>
    <message>
        <source>No photos or clips were found in this folder. It can be added all the same and is looked at again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} ({duration} of video)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found}. Indexing takes {duration} and {size} on disk; you can search meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} can be searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is lost: what lies in it is found elsewhere too. The files stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} can no longer be found here. The files themselves stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} can no longer be found here; {captioned} of them have captions, {favourites} are favourites. Both are kept for when the files come back. The files themselves stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused. What was indexed so far can be searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits until the computer is plugged in or its battery is fuller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits until nobody uses the computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for the hours that the settings name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LicencesPage</name>
    <message>
        <source>Packages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This package brings no text of its licence.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LoginRow</name>
    <message>
        <source>Start when I sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evoke then watches the folders beside the clock, without its window.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which file should have been found?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{photos} · {clips} · model {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being started again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is not running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ManualWindow</name>
    <message>
        <source>Manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manual is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Update the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Li&amp;braries…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Larger thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Smaller thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open or close a stack or a clip&apos;s moments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next word&apos;s heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;All heat maps side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Describe what to look for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by the picture on the clip&amp;board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searches of &amp;before and albums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sa&amp;ve this search as an album…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear the filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Why is this one not found?…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Everything that can be done…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ca&amp;ptions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Teach it your own words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Write a caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Evoke</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Go back to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>used before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping; the old model stays in use…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message>
        <source>Knows far more things by name: brands, places, works of art, people&apos;s trades.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sees smaller things and finer differences than the small CLIP, at many times its cost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As broad as OpenAI&apos;s CLIP, trained on two thousand million pictures of the open web.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds the one picture that a whole sentence describes more often than CLIP of its size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understands queries in German, Chinese and a hundred other languages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English queries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queries in many languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comes with Evoke: small, quick on any processor, understands English.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned from the captions of another library: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned from your captions, on top of {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your captions among the first ten: {before} → {after} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>general searches as before: {before} → {after} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are still to be embedded.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All your photos and clips are embedded with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your library is embedded with it already: changing takes a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are embedded first; what was embedded before is gone on with.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are embedded first; searches go on meanwhile.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>slow without a graphics card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{arrived} have arrived already and are gone on with.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>From a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a CLIP or SigLIP model that was brought here otherwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each library uses one of them. Together they take {used}; {free} are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Public models that know more of the world. Fetching one is the only thing for which Evoke uses the network, and only when you ask for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have all of the public models that Evoke knows by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch {model} from the Hugging Face hub?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your computer&apos;s address is seen by the hub, nothing else of you. What arrives is checked against its known hash before it is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It frees {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There will be no way back to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other libraries that use it go back to a model that is here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your captions stay, so that it could be learned again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {model} from this computer?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder with the files of a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is here now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MomentButton</name>
    <message>
        <source>{start} to {end}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moment from {start_to_end}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoResults</name>
    <message>
        <source>Searching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is not running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search engine is starting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your photos and clips are being listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filters leave no photo or clip over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo or clip comes near this description.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing has begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first photos can be searched in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folders of this library hold no photos or clips that could be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to search yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder to begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evoke looks through your photos and clips on this computer, and only here. Your files are never changed, moved or uploaded.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OfferRow</name>
    <message>
        <source>Go on fetching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop fetching {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping; what has arrived is kept…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Reading captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying a part of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying files again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Putting the library right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backing up the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding what a backup holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleting the old copy of the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaving files out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking a folder out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bringing the library up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgetting missing files of {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning from your captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embedding the library with {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing a model from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PatternsDialog</name>
    <message>
        <source>What is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In “{name}” only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In every folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patterns, one a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of the files that are left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pattern a line: *.png is every PNG, screenshots/ a folder of that name anywhere, /old/*.jpg what lies in one place. A line with ! takes something after all; later lines win.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden files, recycle bins, caches, folders of thumbnails and folders with a .nomedia in them are always left out, unless a line with ! names them. Your files stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking what that leaves out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves out {number} of {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves out none of {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{line}” can match nothing; see how it is written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{line}” is taken after all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{line}” leaves out {files}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanCard</name>
    <message>
        <source>Start learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it may take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was reached by then is measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs {needed} of disk, and {free} are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring how long it takes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>The settings file {path} says {section}.{name} in a way that can only be changed by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file {path} is of a newer version of Evoke and is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings could not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is the disk full or read-only?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemModel</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged, or not what the name says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took too long or too much memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be opened for now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders that cannot be looked into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the list as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueryBar</name>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe what you are looking for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description to search for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words with a minus push away: dog on a beach -people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searches of before, and albums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searches of before, and albums (Ctrl+H)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueryChip</name>
    <message>
        <source>{meaning}. Click to switch it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{meaning}. Click to switch it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much it counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much “{name}” counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take “{name}” out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this picture out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out: “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out with {share}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlike this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlike this with {share}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts as usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts {share}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecentLibraries</name>
    <message>
        <source>My library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is not there or may not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is its drive plugged in?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder holds other things and no library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a library, or an empty folder for a new one; photos stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultDeeds</name>
    <message>
        <source>Show large and say why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) ({size}) copied to {folder}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done}, but not {name} and %Ln more: {reason}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{done}, but not {name}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy to which folder?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln favourite(s) added</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln favourite(s) taken away</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultGrid</name>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the moments together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the stack together</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show the %Ln beneath</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show its %Ln moment(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln+ matches</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only weaker matches</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>Weaker: these come near without really matching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not loaded yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No date · {items}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clip of {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another moment at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln more beneath</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has a caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its drive is away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunCard</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is still wrong (loss)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held-out captions found among the first ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps; one line for each training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning from your captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before: {figure} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give up learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give this run up?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learned so far is deleted. Your captions, your library and the model in use stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>Earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the run of {when}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SavedSearches</name>
    <message>
        <source>Album “{name}” saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renamed to “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Album “{name}” removed; its photos stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search history emptied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>like {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>like %Ln picture(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {year}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with captions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Nothing really matches this description. These come nearest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{selected} selected of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found in {milliseconds} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended unexpectedly and is being started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was started again. Your library is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: back to the default</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graphics of a Mac (MPS)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full (float32)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half (bfloat16)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End Evoke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on beside the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait when it runs low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go slowly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key}, by default: {default}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key}, {minimum} to {maximum}, by default: {default}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting is called like that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer version of Evoke wrote the settings. They are in force as far as this one knows them, and left as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file cannot be read, so the defaults are in force. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some settings cannot be used as they are written: {mistakes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect when Evoke is started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Evoke again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect when the search engine is started again, which takes a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is kept as {name}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShelfButtons</name>
    <message>
        <source>Worth captioning next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those that stand for most of the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captioned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show: {which}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SmallMap</name>
    <message>
        <source>Where “{name}” is seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this heat map over the picture</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logs and others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>Busy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StandingDialog</name>
    <message>
        <source>It lies in a folder of the library and waits to be indexed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has changed since it was indexed; the next update looks at it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lies in a folder of the library, but is no photo or clip, or is left out by a rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lies in no folder of the library. Add its folder to find it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was indexed with another model only. Update the library to find it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such file, and the library knows none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the kind of file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why is this one found, or not?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filter for {kind} keeps it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop this filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each part of the search does to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch it off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch “{text}” off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is found, beneath another one in a stack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is found, at place {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A filter keeps it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters keep it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not match well enough to be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like a copy or a shot of the burst of {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Among everything it has place {place} of {compared}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Among what passes the filters it has place {place} of {compared}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the library really matches this search; the nearest are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its score of {score} is above the cutoff of {cutoff}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its score of {score} is {lacks} below the cutoff of {cutoff} (the best has {best}). “Show weaker matches” lists what comes near.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raises it by {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lowers it by {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without it, the same place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without it, place {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Surroundings</name>
    <message>
        <source>Evoke is still there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It watches your folders. Its icon ends it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TableChoices</name>
    <message>
        <source>Western European (Windows)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Western European (Mac)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Central European</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cyrillic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chinese, simplified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chinese, traditional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Korean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vertical line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files are named in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions stand in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moments begin in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters are written as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns are divided by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskDialog</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TeachPage</name>
    <message>
        <source>Teach it your own words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names, places, what only you call so: the model learns them from your captions, on this computer. In use now: {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at your captions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard what was learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard {model}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is deleted. Your captions stay, so that it could be learned again; the report stays too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is in use now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>The library cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} can be searched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Evoke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is done.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TuningText</name>
    <message>
        <source>Nothing to learn from yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln more photo(s) or clips with a caption are needed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Enough to try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enough to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips have a caption.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Say what your photos and clips show, in your own words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln are the least; a gain can hardly be proven with fewer.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From so few a gain often cannot be proven, and then nothing is changed; with %Ln it usually can.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>With so many a gain can usually be proven, if there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln of the pictures are moments of clips.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more have a caption, but their files are away or have changed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There are few pictures without captions to hold the rest in place: it is measured less surely whether other searches stay as good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the graphics card: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the graphics processor of this Mac</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>On the processor, with %Ln thread(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Until the result: {duration}, as measured just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Should you keep it, your library is embedded anew beside the old model: {pictures}, {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no graphics card that Evoke can use, and none is needed: only the last layer of the model learns, which the processor does in moments. What takes the time is looking at the pictures once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every captioned picture is held out once: a training that does not see it must find it by its caption.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln captioned picture(s) are held out: the training does not see them, and must find them by their captions.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every picture is looked at once, captioned ones in several views; %Ln picture(s) without captions keep the rest of the model where it is.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Before and after, your captions and hundreds of general searches are measured. It counts as better only if your captions surely find their pictures better and the general searches do not get worse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You see both side by side and decide. The old model stays, and one click goes back to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning from your captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not better, so nothing was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Better: it is for you to decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Better, and in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was better, and was discarded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learned so far is kept, also when Evoke is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learned so far is kept; it goes on where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>captions {before} → {after} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>Keep and use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the model before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Measured on %Ln held-out picture(s); the gain is at least {points} points with 95 % certainty.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Your library is being embedded with the new model. Searches go on with the old one until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your held-out captions: right picture first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your held-out captions: right picture among the first ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General searches: as before, first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General searches: as before, among the first ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping; the old model stays in use…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message>
        <source>Back to the results (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous result (Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next result (Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actual size (1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the view (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions (C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the file (I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {time} of {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewerPane</name>
    <message>
        <source>Viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous kept frame (,)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next kept frame (.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this moment into a clip of its own (X)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this moment into a clip of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play (K)</source>
        <translation>Abspielen (K)</translation>
    </message>
    <message>
        <source>Pause (K)</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Hide weaker matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es); what is less certain is left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches; what is less certain is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show weaker matches</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WeightPopup</name>
    <message>
        <source>How much “{name}” counts, in percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As usual</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Opacity of the heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat maps of all words side by side (A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat maps of all words side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No word of this description stands for something to see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a word to see where it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your caption “{caption}” lowered it by {by}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your caption “{caption}” raised it by {by}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WordChip</name>
    <message>
        <source>Click to keep its heat map; the cross (or Delete) takes it out of the query.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to keep its heat map; the ring (or Delete) puts it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This word is switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This word raised the match by {amount}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This word lowered the match by {amount}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_StepCard</name>
    <message>
        <source>{step}: done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
