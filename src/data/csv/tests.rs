//! Tables as programs write them, and what is no table.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use super::*;

fn read(text: &str) -> Result<(Dataset, Split), DataError> {
    read_all(&[File { name: "t.csv", bytes: text.as_bytes().into() }])
}

#[test]
fn tables_are_read_as_they_come() {
    let plain = read("9,0,128,255,1\n10,1,2,3,4").unwrap().0;
    assert_eq!((plain.shape, &plain.names[..]), (Shape::new(1, 2, 2), &["9".to_owned(), "10".into()][..]));
    assert_eq!(plain.images, [0, 128, 255, 1, 1, 2, 3, 4]);
    for same in [
        "\u{feff}label,1x1,1x2,2x1,2x2\r\n9,0,128,255,1\r\n10,1,2,3,4\r\n\r\n",
        "label,0,1,2,3\n9,0,128,255,1\n10,1,2,3,4\n",
        "p0;p1;p2;p3;class\n0;128;255;1;9\n1;2;3;4;10\n",
        "\"9.0\"\t0.0\t128.0\t255\t1\n10.0\t1\t2\t3\t4\n",
    ] {
        assert_eq!(read(same).unwrap().0, plain, "{same}");
    }
    assert_eq!(read("a,0,0.5,1,0\nb,0,0,0,1").unwrap().0.images, [0, 128, 255, 0, 0, 0, 0, 255]);
}

#[test]
fn values_are_of_the_scale_that_all_have() {
    for (value, byte) in [("0", 0), ("0.49999997", 0), ("0.5", 1), ("1", 1)] {
        let text = format!("a,{value}\nb,7\n");
        assert_eq!(read(&text).unwrap().0.images, [byte, 7], "{value}");
    }
}

#[test]
fn gzipped_tables_and_those_of_spreadsheets_are_read() {
    let text = "label;p0\r\nä;0\r\nb;255\r\n";
    let wanted = read(text).unwrap().0;
    let utf16 =
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(&utf16).unwrap();
    let gzip = gzip.finish().unwrap();
    let read = |bytes: &[u8]| read_all(&[File { name: "t.csv.gz", bytes: bytes.into() }]);
    assert_eq!(read(&utf16).unwrap().0, wanted);
    assert_eq!(read(&gzip).unwrap().0, wanted);
    for end in 2..gzip.len() {
        let error = read(&gzip[..end]).unwrap_err().to_string();
        let ends = format!("t.csv.gz: expected a whole gzip file, but found its end at byte {end}");
        assert_eq!(error, ends);
    }
}

#[test]
fn what_cannot_be_read_has_its_line_and_column() {
    for (text, sentence) in [
        ("", "t.csv: expected a line for each sample, but found none"),
        ("1,0,0,0,0\n2,0,0,0\n", "t.csv, line 2, column 4: expected 5 cells, but found 4"),
        (
            "1,0,0,0,0\n\n2,0,0,256,0\n",
            "t.csv, line 3, column 4: expected a value from 0 to 255, but found “256”",
        ),
        ("1,0,0,NaN,0\n", "t.csv, line 1, column 4: expected a value from 0 to 255, but found “NaN”"),
        ("1,0,0,0,0\n1,0,0,0,0\n", "t.csv: expected 2 to 256 different labels, but found 1"),
        (",0,0,0,0\n", "t.csv, line 1, column 1: expected a label, but found nothing"),
    ] {
        assert_eq!(read(text).unwrap_err().to_string(), sentence);
    }
    assert!(read("1,0,0\n").unwrap_err().to_string().contains("line 1, column 3: expected a label and"));
    assert!(read("1,0,\u{e9}").is_err());
    let many: String = (0..=256).map(|i| format!("{i},0\n")).collect();
    assert_eq!(
        read(&many).unwrap_err().to_string(),
        "t.csv, line 257, column 1: expected at most 256 different labels, but found another one, “256”"
    );
}

#[test]
fn a_table_called_test_is_for_validation() {
    let train = File { name: "mnist_train.csv", bytes: b"1,0,0,0,0\n2,9,9,9,9\n".into() };
    let test = File { name: "mnist_test.csv", bytes: b"3,5,5,5,5\n".into() };
    let (data, split) = read_all(&[test, train]).unwrap();
    assert_eq!((&data.labels[..], split), (&[0, 1, 2][..], Split::Last(1)));
}
