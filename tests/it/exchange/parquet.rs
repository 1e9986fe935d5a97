//! Parquet as programs for data write it: texts, days, moments of three precisions, and what is damaged.

use std::sync::Arc;

use coeval::io::import::{self, Format, Options};
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::lines;

/// Two events; the second has no end.
fn table(compression: Compression) -> Vec<u8> {
    let schema = "message events {
        required int32 date (DATE);
        optional int64 end_time (TIMESTAMP(NANOS,false));
        required int64 updated (TIMESTAMP(MILLIS,true));
        required binary title (UTF8);
        required binary country (UTF8);
    }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let texts = |texts: &[&str]| texts.iter().map(|text| ByteArray::from(*text)).collect::<Vec<_>>();
    let mut at = 0;
    while let Some(mut column) = group.next_column().unwrap() {
        match at {
            0 => column.typed::<Int32Type>().write_batch(&[20_010, 20_011], None, None).unwrap(),
            1 => column
                .typed::<Int64Type>()
                .write_batch(&[1_729_000_000_000_000_000], Some(&[1, 0]), None)
                .unwrap(),
            2 => column.typed::<Int64Type>().write_batch(&[1_730_000_000_000; 2], None, None).unwrap(),
            3 => column
                .typed::<ByteArrayType>()
                .write_batch(&texts(&["Talks in Tehran", "Strike on the port"]), None, None)
                .unwrap(),
            _ => {
                column.typed::<ByteArrayType>().write_batch(&texts(&["Iran", "Israel"]), None, None).unwrap()
            }
        };
        column.close().unwrap();
        at += 1;
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn rows_are_read_however_they_are_packed() {
    let zstd = Compression::ZSTD(ZstdLevel::default());
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::LZ4_RAW, zstd] {
        let bytes = table(compression);
        // Known by its bytes, whatever it is called.
        let unpacked = import::unpack(std::path::Path::new("talks.dat"), &bytes).unwrap();
        assert_eq!(unpacked.format, Format::Parquet);
        let imported = import::import(Format::Parquet, &bytes, &Options::default());
        assert_eq!(
            lines(&imported.document),
            ["2024-10-14/2024-10-15T13:46:40 IR Talks in Tehran", "2024-10-15 IL Strike on the port"],
            "{:?}",
            imported.report
        );
    }
}

#[test]
fn damage_is_told_and_does_no_harm() {
    let whole = table(Compression::SNAPPY);
    for at in (4..whole.len() - 4).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        let imported = import::import(Format::Parquet, &bytes, &Options::default());
        let report = &imported.report;
        assert!(
            report.failed.is_some() || report.taken + report.passed_over <= 2 || !report.questions.is_empty()
        );
    }
    for bytes in [&b"PAR1"[..], b"PAR1PAR1", b"", &whole[..whole.len() / 2]] {
        let report = import::import(Format::Parquet, bytes, &Options::default()).report;
        assert!(report.failed.unwrap().0.contains("cannot be read as Parquet"));
    }
}
