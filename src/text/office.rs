//! Texts that come from an office: as a spreadsheet or an editor wrote them, in whatever of its encodings.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// With a byte order mark UTF-8 or UTF-16, without one UTF-8, else GB18030 (which GBK and GB2312 are part of).
pub fn decoded(bytes: &[u8]) -> Option<String> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.unwrap_or(if str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 });
    let (text, _, broken) = encoding.decode(bytes);
    (!broken).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_as_they_come_from_an_office() {
        let text = "上海雅韵；三联 封底 3期";
        let marked = |bytes: Vec<u8>, mark: &[u8]| [mark, &bytes].concat();
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(text.as_bytes().to_vec(), b"\xEF\xBB\xBF"),
            GB18030.encode(text).0.into_owned(),
            marked(wide(u16::to_le_bytes), b"\xFF\xFE"),
            marked(wide(u16::to_be_bytes), b"\xFE\xFF"),
        ] {
            assert_eq!(decoded(&bytes).as_deref(), Some(text), "{bytes:?}");
        }
        assert_eq!(decoded(b"\xFF\xFF\xFF"), None);
    }
}
