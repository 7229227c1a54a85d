<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CaptionExchange</name>
    <message numerus="yes">
        <source>%Ln caption(s) taken back</source>
        <translation>
            <numerusform>%Ln caption taken back</numerusform>
            <numerusform>%Ln captions taken back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) written</source>
        <translation>
            <numerusform>%Ln file written</numerusform>
            <numerusform>%Ln files written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already and stayed as they were</source>
        <translation>
            <numerusform>%Ln was there already and stayed as it was</numerusform>
            <numerusform>%Ln were there already and stayed as they were</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be written</source>
        <translation>
            <numerusform>%Ln could not be written</numerusform>
            <numerusform>%Ln could not be written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionMeter</name>
    <message numerus="yes">
        <source>%Ln photo(s) and clips with a caption</source>
        <translation>
            <numerusform>%Ln photo or clip with a caption</numerusform>
            <numerusform>%Ln photos and clips with a caption</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln needed</source>
        <translation>
            <numerusform>%Ln needed</numerusform>
            <numerusform>%Ln needed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln usual</source>
        <translation>
            <numerusform>%Ln usual</numerusform>
            <numerusform>%Ln usual</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionsPage</name>
    <message numerus="yes">
        <source>%Ln caption(s) imported.</source>
        <translation>
            <numerusform>%Ln caption imported.</numerusform>
            <numerusform>%Ln captions imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoverageBar</name>
    <message numerus="yes">
        <source>%Ln of moments of clips</source>
        <translation>
            <numerusform>%Ln of a moment of a clip</numerusform>
            <numerusform>%Ln of moments of clips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting for a file that is away</source>
        <translation>
            <numerusform>%Ln waiting for a file that is away</numerusform>
            <numerusform>%Ln waiting for a file that is away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Searches find captions at once. With %Ln more, the model can learn from them.</source>
        <translation>
            <numerusform>Searches find captions at once. With %Ln more, the model can learn from them.</numerusform>
            <numerusform>Searches find captions at once. With %Ln more, the model can learn from them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model can learn from these; with %Ln more it usually does.</source>
        <translation>
            <numerusform>The model can learn from these; with %Ln more it usually does.</numerusform>
            <numerusform>The model can learn from these; with %Ln more it usually does.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExampleRow</name>
    <message numerus="yes">
        <source>%Ln of {all} pictures stayed</source>
        <translation>
            <numerusform>%Ln of {all} pictures stayed</numerusform>
            <numerusform>%Ln of {all} pictures stayed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderModel</name>
    <message numerus="yes">
        <source>%Ln file(s) gone all at once, kept for now</source>
        <translation>
            <numerusform>%Ln file gone all at once, kept for now</numerusform>
            <numerusform>%Ln files gone all at once, kept for now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) unreadable</source>
        <translation>
            <numerusform>%Ln file unreadable</numerusform>
            <numerusform>%Ln files unreadable</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HumanText</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clip(s)</source>
        <translation>
            <numerusform>%Ln clip</numerusform>
            <numerusform>%Ln clips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>%Ln folder</numerusform>
            <numerusform>%Ln folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s)</source>
        <translation>
            <numerusform>%Ln caption</numerusform>
            <numerusform>%Ln captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moment(s)</source>
        <translation>
            <numerusform>%Ln moment</numerusform>
            <numerusform>%Ln moments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln word</numerusform>
            <numerusform>%Ln words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln match</numerusform>
            <numerusform>%Ln matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln second</numerusform>
            <numerusform>%Ln seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>Import %Ln caption(s)</source>
        <translation>
            <numerusform>Import %Ln caption</numerusform>
            <numerusform>Import %Ln captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your photos and clips</source>
        <translation>
            <numerusform>%Ln of your photos and clips</numerusform>
            <numerusform>%Ln of your photos and clips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are there already and stay as they are.</source>
        <translation>
            <numerusform>%Ln is there already and stays as it is.</numerusform>
            <numerusform>%Ln are there already and stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln name a file that is not in your library; they are left out.</source>
        <translation>
            <numerusform>%Ln names a file that is not in your library; it is left out.</numerusform>
            <numerusform>%Ln name a file that is not in your library; they are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot be used; they are left out.</source>
        <translation>
            <numerusform>%Ln cannot be used; it is left out.</numerusform>
            <numerusform>%Ln cannot be used; they are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were looked at.</source>
        <translation>
            <numerusform>%Ln file was looked at.</numerusform>
            <numerusform>%Ln files were looked at.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>Were %Ln file(s) in “{name}” deleted on purpose?</source>
        <translation>
            <numerusform>Were %Ln file in “{name}” deleted on purpose?</numerusform>
            <numerusform>Were %Ln files in “{name}” deleted on purpose?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibrarySession</name>
    <message numerus="yes">
        <source>%Ln file(s) could not be read.</source>
        <translation>
            <numerusform>%Ln file could not be read.</numerusform>
            <numerusform>%Ln files could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are still to be embedded.</source>
        <translation>
            <numerusform>%Ln photo or clip is still to be embedded.</numerusform>
            <numerusform>%Ln photos and clips are still to be embedded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are embedded first; what was embedded before is gone on with.</source>
        <translation>
            <numerusform>%Ln photo or clip is embedded first; what was embedded before is gone on with.</numerusform>
            <numerusform>%Ln photos and clips are embedded first; what was embedded before is gone on with.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are embedded first; searches go on meanwhile.</source>
        <translation>
            <numerusform>%Ln photo or clip is embedded first; searches go on meanwhile.</numerusform>
            <numerusform>%Ln photos and clips are embedded first; searches go on meanwhile.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultDeeds</name>
    <message numerus="yes">
        <source>%Ln file(s) ({size}) copied to {folder}</source>
        <translation>
            <numerusform>%Ln file ({size}) copied to {folder}</numerusform>
            <numerusform>%Ln files ({size}) copied to {folder}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done}, but not {name} and %Ln more: {reason}</source>
        <translation>
            <numerusform>{done}, but not {name} and %Ln more: {reason}</numerusform>
            <numerusform>{done}, but not {name} and %Ln more: {reason}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln favourite(s) added</source>
        <translation>
            <numerusform>%Ln favourite added</numerusform>
            <numerusform>%Ln favourites added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln favourite(s) taken away</source>
        <translation>
            <numerusform>%Ln favourite taken away</numerusform>
            <numerusform>%Ln favourites taken away</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultGrid</name>
    <message numerus="yes">
        <source>Show the %Ln beneath</source>
        <translation>
            <numerusform>Show the %Ln beneath</numerusform>
            <numerusform>Show the %Ln beneath</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show its %Ln moment(s)</source>
        <translation>
            <numerusform>Show its %Ln moment</numerusform>
            <numerusform>Show its %Ln moments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln+ matches</source>
        <translation>
            <numerusform>%Ln+ matches</numerusform>
            <numerusform>%Ln+ matches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message numerus="yes">
        <source>%Ln more beneath</source>
        <translation>
            <numerusform>%Ln more beneath</numerusform>
            <numerusform>%Ln more beneath</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavedSearches</name>
    <message numerus="yes">
        <source>like %Ln picture(s)</source>
        <translation>
            <numerusform>like %Ln picture</numerusform>
            <numerusform>like %Ln pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TuningText</name>
    <message numerus="yes">
        <source>%Ln more photo(s) or clips with a caption are needed</source>
        <translation>
            <numerusform>%Ln more photo or clip with a caption is needed</numerusform>
            <numerusform>%Ln more photos or clips with a caption are needed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips have a caption.</source>
        <translation>
            <numerusform>%Ln photo or clip has a caption.</numerusform>
            <numerusform>%Ln photos and clips have a caption.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are the least; a gain can hardly be proven with fewer.</source>
        <translation>
            <numerusform>%Ln are the least; a gain can hardly be proven with fewer.</numerusform>
            <numerusform>%Ln are the least; a gain can hardly be proven with fewer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From so few a gain often cannot be proven, and then nothing is changed; with %Ln it usually can.</source>
        <translation>
            <numerusform>From so few a gain often cannot be proven, and then nothing is changed; with %Ln it usually can.</numerusform>
            <numerusform>From so few a gain often cannot be proven, and then nothing is changed; with %Ln it usually can.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of the pictures are moments of clips.</source>
        <translation>
            <numerusform>%Ln of the pictures is a moment of a clip.</numerusform>
            <numerusform>%Ln of the pictures are moments of clips.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more have a caption, but their files are away or have changed.</source>
        <translation>
            <numerusform>%Ln more has a caption, but its file is away or has changed.</numerusform>
            <numerusform>%Ln more have a caption, but their files are away or have changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On the processor, with %Ln thread(s)</source>
        <translation>
            <numerusform>On the processor, with %Ln thread</numerusform>
            <numerusform>On the processor, with %Ln threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln captioned picture(s) are held out: the training does not see them, and must find them by their captions.</source>
        <translation>
            <numerusform>%Ln captioned picture is held out: the training does not see it, and must find it by its caption.</numerusform>
            <numerusform>%Ln captioned pictures are held out: the training does not see them, and must find them by their captions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every picture is looked at once, captioned ones in several views; %Ln picture(s) without captions keep the rest of the model where it is.</source>
        <translation>
            <numerusform>Every picture is looked at once, captioned ones in several views; %Ln picture without captions keeps the rest of the model where it is.</numerusform>
            <numerusform>Every picture is looked at once, captioned ones in several views; %Ln pictures without captions keep the rest of the model where it is.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message numerus="yes">
        <source>Measured on %Ln held-out picture(s); the gain is at least {points} points with 95 % certainty.</source>
        <translation>
            <numerusform>Measured on %Ln held-out picture; the gain is at least {points} points with 95 % certainty.</numerusform>
            <numerusform>Measured on %Ln held-out pictures; the gain is at least {points} points with 95 % certainty.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WeakerBar</name>
    <message numerus="yes">
        <source>%Ln weaker match(es) below.</source>
        <translation>
            <numerusform>%Ln weaker match below.</numerusform>
            <numerusform>%Ln weaker matches below.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es); what is less certain is left out.</source>
        <translation>
            <numerusform>%Ln match; what is less certain is left out.</numerusform>
            <numerusform>%Ln matches; what is less certain is left out.</numerusform>
        </translation>
    </message>
</context>
</TS>
