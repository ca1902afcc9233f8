//! The view that is shown was changed on two terminals: what both changed is chosen, part by part, in the window in which records are.
//! Nothing that was asked for here is lost, and nothing of the other change unless it is chosen so.

use super::{List, wanted::Wanted};
use crate::{
    domain::{
        query::{self, Directive, Query},
        record::Values,
    },
    entry::{
        faults::tongue,
        lexicon::Labels,
        view_merge::{Part, merge},
    },
    i18n::{Lang, Msg},
    screen::{Cx, Reader, open, trouble},
    store::{Reply, Request, StoreError, Ticket},
    text::clean,
};

/// Two changes of one view.
pub struct Clash {
    /// It is being read what the other one kept.
    asked: Option<Ticket>,
    /// What was to be kept here.
    mine: String,
    /// The version and the words of the other one.
    theirs: Option<(i32, String)>,
}

impl List {
    /// What did the other one keep?
    pub(super) fn ask_clash(&mut self, mine: String, cx: &mut Cx) {
        let asked = Some(cx.ask("clash", Request::Views));
        self.clash = Some(Clash { asked, mine, theirs: None });
    }

    /// Takes the answer, if it is that.
    pub(super) fn clash_answered(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, StoreError>,
        cx: &mut Cx,
    ) -> bool {
        let Some(clash) = self.clash.as_mut().filter(|clash| clash.asked == Some(ticket)) else {
            return false;
        };
        clash.asked = None;
        let id = self.shown.as_ref().and_then(|shown| shown.view().saved.as_ref()).map(|saved| saved.id.0);
        match answer {
            Ok(Reply::Views(all)) => match all.iter().find(|view| Some(view.id) == id) {
                Some(now) => {
                    clash.theirs = Some((now.version, now.query.clone()));
                    self.choose_parts(cx);
                }
                None => {
                    self.clash = None;
                    let name = self.shown.as_ref().map_or("", |shown| &shown.view().name);
                    cx.bad(cx.lang.fmt(Msg::BookGone, &[&clean(name)]));
                }
            },
            Ok(_) => {}
            Err(error) => {
                self.clash = None;
                cx.bad(trouble::say(error, cx.lang));
            }
        }
        true
    }

    /// The three changes: as it was, as it is wanted here, as it is kept now.
    fn three(&self, reader: Reader) -> Option<[Query; 3]> {
        let (clash, shown) = (self.clash.as_ref()?, self.shown.as_ref()?);
        let (_, theirs) = clash.theirs.as_ref()?;
        let labels = Labels { dictionaries: Some(reader.words) };
        let read = |text: &str| query::read_rows(text, self.pane.kind, &labels).query;
        Some([&shown.view().query, &clash.mine, theirs].map(|text| read(text)))
    }

    fn choose_parts(&mut self, cx: &mut Cx) {
        let Some(three) = self.three(cx.reader()) else { return };
        let [base, mine, theirs] = &three;
        let clashes = merge(base, mine, theirs, &|_| true).clashes;
        if clashes.is_empty() {
            return self.clash_settled(&Values::new(), cx);
        }
        let labels = Labels { dictionaries: Some(cx.words) };
        let say = |query: &Query| query::print(query, self.pane.kind, tongue(cx.lang), &labels);
        let texts = |part: &Part| {
            let all = [base, mine, theirs].map(|query| say(&part.of(query)));
            (label(*part, &three, cx.lang), all)
        };
        let parts = clashes.iter().map(texts).collect();
        let name = self.shown.as_ref().map_or("", |shown| &shown.view().name);
        cx.push(open::conflict_of_texts(clean(name).into_string(), parts));
    }

    /// The choices are made: these are mine. What comes of them is kept over the version of the other one, and shown.
    pub(super) fn clash_settled(&mut self, chosen: &Values, cx: &mut Cx) {
        let three = self.three(cx.reader());
        let (Some([base, mine, theirs]), Some(clash)) = (three, self.clash.take()) else { return };
        let merged = merge(&base, &mine, &theirs, &|n| chosen.has(&n.to_string())).query;
        let labels = Labels { dictionaries: Some(cx.words) };
        let text = query::print(&merged, self.pane.kind, query::Tongue::English, &labels);
        let Some((version, kept)) = clash.theirs else { return };
        let Some(id) = self.adopt(version, kept) else { return };
        let said = query::print(&merged, self.pane.kind, tongue(cx.lang), &labels);
        self.wanted = Wanted { bound: self.wanted.bound.clone(), ..Wanted::of(self.pane) };
        self.wanted.say(&said, self.pane, cx.reader());
        self.show_columns();
        self.restart(cx);
        self.keep_changed((id, version), text, cx);
    }
}

fn label(part: Part, three: &[Query; 3], lang: Lang) -> String {
    let directive = three.iter().find_map(|query| part.of(query).shown.into_iter().next());
    lang.tr(match directive {
        None => Msg::BookPartRows,
        Some(Directive::Sort(..)) => Msg::BookPartSort,
        Some(Directive::Cols(..)) => Msg::BookPartColumns,
        Some(Directive::Group(..)) => Msg::BookPartGroup,
        Some(_) => Msg::BookPartShown,
    })
    .to_owned()
}
