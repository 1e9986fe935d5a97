//! What else is told of an event: place, people, tags, sources, importance, id and notes, each by the name of its column and
//! where its cells do not speak against it.

use super::{Roles, cells};
use crate::io::import::table::cells::number;
use crate::io::import::table::columns::Field;
use crate::io::import::table::profile::{Profile, is_address};
use crate::io::import::table::words::Says;

/// Names of columns, folded, the surest first.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "uid", "eventid", "globaleventid", "eventidcnty", "key"]),
    (Field::TitleNative, &["titlenative", "nativetitle"]),
    (Field::Involves, &["involves", "involved", "othercountries", "countries"]),
    (
        Field::Place,
        &[
            "place",
            "location",
            "city",
            "where",
            "venue",
            "placename",
            "actiongeofullname",
            "ort",
            "lieu",
            "lugar",
            "luogo",
            "yer",
            "место",
            "مکان",
        ],
    ),
    (Field::People, &["people", "person", "persons", "participants", "actors", "attendees"]),
    (
        Field::Tags,
        &[
            "tags",
            "tag",
            "categories",
            "category",
            "keywords",
            "topic",
            "topics",
            "eventtype",
            "timestampdesc",
            "kategorien",
            "group",
            "type",
        ],
    ),
    (Field::Importance, &["importance", "weight"]),
    (
        Field::Summary,
        &["summary", "text", "description", "details", "body", "abstract", "notes", "beschreibung"],
    ),
    (
        Field::Sources,
        &["sources", "source", "url", "link", "media", "sourceurl", "website", "reference", "references"],
    ),
    (Field::Note, &["note", "privatenote"]),
];

/// What is found before the title: `Type` where it is TimelineJS's, and places, which a title may have to be.
pub(super) fn find_early(profiles: &[Profile<'_>], roles: &mut Roles) {
    let js = |cell: &str| ["title", "era"].iter().any(|kind| cell.eq_ignore_ascii_case(kind));
    let kind = profiles.iter().find(|profile| profile.words.folded == "type" && roles.is_free(profile.at));
    if let Some(kind) = kind.filter(|kind| !kind.is_empty() && kind.share(&js) > 0.999) {
        roles.give(Field::Kind, kind.at, "its cells are TimelineJS's title and era");
    }
    by_name(profiles, roles, &[Field::Id, Field::TitleNative, Field::Place, Field::Note]);
}

/// What is found after it.
pub(super) fn find(profiles: &[Profile<'_>], roles: &mut Roles) {
    by_name(
        profiles,
        roles,
        &[Field::Involves, Field::People, Field::Tags, Field::Importance, Field::Summary, Field::Sources],
    );
    if !roles.has(Field::Sources)
        && let Some(profile) =
            profiles.iter().find(|profile| roles.is_free(profile.at) && profile.addresses > 0.6)
    {
        roles.give(
            Field::Sources,
            profile.at,
            format!("{} are addresses", cells(profile.addresses, profile)),
        );
    }
}

fn by_name(profiles: &[Profile<'_>], roles: &mut Roles, fields: &[Field]) {
    for (field, names) in NAMES.iter().filter(|(field, _)| fields.contains(field)) {
        for name in *names {
            let fits = |profile: &&Profile<'_>| {
                profile.words.folded == *name
                    && roles.is_free(profile.at)
                    && !profile.is_empty()
                    && agrees(*field, profile)
            };
            let Some(profile) = profiles.iter().find(fits) else { continue };
            let done = roles.has(*field) && !field.adds_up();
            if !done {
                roles.give(*field, profile.at, format!("its name says {}", field.name()));
            }
        }
    }
}

/// Whether the cells of a column can be what its name says.
fn agrees(field: Field, profile: &Profile<'_>) -> bool {
    match field {
        // What identifies is different in every row.
        Field::Id => profile.different == profile.cells.len(),
        // The weight of a ship or an athlete is none.
        Field::Importance => {
            let is_grade = |cell: &str| number(cell).is_some_and(|number| (1.0..=5.0).contains(&number));
            profile.numbers > 0.5 && profile.share(&is_grade) > 0.5
        }
        Field::Place | Field::People => {
            profile.prose > 0.5 || profile.share(&|cell| cell.chars().any(char::is_alphabetic)) > 0.5
        }
        Field::Tags => profile.numbers < 0.5 && !profile.words.say(Says::Measure),
        Field::Sources => !profile.share(&is_address).is_nan(),
        _ => true,
    }
}
