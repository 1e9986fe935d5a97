//! The words of a column's name and what they say, in the languages that tables are written in. A name is cut where its
//! author would: at blanks, at capitals, at digits, and where two known words are written as one (`startdate`).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A year, month or day on its own.
    Year,
    Month,
    Day,
    /// The beginning of something.
    Start,
    /// The end of something.
    End,
    /// That the record was made, changed or fetched: not when it happened.
    Edited,
    /// That it was published, filed or took effect; a person's birth or death; a reminder: beside the event itself.
    Beside,
    /// That it is yet to come or of a person's life: due, expires, reminder, birth, death.
    Never,
    /// The act itself: signed, launched.
    Act,
    /// A title.
    Title,
    /// A name.
    Name,
    /// What is described at some length.
    Text,
    /// A kind of thing.
    Kind,
    /// What an event is about: a mission, a battle.
    Thing,
    /// Those who act.
    Actor,
    /// A country.
    Country,
    /// A part of a country, or of the world.
    Region,
    /// A place.
    Place,
    /// A language, a currency, a unit: two or three letters that are no countries.
    OtherCode,
    /// A number or code that identifies.
    Id,
    /// Where it is reported.
    Source,
    /// A person or machine that handled the record; a file.
    Handler,
    /// A state, a level, a measure of quality.
    Level,
    /// How exactly something is known.
    Precision,
    /// How long something took.
    Span,
    /// A number: cases, metres, money.
    Measure,
}

use Says::{
    Act, Actor, Beside, Country, Date, Day, Edited, End, Handler, Id, Kind, Level, Measure, Month, Name,
    Never, OtherCode, Place, Precision, Region, Source, Span, Start, Text, Thing, Time, Title, Year,
};

/// Words without marks, in lower case, by what they say. English first, then German, French, Spanish, Italian,
/// Portuguese, Turkish, Azerbaijani, Russian, Arabic, Persian, Hebrew, Chinese, Japanese.
const WORDS: &[(Says, &str)] = &[
    (
        Date,
        "date dates datetime dt when wann quand cuando quando когда datum dato tanggal ημερομηνια fecha data tarih tarihi tarix tarixi дата تاريخ تاریخ תאריך 日期 日付 날짜",
    ),
    (
        Time,
        "time timestamp ts clock hour hr uhrzeit zeit um heure hora ora saat saati zaman zamani vaxt время ساعة ساعت وقت \
         שעה 时间 時間 시간",
    ),
    (Year, "year years yr yyyy jahr annee ano anno yil il год سنة سال שנה 年"),
    (Month, "month mon mo mth monat mois mes mese ay месяц شهر ماه חודש 月"),
    (Day, "day dy dd tag jour dia giorno gun день يوم روز יום 日"),
    (
        Start,
        "start starts started starting begin begins beginning began begun beg from onset commenced commencement comienzo commence \
         beginn beginnt von ab anfang vorgangsanfang debut inicio comienzo inizio начала baslangic baslama начало بداية شروع آغاز התחלה 开始",
    ),
    (
        End,
        "end ends ended ending finish finishes finished until till to thru through stop ende endet fertig fertigstellen vorgangsende bis fin hasta fine finalizacion closed closing closes resolved completed completion concluded close finalisation завершения \
         termino bitis son конец окончание نهاية پایان סיום 结束",
    ),
    (
        Edited,
        "update updated updates modified modification changed change added create created creation inserted ingested \
         ingest retrieved retrieval accessed access imported exported export uploaded downloaded crawled crawl \
         collected recorded edited revised revision version verified checked archived acquired acquisition cataloged \
         catalogued processed indexed synced backup last geandert erstellt aktualisiert modifie guncelleme обновлено",
    ),
    (
        Beside,
        "published publish publication posted filed filing reported reporting submitted received registered \
         registration entered entry force effective ratified ratification deposited notified announced source \
         acceded accession termination terminated withdrawn file logged approved effect",
    ),
    (
        Never,
        "due deadline valid expires expiry expiration reminder erinnerung rappel recordatorio birth born birthdate death \
         died deceased dob dod next previous print",
    ),
    (
        Act,
        "signed signature signing launch launched occurred occurrence happened release released incident accident \
         attack detonation election decision vote voting held origin observation observed landing landed departure \
         arrival performed event olus",
    ),
    (
        Title,
        "title headline subject betreff titel tytul nazev titlu judul τιτλος タイトル 제목 件名 titre titulo titolo overskrift objet asunto oggetto assunto konu тема baslik basliq заголовок название عنوان כותרת 标题 題名",
    ),
    (Name, "name names label naam nom nombre nome isim ad adi имя اسم نام שם 名称 名前"),
    (
        Text,
        "description desc summary details detail text texte message content narration narrative abstract caption remarks remark comment \
         comments notes note narrative synopsis short long body beschreibung beschrijving beskrivning beskrivelse opis popis περιγραφη descriere deskripsi descripcion descrizione \
         descricao aciklama описание وصف توضیحات שرح 描述 说明 notiz notizen bemerkung",
    ),
    (
        Kind,
        "type types kind kinds category categories subtype subsubtype subcategory class classification group subgroup \
         activity genre typ art kategorie categorie categoria tur tip тип نوع סוג 类型 txt",
    ),
    (
        Thing,
        "mission leader battle treaty project conflict war storm ship vessel eruption volcano expedition campaign \
         operation crisis dispute was quoi cosa handelse hendelse begivenhed wydarzenie udalost γεγονος esemeny eveniment peristiwa offense offence crime riot protest strike demonstration massacre dyad coup agreement resolution vote earthquake event incident what task milestone \
         activity book film movie artwork work episode song match game race tournament summit meeting session case act \
         law bill company organisation organization flight missile weapon test disaster disease outbreak attack etkinlik \
         ereignis vorfall vorkommnis evenement evento suceso hecho acontecimiento acontecimento gebeurtenis olay hadise событие \
         происшествие حدث واقعة رویداد رخداد واقعه אירוע 事件 活动 出来事 イベント 사건 행사",
    ),
    (
        Actor,
        "actor actors side target targets perpetrator party parties people person persons artist author player team opponent participants attendees gname corp",
    ),
    (
        Country,
        "country countries nation nations land zeme χωρα orszag tara negara pais paises pays paese ulke ulkesi olke olkesi страна государство دولة بلد \
         کشور מדינה ארץ 国家 國家 国 나라 iso iso2 iso3 alpha2 alpha3 isocode gwno gwcode gwid cow cowcode ccode stateabb stabb gec iso2c iso3c iso3n \
         fips noc ioc m49 nationality natlty natlty1 geoid lane",
    ),
    (
        Region,
        "region regions division borough parish prefecture precinct ward neighborhood neighbourhood commune continent province state states admin adm county district governorate oblast basin subbasin \
         area zone municipality department bundesland kanton territory subregion continentexp",
    ),
    (
        Place,
        "place location city town village where venue site spot address ort lieu lugar luogo local yer sehir mekan место مكان مکان מקום 地点 coordinates port cap capital hauptstadt capitale",
    ),
    (
        OtherCode,
        "language languages lang locale currency unit units mag magnitude net network channel airline carrier sprache \
         langue idioma basin nature agency",
    ),
    (
        Id,
        "id ids uid uuid guid key code codes number no nr num nummer numero kod kodu ref reference index identifier identifiers serial seq sequence sku isbn doi accession hash tag inode ein cik version",
    ),
    (
        Source,
        "source sources media publisher url urls link links website web href image images photo thumbnail credit outlet \
         newspaper quelle fuente fonte doi office",
    ),
    (
        Handler,
        "user username resource resources author coder host hostname computer machine owner file filename filepath folder path department \
         agency provider channel creator operator editor contact email borrower impagency organizer planner app sender",
    ),
    (
        Level,
        "status state level priority severity quality flag confidence clarity review active visible outcome gender sex visibility sensitivity prioritat",
    ),
    (
        Precision,
        "precision prec accuracy approx approxdate circa uncertainty uncertain granularity exactness",
    ),
    (Span, "duration length elapsed dauer duree duracion sure period timezone tz zone zeitzone lifetime"),
    (
        Measure,
        "count total sum amount cost value price rate percent pct ratio score lat latitude lon lng long longitude depth \
         deaths cases killed injured wounded fatalities population views visits weight height width size mass elevation \
         speed distance dimensions medium",
    ),
];

/// Words that are whole though others seem to stand in them.
const WHOLE: &[&str] = &[
    "candidate",
    "mandate",
    "validate",
    "consolidate",
    "accommodate",
    "sunday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "today",
    "yesterday",
    "birthday",
    "holiday",
    "sometime",
    "runtime",
    "overtime",
    "meantime",
    "maritime",
    "timezone",
    "timeline",
    "timezones",
    "nickname",
    "surname",
    "filename",
    "username",
    "hostname",
    "barcode",
    "zipcode",
    "encode",
    "decode",
    "geocode",
    "postcode",
    "comtype",
    "prototype",
    "subtitle",
    "island",
    "continent",
];

/// Words that say nothing of what a column holds.
const EMPTY: &[&str] = &[
    "de", "d", "di", "da", "do", "du", "del", "la", "le", "el", "of", "the", "at", "on", "in", "am", "an",
    "and", "y", "et", "und", "col", "column", "field", "value", "rep", "sql", "local", "utc", "gmt",
];

/// What may stand at the end of a word that is written together with another.
const TAILS: &[&str] = &[
    "datetime",
    "date",
    "time",
    "year",
    "month",
    "country",
    "title",
    "name",
    "label",
    "code",
    "type",
    "note",
    "notes",
    "desc",
    "description",
    "text",
    "headline",
    "precision",
    "prec",
    "state",
    "place",
    "location",
    "txt",
];

/// What may stand at its beginning.
const HEADS: &[&str] =
    &["date", "start", "begin", "end", "event", "country", "countries", "title", "source", "time", "sub"];

/// A column's name in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// Lower case, no marks, letters and digits alone.
    pub(super) folded: String,
    /// Its words.
    pub(super) list: Vec<String>,
    /// The number that stands at its end or after a word, as in `actor2`.
    pub(super) number: Option<u32>,
    /// What the name as a whole says.
    whole: Vec<Says>,
    /// What each word says.
    said: Vec<Vec<Says>>,
}

impl Words {
    /// Cuts a name.
    pub(super) fn of(name: &str) -> Self {
        let mut list = Vec::new();
        let mut number = None;
        for piece in pieces(name) {
            match piece.parse::<u32>() {
                Ok(found) => number = Some(found),
                Err(_) => cut(&piece, &mut list),
            }
        }
        let folded = fold(name);
        let said = list.iter().map(|word| says(word).collect()).collect();
        Self { whole: says(&folded).collect(), folded, list, number, said }
    }

    /// Whether a word of it says this.
    pub(super) fn say(&self, what: Says) -> bool {
        self.whole.contains(&what) || self.said.iter().any(|said| said.contains(&what))
    }

    /// Whether its last word says this.
    pub(super) fn last_says(&self, what: Says) -> bool {
        self.said.last().is_some_and(|said| said.contains(&what))
    }

    /// Whether it is this and no more.
    pub(super) fn is_only(&self, what: Says) -> bool {
        self.whole.contains(&what)
            || (!self.said.is_empty() && self.said.iter().all(|said| said.contains(&what)))
    }

    /// Its words but those that say one of these, and those that say nothing.
    pub(super) fn without(&self, what: &[Says]) -> Vec<&str> {
        let each = self.list.iter().zip(&self.said);
        let kept = |(word, said): &(&String, &Vec<Says>)| {
            !EMPTY.contains(&word.as_str()) && !said.iter().any(|one| what.contains(one))
        };
        each.filter(kept).map(|(word, _)| word.as_str()).collect()
    }

    /// Whether any word of it is known.
    pub(super) fn is_known(&self) -> bool {
        !self.whole.is_empty() || self.said.iter().any(|said| !said.is_empty())
    }
}

/// What a folded word says.
fn says(word: &str) -> impl Iterator<Item = Says> {
    WORDS
        .iter()
        .filter(move |(_, words)| words.split_whitespace().any(|known| known == word))
        .map(|(said, _)| *said)
}

/// A name in lower case without marks, letters and digits alone.
pub(super) fn fold(name: &str) -> String {
    folded(name).filter(|c| c.is_alphanumeric()).collect()
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    let plain = |c: char| match c {
        'ı' => 'i',
        'ə' => 'e',
        'ø' => 'o',
        'ł' => 'l',
        c => c,
    };
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c))
        .map(plain)
}

/// A name cut at what is no letter, before a capital that follows a small letter, and where digits begin or end.
fn pieces(name: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let turns = (before.is_lowercase() && c.is_uppercase()) || (before.is_numeric() != c.is_numeric());
        if !c.is_alphanumeric() || turns {
            pieces.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(piece) = pieces.last_mut()
        {
            piece.push(c);
        }
        before = c;
    }
    let folded: Vec<String> =
        pieces.iter().map(|piece| fold(piece)).filter(|piece| !piece.is_empty()).collect();
    folded
}

/// Cuts what is written together, `startdate`, where both parts are known.
fn cut(word: &str, list: &mut Vec<String>) {
    let known = |word: &str| says(word).next().is_some();
    if known(word) || WHOLE.contains(&word) {
        return list.push(word.to_owned());
    }
    if !word.is_ascii() {
        // Arabic and Hebrew write "the" and its noun as one word.
        let bare = ["ال", "ה"].iter().find_map(|the| word.strip_prefix(the)).filter(|bare| known(bare));
        return list.push(bare.unwrap_or(word).to_owned());
    }
    for tail in TAILS {
        if let Some(head) = word.strip_suffix(tail).filter(|head| head.len() >= 2) {
            cut(head, list);
            return list.push((*tail).to_owned());
        }
    }
    for head in HEADS {
        if let Some(tail) = word.strip_prefix(head).filter(|tail| tail.len() >= 3) {
            list.push((*head).to_owned());
            return cut(tail, list);
        }
    }
    list.push(word.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_where_their_authors_would() {
        for (name, words) in [
            ("startdate", "start date"),
            ("Beginnt am", "beginnt am"),
            ("DATEADDED", "date added"),
            ("boardapprovaldate", "boardapproval date"),
            ("countriesAndTerritories", "countries and territories"),
            ("dateRep", "date rep"),
            ("SQLDATE", "sql date"),
            ("update", "update"),
            ("candidate", "candidate"),
            ("sub_event_type", "sub event type"),
            ("attacktype1_txt", "attack type txt"),
            ("Olus tarihi", "olus tarihi"),
            ("cityLabel", "city label"),
            ("İl", "il"),
            ("Fecha de inicio", "fecha de inicio"),
        ] {
            assert_eq!(Words::of(name).list.join(" "), words, "{name}");
        }
        assert_eq!(Words::of("actor2").number, Some(2));
    }

    #[test]
    fn words_say_what_they_mean() {
        assert!(Words::of("updated").say(Says::Edited));
        assert!(Words::of("DATEADDED").say(Says::Edited));
        assert!(Words::of("Priorität").say(Says::Level));
        assert!(Words::of("País").say(Says::Country));
        assert!(Words::of("کشور").say(Says::Country));
        assert!(!Words::of("magType").say(Says::Country));
        assert!(Words::of("time").is_only(Says::Time));
    }
}
