//! Countries: every code of ISO 3166-1, the names that analysts use, and slips that must or must not be guessed.

use coeval::model::country::{all, find, name_of, nearest};

/// ISO 3166-1 in full, alpha-2 and alpha-3, as Debian's iso-codes has it.
const ISO_3166_1: &str = "
AD AND  AE ARE  AF AFG  AG ATG  AI AIA  AL ALB  AM ARM  AO AGO  AQ ATA  AR ARG  AS ASM  AT AUT  AU AUS
AW ABW  AX ALA  AZ AZE  BA BIH  BB BRB  BD BGD  BE BEL  BF BFA  BG BGR  BH BHR  BI BDI  BJ BEN  BL BLM
BM BMU  BN BRN  BO BOL  BQ BES  BR BRA  BS BHS  BT BTN  BV BVT  BW BWA  BY BLR  BZ BLZ  CA CAN  CC CCK
CD COD  CF CAF  CG COG  CH CHE  CI CIV  CK COK  CL CHL  CM CMR  CN CHN  CO COL  CR CRI  CU CUB  CV CPV
CW CUW  CX CXR  CY CYP  CZ CZE  DE DEU  DJ DJI  DK DNK  DM DMA  DO DOM  DZ DZA  EC ECU  EE EST  EG EGY
EH ESH  ER ERI  ES ESP  ET ETH  FI FIN  FJ FJI  FK FLK  FM FSM  FO FRO  FR FRA  GA GAB  GB GBR  GD GRD
GE GEO  GF GUF  GG GGY  GH GHA  GI GIB  GL GRL  GM GMB  GN GIN  GP GLP  GQ GNQ  GR GRC  GS SGS  GT GTM
GU GUM  GW GNB  GY GUY  HK HKG  HM HMD  HN HND  HR HRV  HT HTI  HU HUN  ID IDN  IE IRL  IL ISR  IM IMN
IN IND  IO IOT  IQ IRQ  IR IRN  IS ISL  IT ITA  JE JEY  JM JAM  JO JOR  JP JPN  KE KEN  KG KGZ  KH KHM
KI KIR  KM COM  KN KNA  KP PRK  KR KOR  KW KWT  KY CYM  KZ KAZ  LA LAO  LB LBN  LC LCA  LI LIE  LK LKA
LR LBR  LS LSO  LT LTU  LU LUX  LV LVA  LY LBY  MA MAR  MC MCO  MD MDA  ME MNE  MF MAF  MG MDG  MH MHL
MK MKD  ML MLI  MM MMR  MN MNG  MO MAC  MP MNP  MQ MTQ  MR MRT  MS MSR  MT MLT  MU MUS  MV MDV  MW MWI
MX MEX  MY MYS  MZ MOZ  NA NAM  NC NCL  NE NER  NF NFK  NG NGA  NI NIC  NL NLD  NO NOR  NP NPL  NR NRU
NU NIU  NZ NZL  OM OMN  PA PAN  PE PER  PF PYF  PG PNG  PH PHL  PK PAK  PL POL  PM SPM  PN PCN  PR PRI
PS PSE  PT PRT  PW PLW  PY PRY  QA QAT  RE REU  RO ROU  RS SRB  RU RUS  RW RWA  SA SAU  SB SLB  SC SYC
SD SDN  SE SWE  SG SGP  SH SHN  SI SVN  SJ SJM  SK SVK  SL SLE  SM SMR  SN SEN  SO SOM  SR SUR  SS SSD
ST STP  SV SLV  SX SXM  SY SYR  SZ SWZ  TC TCA  TD TCD  TF ATF  TG TGO  TH THA  TJ TJK  TK TKL  TL TLS
TM TKM  TN TUN  TO TON  TR TUR  TT TTO  TV TUV  TW TWN  TZ TZA  UA UKR  UG UGA  UM UMI  US USA  UY URY
UZ UZB  VA VAT  VC VCT  VE VEN  VG VGB  VI VIR  VN VNM  VU VUT  WF WLF  WS WSM  YE YEM  YT MYT  ZA ZAF
ZM ZMB  ZW ZWE
";

#[test]
fn every_code_of_iso_3166_1_is_known() {
    let codes: Vec<&str> = ISO_3166_1.split_whitespace().collect();
    let pairs: Vec<(&str, &str)> = codes.chunks(2).map(|pair| (pair[0], pair[1])).collect();
    assert_eq!(pairs.len(), 249);
    for (alpha2, alpha3) in &pairs {
        let country = find(alpha2).unwrap_or_else(|| panic!("{alpha2} is not known"));
        assert_eq!((country.code, country.alpha3), (*alpha2, *alpha3));
        assert_eq!(find(alpha3), Some(country));
        assert_eq!(find(&alpha2.to_lowercase()), Some(country));
        assert_eq!(find(country.name), Some(country));
    }
    assert!(
        all().iter().map(|c| (c.code, c.alpha3)).take(249).eq(pairs),
        "the table begins with them, by code"
    );
}

#[test]
fn names_find_their_country() {
    for (code, names) in [
        (
            "IR",
            "Iran|IRN|ir|Islamic Republic of Iran|Iran, Islamic Republic of|Iran (Islamic Republic of)|IRAN",
        ),
        ("TR", "Türkiye|Turkiye|TÜRKİYE|Turkey|turkey|TUR"),
        ("NA", "NA|na|NAM|Namibia"),
        ("US", "US|USA|U.S.|U.S.A.|United States|the United States|United States of America|united states"),
        ("GB", "UK|U.K.|GB|Britain|Great Britain|United Kingdom|The United Kingdom"),
        ("AE", "UAE|United Arab Emirates|the Emirates"),
        ("KP", "DPRK|North Korea|Korea, North|Korea (Democratic People's Republic of)|N. Korea"),
        ("KR", "ROK|South Korea|Republic of Korea|Korea, Republic of"),
        ("MM", "Burma|Myanmar"),
        ("CI", "Ivory Coast|Côte d'Ivoire|Cote d’Ivoire|COTE DIVOIRE"),
        ("CZ", "Czechia|Czech Republic|the Czech Republic"),
        ("RU", "Russia|Russian Federation"),
        ("SY", "Syria|Syrian Arab Republic"),
        ("LA", "Laos|Lao People’s Democratic Republic"),
        ("VN", "Vietnam|Viet Nam|Viet-Nam"),
        ("PS", "Palestine|State of Palestine|Palestine, State of"),
        ("VA", "Vatican|Holy See|the Holy See"),
        ("SZ", "Swaziland|Eswatini|eSwatini"),
        ("CV", "Cape Verde|Cabo Verde"),
        ("CD", "DRC|DR Congo|Congo-Kinshasa|Congo, The Democratic Republic of the|Zaire"),
        ("CG", "Congo|Congo-Brazzaville|Republic of the Congo"),
        ("NL", "Holland|the Netherlands|Netherlands"),
        ("BS", "Bahamas|The Bahamas|Bahamas, The"),
        ("KN", "St. Kitts and Nevis|St Kitts & Nevis|Saint Kitts and Nevis"),
        ("BA", "Bosnia|Bosnia & Herzegovina|Bosnia-Herzegovina"),
        ("TW", "Taiwan|Taiwan, Province of China|Chinese Taipei"),
        ("AZ", "Azerbaijan|Azərbaycan|AZE"),
        ("XK", "Kosovo|XK|XKX"),
        ("EU", "EU|European Union|the European Union|E.U."),
        ("UN", "UN|U.N.|United Nations"),
        ("NATO", "NATO|Nato"),
        ("LAS", "Arab League|League of Arab States"),
        ("African Union", "African Union|the African Union"),
        ("SU", "USSR|Soviet Union|U.S.S.R.|SU"),
        ("YU", "Yugoslavia|SFRY|YUG"),
        ("CS", "Czechoslovakia|CS"),
        ("SCG", "Serbia and Montenegro"),
        ("DD", "East Germany|GDR|German Democratic Republic"),
        ("DE", "Germany|West Germany|Federal Republic of Germany"),
    ] {
        for name in names.split('|') {
            assert_eq!(find(name).map(|c| c.code), Some(code), "{name}");
            assert_eq!(find(&format!("  {name} ")).map(|c| c.code), Some(code), "{name}");
        }
    }
}

#[test]
fn what_is_no_country_is_not_found() {
    for text in
        ["", " ", ".", "the", "NKR", "Nagorno-Karabakh", "Hamas", "Hezbollah", "Korea", "Tehran, Iran"]
    {
        assert_eq!(find(text), None, "{text}");
    }
    assert_eq!(name_of("TR"), Some("Türkiye"));
    assert_eq!(name_of("QQ"), None);
}

#[test]
fn states_that_are_gone_have_years() {
    for (code, years) in
        [("SU", (1922, 1991)), ("YU", (1918, 2003)), ("CS", (1918, 1992)), ("DD", (1949, 1990))]
    {
        assert_eq!(find(code).unwrap().years, Some(years), "{code}");
    }
    assert!(all().iter().filter_map(|c| c.years).all(|(first, last)| first < last));
}

#[test]
fn slips_are_recognised() {
    for (text, code) in [
        ("Azerbajan", "AZ"),
        ("Azerbijan", "AZ"),
        ("Isreal", "IL"),
        ("Irann", "IR"),
        ("Lebannon", "LB"),
        ("Unted States", "US"),
        ("Untied Kingdom", "GB"),
        ("Phillipines", "PH"),
        ("Kazakstan", "KZ"),
        ("Amrenia", "AM"),
        ("Syira", "SY"),
        ("rIan", "IR"),
        ("Luxemburg", "LU"),
        ("Yugoslavija", "YU"),
        ("North Corea", "KP"),
    ] {
        assert_eq!(nearest(text).map(|c| c.code), Some(code), "{text}");
    }
}

#[test]
fn what_is_far_from_everything_is_not_guessed() {
    for text in [
        "Nagorno-Karabakh",
        "Hamas",
        "Hezbollah",
        "NKR",
        "IRM",
        "ISR2",
        "OECD",
        "NAFO",
        "",
        "x",
        "Gaza",
        "Tehran",
        "Siberia",
        "Somaliland",
        "Abkhazia",
        "South Ossetia",
        "Republic of Artsakh",
        "Dagestan",
        "Kurdistan",
        "Crimea",
        "Houthis",
        "Taliban",
        "ISIS",
        "IRGC",
        "تهران",
    ] {
        assert_eq!(nearest(text).map(|c| c.name), None, "{text}");
    }
}

/// "Iraa" could be Iran as well as Iraq: no guess is better than a wrong one.
#[test]
fn equally_near_names_are_no_guess() {
    assert_eq!(nearest("Iraa").map(|c| c.name), None);
    assert_eq!(nearest("Dominico").map(|c| c.name), Some("Dominica"));
}

/// Text of any kind neither panics nor finds what is not there.
#[test]
fn odd_text_is_harmless() {
    for text in ["(", " (", ",", "a, (b", "İ", "\u{301}", "🇮🇷", "\0", "ﷺ", &"a".repeat(10_000)] {
        assert_eq!(find(text), None, "{text:?}");
        assert_eq!(nearest(text), None, "{text:?}");
    }
}
