//! What a list shows as a file: all its rows in the columns that are shown, page by page, or its figures. Which file is the matter of
//! whoever writes it.

use super::List;
use crate::{
    domain::{entity, filter::ListQuery, record::Row},
    entry::figures::Words,
    export::{self, Form, Sheet},
    i18n::Msg,
    screen::{Cx, open, trouble},
    store::{Reply, Request, StoreError, Ticket},
};

/// So many rows are asked for at once,
const PAGE: u32 = 2000;
/// and so many are written; more is work for the command line.
const MOST: usize = 20_000;

/// A file on its way.
pub enum Exporting {
    /// The form is being chosen.
    Choosing,
    /// Rows are read.
    Reading { form: Form, query: Box<ListQuery>, rows: Vec<Row>, ticket: Ticket },
}

impl List {
    /// As what?
    pub(super) fn export(&mut self, cx: &mut Cx) {
        if matches!(self.exporting, Some(Exporting::Reading { .. })) {
            return cx.info(cx.lang.tr(Msg::ExportReading));
        }
        self.exporting = Some(Exporting::Choosing);
        let choices = [("xlsx", Msg::ExportXlsx), ("csv", Msg::ExportCsv)];
        let choices = choices.map(|(code, msg)| (code.to_owned(), cx.lang.tr(msg).to_owned()));
        cx.push(open::pick_code(cx.lang.tr(Msg::ExportTitle).to_owned(), choices.to_vec(), String::new()));
    }

    /// The form was chosen.
    pub(super) fn export_as(&mut self, code: &str, cx: &mut Cx) {
        self.exporting = None;
        let Some((form, _)) = Form::ALL.into_iter().find(|(_, ending)| *ending == code) else { return };
        if let Some(figures) = &self.figures {
            let word = super::figured::word(cx.words, cx.lang);
            let sheet = figures.sheet(&self.export_name(cx), &Words { lang: cx.lang, word: &word });
            return match sheet {
                Some(sheet) => self.written(form, &sheet, cx),
                None => cx.info(cx.lang.tr(Msg::ListLoading)),
            };
        }
        let query = Box::new(self.wanted.query(self.pane, cx.reader()).limit(PAGE));
        let ticket = cx.ask("export", Request::List((*query).clone()));
        self.exporting = Some(Exporting::Reading { form, query, rows: Vec::new(), ticket });
    }

    /// Takes an answer, if it is a page of what is to be written.
    pub(super) fn export_answered(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, StoreError>,
        cx: &mut Cx,
    ) -> bool {
        let Some(Exporting::Reading { form, query, rows, ticket: asked }) = &mut self.exporting else {
            return false;
        };
        if *asked != ticket {
            return false;
        }
        match answer {
            Ok(Reply::Page(page)) => {
                rows.extend(page.rows.iter().cloned());
                let last = rows.last().filter(|_| page.more && rows.len() < MOST);
                if let Some(last) = last {
                    query.after = Some(self.wanted.after(last));
                    *asked = cx.ask("export", Request::List((**query).clone()));
                    return true;
                }
                let (form, rows, more) = (*form, std::mem::take(rows), page.more);
                self.exporting = None;
                let sheet = self.sheet_of(&rows, cx);
                self.written(form, &sheet, cx);
                if more {
                    cx.info(cx.lang.fmt(Msg::ExportCut, &[&rows.len()]));
                }
            }
            Ok(_) => self.exporting = None,
            Err(error) => {
                self.exporting = None;
                cx.bad(trouble::say(error, cx.lang));
            }
        }
        true
    }

    fn sheet_of(&self, rows: &[Row], cx: &Cx) -> Sheet {
        let def = entity::def(self.pane.kind);
        let columns: Vec<_> = self.names.iter().filter_map(|name| def.field(name)).collect();
        let word = super::figured::word(cx.words, cx.lang);
        export::list(&self.export_name(cx), def, &columns, rows, &Words { lang: cx.lang, word: &word })
    }

    fn export_name(&self, cx: &Cx) -> String {
        crate::screen::Screen::title(self, cx.lang)
    }

    fn written(&self, form: Form, sheet: &Sheet, cx: &mut Cx) {
        let name = format!("{}-{}.{}", sheet.name, cx.session.today, form.ending());
        match form.write(sheet) {
            Ok(bytes) => cx.write(name, bytes),
            Err(why) => cx.bad(cx.lang.fmt(Msg::ExportFailed, &[&why])),
        }
    }
}
