//! The words of the help page.

use crate::content::{Bilingual, bi};

/// Chapters: title and paragraphs.
pub const CHAPTERS: &[(Bilingual, &[Bilingual])] = &[
    (
        bi("数据在哪里", "Where the data is"),
        &[
            bi(
                "全部数据只在这个浏览器里,没有服务器,也不会传出去:启动完成后,程序自己关掉了网络。右上角的标记说明最近的修改是否已经写入浏览器的数据库;只有写完才显示“已保存”。",
                "All data is in this browser alone. There is no server and nothing is sent anywhere: once started, the app switches its own network off. The mark at the top says whether the last change has reached the browser's database; it says saved only when writing has finished.",
            ),
            bi(
                "浏览器可能在磁盘将满、清理历史或重装系统时丢掉这些数据。请常在“数据与文件”里导出 JSON 文件,放到别处保存:文件才是备份。",
                "A browser may drop its data when the disk is nearly full, when its history is cleared or the system is set up anew. Export a JSON file on the Data page often and keep it elsewhere: files are the backup.",
            ),
        ],
    ),
    (
        bi("带到另一台电脑", "Carrying it to another computer"),
        &[
            bi(
                "在“数据与文件”导出 JSON,拷到另一台电脑,把文件拖进同一页即可。没有这个工作簿时,会原样打开;已经有时,先列出每一处差别,再由你决定合并还是替换。",
                "Export JSON on the Data page, take the file to the other computer and drop it on the same page. Where the workbook is not known, it opens as it is; where it is, you see every difference first and choose to merge or to replace.",
            ),
            bi(
                "导入总是一步完成,也能一步撤销;有问题的行会列出原因,可另存为表格,改好再导入。",
                "An import happens in one step and can be undone in one. Rows with a problem are listed with the reason and can be saved as a table, mended and imported again.",
            ),
        ],
    ),
    (
        bi("客户名册与卡片", "Roster and cards"),
        &[
            bi(
                "名册里每位客户一行。查找认得繁体、全角和拼音首字母;筛选与排序写在网址里,可以收藏。选中多行可批量修改、导出或删除。",
                "The roster has one row for each customer. Search understands traditional characters, full-width letters and pinyin initials; filters and order are in the address and can be bookmarked. Choose several rows to change, export or delete them together.",
            ),
            bi(
                "点开一位客户,资料按六组或四组查看。编辑时,离开一格就保存一格;每组都可以登记来源、方法、收集人和日期。",
                "A customer's page shows the information in six groups or in four. While editing, each field is kept as you leave it; every group can name its source, method, collector and date.",
            ),
        ],
    ),
    (
        bi("几个标签页同时打开", "Several tabs at once"),
        &[bi(
            "同一个工作簿可以在几个标签页里打开,修改会互相看到。两页改了同一条记录时,不会悄悄覆盖,而是把两个版本并排给你选。",
            "A workbook may be open in several tabs, which see each other's changes. When two change the same record, nothing is overwritten in silence: both versions are shown to choose from.",
        )],
    ),
    (
        bi("公用电脑", "Shared computers"),
        &[bi(
            "删除工作簿后,磁盘上仍可能留有痕迹。在公用电脑上请只用示例或虚构数据,离开前导出文件、删除工作簿,并清除浏览器数据。",
            "After a workbook is deleted, traces may remain on the disk. On shared computers use sample or invented data only; before you leave, export the file, delete the workbook and clear the browser's data.",
        )],
    ),
];

/// Keys and what they do.
pub const KEYS: &[(&str, Bilingual)] = &[
    ("Ctrl K", bi("打开命令面板:去任何画面,找任何客户", "Command palette: go anywhere, find any customer")),
    ("Ctrl Z", bi("撤销", "Undo")),
    ("Ctrl Shift Z", bi("重做", "Redo")),
    ("/", bi("在名册里查找", "Search in the roster")),
    ("↑ ↓", bi("在表格里移动", "Move in a table")),
    ("Space", bi("选择一行", "Choose a row")),
    ("Enter", bi("打开一行", "Open a row")),
    ("Esc", bi("关闭窗口", "Close a dialog")),
];
