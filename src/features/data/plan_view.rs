//! A plan on screen: how many of what, each change cell by cell with a choice, what is refused.

use leptos::prelude::*;

use crate::{
    app::{
        App, clock, describe, describe_file, files,
        i18n::{lang, show_count, tr, tr_with},
    },
    content::{Bilingual, Lang, bi},
    domain::edit::EditError,
    exchange::{
        csv::{Parsed, RefusedLabels, write_refused},
        plan::{Choice, Counts, Item, Kind, Plan, PlanError, State, to_edit},
    },
    ui::{Badge, Button, Checkbox, Disclosure, Glyph, Section, Tone},
};

/// So many rows are listed; the rest is only counted.
const LISTED: usize = 200;

const fn state_name(state: State) -> (Bilingual, Tone) {
    match state {
        State::New => (bi("新增", "New"), Tone::Ok),
        State::Changed => (bi("修改", "Changed"), Tone::Accent),
        State::Older => (bi("文件较旧", "Older in the file"), Tone::Neutral),
        State::Conflict => (bi("两边都改过", "Changed on both sides"), Tone::Warn),
        State::Deletes => (bi("会删除", "Would delete"), Tone::Risk),
    }
}

/// Carries a plan out: a snapshot first, then one edit; whether it was done.
pub async fn carry_out(app: App, plan: &Plan) -> bool {
    if !app.snapshot("import").await {
        return false;
    }
    let author = app.author();
    let edit = app.book(|book| to_edit(plan, book, &author, &mut clock::new_id));
    match edit {
        Ok(edit) => app.perform(Ok(edit)),
        Err(PlanError::Edit(error)) => app.perform(Err::<_, EditError>(error)),
        Err(PlanError::Stale) => {
            app.say(
                Tone::Warn,
                app.language_untracked(bi(
                    "工作簿刚刚变了，请重新读一遍文件。",
                    "The workbook has just changed; read the file again.",
                )),
            );
            false
        }
    }
}

/// How many rows of each table would do what.
#[component]
pub fn CountTable(
    /// The plan.
    #[prop(into)]
    plan: Signal<Plan>,
) -> impl IntoView {
    let heads = [
        bi("新增", "New"),
        bi("修改", "Changed"),
        bi("相同", "Same"),
        bi("较旧", "Older"),
        bi("冲突", "Conflict"),
        bi("拒绝", "Refused"),
    ];
    let lines = move || {
        let lang = lang();
        plan.with(|plan| {
            plan.counts
                .iter()
                .filter(|(_, counts)| counts.total > 0)
                .map(|(table, counts)| {
                    let Counts {
                        new,
                        changed,
                        same,
                        older,
                        conflict,
                        deletes,
                        refused,
                        ..
                    } = *counts;
                    let cells = [new, changed, same, older, conflict + deletes, refused];
                    let cells = cells.map(|n| view! { <td data-align="end">{show_count(n)}</td> });
                    view! {
                        <tr data-testid=format!("counts-{table}")>
                            <th scope="row">{describe::table_name(table, lang)}</th>
                            {cells.collect_view()}
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <div class="c-data-scroll" tabindex="0" role="group" aria-label=tr(bi("各表的结果", "What becomes of each table"))>
            <table class="c-data-table">
                <thead>
                    <tr>
                        <th scope="col">{tr(bi("表", "Table"))}</th>
                        {heads.map(|head| view! { <th scope="col" data-align="end">{tr(head)}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

fn shown(text: Option<&String>) -> String {
    text.cloned().unwrap_or_else(|| "\u{2014}".to_owned())
}

fn cells_view(item: &Item, lang: Lang) -> impl IntoView + use<> {
    let lines = item.cells.iter().map(|cell| {
        view! {
            <tr>
                <th scope="row">{describe::field_name(&cell.table, &cell.key, lang)}</th>
                <td class="c-change__before">{shown(cell.before.as_ref())}</td>
                <td class="c-change__after">{shown(cell.after.as_ref())}</td>
            </tr>
        }
    });
    view! { <table class="c-change"><tbody>{lines.collect_view()}</tbody></table> }
}

/// The rows that would do something, each with a choice where there is one.
#[component]
pub fn Items(
    /// The plan, whose choices change.
    plan: RwSignal<Plan>,
) -> impl IntoView {
    let total = Memo::new(move |_| plan.with(|plan| plan.items.len()));
    let lines = move || {
        let lang = lang();
        let n_items = total.get();
        let lines = (0..n_items.min(LISTED)).filter_map(|index| {
            let item = plan.with_untracked(|plan| plan.items.get(index).cloned())?;
            let (name, tone) = state_name(item.state);
            let checked = Signal::derive(move || {
                plan.with(|plan| {
                    plan.items
                        .get(index)
                        .is_some_and(|i| i.choice == Choice::Take)
                })
            });
            let choose = move |is_on: bool| {
                plan.update(|plan| {
                    if let Some(item) = plan.items.get_mut(index) {
                        item.choice = if is_on { Choice::Take } else { Choice::Keep };
                    }
                });
            };
            let is_replacing = plan.with_untracked(|plan| plan.kind == Kind::Replace);
            let label = format!(
                "{} · {}",
                describe::table_name(&item.table, lang),
                item.title
            );
            let cells = (!item.cells.is_empty()).then(|| cells_view(&item, lang));
            Some(view! {
                <li class="f-plan__item">
                    <div class="f-plan__head">
                        {if is_replacing {
                            view! { <span>{label}</span> }.into_any()
                        } else {
                            view! { <Checkbox label checked on_change=choose/> }.into_any()
                        }}
                        <Badge label=tr(name) tone/>
                    </div>
                    {cells}
                </li>
            })
        });
        lines.collect_view()
    };
    view! {
        <Show when=move || total.get() != 0>
            <Disclosure summary=tr_with(bi("逐条查看 {0} 处变化", "Look at {0} change{s} one by one"), move |_| [show_count(total.get())])>
                <ul class="f-plan">{lines}</ul>
                <Show when=move || total.get().saturating_sub(LISTED) != 0>
                    <p class="u-muted">{tr_with(
                        bi("其余 {0} 条同样处理，不再列出。", "The other {0} are treated alike and not listed."),
                        move |_| [show_count(total.get() - LISTED)],
                    )}</p>
                </Show>
            </Disclosure>
        </Show>
    }
}

/// What was refused, with place and reason, to look at and to save.
#[component]
pub fn RefusedRows(
    /// The plan.
    #[prop(into)]
    plan: Signal<Plan>,
    /// The table it comes from, whose cells go into the saved file.
    #[prop(optional)]
    source: Option<StoredValue<Parsed>>,
) -> impl IntoView {
    let app = App::get();
    let count = Memo::new(move |_| plan.with(|plan| plan.refused.len()));
    let save = move |_| {
        let lang = app.language.0.get_untracked();
        let say = |text: Bilingual| text.in_lang(lang).to_owned();
        let labels = RefusedLabels {
            line: say(bi("行", "Line")),
            column: say(bi("位置", "Place")),
            reason: say(bi("原因", "Reason")),
        };
        let explain = |reason: &crate::exchange::Reason| describe_file::reason(reason, lang);
        let bytes = plan.with_untracked(|plan| {
            let parsed = source.map(|source| source.get_value());
            write_refused(&plan.refused, parsed.as_ref(), &labels, &explain)
        });
        let name = say(bi("未导入的行.csv", "refused rows.csv"));
        if let Err(error) = files::download(&name, "text/csv", &bytes) {
            app.say(Tone::Risk, error.0);
        }
    };
    let actions = move || {
        view! {
            <Button
                label=tr(bi("存成表格", "Save as a table"))
                icon=Glyph::Download
                on_click=save
                testid="save-refused"
            />
        }
    };
    let lines = move || {
        let lang = lang();
        let rows = plan.with(|plan| {
            plan.refused
                .iter()
                .take(LISTED)
                .cloned()
                .collect::<Vec<_>>()
        });
        rows.into_iter()
            .map(|row| {
                view! {
                    <tr>
                        <th scope="row">{describe_file::place(&row.refusal.place, lang)}</th>
                        <td>{describe_file::reason(&row.refusal.reason, lang)}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || count.get() != 0>
            <Section
                title=tr_with(bi("{0} 行不能导入", "{0} row{s} cannot be imported"), move |_| [show_count(count.get())])
                lead=tr(bi(
                    "其余照常导入。存成表格，改好后再导入即可。",
                    "The others are imported all the same. Save these as a table, mend them and import again.",
                ))
                actions
            >
                <div class="c-data-scroll" tabindex="0" role="group" aria-label=tr(bi("不能导入的行", "Rows that cannot be imported"))>
                    <table class="c-data-table" data-testid="refused"><tbody>{lines}</tbody></table>
                </div>
            </Section>
        </Show>
    }
}
