//! Looks at the queries that a file keeps under names: files and queries know nothing of one another.

use crate::analysis::Query;
use crate::io::timeline_file::loaded::Loaded;

/// Warns of queries in filters and views that cannot be understood.
pub fn check_queries(loaded: &mut Loaded) {
    loaded.check_queries(&|query| {
        let error = Query::parse(query).err()?;
        Some((error.at, error.message, error.hint))
    });
}
