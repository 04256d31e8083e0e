//! The workbook as a file, the customers as a table.

use leptos::prelude::*;

use crate::{
    app::{
        App,
        exporting::{export_all, export_json},
        i18n::tr,
        sheet::TableFormat,
    },
    content::bi,
    ui::{Button, ButtonKind, CopyBox, Disclosure, Glyph, Section},
};

/// Above this a text is no longer something to paste into a chat.
const COPY_LIMIT: usize = 400_000;

/// What can leave the app.
#[component]
pub fn Exports() -> impl IntoView {
    let app = App::get();
    let is_busy = RwSignal::new(false);
    let text = RwSignal::new(None::<String>);
    view! {
        <Section
            title=tr(bi("导出", "Export"))
            lead=tr(bi(
                "JSON 含全部内容，可在另一台电脑原样打开；CSV 和 XLSX 给表格软件用，不含个人信息。",
                "JSON holds everything and opens on another computer as it is; CSV and XLSX are for spreadsheets and leave personal information out.",
            ))
        >
            <div class="u-row">
                <Button
                    label=tr(bi("导出 JSON", "Export JSON"))
                    kind=ButtonKind::Primary
                    icon=Glyph::Download
                    busy=is_busy
                    on_click=move |_| export_json(app, is_busy, text)
                    testid="export-json"
                />
                <Button
                    label=tr(bi("导出客户 CSV", "Export customers as CSV"))
                    icon=Glyph::Download
                    on_click=move |_| export_all(app, TableFormat::Csv)
                    testid="export-csv"
                />
                <Button
                    label=tr(bi("导出客户 XLSX", "Export customers as XLSX"))
                    icon=Glyph::Download
                    on_click=move |_| export_all(app, TableFormat::Xlsx)
                    testid="export-xlsx"
                />
            </div>
            {move || {
                text.get().filter(|text| text.len() < COPY_LIMIT).map(|text| view! {
                    <Disclosure summary=tr(bi("没有收到文件？复制全文", "No file arrived? Copy the text"))>
                        <CopyBox
                            label=tr(bi("文件全文", "The whole file"))
                            text=text.clone()
                            copy_label=tr(bi("复制", "Copy"))
                            copied_label=tr(bi("已复制", "Copied"))
                            failed_label=tr(bi("请按 Ctrl C 复制", "Press Ctrl C to copy"))
                        />
                    </Disclosure>
                })
            }}
        </Section>
    }
}
