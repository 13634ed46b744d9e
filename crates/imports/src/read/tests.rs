//! Reading: what is refused, where, and in which words.

use super::*;
use laurel_words::Words;
use proptest::prelude::*;

fn said(bytes: &[u8]) -> String {
    match open(bytes) {
        Ok(table) => {
            let words = Words::default();
            let findings: Vec<String> = table
                .findings()
                .iter()
                .map(|one| {
                    [Some(one.say(words)), one.say_rows(words)]
                        .into_iter()
                        .flatten()
                        .chain(one.say_examples(words))
                        .collect::<Vec<_>>()
                        .join(" | ")
                })
                .collect();
            format!(
                "{} rows, {}, {:?}\n{}",
                table.len(),
                crate::say::delimiter(words, table.delimiter()),
                table.header(),
                findings.join("\n")
            )
        }
        Err(problem) => problem.say(Words::default()),
    }
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

#[test]
fn what_is_said_about_files() {
    let many_rows =
        |row: &str, count: usize| format!("id,date\n{}", row.repeat(count)).into_bytes();
    let cases: &[(&str, Vec<u8>)] = &[
        ("nothing", b"".to_vec()),
        ("blank", b"\xEF\xBB\xBF \r\n\r\n".to_vec()),
        ("a header only", b"id,date\r\n".to_vec()),
        ("UTF-16 with a mark", utf16("id,date\n1,1997-01-01\n", true)),
        (
            "UTF-16 without one",
            utf16("id,date\n1,1997-01-01\n", false),
        ),
        ("UTF-32", b"\xFF\xFE\0\0i\0\0\0".to_vec()),
        ("Windows-1252", b"id;city\n1;Oslo\n2;M\xFCnchen\n".to_vec()),
        ("bad byte in the header", b"id,caf\xE9\n1,2\n".to_vec()),
        (
            "bad byte behind blank lines",
            b"id,city\n\n\n1,\x81\n".to_vec(),
        ),
        (
            "NUL",
            b"id,city\n1,Os\0lo of the north and of the south and of many other places\n".to_vec(),
        ),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0".to_vec()),
        ("a workbook", b"PK\x03\x04\x14\0\x06\0".to_vec()),
        ("JSON", b"[{\"id\": 1}]".to_vec()),
        ("a web page", b"\n<!doctype html><p>".to_vec()),
        (
            "random bytes",
            (0..=255u8)
                .cycle()
                .skip(1)
                .take(4_000)
                .filter(|b| *b != 0)
                .collect(),
        ),
        (
            "no header",
            b"00001,1997-01-01,1,11.77\n00002,1997-01-12,1,12.00\n".to_vec(),
        ),
        (
            "no header but addresses",
            b"ann@example.com,Ann\nbob@example.com,Bob\n".to_vec(),
        ),
        ("an empty header", b",,\n1,2,3\n".to_vec()),
        (
            "a letter",
            b"Dear all,\nthank you, and you, for coming.\nSee you, soon, then, Ann\nBye, x, y\n"
                .to_vec(),
        ),
        (
            "an open quotation mark",
            b"id,city\n1,Oslo\n2,\"Rome\n3,Bern\n4,Wien\n".to_vec(),
        ),
        (
            "same and missing names",
            b"id,name,name,\n1,Ann,Lee,x\n".to_vec(),
        ),
        (
            "semicolons",
            "id;name;note\n1;Ann;\"a, b, c\"\n2;Bo;d, e\n"
                .as_bytes()
                .to_vec(),
        ),
        ("tabs", b"id\tname\n1\tAnn, Lee\n".to_vec()),
        ("bars", b"id|name\n1|Ann\n".to_vec()),
        (
            "a single column",
            b"email\nann@example.com\nbob@example.com\n".to_vec(),
        ),
        ("a separator line", b"sep=;\r\nid;city\r\n1;Oslo, north\r\n".to_vec()),
        ("notes above the header", b"Report: sales\nMade: 1 June, 2024\n\nid,city,date\n1,Oslo,2024-05-06\n2,Bern,2024-05-07\n".to_vec()),
        ("separators at the ends", b"id;city\n1;Oslo;\n2;Bern;\n".to_vec()),
        ("two marks", b"\xEF\xBB\xBF\xEF\xBB\xBFid,city\n1,Oslo\n".to_vec()),
        ("returns only", b"id,city\r1,Oslo\r2,Bern\r".to_vec()),
        ("a quotation mark that swallows rows", b"id,text,day\n1,\"Best lamp,2024-05-06\n2,Fine,2024-05-07\n3,Bright\",2024-05-08\n4,Good,2024-05-09\n".to_vec()),
        ("words in quotation marks", b"id\ttext\tday\n1\t\"Best ever\t2024-05-06\n2\tDoes 12\" well\t2024-05-07\n3\t\"Wow\" said he\t2024-05-08\n".to_vec()),
        ("one cell in another encoding", [b"id,city\n".as_slice(), &b"1,Oslo\n".repeat(300), "2,Kyōto\n".as_bytes(), b"3,M\xFCnchen\n"].concat()),
        ("JSON records", b"{\"reviews\": [{\"id\": 1, \"by\": {\"name\": \"Ann\"}}, {\"id\": 2}]}".to_vec()),
        ("many rows", many_rows("1,1997-01-01\n", 1_000)),
    ];
    let said: Vec<String> = cases
        .iter()
        .map(|(name, bytes)| format!("# {name}\n{}\n", said(bytes).trim_end()))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_large_file_is_refused_unread() {
    let size = 200 * 1024 * 1024;
    insta::assert_snapshot!(check_size(size).unwrap_err().say(Words::default()));
    assert_eq!(check_size(MAX_BYTES), Ok(()));
    let bytes = vec![b'a'; MAX_BYTES as usize + 1];
    assert_eq!(
        open(bytes).unwrap_err(),
        FileProblem::TooLarge {
            bytes: MAX_BYTES + 1
        }
    );
}

#[test]
fn more_rows_than_an_import_takes_are_refused() {
    let mut bytes = b"id,date\n".to_vec();
    bytes.extend(b"1,2\n".repeat(MAX_ROWS));
    assert_eq!(
        open(bytes.as_slice()).map(|table| table.len()),
        Ok(MAX_ROWS)
    );
    bytes.extend(b"1,2\n");
    assert_eq!(open(bytes).unwrap_err(), FileProblem::TooManyRows);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    for line_end in ["\n", "\r\n"] {
        let lines = [
            "\u{feff}id,note",
            "1,\"two",
            "lines\"",
            "",
            "",
            "2,x",
            "3,y",
            "",
        ];
        let table = open(lines.join(line_end).into_bytes()).unwrap();
        let numbers: Vec<u32> = (0..table.len()).map(|row| table.row_number(row)).collect();
        assert_eq!(numbers, [2, 5, 6]);
        assert_eq!(table.header(), ["id", "note"]);
        for row in 0..table.len() {
            let mut records = table.records(row);
            let (position, record) = records.next_row().unwrap();
            assert_eq!(position, row);
            assert_eq!(record.get(0), Some((row + 1).to_string().as_str()));
        }
    }
}

fn written(rows: &[Vec<String>], delimiter: u8, line_end: csv::Terminator) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(line_end)
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    writer.write_record(["first", "second", "third"]).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = open(bytes);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[a-c\"',;\t|\r\n\u{feff}\0é1-3@./-]{0,200}") {
        if let Ok(table) = open(text.into_bytes()) {
            prop_assert!(!table.is_empty());
            let mut all = table.records(0);
            for position in 0..table.len() {
                let (at, record) = all.next_row().unwrap();
                prop_assert_eq!(at, position);
                prop_assert!(table.row_number(position) >= position as u32 + 2);
                let mut from_here = table.records(position);
                prop_assert_eq!(from_here.next_row().unwrap().1, record);
            }
            prop_assert!(all.next_row().is_none());
        }
    }

    #[test]
    fn a_row_that_is_only_a_byte_order_mark_is_a_row(before in "[a-c]{1,3}") {
        let table = open(format!("{before}\n\u{feff}").into_bytes()).unwrap();
        let mut rows = table.records(0);
        prop_assert_eq!(rows.next_row().unwrap().1.get(0), Some("\u{feff}"));
    }

    #[test]
    fn what_is_quoted_comes_back_to_the_character(
        rows in proptest::collection::vec(proptest::collection::vec("[^\u{feff}\0]{0,12}", 3), 1..12),
        delimiter in proptest::sample::select(b",;\t|".to_vec()),
        has_returns in any::<bool>(),
    ) {
        let line_end = if has_returns { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let table = open(written(&rows, delimiter, line_end)).unwrap();
        prop_assert_eq!(table.preview(usize::MAX), rows);
        prop_assert_eq!(table.delimiter(), char::from(delimiter));
    }
}
