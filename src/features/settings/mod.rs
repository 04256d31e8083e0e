//! Preferences of this computer: the author's name, language, look.

use leptos::prelude::*;

use crate::{
    app::{
        App,
        i18n::{lang, tr},
        prefs::Theme,
    },
    content::{Lang, bi},
    ui::{Choice, Field, FieldSet, PageHeader, RadioGroup, TextInput},
};

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let app = App::get();
    let author = Signal::derive(move || app.prefs.with(|prefs| prefs.author.clone()));
    let theme = Signal::derive(move || {
        app.prefs
            .with(|prefs| match prefs.theme {
                Theme::System => "system",
                Theme::Light => "light",
                Theme::Dark => "dark",
            })
            .to_owned()
    });
    let language = Signal::derive(move || if lang() == Lang::Zh { "zh" } else { "en" }.to_owned());
    let themes = Signal::derive(move || {
        let lang = lang();
        [
            ("system", bi("跟随系统", "As the system")),
            ("light", bi("浅色", "Light")),
            ("dark", bi("深色", "Dark")),
        ]
        .map(|(key, label)| Choice::new(key, label.in_lang(lang)))
        .to_vec()
    });
    let languages = Signal::stored(vec![
        Choice::new("zh", "中文"),
        Choice::new("en", "English"),
    ]);
    view! {
        <PageHeader
            title=tr(bi("设置", "Settings"))
            lead=tr(bi(
                "只对这台电脑上的这个浏览器有效，不随文件走。",
                "For this browser on this computer alone; they do not travel with files.",
            ))
        />
        <FieldSet>
            <Field
                label=tr(bi("你的名字", "Your name"))
                hint=tr(bi(
                    "写在每条修改上，随文件一起走；留空则用设备代号。",
                    "Written on every change and carried in files; blank uses a code for this device.",
                ))
            >
                <TextInput
                    value=author
                    on_change=move |name: String| app.change_prefs(|prefs| prefs.author = name.trim().to_owned())
                    testid="author"
                />
            </Field>
        </FieldSet>
        <RadioGroup
            legend=tr(bi("语言", "Language"))
            options=languages
            value=language
            on_change=move |code: String| app.set_language(if code == "zh" { Lang::Zh } else { Lang::En })
            inline=true
        />
        <RadioGroup
            legend=tr(bi("外观", "Look"))
            options=themes
            value=theme
            on_change=move |key: String| app.change_prefs(|prefs| {
                prefs.theme = match key.as_str() {
                    "light" => Theme::Light,
                    "dark" => Theme::Dark,
                    _ => Theme::System,
                };
            })
            inline=true
        />
    }
}
