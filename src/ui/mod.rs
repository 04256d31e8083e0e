//! The design system: components, icons, tables and charts.
//!
//! It knows no domain type and holds no text of its own: every visible string is a prop, so that a
//! change of language reaches it as a signal. Looks live in `style/`, state in `data-*` and `aria-*`.
//!
//! **Invariant:** nothing in here imports from `app`, `features`, `storage`, `exchange`, `domain` or `content`.

pub mod button;
pub mod chart;
pub mod copy_box;
pub mod dialog;
pub mod dom;
pub mod empty;
pub mod field;
pub mod file_drop;
pub mod icon;
pub mod input;
pub mod key_hint;
pub mod mark;
pub mod menu;
pub mod nav;
pub mod page;
pub mod popover;
pub mod print;
pub mod progress;
pub mod shell;
pub mod stat;
pub mod table;
pub mod tabs;
pub mod toast;

pub use button::{Button, ButtonKind, IconButton, LinkButton};
pub use chart::{
    Bar, BarChart, ChartFrame, ChartWords, CurveBound, CurveChart, CurveDrawing, CurveMark,
    HeatMap, HeatRow, LineChart, LineSeries, ShareBar, ShareChart, SharePart, Sparkline,
};
pub use copy_box::CopyBox;
pub use dialog::{ConfirmDialog, Dialog, DialogSize};
pub use dom::{is_plain_enter, next_id, safe_hash};
pub use empty::EmptyState;
pub use field::{Field, FieldContext, FieldSet};
pub use file_drop::{FileDrop, use_window_drop};
pub use icon::{Glyph, Icon};
pub use input::{
    Checkbox, Choice, ComboOption, Combobox, DateInput, NumberInput, RadioGroup, SearchBox, Select,
    TagInput, TextArea, TextInput,
};
pub use key_hint::KeyHint;
pub use mark::{
    Badge, ClassMark, ClassPattern, ClassTone, IndexTab, Legend, LegendItem, TabMark, Tone,
};
pub use menu::{Menu, MenuItem};
pub use nav::{Breadcrumbs, Crumb, Disclosure, NavStep, NavStrip, Pager};
pub use page::{Card, Notice, PageHeader, Section, SplitPane, Toolbar};
pub use popover::Popover;
pub use print::{FormCell, FormLine, PrintSheet, SheetOrientation, SignLine};
pub use progress::Progress;
pub use shell::{NavGroup, NavItem, SaveBadge, SaveState, Shell};
pub use stat::{DataList, DataPair, FigureView, Stat, StatRow};
pub use table::{Align, Cell, Column, FigureMark, SelectState, Selection, Sort, VirtualTable};
pub use tabs::{TabItem, Tabs};
pub use toast::{Toast, Toasts};

/// A visible string that may change with the language.
pub type Text = leptos::prelude::Signal<String>;
