//! The table of commands.

use super::{Cmd, Context};
use crate::i18n::{Lang, Msg};

/// A command, as the palette, the help and the keymaps know it.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Which.
    pub cmd: Cmd,
    /// Its stable id, `noun.verb`; its words are `cmd.<id>`.
    pub id: &'static str,
    /// Where it works.
    pub contexts: &'static [Context],
}

impl Command {
    /// The command of a handler.
    pub fn of(cmd: Cmd) -> Option<&'static Command> {
        COMMANDS.iter().find(|command| command.cmd == cmd)
    }

    /// The command of an id.
    pub fn find(id: &str) -> Option<&'static Command> {
        COMMANDS.iter().find(|command| command.id == id)
    }

    /// What it is called.
    pub fn title(&self, lang: Lang) -> &'static str {
        Msg::find(&format!("cmd.{}", self.id)).map_or(self.id, |msg| lang.tr(msg))
    }

    /// Whether it is something to choose by name. Moving, typing and answering are not.
    pub fn listed(&self) -> bool {
        let noun = self.id.split('.').next().unwrap_or_default();
        !matches!(noun, "move" | "cursor" | "typing" | "picker" | "confirm")
            && !matches!(
                self.cmd,
                Cmd::Palette
                    | Cmd::Accept
                    | Cmd::NextField
                    | Cmd::PreviousField
                    | Cmd::LineUp
                    | Cmd::LineDown
            )
    }
}

const fn row(cmd: Cmd, id: &'static str, contexts: &'static [Context]) -> Command {
    Command { cmd, id, contexts }
}

use Context::{
    Book, Confirm, Everywhere, Field, Filter, Form, Home, List, OrderForm, Payments, Picker, Receivables,
    Templates, Todos,
};

/// All commands.
pub static COMMANDS: &[Command] = &[
    row(Cmd::Help, "app.help", &[Everywhere, Field]),
    row(Cmd::Palette, "app.palette", &[Everywhere, Field]),
    row(Cmd::Quit, "app.quit", &[Everywhere]),
    row(Cmd::Suspend, "app.suspend", &[Everywhere, Field]),
    row(Cmd::Redraw, "app.redraw", &[Everywhere, Field]),
    row(Cmd::Refresh, "app.refresh", &[Everywhere]),
    row(Cmd::StopQuery, "app.stop", &[Everywhere, Field]),
    row(Cmd::Settings, "app.settings", &[Everywhere]),
    row(Cmd::ToggleLanguage, "app.language", &[Everywhere]),
    row(Cmd::NextTheme, "app.theme", &[Everywhere]),
    row(Cmd::MoneyUnits, "app.units", &[Everywhere]),
    row(Cmd::SeeAs, "go.see_as", &[Everywhere]),
    row(Cmd::Undo, "record.undo", &[Everywhere]),
    row(Cmd::Redo, "record.redo", &[Everywhere]),
    row(Cmd::UndoList, "record.undo_list", &[Everywhere]),
    row(Cmd::Back, "screen.back", &[Everywhere]),
    row(Cmd::Cancel, "screen.cancel", &[Everywhere, Form, Field, Picker, Filter]),
    row(Cmd::Finish, "screen.finish", &[Everywhere, Form]),
    row(Cmd::Zoom, "screen.zoom", &[Everywhere]),
    row(Cmd::NextPane, "screen.next_pane", &[Everywhere]),
    row(Cmd::PreviousPane, "screen.previous_pane", &[Everywhere]),
    row(Cmd::NextView, "view.next", &[Everywhere]),
    row(Cmd::PreviousView, "view.previous", &[Everywhere]),
    row(Cmd::LastView, "view.last", &[Everywhere]),
    row(Cmd::NextPeriod, "view.next_period", &[Everywhere]),
    row(Cmd::PreviousPeriod, "view.previous_period", &[Everywhere]),
    row(Cmd::NextPerson, "view.next_person", &[List]),
    row(Cmd::PreviousPerson, "view.previous_person", &[List]),
    row(Cmd::ResetView, "view.reset", &[List]),
    row(Cmd::Book, "view.book", &[Everywhere]),
    row(Cmd::NewReport, "view.report", &[Everywhere]),
    row(Cmd::View0, "view.home", &[Everywhere]),
    row(Cmd::View1, "view.pinned_1", &[Everywhere]),
    row(Cmd::View2, "view.pinned_2", &[Everywhere]),
    row(Cmd::View3, "view.pinned_3", &[Everywhere]),
    row(Cmd::View4, "view.pinned_4", &[Everywhere]),
    row(Cmd::View5, "view.pinned_5", &[Everywhere]),
    row(Cmd::View6, "view.pinned_6", &[Everywhere]),
    row(Cmd::View7, "view.pinned_7", &[Everywhere]),
    row(Cmd::View8, "view.pinned_8", &[Everywhere]),
    row(Cmd::View9, "view.pinned_9", &[Everywhere]),
    row(Cmd::GoCustomers, "go.customers", &[Everywhere]),
    row(Cmd::GoContacts, "go.contacts", &[Everywhere]),
    row(Cmd::GoLeads, "go.leads", &[Everywhere]),
    row(Cmd::GoOrders, "go.orders", &[Everywhere]),
    row(Cmd::GoDelivery, "go.delivery", &[Everywhere]),
    row(Cmd::GoReceivables, "go.receivables", &[Everywhere]),
    row(Cmd::GoPayments, "go.payments", &[Everywhere]),
    row(Cmd::GoInvoices, "go.invoices", &[Everywhere]),
    row(Cmd::GoToIssue, "go.to_issue", &[Everywhere]),
    row(Cmd::GoContracts, "go.contracts", &[Everywhere]),
    row(Cmd::GoOpportunities, "go.opportunities", &[Everywhere]),
    row(Cmd::GoQuotes, "go.quotes", &[Everywhere]),
    row(Cmd::GoDocTemplates, "go.doc_templates", &[Everywhere]),
    row(Cmd::GoCompetitors, "go.competitors", &[Everywhere]),
    row(Cmd::GoStages, "go.stages", &[Everywhere]),
    row(Cmd::GoPipelines, "go.pipelines", &[Everywhere]),
    row(Cmd::GoTodos, "go.todos", &[Everywhere]),
    row(Cmd::GoMedia, "go.media", &[Everywhere]),
    row(Cmd::GoIssues, "go.issues", &[Everywhere]),
    row(Cmd::GoPositions, "go.positions", &[Everywhere]),
    row(Cmd::GoRates, "go.rates", &[Everywhere]),
    row(Cmd::GoOperators, "go.operators", &[Everywhere]),
    row(Cmd::GoDepartments, "go.departments", &[Everywhere]),
    row(Cmd::GoSharingRules, "go.sharing_rules", &[Everywhere]),
    row(Cmd::GoDictionaries, "go.dictionaries", &[Everywhere]),
    row(Cmd::GoCustomFields, "go.custom_fields", &[Everywhere]),
    row(Cmd::GoSettings, "go.settings", &[Everywhere]),
    row(Cmd::GoHolidays, "go.holidays", &[Everywhere]),
    row(Cmd::GoHandOvers, "go.hand_overs", &[Everywhere]),
    row(Cmd::GoDrafts, "go.drafts", &[Everywhere]),
    row(Cmd::GoInsertions, "go.insertions", &[Everywhere]),
    row(Cmd::GoToEnter, "go.to_enter", &[Everywhere]),
    row(Cmd::GoChanges, "go.changes", &[Everywhere]),
    row(Cmd::GoDuplicates, "go.duplicates", &[Everywhere]),
    row(Cmd::GoInbox, "go.inbox", &[Everywhere]),
    row(Cmd::GoReferences, "go.references", &[Everywhere]),
    row(Cmd::Up, "move.up", &[Everywhere, Picker, Filter]),
    row(Cmd::Down, "move.down", &[Everywhere, Picker, Filter]),
    row(Cmd::Left, "move.left", &[Everywhere]),
    row(Cmd::Right, "move.right", &[Everywhere]),
    row(Cmd::PageUp, "move.page_up", &[Everywhere, Picker]),
    row(Cmd::PageDown, "move.page_down", &[Everywhere, Picker]),
    row(Cmd::HalfPageUp, "move.half_page_up", &[Everywhere]),
    row(Cmd::HalfPageDown, "move.half_page_down", &[Everywhere]),
    row(Cmd::First, "move.first", &[Everywhere]),
    row(Cmd::Last, "move.last", &[Everywhere]),
    row(Cmd::Open, "record.open", &[List, Home]),
    row(Cmd::New, "record.new", &[Everywhere]),
    row(Cmd::Edit, "record.edit", &[Everywhere]),
    row(Cmd::NewOrder, "order.new", &[Everywhere]),
    row(Cmd::CopyLastOrder, "order.copy_last", &[Everywhere, Form]),
    row(Cmd::SayOrder, "order.say", &[Everywhere]),
    row(Cmd::ResumeDraft, "order.resume", &[Everywhere, Form]),
    row(Cmd::Remove, "record.remove", &[List]),
    row(Cmd::NextState, "record.next_state", &[List]),
    row(Cmd::PreviousState, "record.previous_state", &[List]),
    row(Cmd::PickState, "record.pick_state", &[List]),
    row(Cmd::RequestInvoice, "invoice.request", &[List]),
    row(Cmd::Transfer, "record.transfer", &[List]),
    row(Cmd::Share, "record.share", &[List]),
    row(Cmd::PlanActivity, "activity.plan", &[List]),
    row(Cmd::LogActivity, "activity.log", &[List]),
    row(Cmd::History, "record.history", &[List]),
    row(Cmd::Comment, "record.comment", &[List]),
    row(Cmd::Attach, "record.attach", &[List]),
    row(Cmd::Mark, "list.mark", &[List]),
    row(Cmd::MarkAll, "list.mark_all", &[List]),
    row(Cmd::BulkEdit, "record.bulk", &[List]),
    row(Cmd::Import, "record.import", &[List]),
    row(Cmd::Sort, "list.sort", &[List]),
    row(Cmd::Filter, "list.filter", &[Everywhere]),
    row(Cmd::FilterByCell, "list.filter_by_cell", &[List]),
    row(Cmd::ClearFilter, "list.clear_filter", &[List]),
    row(Cmd::ExplainFilter, "list.explain", &[List]),
    row(Cmd::SaveView, "view.save", &[List]),
    row(Cmd::SaveViewAs, "view.save_as", &[List]),
    row(Cmd::RevertView, "view.revert", &[List]),
    row(Cmd::ShowTable, "view.table", &[List]),
    row(Cmd::ShowBoard, "view.board", &[List]),
    row(Cmd::ShowAgenda, "view.agenda", &[List]),
    row(Cmd::ShowCalendar, "view.calendar", &[List]),
    row(Cmd::ShowWeek, "view.week", &[List]),
    row(Cmd::ShowMonth, "view.month", &[List]),
    row(Cmd::ScopeMine, "scope.mine", &[List]),
    row(Cmd::ScopeDepartment, "scope.department", &[List]),
    row(Cmd::ScopeAll, "scope.all", &[List]),
    row(Cmd::DetailPlace, "detail.place", &[List]),
    row(Cmd::DetailNext, "detail.next", &[List]),
    row(Cmd::CopyCell, "list.copy", &[List]),
    row(Cmd::Export, "list.export", &[List]),
    row(Cmd::Dun, "receivable.dun", &[Receivables]),
    row(Cmd::Receive, "receivable.receive", &[Receivables]),
    row(Cmd::ReceiveRest, "receivable.receive_rest", &[Receivables]),
    row(Cmd::Promise, "receivable.promise", &[Receivables, Todos]),
    row(Cmd::PutOff, "receivable.put_off", &[Receivables, Todos]),
    row(Cmd::WriteOff, "receivable.write_off", &[Receivables]),
    row(Cmd::Refund, "payment.refund", &[Receivables, Payments]),
    row(Cmd::OpenOrder, "record.order", &[List]),
    row(Cmd::OpenCustomer, "record.customer", &[List]),
    row(Cmd::Done, "activity.done", &[Todos]),
    row(Cmd::Accept, "form.accept", &[Form, Filter]),
    row(Cmd::NextField, "form.next_field", &[Form]),
    row(Cmd::PreviousField, "form.previous_field", &[Form]),
    row(Cmd::LineUp, "form.line_up", &[Form]),
    row(Cmd::LineDown, "form.line_down", &[Form]),
    row(Cmd::PickValue, "form.pick", &[Form]),
    row(Cmd::Recompute, "form.recompute", &[Form]),
    row(Cmd::NextBlock, "form.next_block", &[Form]),
    row(Cmd::PreviousBlock, "form.previous_block", &[Form]),
    row(Cmd::KeepDraft, "form.keep_draft", &[Form]),
    row(Cmd::NewLine, "form.new_line", &[Form]),
    row(Cmd::DuplicateLine, "form.duplicate_line", &[OrderForm]),
    row(Cmd::DeleteLine, "form.delete_line", &[OrderForm]),
    row(Cmd::MoveLineUp, "form.move_line_up", &[OrderForm]),
    row(Cmd::MoveLineDown, "form.move_line_down", &[OrderForm]),
    row(Cmd::PinField, "form.pin", &[OrderForm]),
    row(Cmd::Templates, "order.templates", &[OrderForm]),
    row(Cmd::RenameTemplate, "template.rename", &[Templates]),
    row(Cmd::ShareTemplate, "template.share", &[Templates]),
    row(Cmd::DropTemplate, "template.delete", &[Templates]),
    row(Cmd::RenameView, "view.rename", &[Book]),
    row(Cmd::ShareView, "view.share", &[Book]),
    row(Cmd::DropView, "view.delete", &[Book]),
    row(Cmd::PinView, "view.pin", &[Book, Home, List]),
    row(Cmd::AddTile, "home.add", &[Home]),
    row(Cmd::DropTile, "home.remove", &[Home]),
    row(Cmd::TileEarlier, "home.earlier", &[Home]),
    row(Cmd::TileLater, "home.later", &[Home]),
    row(Cmd::SizeTile, "home.size", &[Home]),
    row(Cmd::ResetTiles, "home.reset", &[Home]),
    row(Cmd::SaveDraft, "order.save_draft", &[OrderForm]),
    row(Cmd::CursorLeft, "cursor.left", &[Field]),
    row(Cmd::CursorRight, "cursor.right", &[Field]),
    row(Cmd::CursorStart, "cursor.start", &[Field]),
    row(Cmd::CursorEnd, "cursor.end", &[Field]),
    row(Cmd::WordLeft, "cursor.word_left", &[Field]),
    row(Cmd::WordRight, "cursor.word_right", &[Field]),
    row(Cmd::DeleteBack, "typing.delete_back", &[Field]),
    row(Cmd::DeleteForward, "typing.delete_forward", &[Field]),
    row(Cmd::DeleteWord, "typing.delete_word", &[Field]),
    row(Cmd::DeleteToEnd, "typing.delete_to_end", &[Field]),
    row(Cmd::DeleteToStart, "typing.delete_to_start", &[Field]),
    row(Cmd::UndoTyping, "typing.undo", &[Field]),
    row(Cmd::Take, "picker.take", &[Picker, Filter]),
    row(Cmd::MakeNew, "picker.make_new", &[Form, Picker]),
    row(Cmd::Yes, "confirm.yes", &[Confirm]),
    row(Cmd::No, "confirm.no", &[Confirm]),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_command_has_one_row() {
        let cmds: HashSet<_> = COMMANDS.iter().map(|command| command.cmd).collect();
        let ids: HashSet<_> = COMMANDS.iter().map(|command| command.id).collect();
        assert_eq!((cmds.len(), ids.len()), (COMMANDS.len(), COMMANDS.len()));
        for &cmd in Cmd::ALL {
            assert!(Command::of(cmd).is_some(), "{cmd:?}");
        }
    }

    #[test]
    fn every_command_has_a_title_in_both_languages() {
        for command in COMMANDS {
            let msg = Msg::find(&format!("cmd.{}", command.id)).unwrap_or_else(|| panic!("{}", command.id));
            assert!(!Lang::En.tr(msg).is_empty() && !Lang::Zh.tr(msg).is_empty());
            assert_eq!(command.id.split('.').count(), 2, "{}: noun.verb", command.id);
            assert!(!command.contexts.is_empty(), "{}", command.id);
        }
    }
}
