<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CoverageBar</name>
    <message numerus="yes">
        <source>%Ln of moments of clips</source>
        <translation>
            <numerusform>%Ln of moments of clips</numerusform>
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
