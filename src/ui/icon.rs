//! The icon set: one stroked path per icon on a 24-unit grid, drawn in the colour of the text.

use leptos::prelude::*;

macro_rules! glyphs {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)+) => {
        /// An icon of the set.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Glyph { $($(#[$doc])* $name,)+ }

        impl Glyph {
            /// Every icon, in the order of the set.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The path data.
            #[must_use]
            pub fn path(self) -> &'static str {
                match self { $(Self::$name => $path,)+ }
            }
        }
    };
}

glyphs! {
    /// A magnifying glass.
    Search = "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.3 15.3L20.5 20.5";
    /// A plus sign.
    Plus = "M12 4.5v15M4.5 12h15";
    /// A minus sign.
    Minus = "M4.5 12h15";
    /// An arrow bent back to the left.
    Undo = "M8.5 5L4 9.5L8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11H9";
    /// An arrow bent back to the right.
    Redo = "M15.5 5L20 9.5L15.5 14M20 9.5H10a5.5 5.5 0 0 0 0 11h5";
    /// A bin.
    Trash = "M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6";
    /// An arrow out of a box.
    Restore = "M4 14v6.5h16V14M12 15.5V4M7.5 8.5L12 4l4.5 4.5";
    /// A pen.
    Edit = "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5";
    /// A printer.
    Print = "M7 8.5V3.5h10v5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z";
    /// An arrow down to a tray.
    Download = "M12 4v11M7.5 10.5L12 15l4.5-4.5M4 19.5h16";
    /// An arrow up from a tray.
    Upload = "M12 15V4M7.5 8.5L12 4l4.5 4.5M4 19.5h16";
    /// Three columns.
    Columns = "M4 5h16v14H4zM9.5 5v14M14.5 5v14";
    /// A funnel.
    Filter = "M4 5h16l-6.2 7.5V19l-3.6-2v-4.5z";
    /// Rising bars and an arrow up.
    SortAsc = "M7 19V5M3.5 8.5L7 5l3.5 3.5M13 6h3M13 12h5M13 18h7.5";
    /// Falling bars and an arrow down.
    SortDesc = "M7 5v14M3.5 15.5L7 19l3.5-3.5M13 6h7.5M13 12h5M13 18h3";
    /// Three lines.
    Menu = "M4 6.5h16M4 12h16M4 17.5h16";
    /// Three dots.
    More = "M5 11.2a.8.8 0 1 0 0 1.6a.8.8 0 0 0 0-1.6M12 11.2a.8.8 0 1 0 0 1.6a.8.8 0 0 0 0-1.6M19 11.2a.8.8 0 1 0 0 1.6a.8.8 0 0 0 0-1.6";
    /// A cross.
    Close = "M5.5 5.5l13 13M18.5 5.5l-13 13";
    /// A tick.
    Check = "M4.5 12.5l5 5L19.5 7";
    /// A triangle with an exclamation mark.
    Warning = "M12 4L2.8 20h18.4zM12 10v5M12 17.2v.6";
    /// An i in a circle.
    Info = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17M12 11v5.5M12 7.4v.6";
    /// A question mark in a circle.
    Help = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17M9.4 9.6a2.6 2.6 0 1 1 3.9 2.3c-.9.5-1.3 1-1.3 2M12 16.4v.6";
    /// A sun.
    Sun = "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4";
    /// A moon.
    Moon = "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5";
    /// A globe.
    Language = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17M3.5 12h17M12 3.5c-5 5-5 12 0 17c5-5 5-12 0-17";
    /// A bound book.
    Book = "M5 4h12.5a1.5 1.5 0 0 1 1.5 1.5V20H6.5A1.5 1.5 0 0 1 5 18.5zM5 18.5A1.5 1.5 0 0 1 6.5 17H19M8.5 8h7";
    /// An index card with its tab.
    Card = "M3.5 8.5h4l1.5-3h5l1.5 3h5v11h-17zM7 12.5h10M7 16h6";
    /// Cards standing in a box.
    CardBox = "M3.5 12h17v8h-17zM5.5 12V9h13v3M7.5 9V6h9v3M10 15.5h4";
    /// A list.
    List = "M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4 6.5h1M4 12h1M4 17.5h1";
    /// A clock turned back.
    History = "M4 6v4.5h4.5M4.3 10.3A8.2 8.2 0 1 1 4 14M12 8v4.5l3 2";
    /// Sliders.
    Settings = "M4 7h9M17 7h3M15 5v4M4 12h3M11 12h9M9 10v4M4 17h9M17 17h3M15 15v4";
    /// Two sheets.
    Copy = "M8.5 8.5h11v12h-11zM15.5 8.5v-5h-11v12h4";
    /// A chevron to the left.
    ChevronLeft = "M14.5 5L8 12l6.5 7";
    /// A chevron to the right.
    ChevronRight = "M9.5 5l6.5 7l-6.5 7";
    /// A chevron down.
    ChevronDown = "M5 9l7 6.5L19 9";
    /// A chevron up.
    ChevronUp = "M5 15l7-6.5l7 6.5";
    /// A star.
    Star = "M12 3.5l2.6 5.5l6 .8l-4.4 4.2l1.1 6L12 17l-5.3 3l1.1-6L3.4 9.8l6-.8z";
    /// A padlock.
    Lock = "M5.5 10.5h13v10h-13zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5";
    /// A sheet with a folded corner.
    File = "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5";
    /// A folder.
    Folder = "M3.5 5.5h6l2 2.5h9v11.5h-17z";
    /// A person.
    User = "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4.5 20.5c.5-4 3.5-6 7.5-6s7 2 7.5 6";
    /// Two people.
    Users = "M9 5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7M2.5 19.5c.4-3.5 3-5.2 6.5-5.2s6.1 1.7 6.5 5.2M15.5 5.3a3.5 3.5 0 0 1 0 6.5M17.5 14.7c2.3.6 3.7 2.2 4 4.8";
    /// A ruled ledger page.
    Ledger = "M4.5 3.5h15v17h-15zM4.5 8h15M4.5 12.2h15M4.5 16.4h15M14 8v12.5";
    /// A tree of classes.
    Classes = "M9 3.5h6v4.5H9zM3.5 16h5.5v4.5H3.5zM15 16h5.5v4.5H15zM12 8v4M6.2 16v-4h11.6v4";
    /// A shield with a tick.
    Credit = "M12 3l7.5 2.5V11c0 5-3 8-7.5 10c-4.5-2-7.5-5-7.5-10V5.5zM8.5 11.8l2.5 2.5l4.5-5";
    /// Coins.
    Money = "M12 4c4 0 7 1.3 7 3s-3 3-7 3s-7-1.3-7-3s3-3 7-3M5 7v5c0 1.7 3 3 7 3s7-1.3 7-3V7M5 12v5c0 1.7 3 3 7 3s7-1.3 7-3v-5";
    /// A sheet with ticks.
    Survey = "M5 3.5h14v17H5zM8 8.5l1.2 1.2L11.5 7.3M8 14.5l1.2 1.2l2.3-2.4M14 8.5h2.5M14 14.5h2.5";
    /// A speech bubble with an exclamation mark.
    Complaint = "M4 4.5h16v12h-8l-4.5 4v-4H4zM12 7.5v4M12 13.4v.4";
    /// A telephone receiver.
    Phone = "M5 4h4l1.5 4.5L8 10.2a11 11 0 0 0 5.8 5.8l1.7-2.5L20 15v4c0 .8-.7 1.5-1.5 1.5C10.5 20 4 13.5 3.5 5.5C3.5 4.7 4.2 4 5 4";
    /// An envelope.
    Letter = "M3.5 5.5h17v13h-17zM3.5 6.5L12 13l8.5-6.5";
    /// A month sheet.
    Calendar = "M4 5.5h16v15H4zM4 10h16M8.5 3.5v4M15.5 3.5v4";
    /// A parcel route.
    Route = "M6 4.5a2 2 0 1 0 0 4a2 2 0 0 0 0-4M18 15.5a2 2 0 1 0 0 4a2 2 0 0 0 0-4M8 6.5h7.5a3 3 0 0 1 0 6h-7a2.5 2.5 0 0 0 0 5H16";
    /// A mortarboard.
    Class = "M12 5L2 9.5L12 14l10-4.5zM6.5 11.7V16c1.5 1.7 3.5 2.5 5.5 2.5s4-.8 5.5-2.5v-4.3M22 9.5v5";
    /// A compass.
    Strategy = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17M15.5 8.5l-2 5l-5 2l2-5z";
    /// Bars of a chart.
    Chart = "M4 20h16M7 20v-7M12 20V5M17 20v-10";
    /// A house front.
    Home = "M3.5 11.5L12 4l8.5 7.5M6 9.5v11h12v-11M10 20.5v-6h4v6";
    /// Two arrows merging.
    Merge = "M6 3.5v5c0 4 6 3.5 6 8v4M18 3.5v5c0 4-6 3.5-6 8M9 17.5l3 3l3-3";
    /// A flag on a pole.
    Flag = "M5.5 21V4M5.5 4.5h12l-2.5 4l2.5 4h-12";
    /// A seal.
    Seal = "M4.5 4.5h15v15h-15zM8 8.5h8M12 8.5v7.5M8.5 16h7M9 12h6";
    /// An eye.
    Eye = "M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5s-7-2-9.5-6.5M12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6";
    /// A link out of this place.
    Open = "M10 5H5v14h14v-5M13.5 4.5h6v6M19.5 4.5l-9 9";
}

/// An icon, invisible to assistive technology: the label beside it speaks.
#[component]
pub fn Icon(
    /// Which icon.
    glyph: Glyph,
    /// A class beside `c-icon`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg
            class=format!("c-icon {class}")
            viewBox="0 0 24 24"
            width="20"
            height="20"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
        >
            <path d=glyph.path()></path>
        </svg>
    }
}
