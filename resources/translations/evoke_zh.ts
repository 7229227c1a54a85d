<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Evoke</source>
        <translation>关于 Evoke</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型说明</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Copy version</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Finds your own photos and the moments of your own clips from a description, and shows why.</source>
        <translation>用一句描述找到您自己的照片和视频片段，并说明原因。</translation>
    </message>
    <message>
        <source>Everything happens on this computer. Your files are only ever read.</source>
        <translation>一切都在这台电脑上进行。您的文件只会被读取。</translation>
    </message>
    <message>
        <source>Library: {folder}</source>
        <translation>资料库：{folder}</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>Licensed under Apache-2.0; the licences of all it is made of are listed here.</source>
        <translation>采用 Apache-2.0 许可；所有组成部分的许可证都列在这里。</translation>
    </message>
</context>
<context>
    <name>ActivityPanel</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{done} so far</source>
        <translation>目前 {done}</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>还需 {duration}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Show what is running</source>
        <translation>显示正在进行的工作</translation>
    </message>
</context>
<context>
    <name>ActivityRow</name>
    <message>
        <source>Cancel: {title}</source>
        <translation>取消：{title}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>Autostart</name>
    <message>
        <source>The desktop&apos;s entry for Evoke could not be changed.</source>
        <translation>无法更改 Evoke 的桌面启动项。</translation>
    </message>
    <message>
        <source>Is the disk full or read-only?</source>
        <translation>磁盘是否已满或只读？</translation>
    </message>
</context>
<context>
    <name>AwayDialog</name>
    <message>
        <source>The library is not there</source>
        <translation>资料库不在</translation>
    </message>
    <message>
        <source>The library “{name}” is not there now.</source>
        <translation>资料库“{name}”现在不在。</translation>
    </message>
    <message>
        <source>Its folder is {folder}. Is its drive plugged in? Nothing is lost as long as that is.</source>
        <translation>它的文件夹是 {folder}。它的磁盘接上了吗？只要磁盘还在，就没有任何丢失。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再查看一次</translation>
    </message>
    <message>
        <source>Begin a new library there</source>
        <translation>在那里新建资料库</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>CaptionDelegate</name>
    <message>
        <source>No caption yet</source>
        <translation>还没有说明</translation>
    </message>
</context>
<context>
    <name>CaptionEditor</name>
    <message>
        <source>Caption</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>&amp;Whole clip</source>
        <translation>整段视频(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Begins here</source>
        <translation>从这里开始(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Ends here</source>
        <translation>到这里结束(&amp;E)</translation>
    </message>
    <message>
        <source>The moment begins at the frame that is shown (Alt+B)</source>
        <translation>片段从当前画面开始 (Alt+B)</translation>
    </message>
    <message>
        <source>The moment ends at the frame that is shown (Alt+E)</source>
        <translation>片段到当前画面结束 (Alt+E)</translation>
    </message>
    <message>
        <source>This &amp;moment · {time}</source>
        <translation>此片段(&amp;M) · {time}</translation>
    </message>
    <message>
        <source>Nothing: Enter removes the caption</source>
        <translation>留空：按 Enter 删除说明</translation>
    </message>
    <message>
        <source>Enter changes the caption · Esc leaves it as it was</source>
        <translation>Enter 更改说明 · Esc 保持原样</translation>
    </message>
    <message>
        <source>Say what this shows, in your own words</source>
        <translation>用您自己的话说说画面里有什么</translation>
    </message>
    <message>
        <source>Enter writes it and goes on · Shift+Enter writes another one · Page Down goes on without · Up changes the last one</source>
        <translation>Enter 写下并继续 · Shift+Enter 再写一条 · Page Down 跳过 · 上箭头修改上一条</translation>
    </message>
</context>
<context>
    <name>CaptionExchange</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>A &amp;table of captions (CSV)…</source>
        <translation>说明表格 (CSV)(&amp;T)…</translation>
    </message>
    <message>
        <source>Text files &amp;beside the pictures…</source>
        <translation>图片旁的文本文件(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Descriptions other programs wrote (XMP, IPTC, EXIF)…</source>
        <translation>其他程序写的描述 (XMP、IPTC、EXIF)(&amp;D)…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>&amp;Text files into a folder…</source>
        <translation>文本文件到文件夹(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;XMP files into a folder…</source>
        <translation>XMP 文件到文件夹(&amp;X)…</translation>
    </message>
    <message>
        <source>Text files beside the &amp;pictures…</source>
        <translation>图片旁的文本文件(&amp;P)…</translation>
    </message>
    <message>
        <source>XMP files &amp;beside the pictures…</source>
        <translation>图片旁的 XMP 文件(&amp;B)…</translation>
    </message>
    <message>
        <source>Import which table?</source>
        <translation>导入哪个表格？</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>表格 (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Write the captions to which table?</source>
        <translation>把说明写入哪个表格？</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Write the files into which folder?</source>
        <translation>把文件写入哪个文件夹？</translation>
    </message>
    <message>
        <source>Write beside the pictures</source>
        <translation>写在图片旁</translation>
    </message>
    <message>
        <source>Write new files into the folders of your photos and clips?</source>
        <translation>要在照片和视频所在的文件夹中写入新文件吗？</translation>
    </message>
    <message>
        <source>Each captioned photo and clip gets a small file of the same name beside it for other programs. Your photos and clips stay as they are, and so does every file that is there already.</source>
        <translation>每个有说明的照片和视频旁会有一个同名的小文件，供其他程序使用。您的照片和视频保持不变，已有的文件也保持不变。</translation>
    </message>
    <message>
        <source>Write the files</source>
        <translation>写入文件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) taken back</source>
        <translation>
            <numerusform>已撤回 %Ln 条说明</numerusform>
        </translation>
    </message>
    <message>
        <source>{captions} written to {file}</source>
        <translation>{captions}已写入 {file}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) written</source>
        <translation>
            <numerusform>已写入 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already and stayed as they were</source>
        <translation>
            <numerusform>%Ln 个已存在，保持不变</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be written</source>
        <translation>
            <numerusform>%Ln 个无法写入</numerusform>
        </translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file}：{reason}</translation>
    </message>
</context>
<context>
    <name>CaptionLine</name>
    <message>
        <source>Go to this moment</source>
        <translation>转到此片段</translation>
    </message>
    <message>
        <source>Go to the moment at {time}</source>
        <translation>转到 {time} 处的片段</translation>
    </message>
    <message>
        <source>Change the caption “{text}”</source>
        <translation>更改说明“{text}”</translation>
    </message>
    <message>
        <source>Change this caption</source>
        <translation>更改此说明</translation>
    </message>
    <message>
        <source>Remove the caption “{text}”</source>
        <translation>删除说明“{text}”</translation>
    </message>
    <message>
        <source>Remove this caption</source>
        <translation>删除此说明</translation>
    </message>
</context>
<context>
    <name>CaptionList</name>
    <message>
        <source>Photos and clips to caption</source>
        <translation>要写说明的照片和视频</translation>
    </message>
</context>
<context>
    <name>CaptionMeter</name>
    <message numerus="yes">
        <source>%Ln photo(s) and clips with a caption</source>
        <translation>
            <numerusform>%Ln 个照片和视频有说明</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln needed</source>
        <translation>
            <numerusform>需要 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln usual</source>
        <translation>
            <numerusform>通常 %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionModel</name>
    <message>
        <source>Not loaded yet</source>
        <translation>尚未载入</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>no caption</source>
        <translation>没有说明</translation>
    </message>
</context>
<context>
    <name>CaptionRows</name>
    <message>
        <source>Captions of this one</source>
        <translation>此项的说明</translation>
    </message>
</context>
<context>
    <name>CaptionsPage</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back the last caption (Ctrl+Z in an empty line)</source>
        <translation>撤回上一条说明（在空行中按 Ctrl+Z）</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation>无法载入</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Looking through your library…</source>
        <translation>正在查看您的资料库…</translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>Nothing to caption yet</source>
        <translation>还没有可写说明的内容</translation>
    </message>
    <message>
        <source>Add a folder with photos or clips; as soon as they are indexed you can say what they show.</source>
        <translation>添加一个含有照片或视频的文件夹；建立索引后，您就可以写下画面内容。</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>No captions yet</source>
        <translation>还没有说明</translation>
    </message>
    <message>
        <source>Say in your own words what your photos and clips show: names, places, what happened. Searches find them by these words at once.</source>
        <translation>用您自己的话写下照片和视频的内容：名字、地点、发生的事。搜索会立即用到这些词。</translation>
    </message>
    <message>
        <source>Show what is worth captioning</source>
        <translation>显示值得写说明的内容</translation>
    </message>
    <message>
        <source>Everything has a caption</source>
        <translation>全部都有说明</translation>
    </message>
    <message>
        <source>Every photo and clip of your library says what it shows.</source>
        <translation>资料库中的每张照片和每段视频都说明了内容。</translation>
    </message>
    <message>
        <source>Show all captions</source>
        <translation>显示所有说明</translation>
    </message>
    <message>
        <source>That was the last one of this list</source>
        <translation>这是列表中的最后一项</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s) imported.</source>
        <translation>
            <numerusform>已导入 %Ln 条说明。</numerusform>
        </translation>
    </message>
    <message>
        <source>Take them back</source>
        <translation>撤回</translation>
    </message>
</context>
<context>
    <name>CareDesk</name>
    <message>
        <source>Check the library</source>
        <translation>检查资料库</translation>
    </message>
    <message>
        <source>Where is the backup to be written?</source>
        <translation>备份写到哪里？</translation>
    </message>
    <message>
        <source>Evoke backup {date}</source>
        <translation>Evoke 备份 {date}</translation>
    </message>
    <message>
        <source>Back up the library</source>
        <translation>备份资料库</translation>
    </message>
    <message>
        <source>The database is copied and checked. Searching goes on meanwhile.</source>
        <translation>正在复制并检查数据库。期间可以搜索。</translation>
    </message>
    <message>
        <source>Which backup is to be restored?</source>
        <translation>要恢复哪个备份？</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>The backup is checked before anything is changed.</source>
        <translation>在更改任何内容之前会检查备份。</translation>
    </message>
    <message>
        <source>To which disk or folder is the library to be moved?</source>
        <translation>要把资料库移到哪个磁盘或文件夹？</translation>
    </message>
    <message>
        <source>Move the library</source>
        <translation>移动资料库</translation>
    </message>
    <message>
        <source>The library is copied and checked; your photos and clips stay where they are.</source>
        <translation>正在复制并检查资料库；您的照片和视频留在原处。</translation>
    </message>
    <message>
        <source>Delete the old copy</source>
        <translation>删除旧副本</translation>
    </message>
    <message>
        <source>Delete the copy of the library in {folder}? The library itself is in {new}.</source>
        <translation>删除 {folder} 中的资料库副本？资料库本身在 {new}。</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>正在删除…</translation>
    </message>
    <message>
        <source>{size} are free again.</source>
        <translation>已释放 {size}。</translation>
    </message>
    <message>
        <source>Database, files, search index and thumbnails are looked at. This may take some minutes.</source>
        <translation>正在查看数据库、文件、搜索索引和缩略图。可能需要几分钟。</translation>
    </message>
    <message>
        <source>What is broken is made anew from the database and from your files, which are only read.</source>
        <translation>损坏的部分会根据数据库和您的文件重新生成，文件只会被读取。</translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Backed up: {size} in {folder}</source>
        <translation>已备份：{size}，在 {folder}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>The backup of {when} is whole. Put it in the place of the library as it is now? The present database is kept beside it; thumbnails and search index are made anew.</source>
        <translation>{when} 的备份完整。要用它替换现在的资料库吗？现在的数据库会保留在旁边；缩略图和搜索索引会重新生成。</translation>
    </message>
    <message>
        <source>Restore it</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>The backup of {when} holds captions, favourites, albums and searches. Add them to the library?</source>
        <translation>{when} 的备份含有说明、收藏、相册和搜索。要添加到资料库吗？</translation>
    </message>
    <message>
        <source>Add them</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>正在添加…</translation>
    </message>
    <message>
        <source>{number} were new and are in the library now.</source>
        <translation>{number} 项是新的，现已在资料库中。</translation>
    </message>
    <message>
        <source>The library is opened again…</source>
        <translation>正在重新打开资料库…</translation>
    </message>
    <message>
        <source>The library is now in {new}. The copy in {old} stays until you delete it on the library page.</source>
        <translation>资料库现在位于 {new}。{old} 中的副本会保留，直到您在资料库页面删除它。</translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>Everything is as it should be.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Everything was put right. Your photos and clips were only read.</source>
        <translation>全部已修复。您的照片和视频只被读取。</translation>
    </message>
    <message>
        <source>The database is damaged and cannot be put right. Restore a backup, or begin a new library: your photos and clips are not touched.</source>
        <translation>数据库已损坏且无法修复。请恢复备份，或新建资料库：您的照片和视频不受影响。</translation>
    </message>
    <message>
        <source>Not everything could be put right.</source>
        <translation>未能全部修复。</translation>
    </message>
    <message>
        <source>Something is not as it should be. It can be put right; your files are only read.</source>
        <translation>有些地方不正常。可以修复；您的文件只会被读取。</translation>
    </message>
    <message>
        <source>{what} ({number}): put right</source>
        <translation>{what}（{number}）：已修复</translation>
    </message>
    <message>
        <source>{what} ({number})</source>
        <translation>{what}（{number}）</translation>
    </message>
    <message>
        <source>The database is damaged</source>
        <translation>数据库已损坏</translation>
    </message>
    <message>
        <source>The database remembers things that no longer exist</source>
        <translation>数据库记着已不存在的内容</translation>
    </message>
    <message>
        <source>Photos or clips whose description by the model is damaged</source>
        <translation>模型描述已损坏的照片或视频</translation>
    </message>
    <message>
        <source>Photos or clips that can be found only in part</source>
        <translation>只能部分找到的照片或视频</translation>
    </message>
    <message>
        <source>Photos or clips that cannot be found yet</source>
        <translation>尚无法找到的照片或视频</translation>
    </message>
    <message>
        <source>Files that have changed since they were indexed</source>
        <translation>建立索引后已更改的文件</translation>
    </message>
    <message>
        <source>Files that are gone</source>
        <translation>已不在的文件</translation>
    </message>
    <message>
        <source>The search index is damaged and is made anew</source>
        <translation>搜索索引已损坏，正在重新生成</translation>
    </message>
    <message>
        <source>Pictures that the search index lacks</source>
        <translation>搜索索引中缺少的图片</translation>
    </message>
    <message>
        <source>Pictures in the search index that are gone</source>
        <translation>搜索索引中已不在的图片</translation>
    </message>
    <message>
        <source>Pictures that the search index knows otherwise</source>
        <translation>搜索索引中记录不同的图片</translation>
    </message>
    <message>
        <source>Photos or clips without a thumbnail</source>
        <translation>没有缩略图的照片或视频</translation>
    </message>
    <message>
        <source>Thumbnails of files that are gone</source>
        <translation>已不在的文件的缩略图</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>其他问题</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Everything that can be done</source>
        <translation>可以做的一切</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>您想做什么？</translation>
    </message>
    <message>
        <source>Search for something that can be done</source>
        <translation>搜索可以做的事</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>可以做的事</translation>
    </message>
    <message>
        <source>Nothing is called like that.</source>
        <translation>没有这个名称的操作。</translation>
    </message>
    <message>
        <source>Album: {name}</source>
        <translation>相册：{name}</translation>
    </message>
    <message>
        <source>Search again: {describe_request}</source>
        <translation>再次搜索：{describe_request}</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>Your captions, side by side</source>
        <translation>您的说明，并排对比</translation>
    </message>
    <message>
        <source>Each was held out: the training that answers it never saw its picture, which has a frame. Shown are the largest gains, the largest losses, and some in between.</source>
        <translation>每条都被留出：回答它的训练从未见过带框的那张图片。显示提升最大、下降最大以及介于其间的一些。</translation>
    </message>
    <message>
        <source>General searches, side by side</source>
        <translation>一般搜索，并排对比</translation>
    </message>
    <message>
        <source>What should stay as it was. Shown are those that changed most, and some in between.</source>
        <translation>本应保持原样的内容。显示变化最大以及介于其间的一些。</translation>
    </message>
</context>
<context>
    <name>CoverageBar</name>
    <message>
        <source>Share of photos and clips with a caption</source>
        <translation>有说明的照片和视频所占比例</translation>
    </message>
    <message>
        <source>{captioned} of {media} photos and clips have a caption ({share})</source>
        <translation>{media} 个照片和视频中有 {captioned} 个有说明（{share}）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of moments of clips</source>
        <translation>
            <numerusform>其中 %Ln 个是视频片段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting for a file that is away</source>
        <translation>
            <numerusform>%Ln 个在等待暂时不在的文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Searches find captions at once. With %Ln more, the model can learn from them.</source>
        <translation>
            <numerusform>搜索会立即找到说明。再写 %Ln 条，模型就能从中学习。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model can learn from these; with %Ln more it usually does.</source>
        <translation>
            <numerusform>模型可以从这些学习；再写 %Ln 条通常会成功。</numerusform>
        </translation>
    </message>
    <message>
        <source>Enough for the model to learn your own words.</source>
        <translation>足够让模型学习您自己的词语。</translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message>
        <source>Write captions…</source>
        <translation>写说明…</translation>
    </message>
</context>
<context>
    <name>DateRangeDialog</name>
    <message>
        <source>Choose dates</source>
        <translation>选择日期</translation>
    </message>
    <message>
        <source>Taken from</source>
        <translation>拍摄日期从</translation>
    </message>
    <message>
        <source>up to and with</source>
        <translation>到（含）</translation>
    </message>
</context>
<context>
    <name>DensityChoice</name>
    <message>
        <source>Sparse</source>
        <translation>稀疏</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>密集</translation>
    </message>
    <message>
        <source>Sparse: a frame every {seconds} s · {duration} · {size}</source>
        <translation>稀疏：每 {seconds} 秒一帧 · {duration} · {size}</translation>
    </message>
    <message>
        <source>Normal: a frame every {seconds} s · {duration} · {size}</source>
        <translation>标准：每 {seconds} 秒一帧 · {duration} · {size}</translation>
    </message>
    <message>
        <source>Dense: a frame every {seconds} s · {duration} · {size}</source>
        <translation>密集：每 {seconds} 秒一帧 · {duration} · {size}</translation>
    </message>
</context>
<context>
    <name>DensityDialog</name>
    <message>
        <source>How densely clips are looked at</source>
        <translation>查看视频的密度</translation>
    </message>
    <message>
        <source>Trying how quick this computer is with your clips…</source>
        <translation>正在用您的视频测试这台电脑的速度…</translation>
    </message>
    <message>
        <source>Look at the clips that are known again</source>
        <translation>重新查看已知的视频</translation>
    </message>
    <message>
        <source>The library holds {clips}, {duration} together. A denser look finds shorter moments, and takes longer and more space. Said is what looking at all of them again takes.</source>
        <translation>资料库中有 {clips}，总长 {duration}。看得越密，能找到的片段越短，所需时间和空间越多。这里给出重新查看全部所需的量。</translation>
    </message>
    <message>
        <source>There are no clips in the library yet. The choice holds for those that come.</source>
        <translation>资料库中还没有视频。此选择适用于以后加入的视频。</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>No program is set up to open this file.</source>
        <translation>没有设置打开此文件的程序。</translation>
    </message>
    <message>
        <source>No file manager is set up on this desktop.</source>
        <translation>此桌面没有设置文件管理器。</translation>
    </message>
    <message>
        <source>{name} could not be started.</source>
        <translation>无法启动 {name}。</translation>
    </message>
    <message>
        <source>This file is not there any more.</source>
        <translation>此文件已不在。</translation>
    </message>
    <message>
        <source>Was its drive unplugged, or was it moved?</source>
        <translation>是否拔掉了它的磁盘，或移动了它？</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Details of the file</source>
        <translation>文件详情</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>The same content elsewhere</source>
        <translation>其他位置的相同内容</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>Decoding processes; 0 takes one less than the cores, at least one.</source>
        <translation>解码进程数；0 表示比核心数少一个，至少一个。</translation>
    </message>
    <message>
        <source>Seconds after which decoding one file is given up.</source>
        <translation>解码一个文件多少秒后放弃。</translation>
    </message>
    <message>
        <source>Memory one decoding process may take.</source>
        <translation>一个解码进程可用的内存。</translation>
    </message>
    <message>
        <source>Pictures with more megapixels are refused.</source>
        <translation>超过此百万像素数的图片会被拒绝。</translation>
    </message>
    <message>
        <source>Longer side of a thumbnail in pixels.</source>
        <translation>缩略图长边的像素数。</translation>
    </message>
    <message>
        <source>Seconds between looked-at frames.</source>
        <translation>查看的画面之间的秒数。</translation>
    </message>
    <message>
        <source>Frames looked at per clip; longer clips are sampled wider.</source>
        <translation>每段视频查看的画面数；更长的视频取样更稀。</translation>
    </message>
    <message>
        <source>A frame closer than this to the last kept one is dropped; 0 keeps all.</source>
        <translation>与上一张保留画面的差异小于此值的画面会被丢弃；0 表示全部保留。</translation>
    </message>
    <message>
        <source>A frame whose brightness varies less than this is black or flat and dropped.</source>
        <translation>亮度变化小于此值的画面是黑屏或空白，会被丢弃。</translation>
    </message>
    <message>
        <source>Pictures embedded at once.</source>
        <translation>一次嵌入的图片数。</translation>
    </message>
    <message>
        <source>Libraries with fewer vectors are searched exactly, without the graph index.</source>
        <translation>向量少于此数的资料库会精确搜索，不用图索引。</translation>
    </message>
    <message>
        <source>Whether folders are watched while the window is open; off looks at the start only.</source>
        <translation>窗口打开时是否监视文件夹；“关”表示只在启动时查看。</translation>
    </message>
    <message>
        <source>Minutes between two looks through everything, for changes that were not told.</source>
        <translation>两次全面查看之间的分钟数，用于未被通知的更改。</translation>
    </message>
    <message>
        <source>Seconds between two looks through folders that cannot be watched.</source>
        <translation>两次查看无法监视的文件夹之间的秒数。</translation>
    </message>
    <message>
        <source>Hits shown for a query.</source>
        <translation>一次查询显示的结果数。</translation>
    </message>
    <message>
        <source>Moments shown per clip.</source>
        <translation>每段视频显示的片段数。</translation>
    </message>
    <message>
        <source>How strongly a word with a minus pushes away.</source>
        <translation>带减号的词排斥的强度。</translation>
    </message>
    <message>
        <source>Device for the model.</source>
        <translation>运行模型的设备。</translation>
    </message>
    <message>
        <source>CPU threads for the model; 0 chooses by the cores.</source>
        <translation>模型使用的处理器线程数；0 按核心数选择。</translation>
    </message>
    <message>
        <source>Arithmetic for pictures; bfloat16 is quicker where the device has it, and finds a little less well.</source>
        <translation>图片的运算精度；bfloat16 在支持的设备上更快，查找效果略差。</translation>
    </message>
    <message>
        <source>Language of the window; system takes the desktop&apos;s.</source>
        <translation>窗口的语言；“跟随桌面”使用桌面的语言。</translation>
    </message>
    <message>
        <source>Colour theme.</source>
        <translation>颜色主题。</translation>
    </message>
    <message>
        <source>Width of one result in the grid.</source>
        <translation>网格中一个结果的宽度。</translation>
    </message>
    <message>
        <source>Opacity of a heat map over its picture.</source>
        <translation>热图覆盖在图片上的不透明度。</translation>
    </message>
    <message>
        <source>Whether heat maps fade into each other; off changes them at once, system does what the desktop asks for.</source>
        <translation>热图之间是否淡入淡出；“关”立即切换，“跟随桌面”按桌面的要求。</translation>
    </message>
    <message>
        <source>The settings file {0} cannot be read: {1}.</source>
        <translation>无法读取设置文件 {0}：{1}。</translation>
    </message>
    <message>
        <source>The settings file {0} is not valid TOML: {1}.</source>
        <translation>设置文件 {0} 不是有效的 TOML：{1}。</translation>
    </message>
    <message>
        <source>The setting {0}{1} is {2} but {3}.</source>
        <translation>设置 {0}{1} 是 {2}，但{3}。</translation>
    </message>
    <message>
        <source>While on battery</source>
        <translation>使用电池时</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>索引</translation>
    </message>
    <message>
        <source>There is no model &quot;{0}&quot;.</source>
        <translation>没有名为“{0}”的模型。</translation>
    </message>
    <message>
        <source>Present on this machine: {0}.</source>
        <translation>这台电脑上有：{0}。</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>您是指 {0} 吗？</translation>
    </message>
    <message>
        <source>The folder {0} holds no model.</source>
        <translation>文件夹 {0} 中没有模型。</translation>
    </message>
    <message>
        <source>The model could not be saved: {0}.</source>
        <translation>无法保存模型：{0}。</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer cannot be read.</source>
        <translation>无法读取模型的分词器。</translation>
    </message>
    <message>
        <source>The model&apos;s files do not belong together: its configuration or tokenizer was changed.</source>
        <translation>模型的文件不匹配：配置或分词器被更改过。</translation>
    </message>
    <message>
        <source>The model&apos;s weights do not fit its configuration: {0} and {1} more.</source>
        <translation>模型的权重与配置不符：{0} 以及另外 {1} 项。</translation>
    </message>
    <message>
        <source>The model&apos;s weights {0} cannot be read.</source>
        <translation>无法读取模型的权重 {0}。</translation>
    </message>
    <message>
        <source>The model&apos;s weights {0} are truncated or damaged.</source>
        <translation>模型的权重 {0} 被截断或损坏。</translation>
    </message>
    <message>
        <source>Install the model again.</source>
        <translation>请重新安装模型。</translation>
    </message>
    <message>
        <source>The model&apos;s weights {0} hold something other than tensors.</source>
        <translation>模型的权重 {0} 含有张量以外的内容。</translation>
    </message>
    <message>
        <source>The model&apos;s {0} is incomplete.</source>
        <translation>模型的 {0} 不完整。</translation>
    </message>
    <message>
        <source>The model was saved in a format that this version of Evoke does not know.</source>
        <translation>模型的保存格式是此版本 Evoke 不认识的。</translation>
    </message>
    <message>
        <source>Update Evoke, or choose another model.</source>
        <translation>请更新 Evoke，或选择其他模型。</translation>
    </message>
    <message>
        <source>The model&apos;s {0} cannot be read.</source>
        <translation>无法读取模型的 {0}。</translation>
    </message>
    <message>
        <source>The model&apos;s {0} is not a table.</source>
        <translation>模型的 {0} 不是表。</translation>
    </message>
    <message>
        <source>The model in {0} is stored as pickled Python objects, which Evoke does not open.</source>
        <translation>{0} 中的模型是 Python 对象 (pickle)，Evoke 不会打开。</translation>
    </message>
    <message>
        <source>Pickles can run code when they are opened; a checkpoint of Evoke is a folder with safetensors.</source>
        <translation>打开 pickle 时可能会运行代码；Evoke 的模型是一个含有 safetensors 的文件夹。</translation>
    </message>
    <message>
        <source>There is no model in {0}.</source>
        <translation>{0} 中没有模型。</translation>
    </message>
    <message>
        <source>See `evoke models list`.</source>
        <translation>参见 `evoke models list`。</translation>
    </message>
    <message>
        <source>There is no public model &quot;{0}&quot;.</source>
        <translation>没有公开模型“{0}”。</translation>
    </message>
    <message>
        <source>Known by name: {0}; or name a repository, owner/model.</source>
        <translation>已知名称：{0}；或给出仓库名 owner/model。</translation>
    </message>
    <message>
        <source>What answers in the model hub&apos;s place is not the hub.</source>
        <translation>代替模型中心应答的不是模型中心。</translation>
    </message>
    <message>
        <source>The hub does not say which revision of {0} it means.</source>
        <translation>模型中心没有说明 {0} 指的是哪个版本。</translation>
    </message>
    <message>
        <source>The models&apos; folder cannot be written: {0}.</source>
        <translation>无法写入模型文件夹：{0}。</translation>
    </message>
    <message>
        <source>The model needs {0} MB and the disk has {1} MB left.</source>
        <translation>模型需要 {0} MB，磁盘剩余 {1} MB。</translation>
    </message>
    <message>
        <source>What arrived as {0} is not what the hub promised.</source>
        <translation>收到的 {0} 与模型中心承诺的不同。</translation>
    </message>
    <message>
        <source>Fetch the model again.</source>
        <translation>请重新下载模型。</translation>
    </message>
    <message>
        <source>The hub ended {0} too early.</source>
        <translation>模型中心过早结束了 {0}。</translation>
    </message>
    <message>
        <source>Ask again to go on.</source>
        <translation>再次请求即可继续。</translation>
    </message>
    <message>
        <source>No model can be fetched while HF_HUB_OFFLINE is set.</source>
        <translation>设置了 HF_HUB_OFFLINE 时无法下载模型。</translation>
    </message>
    <message>
        <source>The hub gives {0} only to people who are signed in.</source>
        <translation>模型中心只把 {0} 提供给已登录的用户。</translation>
    </message>
    <message>
        <source>The hub has no such revision of {0}.</source>
        <translation>模型中心没有 {0} 的这个版本。</translation>
    </message>
    <message>
        <source>The hub has no public model {0}.</source>
        <translation>模型中心没有公开模型 {0}。</translation>
    </message>
    <message>
        <source>The hub answered {0} instead of {1}.</source>
        <translation>模型中心回答 {0}，而不是 {1}。</translation>
    </message>
    <message>
        <source>The model hub cannot be reached.</source>
        <translation>无法连接模型中心。</translation>
    </message>
    <message>
        <source>What has arrived is kept: ask again when you are online.</source>
        <translation>已收到的内容会保留：联网后再次请求即可。</translation>
    </message>
    <message>
        <source>The model could not be written: {0}.</source>
        <translation>无法写入模型：{0}。</translation>
    </message>
    <message>
        <source>Pickles can run code when they are opened; look for a version of the model in safetensors.</source>
        <translation>打开 pickle 时可能会运行代码；请寻找 safetensors 版本的模型。</translation>
    </message>
    <message>
        <source>There are no weights ({0}) in {1}.</source>
        <translation>{1} 中没有权重（{0}）。</translation>
    </message>
    <message>
        <source>The weights {0} are truncated or not safetensors.</source>
        <translation>权重 {0} 被截断或不是 safetensors。</translation>
    </message>
    <message>
        <source>The model&apos;s {0} names a file that is not a shard: {1}.</source>
        <translation>模型的 {0} 指向一个不是分片的文件：{1}。</translation>
    </message>
    <message>
        <source>The model&apos;s shards lack {0} and {1} more.</source>
        <translation>模型的分片缺少 {0} 以及另外 {1} 项。</translation>
    </message>
    <message>
        <source>There is no {0} in {1}.</source>
        <translation>{1} 中没有 {0}。</translation>
    </message>
    <message>
        <source>The model&apos;s weights do not fit its configuration.</source>
        <translation>模型的权重与配置不符。</translation>
    </message>
    <message>
        <source>The model&apos;s weights hold values that no model has.</source>
        <translation>模型的权重含有任何模型都没有的值。</translation>
    </message>
    <message>
        <source>Another Evoke is fetching {0} now.</source>
        <translation>另一个 Evoke 正在下载 {0}。</translation>
    </message>
    <message>
        <source>Wait for it, or end it.</source>
        <translation>请等待它，或结束它。</translation>
    </message>
    <message>
        <source>The model could not be put in place: {0}.</source>
        <translation>无法把模型放到位：{0}。</translation>
    </message>
    <message>
        <source>There is another model called {0}.</source>
        <translation>已有另一个名为 {0} 的模型。</translation>
    </message>
    <message>
        <source>Move or rename its folder first.</source>
        <translation>请先移动或重命名它的文件夹。</translation>
    </message>
    <message>
        <source>Converting {0}</source>
        <translation>正在转换 {0}</translation>
    </message>
    <message>
        <source>Evoke reads models of the types clip and siglip, and this one is &quot;{0}&quot;.</source>
        <translation>Evoke 读取 clip 和 siglip 类型的模型，而这个是“{0}”。</translation>
    </message>
    <message>
        <source>The model&apos;s {0} cannot be read: {1}.</source>
        <translation>无法读取模型的 {0}：{1}。</translation>
    </message>
    <message>
        <source>The model&apos;s weights lack {0}.</source>
        <translation>模型的权重缺少 {0}。</translation>
    </message>
    <message>
        <source>The model has parts that Evoke does not know: {0} and {1} more.</source>
        <translation>模型含有 Evoke 不认识的部分：{0} 以及另外 {1} 项。</translation>
    </message>
    <message>
        <source>What the hub has as {0} is {1}.</source>
        <translation>模型中心的 {0} {1}。</translation>
    </message>
    <message>
        <source>Evoke reads CLIP and SigLIP models in safetensors, as the transformers library saves them.</source>
        <translation>Evoke 读取 transformers 库保存的 safetensors 格式的 CLIP 和 SigLIP 模型。</translation>
    </message>
    <message>
        <source>The hub&apos;s weights of {0} are not those that Evoke knows.</source>
        <translation>模型中心的 {0} 权重不是 Evoke 所知的那些。</translation>
    </message>
    <message>
        <source>The model&apos;s texts are padded on the left, which Evoke does not do.</source>
        <translation>模型的文本在左侧填充，Evoke 不这样做。</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer is damaged.</source>
        <translation>模型的分词器已损坏。</translation>
    </message>
    <message>
        <source>Evoke reads tokenizers in that format, or CLIP&apos;s vocab.json with merges.txt.</source>
        <translation>Evoke 读取该格式的分词器，或 CLIP 的 vocab.json 与 merges.txt。</translation>
    </message>
    <message>
        <source>The model&apos;s vocabulary and merges do not belong together.</source>
        <translation>模型的词表与合并规则不匹配。</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer lacks the {0}_token it adds.</source>
        <translation>模型的分词器缺少它要添加的 {0}_token。</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer knows {0} tokens and its text tower {1}.</source>
        <translation>模型的分词器认识 {0} 个词元，而文本部分认识 {1} 个。</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer does not mark the end of a text.</source>
        <translation>模型的分词器不标记文本结尾。</translation>
    </message>
    <message>
        <source>The model&apos;s configuration cannot be read: {0}.</source>
        <translation>无法读取模型的配置：{0}。</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer {0} cannot be read.</source>
        <translation>无法读取模型的分词器 {0}。</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer has no [MASK] token, so words cannot be hidden from the model.</source>
        <translation>模型的分词器没有 [MASK] 词元，因此无法对模型隐藏词语。</translation>
    </message>
    <message>
        <source>Set the weight of masked texts to 0.</source>
        <translation>请把遮蔽文本的权重设为 0。</translation>
    </message>
    <message>
        <source>This version of Evoke knows no image tower of the kind &quot;{0}&quot;.</source>
        <translation>此版本的 Evoke 不认识“{0}”类型的图像部分。</translation>
    </message>
    <message>
        <source>This version of Evoke knows no text tower of the kind &quot;{0}&quot;.</source>
        <translation>此版本的 Evoke 不认识“{0}”类型的文本部分。</translation>
    </message>
    <message>
        <source>The device {0} was asked for, but this machine has none that works.</source>
        <translation>要求使用设备 {0}，但这台电脑上没有可用的。</translation>
    </message>
    <message>
        <source>Set compute.device to &quot;auto&quot;.</source>
        <translation>请把 compute.device 设为 &quot;auto&quot;。</translation>
    </message>
    <message>
        <source>The memory for the model ran out.</source>
        <translation>模型的内存不足。</translation>
    </message>
    <message>
        <source>Close other programs or make indexing.batch_size smaller.</source>
        <translation>请关闭其他程序，或减小 indexing.batch_size。</translation>
    </message>
    <message>
        <source>The heat map {0} cannot be written: {1}.</source>
        <translation>无法写入热图 {0}：{1}。</translation>
    </message>
    <message>
        <source>The database is damaged: {0}.</source>
        <translation>数据库已损坏：{0}。</translation>
    </message>
    <message>
        <source>In the database {0}.</source>
        <translation>在数据库中：{0}。</translation>
    </message>
    <message>
        <source>{0} has changed since it was indexed.</source>
        <translation>{0} 自建立索引后已更改。</translation>
    </message>
    <message>
        <source>{0} is gone.</source>
        <translation>{0} 已不在。</translation>
    </message>
    <message>
        <source>{0} contents that are gone still have thumbnails.</source>
        <translation>{0} 个已不在的内容仍有缩略图。</translation>
    </message>
    <message>
        <source>{0} more: each {1}.</source>
        <translation>另有 {0} 个：各自{1}。</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>已检查</translation>
    </message>
    <message>
        <source>Checking {0}</source>
        <translation>正在检查 {0}</translation>
    </message>
    <message>
        <source>The model can make nothing of {0}.</source>
        <translation>模型无法处理 {0}。</translation>
    </message>
    <message>
        <source>The index {0} belongs to another model.</source>
        <translation>索引 {0} 属于另一个模型。</translation>
    </message>
    <message>
        <source>The index {0} cannot be opened: {1}.</source>
        <translation>无法打开索引 {0}：{1}。</translation>
    </message>
    <message>
        <source>The index {0} does not hold what its manifest says.</source>
        <translation>索引 {0} 的内容与其清单不符。</translation>
    </message>
    <message>
        <source>The index {0} cannot be written: {1}.</source>
        <translation>无法写入索引 {0}：{1}。</translation>
    </message>
    <message>
        <source>Free some space; the index is rebuilt from the library when needed.</source>
        <translation>请腾出空间；需要时会从资料库重建索引。</translation>
    </message>
    <message>
        <source>The index&apos;s manifest {0} cannot be used: {1}.</source>
        <translation>无法使用索引的清单 {0}：{1}。</translation>
    </message>
    <message>
        <source>The index {0} has {1} bytes, not {2}.</source>
        <translation>索引 {0} 有 {1} 字节，而不是 {2}。</translation>
    </message>
    <message>
        <source>The index {0} has changed since it was written.</source>
        <translation>索引 {0} 写入后已被更改。</translation>
    </message>
    <message>
        <source>The index {0} cannot be read: {1}.</source>
        <translation>无法读取索引 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} is not there; is its drive connected? What was found in it is kept.</source>
        <translation>{0} 不在；它的磁盘接上了吗？其中已找到的内容会保留。</translation>
    </message>
    <message>
        <source>{0} of {1} files in {2} are gone all at once. They are kept. If that was meant, let the library forget them: evoke index --forget-missing.</source>
        <translation>{2} 中的 {1} 个文件有 {0} 个同时消失。它们会保留。如果这是有意的，请让资料库忘记它们：evoke index --forget-missing。</translation>
    </message>
    <message>
        <source>Indexing {0}</source>
        <translation>正在为 {0} 建立索引</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>正在建立索引</translation>
    </message>
    <message>
        <source>Looking for photos and clips</source>
        <translation>正在查找照片和视频</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>已是最新</translation>
    </message>
    <message>
        <source>{0} is not there.</source>
        <translation>{0} 不在。</translation>
    </message>
    <message>
        <source>Is its disk connected?</source>
        <translation>它的磁盘接上了吗？</translation>
    </message>
    <message>
        <source>{0} holds no database, only a person&apos;s own data.</source>
        <translation>{0} 中没有数据库，只有个人数据。</translation>
    </message>
    <message>
        <source>Try --own.</source>
        <translation>请尝试 --own。</translation>
    </message>
    <message>
        <source>The backup {0} has changed since it was written.</source>
        <translation>备份 {0} 写入后已被更改。</translation>
    </message>
    <message>
        <source>{0} has changed since it was written.</source>
        <translation>{0} 写入后已被更改。</translation>
    </message>
    <message>
        <source>{0} is no backup: it has no {1}.</source>
        <translation>{0} 不是备份：没有 {1}。</translation>
    </message>
    <message>
        <source>{0} was written by another version of Evoke.</source>
        <translation>{0} 由另一版本的 Evoke 写入。</translation>
    </message>
    <message>
        <source>{0} is not what Evoke writes.</source>
        <translation>{0} 不是 Evoke 写的内容。</translation>
    </message>
    <message>
        <source>There is something in {0} already.</source>
        <translation>{0} 中已有内容。</translation>
    </message>
    <message>
        <source>Name a new folder.</source>
        <translation>请给出一个新文件夹。</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <translation>无法写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder.</source>
        <translation>请腾出空间，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation>正在检查副本</translation>
    </message>
    <message>
        <source>Copying the database</source>
        <translation>正在复制数据库</translation>
    </message>
    <message>
        <source>This clip is no longer in the library.</source>
        <translation>此视频已不在资料库中。</translation>
    </message>
    <message>
        <source>Run evoke index first.</source>
        <translation>请先运行 evoke index。</translation>
    </message>
    <message>
        <source>The caption is empty.</source>
        <translation>说明为空。</translation>
    </message>
    <message>
        <source>The caption has {0} characters; {1} are allowed.</source>
        <translation>说明有 {0} 个字符；允许 {1} 个。</translation>
    </message>
    <message>
        <source>The caption holds control characters or bytes that are not text.</source>
        <translation>说明含有控制字符或非文本字节。</translation>
    </message>
    <message>
        <source>{0} is a photo and has no moments.</source>
        <translation>{0} 是照片，没有片段。</translation>
    </message>
    <message>
        <source>{0} lasts {1} s and has no moment at {2} s.</source>
        <translation>{0} 长 {1} 秒，在 {2} 秒处没有片段。</translation>
    </message>
    <message>
        <source>{0} is not in the library.</source>
        <translation>{0} 不在资料库中。</translation>
    </message>
    <message>
        <source>Run evoke index with its folder first.</source>
        <translation>请先对其文件夹运行 evoke index。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>没有文件 {0}。</translation>
    </message>
    <message>
        <source>Nothing was imported, because {0} of {1} cannot be used.</source>
        <translation>未导入任何内容，因为 {1} 中有 {0} 条无法使用。</translation>
    </message>
    <message>
        <source>Row {0} of {1} repeats row {2}.</source>
        <translation>{1} 的第 {0} 行与第 {2} 行重复。</translation>
    </message>
    <message>
        <source>Row {0} of {1} holds a time that is not a number of seconds.</source>
        <translation>{1} 的第 {0} 行中的时间不是秒数。</translation>
    </message>
    <message>
        <source>At most {0} captions can be changed at once.</source>
        <translation>一次最多更改 {0} 条说明。</translation>
    </message>
    <message>
        <source>This photo or clip is no longer in the library.</source>
        <translation>此照片或视频已不在资料库中。</translation>
    </message>
    <message>
        <source>A moment needs a time where it begins.</source>
        <translation>片段需要开始时间。</translation>
    </message>
    <message>
        <source>{0} lasts {1} s and has no moment up to {2} s.</source>
        <translation>{0} 长 {1} 秒，没有到 {2} 秒的片段。</translation>
    </message>
    <message>
        <source>The query only says what to leave out; there is nothing to show.</source>
        <translation>查询只说明要排除什么；没有可显示的内容。</translation>
    </message>
    <message>
        <source>The model in use has no folder to start from.</source>
        <translation>正在使用的模型没有可以作为起点的文件夹。</translation>
    </message>
    <message>
        <source>The new model is stored as {0}; evoke models use {1} goes on if this is stopped.</source>
        <translation>新模型保存为 {0}；如果中途停止，可用 evoke models use {1} 继续。</translation>
    </message>
    <message>
        <source>The library in {0} is open for reading only.</source>
        <translation>{0} 中的资料库以只读方式打开。</translation>
    </message>
    <message>
        <source>Fine-tuning needs {0} MB of disk; {1} MB are free.</source>
        <translation>微调需要 {0} MB 磁盘空间；剩余 {1} MB。</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>请腾出空间后再试。</translation>
    </message>
    <message>
        <source>Captioned pictures that cannot be read now are left out: {0}{1}.</source>
        <translation>现在无法读取的有说明的图片被略过：{0}{1}。</translation>
    </message>
    <message>
        <source>The training left the model as it was.</source>
        <translation>训练未改变模型。</translation>
    </message>
    <message>
        <source>Pictures to guard and their captions are given together, or not at all.</source>
        <translation>保护用的图片及其说明要么一起给出，要么都不给。</translation>
    </message>
    <message>
        <source>There is nothing at {0}.</source>
        <translation>{0} 处什么也没有。</translation>
    </message>
    <message>
        <source>The training may take more than 0 and at most {0} minutes, not {1}.</source>
        <translation>训练时间须大于 0 且不超过 {0} 分钟，不能是 {1}。</translation>
    </message>
    <message>
        <source>Fine-tuning needs captions of at least {0} photos or clips; there are {1}.</source>
        <translation>微调需要至少 {0} 个照片或视频的说明；现有 {1} 个。</translation>
    </message>
    <message>
        <source>Add some with evoke captions add or evoke captions import.</source>
        <translation>请用 evoke captions add 或 evoke captions import 添加。</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <source>Knows far more things by name: brands, places, works of art, people&apos;s trades.</source>
        <translation>认识多得多的名称：品牌、地点、艺术品、职业。</translation>
    </message>
    <message>
        <source>Sees smaller things and finer differences than the small CLIP, at many times its cost.</source>
        <translation>比小型 CLIP 能看到更小的东西和更细的差别，代价高出许多倍。</translation>
    </message>
    <message>
        <source>As broad as OpenAI&apos;s CLIP, trained on two thousand million pictures of the open web.</source>
        <translation>与 OpenAI 的 CLIP 一样广博，用开放网络的二十亿张图片训练。</translation>
    </message>
    <message>
        <source>Finds the one picture that a whole sentence describes more often than CLIP of its size.</source>
        <translation>比同等大小的 CLIP 更常找到整句描述的那一张图片。</translation>
    </message>
    <message>
        <source>Understands queries in German, Chinese and a hundred other languages.</source>
        <translation>理解中文、德文和上百种其他语言的查询。</translation>
    </message>
    <message>
        <source>{0} is named like a photo or clip; a table is written to a .csv file.</source>
        <translation>{0} 的名称像照片或视频；表格要写入 .csv 文件。</translation>
    </message>
    <message>
        <source>The table cannot be written to {0}: {1}.</source>
        <translation>无法把表格写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} is neither a photo nor a clip.</source>
        <translation>{0} 既不是照片也不是视频。</translation>
    </message>
    <message>
        <source>{0} may not be read.</source>
        <translation>不允许读取 {0}。</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>请检查权限。</translation>
    </message>
    <message>
        <source>{0} belongs to the library itself and holds no originals.</source>
        <translation>{0} 属于资料库本身，不含原件。</translation>
    </message>
    <message>
        <source>There is an album “{0}” already, or this one is gone.</source>
        <translation>已有相册“{0}”，或此相册已不在。</translation>
    </message>
    <message>
        <source>An album needs a name.</source>
        <translation>相册需要名称。</translation>
    </message>
    <message>
        <source>The name has {0} characters; it may have at most {1}.</source>
        <translation>名称有 {0} 个字符；最多 {1} 个。</translation>
    </message>
    <message>
        <source>The model {0} that this library was told to use is no longer on this machine; {1} is used instead.</source>
        <translation>此资料库指定使用的模型 {0} 已不在这台电脑上；改用 {1}。</translation>
    </message>
    <message>
        <source>This library has used no other model before.</source>
        <translation>此资料库之前没有用过其他模型。</translation>
    </message>
    <message>
        <source>See evoke models use.</source>
        <translation>参见 evoke models use。</translation>
    </message>
    <message>
        <source>Run evoke models use {0} first.</source>
        <translation>请先运行 evoke models use {0}。</translation>
    </message>
    <message>
        <source>The new model cannot be stored in {0}: {1}.</source>
        <translation>无法把新模型保存在 {0}：{1}。</translation>
    </message>
    <message>
        <source>The model cannot be removed: {0}.</source>
        <translation>无法移除模型：{0}。</translation>
    </message>
    <message>
        <source>The model {0} is not on this machine any more.</source>
        <translation>模型 {0} 已不在这台电脑上。</translation>
    </message>
    <message>
        <source>This model is part of Evoke.</source>
        <translation>此模型是 Evoke 的一部分。</translation>
    </message>
    <message>
        <source>This library uses the model; choose another one first.</source>
        <translation>此资料库正在使用该模型；请先选择其他模型。</translation>
    </message>
    <message>
        <source>The library is being embedded with this model; cancel that first.</source>
        <translation>资料库正在用此模型嵌入；请先取消。</translation>
    </message>
    <message>
        <source>The model lies in a folder of your own.</source>
        <translation>模型位于您自己的文件夹中。</translation>
    </message>
    <message>
        <source>The model was made for the library in {0}.</source>
        <translation>此模型是为 {0} 中的资料库制作的。</translation>
    </message>
    <message>
        <source>Asking the hub</source>
        <translation>正在询问模型中心</translation>
    </message>
    <message>
        <source>None of the library&apos;s files can be read now, so the model was not changed.</source>
        <translation>现在无法读取资料库的任何文件，因此没有更换模型。</translation>
    </message>
    <message>
        <source>Are their disks connected?</source>
        <translation>它们的磁盘接上了吗？</translation>
    </message>
    <message>
        <source>The model {0} that was used before is no longer on this machine.</source>
        <translation>之前使用的模型 {0} 已不在这台电脑上。</translation>
    </message>
    <message>
        <source>{0} is none of the files with a person&apos;s own data.</source>
        <translation>{0} 不是个人数据文件。</translation>
    </message>
    <message>
        <source>{0} is larger than what Evoke writes.</source>
        <translation>{0} 比 Evoke 写的大。</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>无法读取 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} is not UTF-8 text.</source>
        <translation>{0} 不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>{0} lacks one of the columns {1}.</source>
        <translation>{0} 缺少 {1} 中的某一列。</translation>
    </message>
    <message>
        <source>{0} is no table: {1}.</source>
        <translation>{0} 不是表格：{1}。</translation>
    </message>
    <message>
        <source>Row {0} of {1} cannot be used.</source>
        <translation>{1} 的第 {0} 行无法使用。</translation>
    </message>
    <message>
        <source>Row {0} of {1} holds a time that is none.</source>
        <translation>{1} 的第 {0} 行含有无效的时间。</translation>
    </message>
    <message>
        <source>Pictures may have {0} to {1} pixels a side, not {2}.</source>
        <translation>图片边长可为 {0} 到 {1} 像素，不能是 {2}。</translation>
    </message>
    <message>
        <source>No captioned photo or clip can be read now.</source>
        <translation>现在无法读取任何有说明的照片或视频。</translation>
    </message>
    <message>
        <source>See evoke captions list.</source>
        <translation>参见 evoke captions list。</translation>
    </message>
    <message>
        <source>{0} lies in a folder of the library, where nothing is written.</source>
        <translation>{0} 位于资料库的文件夹中，那里不会写入任何内容。</translation>
    </message>
    <message>
        <source>{0} belongs to the library itself.</source>
        <translation>{0} 属于资料库本身。</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>A picture to resemble is missing.</source>
        <translation>缺少用于比较的图片。</translation>
    </message>
    <message>
        <source>A picture to resemble is no longer in the library.</source>
        <translation>用于比较的图片已不在资料库中。</translation>
    </message>
    <message>
        <source>The pasted picture is too large.</source>
        <translation>粘贴的图片太大。</translation>
    </message>
    <message>
        <source>A kept search cannot be read: {0}.</source>
        <translation>无法读取保存的搜索：{0}。</translation>
    </message>
    <message>
        <source>The training ended without a result that can be read.</source>
        <translation>训练结束但没有可读的结果。</translation>
    </message>
    <message>
        <source>The run in {0} cannot be written: {1}.</source>
        <translation>无法写入 {0} 中的训练：{1}。</translation>
    </message>
    <message>
        <source>It is no longer in the library.</source>
        <translation>它已不在资料库中。</translation>
    </message>
    <message>
        <source>The stretch of the clip is empty.</source>
        <translation>视频的这一段是空的。</translation>
    </message>
    <message>
        <source>The folder to copy into is not there.</source>
        <translation>要复制到的文件夹不在。</translation>
    </message>
    <message>
        <source>Whether indexing waits while the computer runs on battery; low waits below 40 percent.</source>
        <translation>使用电池时是否暂停建立索引；“电量低时等待”指低于 40%。</translation>
    </message>
    <message>
        <source>Whether indexing goes slowly, or waits, while somebody uses the computer.</source>
        <translation>有人使用电脑时，建立索引是放慢还是等待。</translation>
    </message>
    <message>
        <source>How much processor time indexing takes from other programs that want it too.</source>
        <translation>建立索引从其他也需要的程序那里占用多少处理器时间。</translation>
    </message>
    <message>
        <source>Hour of the day from which indexing may run.</source>
        <translation>从一天中的几点起可以建立索引。</translation>
    </message>
    <message>
        <source>Hour of the day until which it may run; from 22 until 6 is over night.</source>
        <translation>到一天中的几点为止可以建立索引；从 22 到 6 表示整夜。</translation>
    </message>
    <message>
        <source>A small icon beside the clock that says what Evoke does.</source>
        <translation>时钟旁的小图标，显示 Evoke 在做什么。</translation>
    </message>
    <message>
        <source>What happens when the window is closed: Evoke ends, or goes on watching the folders beside the clock.</source>
        <translation>关闭窗口时：结束 Evoke，或在时钟旁继续监视文件夹。</translation>
    </message>
    <message>
        <source>Say so when something long has ended while another window is in front.</source>
        <translation>当其他窗口在前面时，长时间的工作结束后通知您。</translation>
    </message>
    <message>
        <source>How files are opened.</source>
        <translation>如何打开文件。</translation>
    </message>
    <message>
        <source>Which frames of a clip are kept.</source>
        <translation>保留视频的哪些画面。</translation>
    </message>
    <message>
        <source>How a library is brought up to date.</source>
        <translation>如何更新资料库。</translation>
    </message>
    <message>
        <source>How changes in the folders are noticed.</source>
        <translation>如何发现文件夹中的更改。</translation>
    </message>
    <message>
        <source>When indexing in the window gives way.</source>
        <translation>窗口中的索引何时让步。</translation>
    </message>
    <message>
        <source>How hits are ranked and grouped.</source>
        <translation>结果如何排序和分组。</translation>
    </message>
    <message>
        <source>Where the model runs.</source>
        <translation>模型在哪里运行。</translation>
    </message>
    <message>
        <source>How the window looks.</source>
        <translation>窗口的外观。</translation>
    </message>
    <message>
        <source>How Evoke behaves on the desktop.</source>
        <translation>Evoke 在桌面上的行为。</translation>
    </message>
    <message>
        <source>Decoding processes</source>
        <translation>解码进程</translation>
    </message>
    <message>
        <source>Longest time for a file</source>
        <translation>单个文件的最长时间</translation>
    </message>
    <message>
        <source>Memory of a process</source>
        <translation>单个进程的内存</translation>
    </message>
    <message>
        <source>Largest picture</source>
        <translation>最大图片</translation>
    </message>
    <message>
        <source>Size of thumbnails</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>Interval between frames</source>
        <translation>画面间隔</translation>
    </message>
    <message>
        <source>Frames of a clip at most</source>
        <translation>每段视频最多画面数</translation>
    </message>
    <message>
        <source>Drop frames that repeat</source>
        <translation>丢弃重复画面</translation>
    </message>
    <message>
        <source>Drop black and flat frames</source>
        <translation>丢弃黑屏和空白画面</translation>
    </message>
    <message>
        <source>Pictures at once</source>
        <translation>一次的图片数</translation>
    </message>
    <message>
        <source>Search exactly below</source>
        <translation>低于此数时精确搜索</translation>
    </message>
    <message>
        <source>Watch the folders</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>Look through everything</source>
        <translation>全面查看</translation>
    </message>
    <message>
        <source>Look through network folders</source>
        <translation>查看网络文件夹</translation>
    </message>
    <message>
        <source>While somebody works</source>
        <translation>有人工作时</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Index from this hour</source>
        <translation>从几点起建立索引</translation>
    </message>
    <message>
        <source>Index until this hour</source>
        <translation>到几点为止建立索引</translation>
    </message>
    <message>
        <source>Results of the command line</source>
        <translation>命令行的结果数</translation>
    </message>
    <message>
        <source>Moments of a clip</source>
        <translation>视频的片段数</translation>
    </message>
    <message>
        <source>Weight of a minus word</source>
        <translation>减号词的权重</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>运算精度</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Size of a result</source>
        <translation>结果大小</translation>
    </message>
    <message>
        <source>Opacity of heat maps</source>
        <translation>热图不透明度</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Icon beside the clock</source>
        <translation>时钟旁的图标</translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation>关闭窗口时</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Opening files</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Frames of clips</source>
        <translation>视频画面</translation>
    </message>
    <message>
        <source>Watching folders</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>Being polite</source>
        <translation>礼让</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>桌面</translation>
    </message>
    <message>
        <source>Fetching {0} ({1} of {2} MB)</source>
        <translation>正在下载 {0}（{1} / {2} MB）</translation>
    </message>
    <message>
        <source>Checking the backup</source>
        <translation>正在检查备份</translation>
    </message>
    <message>
        <source>Writing captions</source>
        <translation>正在写入说明</translation>
    </message>
    <message>
        <source>Which table is to be read?</source>
        <translation>要读取哪个表格？</translation>
    </message>
    <message>
        <source>What was read is no longer there.</source>
        <translation>已读取的内容不在了。</translation>
    </message>
    <message>
        <source>Read it again.</source>
        <translation>请重新读取。</translation>
    </message>
    <message>
        <source>It has too few cells, or one that is too long.</source>
        <translation>单元格太少，或有一个太长。</translation>
    </message>
    <message>
        <source>It holds letters that do not fit this encoding.</source>
        <translation>含有不符合此编码的字符。</translation>
    </message>
    <message>
        <source>It holds a time that is none.</source>
        <translation>含有无效的时间。</translation>
    </message>
    <message>
        <source>Looking for text files</source>
        <translation>正在查找文本文件</translation>
    </message>
    <message>
        <source>Adding captions</source>
        <translation>正在添加说明</translation>
    </message>
    <message>
        <source>Reading the table</source>
        <translation>正在读取表格</translation>
    </message>
    <message>
        <source>Reading descriptions</source>
        <translation>正在读取描述</translation>
    </message>
    <message>
        <source>There is no room for what is to be imported.</source>
        <translation>没有空间存放要导入的内容。</translation>
    </message>
    <message>
        <source>Make room on the disk.</source>
        <translation>请腾出磁盘空间。</translation>
    </message>
    <message>
        <source>“{0}” is no file.</source>
        <translation>“{0}”不是文件。</translation>
    </message>
    <message>
        <source>{0} files of the library are called {1}.</source>
        <translation>资料库中有 {0} 个文件名为 {1}。</translation>
    </message>
    <message>
        <source>This folder belongs to the library, and Evoke never writes there.</source>
        <translation>此文件夹属于资料库，Evoke 从不在那里写入。</translation>
    </message>
    <message>
        <source>Choose a folder that is not below one of the library&apos;s.</source>
        <translation>请选择不在资料库文件夹之下的文件夹。</translation>
    </message>
    <message>
        <source>There is no character encoding called {0}.</source>
        <translation>没有名为 {0} 的字符编码。</translation>
    </message>
    <message>
        <source>The table {0} is empty.</source>
        <translation>表格 {0} 是空的。</translation>
    </message>
    <message>
        <source>The table {0} is not written in {1}.</source>
        <translation>表格 {0} 不是用 {1} 写的。</translation>
    </message>
    <message>
        <source>The table {0} cannot be read: {1}.</source>
        <translation>无法读取表格 {0}：{1}。</translation>
    </message>
    <message>
        <source>There is no old copy of this library.</source>
        <translation>此资料库没有旧副本。</translation>
    </message>
    <message>
        <source>{0} cannot hold the library: one lies in the other.</source>
        <translation>{0} 不能存放资料库：两者一个在另一个之中。</translation>
    </message>
    <message>
        <source>{0} is on a network drive ({1}), where a database gets damaged.</source>
        <translation>{0} 位于网络磁盘（{1}），数据库在那里会损坏。</translation>
    </message>
    <message>
        <source>Choose a folder on a disk of this computer.</source>
        <translation>请选择这台电脑磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>There is too little room for the library: {0} GB are needed and {1} GB free.</source>
        <translation>资料库空间不足：需要 {0} GB，剩余 {1} GB。</translation>
    </message>
    <message>
        <source>Free some space, or choose another disk.</source>
        <translation>请腾出空间，或选择其他磁盘。</translation>
    </message>
    <message>
        <source>Choose another folder, or check the disk.</source>
        <translation>请选择其他文件夹，或检查磁盘。</translation>
    </message>
    <message>
        <source>Copying the library</source>
        <translation>正在复制资料库</translation>
    </message>
    <message>
        <source>The file is not there or may not be read.</source>
        <translation>文件不在或不允许读取。</translation>
    </message>
    <message>
        <source>The folder to copy into cannot be written.</source>
        <translation>无法写入要复制到的文件夹。</translation>
    </message>
    <message>
        <source>Is its disk all right?</source>
        <translation>它的磁盘正常吗？</translation>
    </message>
    <message>
        <source>There are too many files of this name in the folder.</source>
        <translation>文件夹中此名称的文件太多。</translation>
    </message>
    <message>
        <source>Its drive is away.</source>
        <translation>它的磁盘不在。</translation>
    </message>
    <message>
        <source>The folder cannot be written.</source>
        <translation>无法写入该文件夹。</translation>
    </message>
    <message>
        <source>A piece of sound may last {0} seconds at most.</source>
        <translation>一段声音最长 {0} 秒。</translation>
    </message>
    <message>
        <source>{0} has more than {1} lines: a text, not captions.</source>
        <translation>{0} 超过 {1} 行：是文章，不是说明。</translation>
    </message>
    <message>
        <source>The training cannot be started: {0}.</source>
        <translation>无法开始训练：{0}。</translation>
    </message>
    <message>
        <source>The training failed.</source>
        <translation>训练失败。</translation>
    </message>
    <message>
        <source>Its last words: {0} All of them are in {1}.</source>
        <translation>最后的输出：{0} 全部在 {1} 中。</translation>
    </message>
    <message>
        <source>It said nothing; see {0}.</source>
        <translation>没有任何输出；参见 {0}。</translation>
    </message>
    <message>
        <source>The training ended unexpectedly (exit code {0}).</source>
        <translation>训练意外结束（退出码 {0}）。</translation>
    </message>
    <message>
        <source>The library is open for reading only.</source>
        <translation>资料库以只读方式打开。</translation>
    </message>
    <message>
        <source>There is no fine-tuning to go on with.</source>
        <translation>没有可以继续的微调。</translation>
    </message>
    <message>
        <source>There is no such fine-tuning any more.</source>
        <translation>此微调已不存在。</translation>
    </message>
    <message>
        <source>{0} cannot be watched ({1}); it is looked through now and then.</source>
        <translation>无法监视 {0}（{1}）；会不时查看。</translation>
    </message>
    <message>
        <source>The sound of {0} cannot be decoded.</source>
        <translation>无法解码 {0} 的声音。</translation>
    </message>
    <message>
        <source>{0} cannot be opened as a clip.</source>
        <translation>无法将 {0} 作为视频打开。</translation>
    </message>
    <message>
        <source>The sound of {0} is of a kind that is not known.</source>
        <translation>{0} 的声音格式未知。</translation>
    </message>
    <message>
        <source>The sound of {0} has {1} samples a second.</source>
        <translation>{0} 的声音每秒有 {1} 个采样。</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>{0} cannot be read.</source>
        <translation>无法读取 {0}。</translation>
    </message>
    <message>
        <source>The new clip cannot be written.</source>
        <translation>无法写入新视频。</translation>
    </message>
    <message>
        <source>There is nothing in this stretch of {0}.</source>
        <translation>{0} 的这一段中没有内容。</translation>
    </message>
    <message>
        <source>This stretch of {0} cannot be copied: {1}.</source>
        <translation>无法复制 {0} 的这一段：{1}。</translation>
    </message>
    <message>
        <source>{0} needs more than {1} MB of memory to decode.</source>
        <translation>解码 {0} 需要超过 {1} MB 内存。</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0} 是空的。</translation>
    </message>
    <message>
        <source>{0} cannot be decoded with decord.</source>
        <translation>decord 无法解码 {0}。</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Centre-weighted</source>
        <translation>中央重点</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>点测光</translation>
    </message>
    <message>
        <source>Multi-spot</source>
        <translation>多点测光</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>多区评价</translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>局部</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Aperture priority</source>
        <translation>光圈优先</translation>
    </message>
    <message>
        <source>Shutter priority</source>
        <translation>快门优先</translation>
    </message>
    <message>
        <source>Creative</source>
        <translation>创意</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>运动</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Copyright</source>
        <translation>版权</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>艺术家</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更改时间</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>镜头</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation>光圈</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>感光度</translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation>焦距</translation>
    </message>
    <message>
        <source>As on 35 mm film</source>
        <translation>等效 35 毫米焦距</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>曝光补偿</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Metering</source>
        <translation>测光</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>闪光灯</translation>
    </message>
    <message>
        <source>Fired</source>
        <translation>已闪光</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Digitised</source>
        <translation>数字化时间</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>海拔</translation>
    </message>
    <message>
        <source>{0} cannot be read: no memory is left.</source>
        <translation>无法读取 {0}：内存不足。</translation>
    </message>
    <message>
        <source>{0} is cut off before its picture begins.</source>
        <translation>{0} 在图像开始之前被截断。</translation>
    </message>
    <message>
        <source>{0} has more than {1} megapixels.</source>
        <translation>{0} 超过 {1} 百万像素。</translation>
    </message>
    <message>
        <source>The limit is the setting decoding.max_megapixels.</source>
        <translation>限制是设置 decoding.max_megapixels。</translation>
    </message>
    <message>
        <source>{0} is not a picture of a known format.</source>
        <translation>{0} 不是已知格式的图片。</translation>
    </message>
    <message>
        <source>{0} cannot be decoded: {1}.</source>
        <translation>无法解码 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} cannot be opened as a clip: {1}.</source>
        <translation>无法把 {0} 作为视频打开：{1}。</translation>
    </message>
    <message>
        <source>{0} has no picture track that can be read.</source>
        <translation>{0} 没有可读的画面轨道。</translation>
    </message>
    <message>
        <source>{0} has frames of {1} x {2} pixels.</source>
        <translation>{0} 的画面为 {1} x {2} 像素。</translation>
    </message>
    <message>
        <source>{0} holds no frame that can be decoded.</source>
        <translation>{0} 中没有可解码的画面。</translation>
    </message>
    <message>
        <source>{0} is no path.</source>
        <translation>{0} 不是路径。</translation>
    </message>
    <message>
        <source>{0} is not a photo or clip of a known kind.</source>
        <translation>{0} 不是已知类型的照片或视频。</translation>
    </message>
    <message>
        <source>Free some space and index again.</source>
        <translation>请腾出空间后重新建立索引。</translation>
    </message>
    <message>
        <source>A thumbnail could not be written: {0}.</source>
        <translation>无法写入缩略图：{0}。</translation>
    </message>
    <message>
        <source>{0} has no frame that can be decoded at {1} s.</source>
        <translation>{0} 在 {1} 秒处没有可解码的画面。</translation>
    </message>
    <message>
        <source>Your files are not to blame. Close other programs; if it stays so, install Evoke again.</source>
        <translation>不是您的文件的问题。请关闭其他程序；如果仍然如此，请重新安装 Evoke。</translation>
    </message>
    <message>
        <source>The decoding process cannot be started: {0}.</source>
        <translation>无法启动解码进程：{0}。</translation>
    </message>
    <message>
        <source>{0} makes the decoder crash or hang.</source>
        <translation>{0} 使解码器崩溃或停滞。</translation>
    </message>
    <message>
        <source>{0} took the decoder more than {1} s.</source>
        <translation>{0} 使解码器用时超过 {1} 秒。</translation>
    </message>
    <message>
        <source>The limit is the setting decoding.timeout_s.</source>
        <translation>限制是设置 decoding.timeout_s。</translation>
    </message>
    <message>
        <source>{0} makes the decoder crash (exit code {1}).</source>
        <translation>{0} 使解码器崩溃（退出码 {1}）。</translation>
    </message>
    <message>
        <source>{0} could not be decoded because of a fault in Evoke.</source>
        <translation>由于 Evoke 的错误，无法解码 {0}。</translation>
    </message>
    <message>
        <source>The XMP is not of the kind that photo programs write.</source>
        <translation>此 XMP 不是照片程序所写的那种。</translation>
    </message>
    <message>
        <source>The XMP is damaged.</source>
        <translation>XMP 已损坏。</translation>
    </message>
    <message>
        <source>There is no folder {0}.</source>
        <translation>没有文件夹 {0}。</translation>
    </message>
    <message>
        <source>The query has {0} characters; it must have fewer than {1}.</source>
        <translation>查询有 {0} 个字符；必须少于 {1} 个。</translation>
    </message>
    <message>
        <source>The query has {0} words; it may have at most {1}.</source>
        <translation>查询有 {0} 个词；最多 {1} 个。</translation>
    </message>
    <message>
        <source>The query is empty.</source>
        <translation>查询为空。</translation>
    </message>
    <message>
        <source>Type what the photo or clip shows, for example: a dog on a beach.</source>
        <translation>写下照片或视频的内容，例如：a dog on a beach。</translation>
    </message>
    <message>
        <source>The number of hits is {0} but must be at least 1.</source>
        <translation>结果数为 {0}，但至少须为 1。</translation>
    </message>
    <message>
        <source>The query has {0} pictures; it may have at most {1}.</source>
        <translation>查询有 {0} 张图片；最多 {1} 张。</translation>
    </message>
    <message>
        <source>The library in {0} was moved and is not written any more.</source>
        <translation>{0} 中的资料库已移走，不再写入。</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>请重新打开它。</translation>
    </message>
    <message>
        <source>There is no library in {0}.</source>
        <translation>{0} 中没有资料库。</translation>
    </message>
    <message>
        <source>Index a folder first.</source>
        <translation>请先为一个文件夹建立索引。</translation>
    </message>
    <message>
        <source>The library in {0} is of an older version and has to be opened for writing once.</source>
        <translation>{0} 中的资料库是旧版本，须以可写方式打开一次。</translation>
    </message>
    <message>
        <source>Run evoke index.</source>
        <translation>请运行 evoke index。</translation>
    </message>
    <message>
        <source>The library folder {0} cannot be written: {1}.</source>
        <translation>无法写入资料库文件夹 {0}：{1}。</translation>
    </message>
    <message>
        <source>Choose another folder, or check the disk and its permissions.</source>
        <translation>请选择其他文件夹，或检查磁盘及其权限。</translation>
    </message>
    <message>
        <source>The library in {0} is being used by another Evoke.</source>
        <translation>{0} 中的资料库正被另一个 Evoke 使用。</translation>
    </message>
    <message>
        <source>Close the other window or wait for the other command to end.</source>
        <translation>请关闭另一个窗口，或等待另一个命令结束。</translation>
    </message>
    <message>
        <source>The library folder {0} is on a network drive ({1}), where a database gets damaged.</source>
        <translation>资料库文件夹 {0} 位于网络磁盘（{1}），数据库在那里会损坏。</translation>
    </message>
    <message>
        <source>Choose a folder on a disk of this computer with --library or EVOKE_LIBRARY.</source>
        <translation>请用 --library 或 EVOKE_LIBRARY 选择这台电脑磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>The library&apos;s database {0} is empty, though there was a library.</source>
        <translation>资料库的数据库 {0} 是空的，尽管曾有资料库。</translation>
    </message>
    <message>
        <source>Restore it with evoke restore, or delete the library folder and index your folders again.</source>
        <translation>请用 evoke restore 恢复，或删除资料库文件夹并重新为您的文件夹建立索引。</translation>
    </message>
    <message>
        <source>The library in {0} is locked by another program.</source>
        <translation>{0} 中的资料库被其他程序锁定。</translation>
    </message>
    <message>
        <source>The library&apos;s database {0} is damaged.</source>
        <translation>资料库的数据库 {0} 已损坏。</translation>
    </message>
    <message>
        <source>Restore it with evoke restore, or move it away and index your folders again.</source>
        <translation>请用 evoke restore 恢复，或把它移走并重新为您的文件夹建立索引。</translation>
    </message>
    <message>
        <source>The library in {0} cannot be written: {1}.</source>
        <translation>无法写入 {0} 中的资料库：{1}。</translation>
    </message>
    <message>
        <source>Free some space, or check that the disk is there and not read-only.</source>
        <translation>请腾出空间，或检查磁盘是否存在且不是只读。</translation>
    </message>
    <message>
        <source>{0} holds no library.</source>
        <translation>{0} 中没有资料库。</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation>{0} 已损坏：{1}。</translation>
    </message>
    <message>
        <source>{0} is a link, not a file.</source>
        <translation>{0} 是链接，不是文件。</translation>
    </message>
    <message>
        <source>{0} is not a plain file.</source>
        <translation>{0} 不是普通文件。</translation>
    </message>
    <message>
        <source>The library was moved to {0}, which is not there.</source>
        <translation>资料库已移到 {0}，但它不在。</translation>
    </message>
    <message>
        <source>Connect its disk. To use what stayed behind instead, delete {0}.</source>
        <translation>请接上它的磁盘。若要改用留下的内容，请删除 {0}。</translation>
    </message>
    <message>
        <source>{0} is a database, but not one of Evoke.</source>
        <translation>{0} 是数据库，但不是 Evoke 的。</translation>
    </message>
    <message>
        <source>The library in {0} was written by a newer version of Evoke.</source>
        <translation>{0} 中的资料库由更新版本的 Evoke 写入。</translation>
    </message>
    <message>
        <source>Update Evoke, or choose another library folder.</source>
        <translation>请更新 Evoke，或选择其他资料库文件夹。</translation>
    </message>
    <message>
        <source>The library&apos;s database {0} {1} {2} {3}.</source>
        <translation>资料库的数据库 {0} {1} {2} {3}。</translation>
    </message>
    <message>
        <source>The model {0} gives {1} numbers per picture, but gave {2} before.</source>
        <translation>模型 {0} 每张图片给出 {1} 个数，之前是 {2} 个。</translation>
    </message>
    <message>
        <source>{0} of {1} parameters learn; everything below them is computed once and kept.</source>
        <translation>{1} 个参数中有 {0} 个在学习；其下的一切只计算一次并保留。</translation>
    </message>
    <message>
        <source>Training was stopped: the loss is no finite number.</source>
        <translation>训练已停止：损失不是有限的数。</translation>
    </message>
    <message>
        <source>Lower finetune.rate.</source>
        <translation>请降低 finetune.rate。</translation>
    </message>
    <message>
        <source>What was learned so far cannot be kept: {0}.</source>
        <translation>无法保留目前学到的内容：{0}。</translation>
    </message>
    <message>
        <source>Free some space and let it go on.</source>
        <translation>请腾出空间后继续。</translation>
    </message>
    <message>
        <source>Tuned on your own captions, from {base}.</source>
        <translation>在 {base} 的基础上用您的说明微调。</translation>
    </message>
    <message>
        <source>The model takes pictures of {0} pixels, and the fine-tuning was prepared for another.</source>
        <translation>模型使用 {0} 像素的图片，而微调是为另一种准备的。</translation>
    </message>
    <message>
        <source>The result could not be written: {0}.</source>
        <translation>无法写入结果：{0}。</translation>
    </message>
    <message>
        <source>Only {0} different pictures have captions; {1} are the least that can be split.</source>
        <translation>只有 {0} 张不同的图片有说明；至少 {1} 张才能划分。</translation>
    </message>
    <message>
        <source>Caption more pictures first.</source>
        <translation>请先为更多图片写说明。</translation>
    </message>
    <message>
        <source>All captions are the same text, so there is nothing to tell the pictures apart by.</source>
        <translation>所有说明都是同样的文字，无法区分图片。</translation>
    </message>
    <message>
        <source>All captioned pictures are the same picture.</source>
        <translation>所有有说明的图片都是同一张。</translation>
    </message>
    <message>
        <source>The bank of general phrases has fewer than four phrases.</source>
        <translation>一般短语库少于四条。</translation>
    </message>
    <message>
        <source>The fine-tuning was prepared by another version of Evoke.</source>
        <translation>此微调由另一版本的 Evoke 准备。</translation>
    </message>
    <message>
        <source>The fine-tuning&apos;s request.json is incomplete.</source>
        <translation>微调的 request.json 不完整。</translation>
    </message>
    <message>
        <source>The bank of general phrases cannot be read.</source>
        <translation>无法读取一般短语库。</translation>
    </message>
    <message>
        <source>The pictures to learn from cannot be read.</source>
        <translation>无法读取用于学习的图片。</translation>
    </message>
    <message>
        <source>The pictures to learn from are not squares of {0} pixels in RGB.</source>
        <translation>用于学习的图片不是 {0} 像素的 RGB 正方形。</translation>
    </message>
    <message>
        <source>There are {0} pictures and {1} lines about them.</source>
        <translation>有 {0} 张图片和 {1} 行相关信息。</translation>
    </message>
    <message>
        <source>The list of the pictures to learn from cannot be read.</source>
        <translation>无法读取用于学习的图片列表。</translation>
    </message>
    <message>
        <source>Line {0} of the list of pictures has no content or no captions.</source>
        <translation>图片列表的第 {0} 行没有内容或说明。</translation>
    </message>
    <message>
        <source>The guard set has fewer than two pictures.</source>
        <translation>保护集少于两张图片。</translation>
    </message>
    <message>
        <source>The fine-tuning&apos;s request.json cannot be read.</source>
        <translation>无法读取微调的 request.json。</translation>
    </message>
    <message>
        <source>The fine-tuning&apos;s request.json is not a table.</source>
        <translation>微调的 request.json 不是表。</translation>
    </message>
    <message>
        <source>To stay within the time, {0} of {1} other pictures are looked at.</source>
        <translation>为了不超时，查看了 {1} 张其他图片中的 {0} 张。</translation>
    </message>
    <message>
        <source>The time was over before anything could be learned.</source>
        <translation>在学到任何内容之前时间已到。</translation>
    </message>
    <message>
        <source>No share of the training made things better, so none is kept.</source>
        <translation>训练的任何比例都没有改进，因此都不保留。</translation>
    </message>
    <message>
        <source>Your held-out captions find their pictures better, and other searches are as good as before.</source>
        <translation>留出的说明能更好地找到图片，其他搜索与之前一样好。</translation>
    </message>
    <message>
        <source>Your held-out captions find their pictures better, but other searches became worse.</source>
        <translation>留出的说明能更好地找到图片，但其他搜索变差了。</translation>
    </message>
    <message>
        <source>Your held-out captions find their pictures hardly better: that may be chance.</source>
        <translation>留出的说明找到图片的效果几乎没有提高：可能只是偶然。</translation>
    </message>
    <message>
        <source>Your held-out captions do not find their pictures better than before.</source>
        <translation>留出的说明找到图片的效果不比之前好。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请再试一次。</translation>
    </message>
</context>
<context>
    <name>EngineClient</name>
    <message>
        <source>The engine is of another version than the window.</source>
        <translation>引擎与窗口的版本不同。</translation>
    </message>
    <message>
        <source>Install Evoke again.</source>
        <translation>请重新安装 Evoke。</translation>
    </message>
    <message>
        <source>Nothing in your library is lost. Try again; evoke doctor says what may be wrong.</source>
        <translation>资料库没有任何丢失。请再试一次；evoke doctor 会说明可能的原因。</translation>
    </message>
    <message>
        <source>The engine keeps ending unexpectedly.</source>
        <translation>引擎不断意外结束。</translation>
    </message>
    <message>
        <source>It is started again by itself; nothing in your library is lost.</source>
        <translation>它会自动重新启动；资料库没有任何丢失。</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly.</source>
        <translation>引擎意外结束。</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>That did not work</source>
        <translation>操作未成功</translation>
    </message>
    <message>
        <source>Something went wrong in Evoke</source>
        <translation>Evoke 出错了</translation>
    </message>
    <message>
        <source>This is a mistake in the program, not in your files. Your library is safe.</source>
        <translation>这是程序的错误，不是您的文件的问题。您的资料库是安全的。</translation>
    </message>
    <message>
        <source>The report below helps to mend it. It stays on this computer unless you pass it on.</source>
        <translation>下面的报告有助于修复。除非您转交，否则它只留在这台电脑上。</translation>
    </message>
    <message>
        <source>Evoke ended unexpectedly the last time</source>
        <translation>Evoke 上次意外结束</translation>
    </message>
    <message>
        <source>Nothing in your library is lost; what was being done is done again.</source>
        <translation>资料库没有任何丢失；当时未完成的工作会重新进行。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Log: {log_path}</source>
        <translation>日志：{log_path}</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Start Evoke again</source>
        <translation>重新启动 Evoke</translation>
    </message>
</context>
<context>
    <name>ExampleRow</name>
    <message>
        <source>“{query}”</source>
        <translation>“{query}”</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>the same pictures</source>
        <translation>相同的图片</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of {all} pictures stayed</source>
        <translation>
            <numerusform>{all} 张图片中有 %Ln 张保留</numerusform>
        </translation>
    </message>
    <message>
        <source>stayed at place {place}</source>
        <translation>仍在第 {place} 位</translation>
    </message>
    <message>
        <source>place {before} → {after}</source>
        <translation>第 {before} 位 → 第 {after} 位</translation>
    </message>
</context>
<context>
    <name>ExampleStrip</name>
    <message>
        <source>{name}: this caption&apos;s own picture</source>
        <translation>{name}：此说明自己的图片</translation>
    </message>
</context>
<context>
    <name>FigureBars</name>
    <message>
        <source>{name}: {before} % before, {after} % after</source>
        <translation>{name}：之前 {before} %，之后 {after} %</translation>
    </message>
    <message>
        <source>{before} → {after} %</source>
        <translation>{before} → {after} %</translation>
    </message>
    <message>
        <source>{change} points</source>
        <translation>{change} 个百分点</translation>
    </message>
</context>
<context>
    <name>FileActions</name>
    <message>
        <source>Open in default program</source>
        <translation>用默认程序打开</translation>
    </message>
    <message>
        <source>Open with…</source>
        <translation>打开方式…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>加入收藏</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>更多类似内容</translation>
    </message>
    <message>
        <source>Where does it stand, and why?</source>
        <translation>它排在哪里，为什么？</translation>
    </message>
    <message>
        <source>Export the selection…</source>
        <translation>导出所选内容…</translation>
    </message>
    <message>
        <source>Take out of favourites</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Path copied</source>
        <translation>路径已复制</translation>
    </message>
    <message>
        <source>Open with which program?</source>
        <translation>用哪个程序打开？</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Show photos</source>
        <translation>显示照片</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Show clips</source>
        <translation>显示视频</translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation>最匹配的在前</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>最匹配</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新的在前</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最旧的在前</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>最旧</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>任意日期</translation>
    </message>
    <message>
        <source>Date filter</source>
        <translation>日期筛选</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>任意文件夹</translation>
    </message>
    <message>
        <source>Folder filter</source>
        <translation>文件夹筛选</translation>
    </message>
    <message>
        <source>Any camera</source>
        <translation>任意相机</translation>
    </message>
    <message>
        <source>Camera filter</source>
        <translation>相机筛选</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Captioned</source>
        <translation>有说明</translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation>结果的顺序</translation>
    </message>
    <message>
        <source>No camera named</source>
        <translation>未注明相机</translation>
    </message>
    <message>
        <source>{order} by day</source>
        <translation>{order}，按天</translation>
    </message>
    <message>
        <source>Choose dates…</source>
        <translation>选择日期…</translation>
    </message>
    <message>
        <source>Group by day</source>
        <translation>按天分组</translation>
    </message>
    <message>
        <source>Stack copies and bursts</source>
        <translation>叠放副本和连拍</translation>
    </message>
</context>
<context>
    <name>FilterMenus</name>
    <message>
        <source>Whole year</source>
        <translation>全年</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>任意文件夹</translation>
    </message>
    <message>
        <source>Any camera</source>
        <translation>任意相机</translation>
    </message>
    <message>
        <source>No camera named</source>
        <translation>未注明相机</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Any date</source>
        <translation>任意日期</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>第一步</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Your photos and clips are read where they are. Nothing is moved, changed or sent anywhere.</source>
        <translation>您的照片和视频在原处读取。不会移动、更改或发送任何内容。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Describe what you remember</source>
        <translation>描述您记得的内容</translation>
    </message>
    <message>
        <source>In English words, as you would tell a friend. You need not wait until all is indexed.</source>
        <translation>用英文，就像讲给朋友听。不必等到全部建立索引。</translation>
    </message>
    <message>
        <source>Try “{example}”</source>
        <translation>试试“{example}”</translation>
    </message>
    <message>
        <source>See why it was found</source>
        <translation>看看为什么找到它</translation>
    </message>
    <message>
        <source>Click a result, then point at a word below the picture: the heat map shows where it is seen.</source>
        <translation>点击一个结果，再指向图片下方的词：热图会显示它在哪里。</translation>
    </message>
    <message>
        <source>Do without the guide</source>
        <translation>不需要引导</translation>
    </message>
    <message>
        <source>Three steps to begin with</source>
        <translation>三步开始</translation>
    </message>
    <message>
        <source>That is all there is to it</source>
        <translation>就这么简单</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>FolderBar</name>
    <message>
        <source>Look through it now</source>
        <translation>立即查看</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>排除…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Forget missing…</source>
        <translation>忘记缺失的…</translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation>移出…</translation>
    </message>
    <message>
        <source>Let the library forget the files of this folder that are gone</source>
        <translation>让资料库忘记此文件夹中已不在的文件</translation>
    </message>
    <message>
        <source>Take this folder out of the library (Delete)</source>
        <translation>把此文件夹移出资料库 (Delete)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Look through this folder again from now on</source>
        <translation>从现在起重新查看此文件夹</translation>
    </message>
    <message>
        <source>Do not look through this folder for now; what is known of it is still found</source>
        <translation>暂时不查看此文件夹；已知的内容仍能找到</translation>
    </message>
</context>
<context>
    <name>FolderModel</name>
    <message>
        <source>not reachable at the moment; what is known of it stays</source>
        <translation>现在无法访问；已知的内容会保留</translation>
    </message>
    <message>
        <source>paused · {photos} · {clips}</source>
        <translation>已暂停 · {photos} · {clips}</translation>
    </message>
    <message>
        <source>not indexed yet</source>
        <translation>尚未建立索引</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) gone all at once, kept for now</source>
        <translation>
            <numerusform>%Ln 个文件同时消失，暂时保留</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) unreadable</source>
        <translation>
            <numerusform>%Ln 个文件无法读取</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} left out</source>
        <translation>排除了 {number}</translation>
    </message>
    <message>
        <source>updated {when}</source>
        <translation>更新于 {when}</translation>
    </message>
</context>
<context>
    <name>FrameTimeline</name>
    <message>
        <source>Position in the clip</source>
        <translation>视频中的位置</translation>
    </message>
    <message>
        <source>{time} of {length}</source>
        <translation>{time} / {length}</translation>
    </message>
    <message>
        <source>{place}, matches</source>
        <translation>{place}，匹配</translation>
    </message>
    <message>
        <source>{place}, {percent} of a match</source>
        <translation>{place}，匹配度的 {percent}</translation>
    </message>
</context>
<context>
    <name>GivenPictures</name>
    <message>
        <source>This is not there any more.</source>
        <translation>它已不在。</translation>
    </message>
    <message>
        <source>Was its drive unplugged?</source>
        <translation>是否拔掉了它的磁盘？</translation>
    </message>
</context>
<context>
    <name>HistoryMenu</name>
    <message>
        <source>Albums</source>
        <translation>相册</translation>
    </message>
    <message>
        <source>Searches of before</source>
        <translation>以前的搜索</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>例如</translation>
    </message>
    <message>
        <source>Save this search as an album…</source>
        <translation>把此搜索保存为相册…</translation>
    </message>
    <message>
        <source>Empty the search history</source>
        <translation>清空搜索历史</translation>
    </message>
    <message>
        <source>Save as an album</source>
        <translation>保存为相册</translation>
    </message>
    <message>
        <source>Change albums</source>
        <translation>更改相册</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Remove (its photos stay)</source>
        <translation>移除（照片保留）</translation>
    </message>
    <message>
        <source>Rename the album</source>
        <translation>重命名相册</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>HumanText</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clip(s)</source>
        <translation>
            <numerusform>%Ln 段视频</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>%Ln 个文件夹</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln 张图片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s)</source>
        <translation>
            <numerusform>%Ln 条说明</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moment(s)</source>
        <translation>
            <numerusform>%Ln 个片段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln 个词</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln 个匹配</numerusform>
        </translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>几秒钟</translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} 小时</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>about {duration}</source>
        <translation>约 {duration}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>{before} and {last}</source>
        <comment>the end of a list</comment>
        <translation>{before}和{last}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a date, in the letters of QLocale.toString</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <comment>a date with its weekday, in the letters of QLocale.toString</comment>
        <translation>yyyy年M月d日 dddd</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>a month, in the letters of QLocale.toString</comment>
        <translation>yyyy年M月</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import captions</source>
        <translation>导入说明</translation>
    </message>
    <message>
        <source>Adding the captions…</source>
        <translation>正在添加说明…</translation>
    </message>
    <message>
        <source>Text files with the names of your photos and clips</source>
        <translation>与您的照片和视频同名的文本文件</translation>
    </message>
    <message>
        <source>What other programs wrote into your photos and clips, and XMP files beside them</source>
        <translation>其他程序写入您的照片和视频以及旁边 XMP 文件的内容</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Nothing is changed yet. Your photos and clips are only read.</source>
        <translation>尚未更改任何内容。您的照片和视频只会被读取。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln caption(s)</source>
        <translation>
            <numerusform>导入 %Ln 条说明</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your photos and clips</source>
        <translation>
            <numerusform>您的 %Ln 个照片和视频</numerusform>
        </translation>
    </message>
    <message>
        <source>{captions} for {media}</source>
        <translation>{captions}，用于{media}</translation>
    </message>
    <message>
        <source>Which columns hold the files and the captions?</source>
        <translation>哪些列是文件和说明？</translation>
    </message>
    <message>
        <source>Everything in it is in your library already</source>
        <translation>其中的全部内容已在您的资料库中</translation>
    </message>
    <message>
        <source>There is nothing to import</source>
        <translation>没有可导入的内容</translation>
    </message>
    <message numerus="yes">
        <source>%Ln are there already and stay as they are.</source>
        <translation>
            <numerusform>%Ln 条已存在，保持不变。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln name a file that is not in your library; they are left out.</source>
        <translation>
            <numerusform>%Ln 条所指的文件不在您的资料库中；略过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot be used; they are left out.</source>
        <translation>
            <numerusform>%Ln 条无法使用；略过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were looked at.</source>
        <translation>
            <numerusform>查看了 %Ln 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Why it is left out</source>
        <translation>略过的原因</translation>
    </message>
    <message>
        <source>To be added</source>
        <translation>将添加</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>{list} · {count}</source>
        <translation>{list} · {count}</translation>
    </message>
    <message>
        <source>{list} · the first {shown} of {count}</source>
        <translation>{list} · {count} 中的前 {shown}</translation>
    </message>
    <message>
        <source>Captions to be added</source>
        <translation>将添加的说明</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>略过的内容</translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation>操作未成功</translation>
    </message>
</context>
<context>
    <name>IndexCard</name>
    <message>
        <source>Add and index</source>
        <translation>添加并建立索引</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Go on all the same</source>
        <translation>仍然继续</translation>
    </message>
    <message>
        <source>Add “{name}”?</source>
        <translation>添加“{name}”？</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>Launching</name>
    <message>
        <source>Evoke could not be started again: {program}.</source>
        <translation>无法重新启动 Evoke：{program}。</translation>
    </message>
</context>
<context>
    <name>LibrariesDialog</name>
    <message>
        <source>Libraries</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Libraries that were open</source>
        <translation>曾打开的资料库</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>切换到它</translation>
    </message>
    <message>
        <source>Open in another window</source>
        <translation>在另一个窗口打开</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Open or make a library…</source>
        <translation>打开或新建资料库…</translation>
    </message>
    <message>
        <source>{folder} · open</source>
        <translation>{folder} · 已打开</translation>
    </message>
    <message>
        <source>{folder} · not there now</source>
        <translation>{folder} · 现在不在</translation>
    </message>
    <message>
        <source>A library holds what Evoke knows of some folders. Each has its own captions, model and albums.</source>
        <translation>资料库保存 Evoke 对一些文件夹的了解。每个都有自己的说明、模型和相册。</translation>
    </message>
    <message>
        <source>A library, or an empty folder for a new one</source>
        <translation>一个资料库，或用于新建的空文件夹</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Update now</source>
        <translation>立即更新</translation>
    </message>
    <message>
        <source>Look for new, changed and deleted files (F5)</source>
        <translation>查找新增、更改和删除的文件 (F5)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause all indexing until you say otherwise</source>
        <translation>暂停所有索引，直到您重新允许</translation>
    </message>
    <message>
        <source>No folders yet</source>
        <translation>还没有文件夹</translation>
    </message>
    <message>
        <source>Add the folders that hold your photos and clips. Your files are never changed, moved or uploaded.</source>
        <translation>添加存放照片和视频的文件夹。您的文件绝不会被更改、移动或上传。</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>Leave files out of every folder…</source>
        <translation>从每个文件夹中排除文件…</translation>
    </message>
    <message>
        <source>How densely clips are looked at…</source>
        <translation>查看视频的密度…</translation>
    </message>
    <message>
        <source>Check the library…</source>
        <translation>检查资料库…</translation>
    </message>
    <message>
        <source>Back up the library…</source>
        <translation>备份资料库…</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>从备份恢复…</translation>
    </message>
    <message>
        <source>Move the library to another disk…</source>
        <translation>把资料库移到其他磁盘…</translation>
    </message>
    <message>
        <source>Take a folder out</source>
        <translation>移出文件夹</translation>
    </message>
    <message>
        <source>Take “{name}” out of the library?</source>
        <translation>把“{name}”移出资料库？</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Forget missing files</source>
        <translation>忘记缺失的文件</translation>
    </message>
    <message numerus="yes">
        <source>Were %Ln file(s) in “{name}” deleted on purpose?</source>
        <translation>
            <numerusform>“{name}”中的 %Ln 个文件是有意删除的吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>They are gone all at once, as when a drive is only half there, and are kept until you say so. Forgotten files can no longer be found here.</source>
        <translation>它们同时消失，就像磁盘只接上一半那样，在您确认之前会保留。忘记的文件在这里将无法再找到。</translation>
    </message>
    <message>
        <source>Forget them</source>
        <translation>忘记它们</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Indexing is paused. What is new can be searched once it goes on.</source>
        <translation>索引已暂停。继续后即可搜索新内容。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>{hidden} left out, {shown} found again</source>
        <translation>排除 {hidden}，重新找到 {shown}</translation>
    </message>
    <message>
        <source>The library was moved. The copy in {folder} is kept until you delete it.</source>
        <translation>资料库已移动。{folder} 中的副本会保留，直到您删除它。</translation>
    </message>
    <message>
        <source>Delete it…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>{found} can be searched</source>
        <translation>可搜索{found}</translation>
    </message>
</context>
<context>
    <name>LibrarySession</name>
    <message>
        <source>No photos or clips were found in this folder. It can be added all the same and is looked at again later.</source>
        <translation>在此文件夹中没有找到照片或视频。仍可添加，以后会再次查看。</translation>
    </message>
    <message>
        <source>{found} ({duration} of video)</source>
        <translation>{found}（视频 {duration}）</translation>
    </message>
    <message>
        <source>{found}. Indexing takes {duration} and {size} on disk; you can search meanwhile.</source>
        <translation>{found}。建立索引需要 {duration} 和 {size} 磁盘空间；期间可以搜索。</translation>
    </message>
    <message>
        <source>{found} can be searched.</source>
        <translation>可搜索{found}。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read.</source>
        <translation>
            <numerusform>%Ln 个文件无法读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is lost: what lies in it is found elsewhere too. The files stay as they are.</source>
        <translation>不会丢失任何内容：其中的内容在别处也能找到。文件保持原样。</translation>
    </message>
    <message>
        <source>{found} can no longer be found here. The files themselves stay as they are.</source>
        <translation>{found}在这里将无法再找到。文件本身保持原样。</translation>
    </message>
    <message>
        <source>{found} can no longer be found here; {captioned} of them have captions, {favourites} are favourites. Both are kept for when the files come back. The files themselves stay as they are.</source>
        <translation>{found}在这里将无法再找到；其中 {captioned} 个有说明，{favourites} 个是收藏。两者都会保留到文件回来时。文件本身保持原样。</translation>
    </message>
    <message>
        <source>Paused. What was indexed so far can be searched.</source>
        <translation>已暂停。目前已建立索引的内容可以搜索。</translation>
    </message>
    <message>
        <source>Waits until the computer is plugged in or its battery is fuller.</source>
        <translation>等待电脑接上电源或电量更高。</translation>
    </message>
    <message>
        <source>Waits until nobody uses the computer.</source>
        <translation>等待没有人使用电脑。</translation>
    </message>
    <message>
        <source>Waits for the hours that the settings name.</source>
        <translation>等待设置中指定的时间。</translation>
    </message>
</context>
<context>
    <name>LicencesPage</name>
    <message>
        <source>Packages</source>
        <translation>软件包</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>see the text</source>
        <translation>见正文</translation>
    </message>
    <message>
        <source>This package brings no text of its licence.</source>
        <translation>此软件包没有附带许可证文本。</translation>
    </message>
</context>
<context>
    <name>LoginRow</name>
    <message>
        <source>Start when I sign in</source>
        <translation>登录时启动</translation>
    </message>
    <message>
        <source>Evoke then watches the folders beside the clock, without its window.</source>
        <translation>Evoke 会在时钟旁监视文件夹，不显示窗口。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>There is no picture on the clipboard</source>
        <translation>剪贴板上没有图片</translation>
    </message>
    <message>
        <source>Which file should have been found?</source>
        <translation>本应找到哪个文件？</translation>
    </message>
</context>
<context>
    <name>ManualWindow</name>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>The manual is not installed.</source>
        <translation>未安装手册。</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation>手册页面</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Add a folder…</source>
        <translation>添加文件夹(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Update the library</source>
        <translation>更新资料库(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;More for the library</source>
        <translation>资料库的更多操作(&amp;M)</translation>
    </message>
    <message>
        <source>Li&amp;braries…</source>
        <translation>资料库(&amp;B)…</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Pause indexing, or go on</source>
        <translation>暂停或继续索引(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Leave files out of every folder…</source>
        <translation>从每个文件夹中排除文件(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;How densely clips are looked at…</source>
        <translation>查看视频的密度(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Check the library…</source>
        <translation>检查资料库(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Back up the library…</source>
        <translation>备份资料库(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Restore from a backup…</source>
        <translation>从备份恢复(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Move the library to another disk…</source>
        <translation>把资料库移到其他磁盘(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Larger thumbnails</source>
        <translation>放大缩略图(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller thumbnails</source>
        <translation>缩小缩略图(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Open or close a stack or a clip&apos;s moments</source>
        <translation>展开或收起叠放或视频片段(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Next word&apos;s heat map</source>
        <translation>下一个词的热图(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;All heat maps side by side</source>
        <translation>并排显示所有热图(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Details of the file</source>
        <translation>文件详情(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Describe what to look for</source>
        <translation>描述要找的内容(&amp;D)</translation>
    </message>
    <message>
        <source>Search by the picture on the clip&amp;board</source>
        <translation>按剪贴板上的图片搜索(&amp;B)</translation>
    </message>
    <message>
        <source>Searches of &amp;before and albums</source>
        <translation>以前的搜索和相册(&amp;B)</translation>
    </message>
    <message>
        <source>Sa&amp;ve this search as an album…</source>
        <translation>把此搜索保存为相册(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Clear the filters</source>
        <translation>清除筛选(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Why is this one not found?…</source>
        <translation>为什么没找到这个(&amp;W)？…</translation>
    </message>
    <message>
        <source>&amp;Everything that can be done…</source>
        <translation>可以做的一切(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>搜索(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>资料库(&amp;L)</translation>
    </message>
    <message>
        <source>Ca&amp;ptions</source>
        <translation>说明(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Teach it your own words</source>
        <translation>教它您自己的词语(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Write a caption</source>
        <translation>写说明(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>手册(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Evoke</source>
        <translation>关于 Evoke(&amp;A)</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Go back to it</source>
        <translation>换回它</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用它</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>使用 {model}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Remove {model}</source>
        <translation>移除 {model}</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>used before</source>
        <translation>曾使用</translation>
    </message>
    <message>
        <source>your words</source>
        <translation>您的词语</translation>
    </message>
    <message>
        <source>Stopping; the old model stays in use…</source>
        <translation>正在停止；继续使用旧模型…</translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message>
        <source>Knows far more things by name: brands, places, works of art, people&apos;s trades.</source>
        <translation>认识多得多的名称：品牌、地点、艺术品、职业。</translation>
    </message>
    <message>
        <source>Sees smaller things and finer differences than the small CLIP, at many times its cost.</source>
        <translation>比小型 CLIP 能看到更小的东西和更细的差别，代价高出许多倍。</translation>
    </message>
    <message>
        <source>As broad as OpenAI&apos;s CLIP, trained on two thousand million pictures of the open web.</source>
        <translation>与 OpenAI 的 CLIP 一样广博，用开放网络的二十亿张图片训练。</translation>
    </message>
    <message>
        <source>Finds the one picture that a whole sentence describes more often than CLIP of its size.</source>
        <translation>比同等大小的 CLIP 更常找到整句描述的那一张图片。</translation>
    </message>
    <message>
        <source>Understands queries in German, Chinese and a hundred other languages.</source>
        <translation>理解中文、德文和上百种其他语言的查询。</translation>
    </message>
    <message>
        <source>English queries</source>
        <translation>英文查询</translation>
    </message>
    <message>
        <source>queries in many languages</source>
        <translation>多种语言的查询</translation>
    </message>
    <message>
        <source>Comes with Evoke: small, quick on any processor, understands English.</source>
        <translation>随 Evoke 提供：小巧，在任何处理器上都快，理解英文。</translation>
    </message>
    <message>
        <source>Learned from the captions of another library: {folder}</source>
        <translation>从另一个资料库的说明学到：{folder}</translation>
    </message>
    <message>
        <source>Learned from your captions, on top of {model}.</source>
        <translation>在 {model} 的基础上从您的说明学到。</translation>
    </message>
    <message>
        <source>your captions among the first ten: {before} → {after} %</source>
        <translation>您的说明进入前十：{before} → {after} %</translation>
    </message>
    <message>
        <source>general searches as before: {before} → {after} %</source>
        <translation>一般搜索与之前一样：{before} → {after} %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are still to be embedded.</source>
        <translation>
            <numerusform>还有 %Ln 个照片和视频要嵌入。</numerusform>
        </translation>
    </message>
    <message>
        <source>All your photos and clips are embedded with it.</source>
        <translation>您的所有照片和视频都已用它嵌入。</translation>
    </message>
    <message>
        <source>Your library is embedded with it already: changing takes a moment.</source>
        <translation>您的资料库已用它嵌入：更换只需片刻。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are embedded first; what was embedded before is gone on with.</source>
        <translation>
            <numerusform>先嵌入 %Ln 个照片和视频；从之前的进度继续。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips are embedded first; searches go on meanwhile.</source>
        <translation>
            <numerusform>先嵌入 %Ln 个照片和视频；期间仍可搜索。</numerusform>
        </translation>
    </message>
    <message>
        <source>size told when fetching begins</source>
        <translation>下载开始时显示大小</translation>
    </message>
    <message>
        <source>slow without a graphics card</source>
        <translation>没有显卡时较慢</translation>
    </message>
    <message>
        <source>{arrived} have arrived already and are gone on with.</source>
        <translation>已收到 {arrived}，会继续。</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>From a folder…</source>
        <translation>从文件夹…</translation>
    </message>
    <message>
        <source>Import a CLIP or SigLIP model that was brought here otherwise</source>
        <translation>导入以其他方式带来的 CLIP 或 SigLIP 模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>More models</source>
        <translation>更多模型</translation>
    </message>
    <message>
        <source>Each library uses one of them. Together they take {used}; {free} are free.</source>
        <translation>每个资料库使用其中一个。共占用 {used}；剩余 {free}。</translation>
    </message>
    <message>
        <source>Public models that know more of the world. Fetching one is the only thing for which Evoke uses the network, and only when you ask for it.</source>
        <translation>对世界了解更多的公开模型。下载模型是 Evoke 唯一使用网络的时候，而且只在您要求时。</translation>
    </message>
    <message>
        <source>You have all of the public models that Evoke knows by name.</source>
        <translation>您已拥有 Evoke 知道名称的所有公开模型。</translation>
    </message>
    <message>
        <source>Fetch a model</source>
        <translation>下载模型</translation>
    </message>
    <message>
        <source>Fetch {model} from the Hugging Face hub?</source>
        <translation>从 Hugging Face Hub 下载 {model}？</translation>
    </message>
    <message>
        <source>Your computer&apos;s address is seen by the hub, nothing else of you. What arrives is checked against its known hash before it is used.</source>
        <translation>模型中心会看到您电脑的地址，除此之外什么也看不到。收到的内容在使用前会与已知的校验和核对。</translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>It frees {size}.</source>
        <translation>可释放 {size}。</translation>
    </message>
    <message>
        <source>There will be no way back to it.</source>
        <translation>之后无法再换回它。</translation>
    </message>
    <message>
        <source>Other libraries that use it go back to a model that is here.</source>
        <translation>使用它的其他资料库会换回这里已有的模型。</translation>
    </message>
    <message>
        <source>Your captions stay, so that it could be learned again.</source>
        <translation>您的说明会保留，可以重新学习。</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>移除模型</translation>
    </message>
    <message>
        <source>Remove {model} from this computer?</source>
        <translation>从这台电脑移除 {model}？</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>A folder with the files of a model</source>
        <translation>含有模型文件的文件夹</translation>
    </message>
    <message>
        <source>{model} is here now</source>
        <translation>{model} 已就绪</translation>
    </message>
    <message>
        <source>{model} was removed</source>
        <translation>{model} 已移除</translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation>无法载入</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation>请稍候。</translation>
    </message>
</context>
<context>
    <name>MomentButton</name>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} 到 {end}</translation>
    </message>
    <message>
        <source>Moment from {start_to_end}</source>
        <translation>片段 {start_to_end}</translation>
    </message>
</context>
<context>
    <name>NavigationRail</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>教它</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>NoResults</name>
    <message>
        <source>Searching</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>The engine is not running.</source>
        <translation>引擎没有运行。</translation>
    </message>
    <message>
        <source>The library cannot be opened</source>
        <translation>无法打开资料库</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>The search engine is starting.</source>
        <translation>搜索引擎正在启动。</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>操作未成功</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>再次搜索</translation>
    </message>
    <message>
        <source>Your photos and clips are being listed.</source>
        <translation>正在列出您的照片和视频。</translation>
    </message>
    <message>
        <source>The filters leave no photo or clip over.</source>
        <translation>筛选后没有剩下照片或视频。</translation>
    </message>
    <message>
        <source>Nothing found here</source>
        <translation>这里什么也没找到</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>什么也没找到</translation>
    </message>
    <message>
        <source>No photo or clip comes near this description.</source>
        <translation>没有照片或视频接近此描述。</translation>
    </message>
    <message>
        <source>Indexing has begun</source>
        <translation>已开始建立索引</translation>
    </message>
    <message>
        <source>The first photos can be searched in a moment.</source>
        <translation>很快就能搜索第一批照片。</translation>
    </message>
    <message>
        <source>The folders of this library hold no photos or clips that could be read.</source>
        <translation>此资料库的文件夹中没有可读的照片或视频。</translation>
    </message>
    <message>
        <source>Nothing to search yet</source>
        <translation>还没有可搜索的内容</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Add a folder to begin</source>
        <translation>添加文件夹即可开始</translation>
    </message>
    <message>
        <source>Evoke looks through your photos and clips on this computer, and only here. Your files are never changed, moved or uploaded.</source>
        <translation>Evoke 只在这台电脑上查看您的照片和视频。您的文件绝不会被更改、移动或上传。</translation>
    </message>
</context>
<context>
    <name>OfferRow</name>
    <message>
        <source>Go on fetching…</source>
        <translation>继续下载…</translation>
    </message>
    <message>
        <source>Fetch…</source>
        <translation>下载…</translation>
    </message>
    <message>
        <source>Fetch {model}</source>
        <translation>下载 {model}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop fetching {model}</source>
        <translation>停止下载 {model}</translation>
    </message>
    <message>
        <source>Stopping; what has arrived is kept…</source>
        <translation>正在停止；已收到的内容会保留…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>还需 {duration}</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Reading captions</source>
        <translation>正在读取说明</translation>
    </message>
    <message>
        <source>Importing captions</source>
        <translation>正在导入说明</translation>
    </message>
    <message>
        <source>Writing captions</source>
        <translation>正在写入说明</translation>
    </message>
    <message>
        <source>Copying to {name}</source>
        <translation>正在复制到 {name}</translation>
    </message>
    <message>
        <source>Copying a part of {name}</source>
        <translation>正在复制 {name} 的一段</translation>
    </message>
    <message>
        <source>Trying files again</source>
        <translation>正在重试文件</translation>
    </message>
    <message>
        <source>Looking through {names}</source>
        <translation>正在查看 {names}</translation>
    </message>
    <message>
        <source>Checking the library</source>
        <translation>正在检查资料库</translation>
    </message>
    <message>
        <source>Putting the library right</source>
        <translation>正在修复资料库</translation>
    </message>
    <message>
        <source>Backing up the library</source>
        <translation>正在备份资料库</translation>
    </message>
    <message>
        <source>Checking the backup</source>
        <translation>正在检查备份</translation>
    </message>
    <message>
        <source>Adding what a backup holds</source>
        <translation>正在添加备份的内容</translation>
    </message>
    <message>
        <source>Moving the library</source>
        <translation>正在移动资料库</translation>
    </message>
    <message>
        <source>Deleting the old copy of the library</source>
        <translation>正在删除资料库的旧副本</translation>
    </message>
    <message>
        <source>Leaving files out</source>
        <translation>正在排除文件</translation>
    </message>
    <message>
        <source>Taking a folder out</source>
        <translation>正在移出文件夹</translation>
    </message>
    <message>
        <source>Indexing {names}</source>
        <translation>正在为 {names} 建立索引</translation>
    </message>
    <message>
        <source>Bringing the library up to date</source>
        <translation>正在更新资料库</translation>
    </message>
    <message>
        <source>Forgetting missing files of {names}</source>
        <translation>正在忘记 {names} 中缺失的文件</translation>
    </message>
    <message>
        <source>Learning from your captions</source>
        <translation>正在从您的说明学习</translation>
    </message>
    <message>
        <source>Embedding the library with {model}</source>
        <translation>正在用 {model} 嵌入资料库</translation>
    </message>
    <message>
        <source>Fetching {model}</source>
        <translation>正在下载 {model}</translation>
    </message>
    <message>
        <source>Importing a model from {name}</source>
        <translation>正在从 {name} 导入模型</translation>
    </message>
    <message>
        <source>{names} and more</source>
        <translation>{names} 等</translation>
    </message>
</context>
<context>
    <name>PatternsDialog</name>
    <message>
        <source>What is left out</source>
        <translation>略过的内容</translation>
    </message>
    <message>
        <source>In “{name}” only</source>
        <translation>仅在“{name}”中</translation>
    </message>
    <message>
        <source>In every folder</source>
        <translation>在每个文件夹中</translation>
    </message>
    <message>
        <source>Patterns, one a line</source>
        <translation>模式，每行一个</translation>
    </message>
    <message>
        <source>Some of the files that are left out</source>
        <translation>被排除的部分文件</translation>
    </message>
    <message>
        <source>One pattern a line: *.png is every PNG, screenshots/ a folder of that name anywhere, /old/*.jpg what lies in one place. A line with ! takes something after all; later lines win.</source>
        <translation>每行一个模式：*.png 是所有 PNG，screenshots/ 是任何位置的同名文件夹，/old/*.jpg 是某一处的文件。以 ! 开头的行表示仍然收录；后面的行优先。</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Hidden files, recycle bins, caches, folders of thumbnails and folders with a .nomedia in them are always left out, unless a line with ! names them. Your files stay where they are.</source>
        <translation>隐藏文件、回收站、缓存、缩略图文件夹以及含有 .nomedia 的文件夹总是被排除，除非以 ! 开头的行指定它们。您的文件留在原处。</translation>
    </message>
    <message>
        <source>Looking what that leaves out…</source>
        <translation>正在查看会排除什么…</translation>
    </message>
    <message>
        <source>Leaves out {number} of {files}</source>
        <translation>在{files}中排除 {number} 个</translation>
    </message>
    <message>
        <source>Leaves out none of {files}</source>
        <translation>在{files}中不排除任何文件</translation>
    </message>
    <message>
        <source>“{line}” can match nothing; see how it is written</source>
        <translation>“{line}”不可能匹配任何内容；请检查写法</translation>
    </message>
    <message>
        <source>“{line}” is taken after all</source>
        <translation>“{line}”仍然收录</translation>
    </message>
    <message>
        <source>“{line}” leaves out {files}</source>
        <translation>“{line}”排除{files}</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>PlanCard</name>
    <message>
        <source>Start learning</source>
        <translation>开始学习</translation>
    </message>
    <message>
        <source>How long it may take</source>
        <translation>最长用时</translation>
    </message>
    <message>
        <source>What was reached by then is measured</source>
        <translation>测量到那时为止的成果</translation>
    </message>
    <message>
        <source>at most {duration}</source>
        <translation>最多 {duration}</translation>
    </message>
    <message>
        <source>It needs {needed} of disk, and {free} are free</source>
        <translation>需要 {needed} 磁盘空间，剩余 {free}</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在这台电脑上</translation>
    </message>
    <message>
        <source>Measuring how long it takes…</source>
        <translation>正在测量所需时间…</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>会发生什么</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>The settings file {path} says {section}.{name} in a way that can only be changed by hand.</source>
        <translation>设置文件 {path} 中 {section}.{name} 的写法只能手动更改。</translation>
    </message>
    <message>
        <source>The settings file {path} is of a newer version of Evoke and is left as it is.</source>
        <translation>设置文件 {path} 属于更新版本的 Evoke，保持原样。</translation>
    </message>
    <message>
        <source>The settings could not be saved.</source>
        <translation>无法保存设置。</translation>
    </message>
    <message>
        <source>Is the disk full or read-only?</source>
        <translation>磁盘是否已满或只读？</translation>
    </message>
</context>
<context>
    <name>ProblemModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Damaged, or not what the name says</source>
        <translation>已损坏，或与名称不符</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>Took too long or too much memory</source>
        <translation>用时过长或内存过多</translation>
    </message>
    <message>
        <source>Cannot be opened for now</source>
        <translation>现在无法打开</translation>
    </message>
    <message>
        <source>Folders that cannot be looked into</source>
        <translation>无法查看的文件夹</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>全部重试</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>保存为表格…</translation>
    </message>
    <message>
        <source>{files} could not be read</source>
        <translation>无法读取{files}</translation>
    </message>
    <message>
        <source>Save the list as a table</source>
        <translation>把列表保存为表格</translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation>无法读取的文件</translation>
    </message>
</context>
<context>
    <name>QueryBar</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Describe what you are looking for</source>
        <translation>描述您要找的内容</translation>
    </message>
    <message>
        <source>Description to search for</source>
        <translation>要搜索的描述</translation>
    </message>
    <message>
        <source>Words with a minus push away: dog on a beach -people</source>
        <translation>带减号的词会被排斥：dog on a beach -people</translation>
    </message>
    <message>
        <source>Clear the description</source>
        <translation>清除描述</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Searches of before, and albums</source>
        <translation>以前的搜索和相册</translation>
    </message>
    <message>
        <source>Searches of before, and albums (Ctrl+H)</source>
        <translation>以前的搜索和相册 (Ctrl+H)</translation>
    </message>
</context>
<context>
    <name>QueryChip</name>
    <message>
        <source>{meaning}. Click to switch it off.</source>
        <translation>{meaning}。点击可关闭。</translation>
    </message>
    <message>
        <source>{meaning}. Click to switch it on.</source>
        <translation>{meaning}。点击可开启。</translation>
    </message>
    <message>
        <source>How much it counts</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>How much “{name}” counts</source>
        <translation>“{name}”的权重</translation>
    </message>
    <message>
        <source>Take “{name}” out</source>
        <translation>去掉“{name}”</translation>
    </message>
    <message>
        <source>Take this picture out</source>
        <translation>去掉此图片</translation>
    </message>
    <message>
        <source>a pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>Word “{name}”</source>
        <translation>词“{name}”</translation>
    </message>
    <message>
        <source>Left out: “{name}”</source>
        <translation>排除：“{name}”</translation>
    </message>
    <message>
        <source>Picture “{name}”</source>
        <translation>图片“{name}”</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>Left out with {share}</source>
        <translation>以 {share} 排除</translation>
    </message>
    <message>
        <source>Unlike this</source>
        <translation>与此不同</translation>
    </message>
    <message>
        <source>Unlike this with {share}</source>
        <translation>以 {share} 与此不同</translation>
    </message>
    <message>
        <source>Counts as usual</source>
        <translation>正常计入</translation>
    </message>
    <message>
        <source>Counts {share}</source>
        <translation>计入 {share}</translation>
    </message>
</context>
<context>
    <name>RecentLibraries</name>
    <message>
        <source>My library</source>
        <translation>我的资料库</translation>
    </message>
    <message>
        <source>This folder is not there or may not be read.</source>
        <translation>此文件夹不在或不允许读取。</translation>
    </message>
    <message>
        <source>Is its drive plugged in?</source>
        <translation>它的磁盘接上了吗？</translation>
    </message>
    <message>
        <source>This folder holds other things and no library.</source>
        <translation>此文件夹含有其他内容，没有资料库。</translation>
    </message>
    <message>
        <source>Choose a library, or an empty folder for a new one; photos stay where they are.</source>
        <translation>请选择一个资料库，或用于新建的空文件夹；照片留在原处。</translation>
    </message>
</context>
<context>
    <name>ResultDeeds</name>
    <message>
        <source>Show large and say why</source>
        <translation>放大显示并说明原因</translation>
    </message>
    <message>
        <source>Picture copied</source>
        <translation>图片已复制</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) ({size}) copied to {folder}</source>
        <translation>
            <numerusform>已把 %Ln 个文件（{size}）复制到 {folder}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done}, but not {name} and %Ln more: {reason}</source>
        <translation>
            <numerusform>{done}，但 {name} 和另外 %Ln 个没有：{reason}</numerusform>
        </translation>
    </message>
    <message>
        <source>{done}, but not {name}: {reason}</source>
        <translation>{done}，但 {name} 没有：{reason}</translation>
    </message>
    <message>
        <source>Copy to which folder?</source>
        <translation>复制到哪个文件夹？</translation>
    </message>
    <message numerus="yes">
        <source>%Ln favourite(s) added</source>
        <translation>
            <numerusform>已加入 %Ln 个收藏</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln favourite(s) taken away</source>
        <translation>
            <numerusform>已取消 %Ln 个收藏</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultGrid</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Put the moments together</source>
        <translation>收起片段</translation>
    </message>
    <message>
        <source>Put the stack together</source>
        <translation>收起叠放</translation>
    </message>
    <message numerus="yes">
        <source>Show the %Ln beneath</source>
        <translation>
            <numerusform>显示下面的 %Ln 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show its %Ln moment(s)</source>
        <translation>
            <numerusform>显示它的 %Ln 个片段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln+ matches</source>
        <translation>
            <numerusform>超过 %Ln 个匹配</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有匹配</translation>
    </message>
    <message>
        <source>Only weaker matches</source>
        <translation>只有较弱的匹配</translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>Weaker: these come near without really matching</source>
        <translation>较弱：这些接近但并不真正匹配</translation>
    </message>
    <message>
        <source>Not loaded yet</source>
        <translation>尚未载入</translation>
    </message>
    <message>
        <source>No date · {items}</source>
        <translation>无日期 · {items}</translation>
    </message>
    <message>
        <source>clip of {time}</source>
        <translation>{time} 的视频</translation>
    </message>
    <message>
        <source>another moment at {time}</source>
        <translation>另一个片段在 {time}</translation>
    </message>
    <message>
        <source>best at {time}</source>
        <translation>最佳在 {time}</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>照片</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more beneath</source>
        <translation>
            <numerusform>下面还有 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>has a caption</source>
        <translation>有说明</translation>
    </message>
    <message>
        <source>its drive is away</source>
        <translation>它的磁盘不在</translation>
    </message>
</context>
<context>
    <name>RunCard</name>
    <message>
        <source>You may go on searching, and close Evoke: at the next start it goes on where it was.</source>
        <translation>您可以继续搜索，也可以关闭 Evoke：下次启动时从中断处继续。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>放弃…</translation>
    </message>
    <message>
        <source>What is still wrong (loss)</source>
        <translation>剩余的误差（损失）</translation>
    </message>
    <message>
        <source>Held-out captions found among the first ten</source>
        <translation>留出的说明进入前十</translation>
    </message>
    <message>
        <source>steps; one line for each training</source>
        <translation>步数；每次训练一条线</translation>
    </message>
    <message>
        <source>Learning from your captions</source>
        <translation>正在从您的说明学习</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>before: {figure} %</source>
        <translation>之前：{figure} %</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Give up learning</source>
        <translation>放弃学习</translation>
    </message>
    <message>
        <source>Give this run up?</source>
        <translation>放弃这次学习？</translation>
    </message>
    <message>
        <source>What was learned so far is deleted. Your captions, your library and the model in use stay as they are.</source>
        <translation>目前学到的内容会被删除。您的说明、资料库和正在使用的模型保持不变。</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>Earlier</source>
        <translation>以前</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Look at the run of {when}</source>
        <translation>查看 {when} 的学习</translation>
    </message>
</context>
<context>
    <name>SavedSearches</name>
    <message>
        <source>Album “{name}” saved</source>
        <translation>已保存相册“{name}”</translation>
    </message>
    <message>
        <source>Renamed to “{name}”</source>
        <translation>已重命名为“{name}”</translation>
    </message>
    <message>
        <source>Album “{name}” removed; its photos stay</source>
        <translation>已移除相册“{name}”；照片保留</translation>
    </message>
    <message>
        <source>Search history emptied</source>
        <translation>已清空搜索历史</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>like {name}</source>
        <translation>类似 {name}</translation>
    </message>
    <message numerus="yes">
        <source>like %Ln picture(s)</source>
        <translation>
            <numerusform>类似 %Ln 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>clips</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>from {year}</source>
        <translation>从 {year} 年</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>with captions</source>
        <translation>有说明</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Nothing really matches this description. These come nearest.</source>
        <translation>没有内容真正匹配此描述。这些最接近。</translation>
    </message>
    <message>
        <source>{selected} selected of {all}</source>
        <translation>{all} 中选择了 {selected}</translation>
    </message>
    <message>
        <source>Found in {milliseconds} ms</source>
        <translation>用时 {milliseconds} 毫秒</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>再次搜索</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly and is being started again.</source>
        <translation>引擎意外结束，正在重新启动。</translation>
    </message>
    <message>
        <source>The engine was started again. Your library is as it was.</source>
        <translation>引擎已重新启动。您的资料库保持原样。</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>{name}: back to the default</source>
        <translation>{name}：恢复默认值</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>显卡 (CUDA)</translation>
    </message>
    <message>
        <source>Graphics of a Mac (MPS)</source>
        <translation>Mac 图形处理器 (MPS)</translation>
    </message>
    <message>
        <source>Full (float32)</source>
        <translation>全精度 (float32)</translation>
    </message>
    <message>
        <source>Half (bfloat16)</source>
        <translation>半精度 (bfloat16)</translation>
    </message>
    <message>
        <source>End Evoke</source>
        <translation>结束 Evoke</translation>
    </message>
    <message>
        <source>Go on beside the clock</source>
        <translation>在时钟旁继续</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Wait when it runs low</source>
        <translation>电量低时等待</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Go slowly</source>
        <translation>放慢</translation>
    </message>
    <message>
        <source>As other programs</source>
        <translation>与其他程序相同</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>{key}, by default: {default}</source>
        <translation>{key}，默认：{default}</translation>
    </message>
    <message>
        <source>{key}, {minimum} to {maximum}, by default: {default}</source>
        <translation>{key}，{minimum} 到 {maximum}，默认：{default}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>No setting is called like that.</source>
        <translation>没有这个名称的设置。</translation>
    </message>
    <message>
        <source>A newer version of Evoke wrote the settings. They are in force as far as this one knows them, and left as they are.</source>
        <translation>这些设置由更新版本的 Evoke 写入。此版本认识的部分生效，文件保持原样。</translation>
    </message>
    <message>
        <source>The settings file cannot be read, so the defaults are in force. {reason}</source>
        <translation>无法读取设置文件，因此使用默认值。{reason}</translation>
    </message>
    <message>
        <source>Set it aside</source>
        <translation>搁置一旁</translation>
    </message>
    <message>
        <source>Some settings cannot be used as they are written: {mistakes}</source>
        <translation>有些设置的写法无法使用：{mistakes}</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>打开设置文件</translation>
    </message>
    <message>
        <source>Takes effect when Evoke is started again.</source>
        <translation>重新启动 Evoke 后生效。</translation>
    </message>
    <message>
        <source>Start Evoke again</source>
        <translation>重新启动 Evoke</translation>
    </message>
    <message>
        <source>Takes effect when the search engine is started again, which takes a few seconds.</source>
        <translation>重新启动搜索引擎后生效，需要几秒钟。</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>The file is kept as {name}.</source>
        <translation>文件已保留为 {name}。</translation>
    </message>
</context>
<context>
    <name>ShelfButtons</name>
    <message>
        <source>Worth captioning next</source>
        <translation>接下来值得写说明</translation>
    </message>
    <message>
        <source>Those that stand for most of the others</source>
        <translation>最能代表其他内容的</translation>
    </message>
    <message>
        <source>Without caption</source>
        <translation>没有说明</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新的在前</translation>
    </message>
    <message>
        <source>Captioned</source>
        <translation>有说明</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show: {which}</source>
        <translation>显示：{which}</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Anywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <source>Describe what to look for</source>
        <translation>描述要找的内容</translation>
    </message>
    <message>
        <source>Everything that can be done</source>
        <translation>可以做的一切</translation>
    </message>
    <message>
        <source>Searches of before and albums</source>
        <translation>以前的搜索和相册</translation>
    </message>
    <message>
        <source>Save this search as an album</source>
        <translation>把此搜索保存为相册</translation>
    </message>
    <message>
        <source>Search by the picture on the clipboard</source>
        <translation>按剪贴板上的图片搜索</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Why is this one not found?</source>
        <translation>为什么没找到这个？</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Teach it your own words</source>
        <translation>教它您自己的词语</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Write a caption</source>
        <translation>写说明</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Update the library</source>
        <translation>更新资料库</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>此列表</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>From the description to the results</source>
        <translation>从描述到结果</translation>
    </message>
    <message>
        <source>Show large and say why</source>
        <translation>放大显示并说明原因</translation>
    </message>
    <message>
        <source>Open a stack or the moments of a clip, or close them</source>
        <translation>展开或收起叠放或视频片段</translation>
    </message>
    <message>
        <source>Select everything</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Add to favourites, or take out</source>
        <translation>加入或取消收藏</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>更多类似内容</translation>
    </message>
    <message>
        <source>Where does it stand, and why?</source>
        <translation>它排在哪里，为什么？</translation>
    </message>
    <message>
        <source>Export the selection</source>
        <translation>导出所选内容</translation>
    </message>
    <message>
        <source>Larger thumbnails</source>
        <translation>放大缩略图</translation>
    </message>
    <message>
        <source>Smaller thumbnails</source>
        <translation>缩小缩略图</translation>
    </message>
    <message>
        <source>Open in default program</source>
        <translation>用默认程序打开</translation>
    </message>
    <message>
        <source>Open with</source>
        <translation>打开方式</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>查看器</translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation>上一个结果</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>下一个结果</translation>
    </message>
    <message>
        <source>Heat map of the next word</source>
        <translation>下一个词的热图</translation>
    </message>
    <message>
        <source>Heat maps of all words side by side</source>
        <translation>并排显示所有词的热图</translation>
    </message>
    <message>
        <source>Take a word out of the query, or put it back</source>
        <translation>把词移出查询，或放回</translation>
    </message>
    <message>
        <source>Play a clip, or pause</source>
        <translation>播放或暂停视频</translation>
    </message>
    <message>
        <source>Play clips with sound, or without</source>
        <translation>播放视频时开关声音</translation>
    </message>
    <message>
        <source>Copy this moment of a clip into one of its own</source>
        <translation>把视频的此片段复制为单独的视频</translation>
    </message>
    <message>
        <source>Turn the view</source>
        <translation>旋转视图</translation>
    </message>
    <message>
        <source>Details of the file</source>
        <translation>文件详情</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>整张图片</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Previous kept frame of a clip</source>
        <translation>视频的上一个保留画面</translation>
    </message>
    <message>
        <source>Next kept frame of a clip</source>
        <translation>视频的下一个保留画面</translation>
    </message>
    <message>
        <source>Back to the results</source>
        <translation>返回结果</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>SmallMap</name>
    <message>
        <source>Where “{name}” is seen</source>
        <translation>“{name}”出现的位置</translation>
    </message>
    <message>
        <source>Keep this heat map over the picture</source>
        <translation>把此热图保留在图片上</translation>
    </message>
</context>
<context>
    <name>SoundControl</name>
    <message>
        <source>Loudness of clips, in percent</source>
        <translation>视频音量（百分比）</translation>
    </message>
    <message>
        <source>This clip has no sound</source>
        <translation>此视频没有声音</translation>
    </message>
    <message>
        <source>Loudness: {share}</source>
        <translation>音量：{share}</translation>
    </message>
    <message>
        <source>Clips play without sound: a part of Qt is not installed. “pip install evoke[sound]” adds it.</source>
        <translation>视频以静音播放：未安装 Qt 的一个组件。可用“pip install evoke[sound]”添加。</translation>
    </message>
    <message>
        <source>Clips play without sound: there is nothing to hear them with.</source>
        <translation>视频以静音播放：没有可用的音频设备。</translation>
    </message>
    <message>
        <source>Clips play without sound: the loudspeaker does not answer.</source>
        <translation>视频以静音播放：音频设备没有响应。</translation>
    </message>
    <message>
        <source>Play with sound (M)</source>
        <translation>播放声音 (M)</translation>
    </message>
    <message>
        <source>Play without sound (M)</source>
        <translation>静音播放 (M)</translation>
    </message>
</context>
<context>
    <name>SpaceCard</name>
    <message>
        <source>The library takes {size} on its disk</source>
        <translation>资料库占用磁盘 {size}</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>剩余 {size}</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Search index</source>
        <translation>搜索索引</translation>
    </message>
    <message>
        <source>Logs and others</source>
        <translation>日志及其他</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>Busy</source>
        <translation>忙碌</translation>
    </message>
</context>
<context>
    <name>StandingDialog</name>
    <message>
        <source>It lies in a folder of the library and waits to be indexed.</source>
        <translation>它在资料库的文件夹中，正等待建立索引。</translation>
    </message>
    <message>
        <source>It has changed since it was indexed; the next update looks at it again.</source>
        <translation>它在建立索引后已更改；下次更新会再次查看。</translation>
    </message>
    <message>
        <source>It could not be read.</source>
        <translation>无法读取它。</translation>
    </message>
    <message>
        <source>It lies in a folder of the library, but is no photo or clip, or is left out by a rule.</source>
        <translation>它在资料库的文件夹中，但不是照片或视频，或被规则排除。</translation>
    </message>
    <message>
        <source>It lies in no folder of the library. Add its folder to find it.</source>
        <translation>它不在资料库的任何文件夹中。添加它的文件夹即可找到。</translation>
    </message>
    <message>
        <source>It was indexed with another model only. Update the library to find it.</source>
        <translation>它只用另一个模型建立过索引。更新资料库即可找到。</translation>
    </message>
    <message>
        <source>There is no such file, and the library knows none.</source>
        <translation>没有这样的文件，资料库也不知道。</translation>
    </message>
    <message>
        <source>the kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>the date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>the camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>captions</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Why is this one found, or not?</source>
        <translation>为什么找到或没找到它？</translation>
    </message>
    <message>
        <source>The filter for {kind} keeps it away.</source>
        <translation>{kind}筛选把它排除了。</translation>
    </message>
    <message>
        <source>Drop this filter</source>
        <translation>去掉此筛选</translation>
    </message>
    <message>
        <source>What each part of the search does to it</source>
        <translation>搜索的每一部分对它的作用</translation>
    </message>
    <message>
        <source>Switch it off</source>
        <translation>关闭它</translation>
    </message>
    <message>
        <source>Switch “{text}” off</source>
        <translation>关闭“{text}”</translation>
    </message>
    <message>
        <source>It is found, beneath another one in a stack.</source>
        <translation>能找到它，在一个叠放中另一项的下面。</translation>
    </message>
    <message>
        <source>It is found.</source>
        <translation>能找到它。</translation>
    </message>
    <message>
        <source>It is found, at place {place}.</source>
        <translation>能找到它，在第 {place} 位。</translation>
    </message>
    <message>
        <source>It cannot be found.</source>
        <translation>无法找到它。</translation>
    </message>
    <message>
        <source>A filter keeps it away.</source>
        <translation>一个筛选把它排除了。</translation>
    </message>
    <message>
        <source>Filters keep it away.</source>
        <translation>有筛选把它排除了。</translation>
    </message>
    <message>
        <source>It does not match well enough to be shown.</source>
        <translation>它的匹配程度不足以显示。</translation>
    </message>
    <message>
        <source>It looks like a copy or a shot of the burst of {name}.</source>
        <translation>它看起来是 {name} 的副本或同一连拍。</translation>
    </message>
    <message>
        <source>Among everything it has place {place} of {compared}.</source>
        <translation>在全部 {compared} 项中它排第 {place} 位。</translation>
    </message>
    <message>
        <source>Among what passes the filters it has place {place} of {compared}.</source>
        <translation>在通过筛选的 {compared} 项中它排第 {place} 位。</translation>
    </message>
    <message>
        <source>Nothing in the library really matches this search; the nearest are shown.</source>
        <translation>资料库中没有内容真正匹配此搜索；显示最接近的。</translation>
    </message>
    <message>
        <source>Its score of {score} is above the cutoff of {cutoff}.</source>
        <translation>它的得分 {score} 高于门槛 {cutoff}。</translation>
    </message>
    <message>
        <source>Its score of {score} is {lacks} below the cutoff of {cutoff} (the best has {best}). “Show weaker matches” lists what comes near.</source>
        <translation>它的得分 {score} 比门槛 {cutoff} 低 {lacks}（最高 {best}）。“显示较弱的匹配”会列出接近的内容。</translation>
    </message>
    <message>
        <source>raises it by {amount}</source>
        <translation>使其提高 {amount}</translation>
    </message>
    <message>
        <source>lowers it by {amount}</source>
        <translation>使其降低 {amount}</translation>
    </message>
    <message>
        <source>without it, the same place</source>
        <translation>没有它，位置不变</translation>
    </message>
    <message>
        <source>without it, place {place}</source>
        <translation>没有它，第 {place} 位</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>一张图片</translation>
    </message>
    <message>
        <source>without {name}</source>
        <translation>不含 {name}</translation>
    </message>
</context>
<context>
    <name>StatusFooter</name>
    <message>
        <source>{photos} · {clips} · model {name}</source>
        <translation>{photos} · {clips} · 模型 {name}</translation>
    </message>
    <message>
        <source>The engine is starting…</source>
        <translation>引擎正在启动…</translation>
    </message>
    <message>
        <source>The engine is being started again…</source>
        <translation>引擎正在重新启动…</translation>
    </message>
    <message>
        <source>The engine is not running</source>
        <translation>引擎没有运行</translation>
    </message>
</context>
<context>
    <name>Surroundings</name>
    <message>
        <source>Evoke is still there</source>
        <translation>Evoke 仍在运行</translation>
    </message>
    <message>
        <source>It watches your folders. Its icon ends it.</source>
        <translation>它在监视您的文件夹。可通过它的图标结束。</translation>
    </message>
</context>
<context>
    <name>TableChoices</name>
    <message>
        <source>Western European (Windows)</source>
        <translation>西欧 (Windows)</translation>
    </message>
    <message>
        <source>Western European (Mac)</source>
        <translation>西欧 (Mac)</translation>
    </message>
    <message>
        <source>Central European</source>
        <translation>中欧</translation>
    </message>
    <message>
        <source>Cyrillic</source>
        <translation>西里尔文</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>希腊文</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>土耳其文</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>希伯来文</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>阿拉伯文</translation>
    </message>
    <message>
        <source>Chinese, simplified</source>
        <translation>简体中文</translation>
    </message>
    <message>
        <source>Chinese, traditional</source>
        <translation>繁体中文</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日文</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩文</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>Vertical line</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Files are named in</source>
        <translation>文件所在列</translation>
    </message>
    <message>
        <source>Captions stand in</source>
        <translation>说明所在列</translation>
    </message>
    <message>
        <source>Moments begin in</source>
        <translation>片段开始时间所在列</translation>
    </message>
    <message>
        <source>Letters are written as</source>
        <translation>字符编码</translation>
    </message>
    <message>
        <source>Columns are divided by</source>
        <translation>列分隔符</translation>
    </message>
    <message>
        <source>Choose a column</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>No column</source>
        <translation>无此列</translation>
    </message>
</context>
<context>
    <name>TaskDialog</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>TeachPage</name>
    <message>
        <source>Teach it your own words</source>
        <translation>教它您自己的词语</translation>
    </message>
    <message>
        <source>Names, places, what only you call so: the model learns them from your captions, on this computer. In use now: {model}.</source>
        <translation>名字、地点、只有您这样称呼的东西：模型在这台电脑上从您的说明学习。正在使用：{model}。</translation>
    </message>
    <message>
        <source>Looking at your captions…</source>
        <translation>正在查看您的说明…</translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>Discard what was learned</source>
        <translation>丢弃学到的内容</translation>
    </message>
    <message>
        <source>Discard {model}?</source>
        <translation>丢弃 {model}？</translation>
    </message>
    <message>
        <source>The model is deleted. Your captions stay, so that it could be learned again; the report stays too.</source>
        <translation>模型会被删除。您的说明会保留，可以重新学习；报告也会保留。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{model} is in use now</source>
        <translation>{model} 已在使用</translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation>无法载入</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>The library cannot be opened</source>
        <translation>无法打开资料库</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>{found} can be searched</source>
        <translation>可搜索{found}</translation>
    </message>
    <message>
        <source>Show Evoke</source>
        <translation>显示 Evoke</translation>
    </message>
    <message>
        <source>Update the library</source>
        <translation>更新资料库</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>This is done.</source>
        <translation>已完成。</translation>
    </message>
</context>
<context>
    <name>TuningText</name>
    <message>
        <source>Nothing to learn from yet</source>
        <translation>还没有可学习的内容</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more photo(s) or clips with a caption are needed</source>
        <translation>
            <numerusform>还需要 %Ln 个有说明的照片或视频</numerusform>
        </translation>
    </message>
    <message>
        <source>Enough to try</source>
        <translation>足够尝试</translation>
    </message>
    <message>
        <source>Enough to learn from</source>
        <translation>足够学习</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) and clips have a caption.</source>
        <translation>
            <numerusform>%Ln 个照片和视频有说明。</numerusform>
        </translation>
    </message>
    <message>
        <source>Say what your photos and clips show, in your own words.</source>
        <translation>用您自己的话说说照片和视频的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln are the least; a gain can hardly be proven with fewer.</source>
        <translation>
            <numerusform>至少要 %Ln 个；更少则几乎无法证明有提升。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From so few a gain often cannot be proven, and then nothing is changed; with %Ln it usually can.</source>
        <translation>
            <numerusform>这么少往往无法证明有提升，那样就不作任何更改；有 %Ln 个通常可以。</numerusform>
        </translation>
    </message>
    <message>
        <source>With so many a gain can usually be proven, if there is one.</source>
        <translation>有这么多，如果有提升，通常可以证明。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of the pictures are moments of clips.</source>
        <translation>
            <numerusform>其中 %Ln 张图片是视频片段。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more have a caption, but their files are away or have changed.</source>
        <translation>
            <numerusform>另有 %Ln 个有说明，但文件不在或已更改。</numerusform>
        </translation>
    </message>
    <message>
        <source>There are few pictures without captions to hold the rest in place: it is measured less surely whether other searches stay as good.</source>
        <translation>没有说明的图片较少，难以稳住其余部分：其他搜索是否仍然一样好，测量得不太可靠。</translation>
    </message>
    <message>
        <source>On the graphics card: {name}</source>
        <translation>在显卡上：{name}</translation>
    </message>
    <message>
        <source>On the graphics processor of this Mac</source>
        <translation>在这台 Mac 的图形处理器上</translation>
    </message>
    <message numerus="yes">
        <source>On the processor, with %Ln thread(s)</source>
        <translation>
            <numerusform>在处理器上，%Ln 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>Until the result: {duration}, as measured just now</source>
        <translation>到得出结果：{duration}，刚刚测得</translation>
    </message>
    <message>
        <source>Should you keep it, your library is embedded anew beside the old model: {pictures}, {duration}</source>
        <translation>如果保留，您的资料库会在旧模型旁重新嵌入：{pictures}，{duration}</translation>
    </message>
    <message>
        <source>There is no graphics card that Evoke can use, and none is needed: only the last layer of the model learns, which the processor does in moments. What takes the time is looking at the pictures once.</source>
        <translation>没有 Evoke 可用的显卡，也不需要：只有模型的最后一层在学习，处理器片刻即可完成。花时间的是把图片看一遍。</translation>
    </message>
    <message>
        <source>Every captioned picture is held out once: a training that does not see it must find it by its caption.</source>
        <translation>每张有说明的图片都会被留出一次：没见过它的训练必须凭说明找到它。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln captioned picture(s) are held out: the training does not see them, and must find them by their captions.</source>
        <translation>
            <numerusform>留出 %Ln 张有说明的图片：训练看不到它们，必须凭说明找到它们。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every picture is looked at once, captioned ones in several views; %Ln picture(s) without captions keep the rest of the model where it is.</source>
        <translation>
            <numerusform>每张图片看一遍，有说明的看多个视角；%Ln 张没有说明的图片让模型的其余部分保持原位。</numerusform>
        </translation>
    </message>
    <message>
        <source>Before and after, your captions and hundreds of general searches are measured. It counts as better only if your captions surely find their pictures better and the general searches do not get worse.</source>
        <translation>前后都会测量您的说明和数百个一般搜索。只有当您的说明确实更好地找到图片，且一般搜索没有变差时，才算更好。</translation>
    </message>
    <message>
        <source>You see both side by side and decide. The old model stays, and one click goes back to it.</source>
        <translation>您可以并排查看并决定。旧模型会保留，一次点击即可换回。</translation>
    </message>
    <message>
        <source>Looking at the pictures</source>
        <translation>正在查看图片</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Learning from your captions</source>
        <translation>正在从您的说明学习</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Cut short</source>
        <translation>被中断</translation>
    </message>
    <message>
        <source>It could not go on</source>
        <translation>无法继续</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>Not better, so nothing was changed</source>
        <translation>没有更好，因此没有更改</translation>
    </message>
    <message>
        <source>Better: it is for you to decide</source>
        <translation>更好：由您决定</translation>
    </message>
    <message>
        <source>Better, and in use</source>
        <translation>更好，正在使用</translation>
    </message>
    <message>
        <source>Better, and was in use before</source>
        <translation>更好，曾使用</translation>
    </message>
    <message>
        <source>Was better, and was discarded</source>
        <translation>更好，但已丢弃</translation>
    </message>
    <message>
        <source>What was learned so far is kept, also when Evoke is closed.</source>
        <translation>目前学到的内容会保留，关闭 Evoke 后也会。</translation>
    </message>
    <message>
        <source>What was learned so far is kept; it goes on where it was.</source>
        <translation>目前学到的内容会保留；从中断处继续。</translation>
    </message>
    <message>
        <source>captions {before} → {after} %</source>
        <translation>说明 {before} → {after} %</translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>Keep and use it</source>
        <translation>保留并使用</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Go back to the model before</source>
        <translation>换回之前的模型</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>Measured on %Ln held-out picture(s); the gain is at least {points} points with 95 % certainty.</source>
        <translation>
            <numerusform>在 %Ln 张留出的图片上测量；提升在 95 % 的把握下至少为 {points} 个百分点。</numerusform>
        </translation>
    </message>
    <message>
        <source>Your library is being embedded with the new model. Searches go on with the old one until then.</source>
        <translation>您的资料库正在用新模型嵌入。在此之前继续用旧模型搜索。</translation>
    </message>
    <message>
        <source>Your held-out captions: right picture first</source>
        <translation>您留出的说明：正确图片排第一</translation>
    </message>
    <message>
        <source>Your held-out captions: right picture among the first ten</source>
        <translation>您留出的说明：正确图片在前十</translation>
    </message>
    <message>
        <source>General searches: as before, first</source>
        <translation>一般搜索：与之前一样，排第一</translation>
    </message>
    <message>
        <source>General searches: as before, among the first ten</source>
        <translation>一般搜索：与之前一样，在前十</translation>
    </message>
    <message>
        <source>Stopping; the old model stays in use…</source>
        <translation>正在停止；继续使用旧模型…</translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message>
        <source>Back to the results (Esc)</source>
        <translation>返回结果 (Esc)</translation>
    </message>
    <message>
        <source>Previous result (Left)</source>
        <translation>上一个结果（左）</translation>
    </message>
    <message>
        <source>Next result (Right)</source>
        <translation>下一个结果（右）</translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation>缩小 (−)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>放大 (+)</translation>
    </message>
    <message>
        <source>Whole picture (0)</source>
        <translation>整张图片 (0)</translation>
    </message>
    <message>
        <source>Actual size (1)</source>
        <translation>实际大小 (1)</translation>
    </message>
    <message>
        <source>Turn the view (R)</source>
        <translation>旋转视图 (R)</translation>
    </message>
    <message>
        <source>Captions (C)</source>
        <translation>说明 (C)</translation>
    </message>
    <message>
        <source>Details of the file (I)</source>
        <translation>文件详情 (I)</translation>
    </message>
    <message>
        <source>Details of the file</source>
        <translation>文件详情</translation>
    </message>
    <message>
        <source>at {time} of {length}</source>
        <translation>{time} / {length}</translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>在 {time}</translation>
    </message>
</context>
<context>
    <name>ViewerPane</name>
    <message>
        <source>Viewer</source>
        <translation>查看器</translation>
    </message>
    <message>
        <source>Previous kept frame (,)</source>
        <translation>上一个保留的画面 (,)</translation>
    </message>
    <message>
        <source>Next kept frame (.)</source>
        <translation>下一个保留的画面 (.)</translation>
    </message>
    <message>
        <source>Copy this moment into a clip of its own (X)</source>
        <translation>把此片段复制为单独的视频 (X)</translation>
    </message>
    <message>
        <source>Copy this moment into a clip of its own</source>
        <translation>把此片段复制为单独的视频</translation>
    </message>
    <message>
        <source>Play (K)</source>
        <translation>播放 (K)</translation>
    </message>
    <message>
        <source>Pause (K)</source>
        <translation>暂停 (K)</translation>
    </message>
    <message>
        <source>Play, without sound (K)</source>
        <translation>静音播放 (K)</translation>
    </message>
</context>
<context>
    <name>WeakerBar</name>
    <message numerus="yes">
        <source>%Ln weaker match(es) below.</source>
        <translation>
            <numerusform>下面有 %Ln 个较弱的匹配。</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide weaker matches</source>
        <translation>隐藏较弱的匹配</translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es); what is less certain is left out.</source>
        <translation>
            <numerusform>%Ln 个匹配；不太确定的未列出。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches; what is less certain is left out.</source>
        <translation>没有匹配；不太确定的未列出。</translation>
    </message>
    <message>
        <source>Show weaker matches</source>
        <translation>显示较弱的匹配</translation>
    </message>
</context>
<context>
    <name>WeightPopup</name>
    <message>
        <source>How much “{name}” counts, in percent</source>
        <translation>“{name}”的权重，百分比</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>正常</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Opacity of the heat map</source>
        <translation>热图不透明度</translation>
    </message>
    <message>
        <source>Why this one</source>
        <translation>为什么是它</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>热度</translation>
    </message>
    <message>
        <source>The heat maps of all words side by side (A)</source>
        <translation>并排显示所有词的热图 (A)</translation>
    </message>
    <message>
        <source>The heat maps of all words side by side</source>
        <translation>并排显示所有词的热图</translation>
    </message>
    <message>
        <source>No word of this description stands for something to see.</source>
        <translation>此描述中没有词代表可见的内容。</translation>
    </message>
    <message>
        <source>Point at a word to see where it is</source>
        <translation>指向一个词，看看它在哪里</translation>
    </message>
    <message>
        <source>Your caption “{caption}” lowered it by {by}</source>
        <translation>您的说明“{caption}”使其降低 {by}</translation>
    </message>
    <message>
        <source>Your caption “{caption}” raised it by {by}</source>
        <translation>您的说明“{caption}”使其提高 {by}</translation>
    </message>
</context>
<context>
    <name>WordChip</name>
    <message>
        <source>Click to keep its heat map; the cross (or Delete) takes it out of the query.</source>
        <translation>点击可保留它的热图；叉号（或 Delete）把它移出查询。</translation>
    </message>
    <message>
        <source>Click to keep its heat map; the ring (or Delete) puts it back.</source>
        <translation>点击可保留它的热图；圆圈（或 Delete）把它放回。</translation>
    </message>
    <message>
        <source>This word is switched off.</source>
        <translation>此词已关闭。</translation>
    </message>
    <message>
        <source>This word raised the match by {amount}.</source>
        <translation>此词使匹配提高了 {amount}。</translation>
    </message>
    <message>
        <source>This word lowered the match by {amount}.</source>
        <translation>此词使匹配降低了 {amount}。</translation>
    </message>
</context>
<context>
    <name>_StepCard</name>
    <message>
        <source>{step}: done</source>
        <translation>{step}：完成</translation>
    </message>
</context>
</TS>
