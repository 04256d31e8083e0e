//! Countries and the five regions of the classification by region.

use std::{collections::HashMap, sync::LazyLock};

use super::record::Problem;
use crate::content::{self, Country};

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(content::countries);

static BY_NAME: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (index, country) in COUNTRIES.iter().enumerate() {
        let spellings = [&country.code, &country.zh, &country.en]
            .into_iter()
            .chain(&country.alias);
        for spelling in spellings {
            names.entry(spelling.to_lowercase()).or_insert(index);
        }
    }
    names
});

/// All countries, in the order of the content file.
pub fn all() -> &'static [Country] {
    &COUNTRIES
}

/// The country of an ISO code or any of its names.
///
/// ```
/// use xinke::domain::country;
/// assert_eq!(country::find("Czech Republic").map(|c| c.code.as_str()), Some("CZ"));
/// assert_eq!(country::find("美国").map(|c| c.region.as_str()), Some("AM"));
/// ```
pub fn find(name: &str) -> Option<&'static Country> {
    COUNTRIES.get(*BY_NAME.get(&name.trim().to_lowercase())?)
}

/// The ISO code of a country named in any way.
///
/// # Errors
/// [`Problem::NotInList`] with the name where it is no country.
pub fn code_of(name: &str) -> Result<String, Problem> {
    find(name)
        .map(|country| country.code.clone())
        .ok_or_else(|| Problem::NotInList(name.to_owned()))
}

/// The region of a country named in any way: `EU`, `AM`, `AS`, `AU` or `AF`.
///
/// ```
/// use xinke::domain::country::region_of;
/// assert_eq!((region_of("CZ"), region_of("中国"), region_of("")), (Some("EU"), Some("AS"), None));
/// ```
pub fn region_of(name: &str) -> Option<&'static str> {
    find(name).map(|country| country.region.as_str())
}
