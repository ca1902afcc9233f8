//! Who may call which function for which record, and which guard stops him then. One file per room of the business.

mod activities;
mod changes;
mod contracts;
mod customers;
mod duplicates;
mod invoices;
mod leads;
mod money;
mod opportunities;
mod orders;
mod people;
mod quotes;
mod said;
pub mod shares;

use super::{
    attempt::{Case, Expect},
    model::Model,
};

/// A function, and its cases for one login.
pub type Function = (&'static str, fn(&Model) -> Vec<Case>);

/// All functions of `kehu` that change something.
pub const FUNCTIONS: &[Function] = &[
    ("kehu.transfer_customer", customers::transfer),
    ("kehu.set_customer_status", customers::archive),
    ("kehu.delete_customer", customers::delete),
    ("kehu.delete_contact", customers::delete_contact),
    ("kehu.delete_invoice_title", customers::delete_title),
    ("kehu.permit_duplicate", duplicates::permit),
    ("kehu.find_duplicates", duplicates::find),
    ("kehu.decide_duplicate", duplicates::decide),
    ("kehu.hand_over", customers::hand_over),
    ("kehu.hand_back", customers::hand_back),
    ("kehu.merge_pair", duplicates::merge),
    ("kehu.undo_merge", duplicates::undo),
    ("kehu.share", shares::share),
    ("kehu.unshare", shares::unshare),
    ("kehu.save_order", orders::save),
    ("kehu.move_order", orders::moves),
    ("kehu.replan_order", orders::replan),
    ("kehu.change_order", changes::change),
    ("kehu.request_change", changes::request),
    ("kehu.approve_order", changes::approve),
    ("kehu.decide_change", changes::decide),
    ("kehu.withdraw_change", changes::withdraw),
    ("kehu.reduce_price", changes::reduce_price),
    ("kehu.mark_insertion", orders::mark),
    ("kehu.make_good", orders::make_good),
    ("kehu.move_lead", leads::moves),
    ("kehu.transfer_lead", leads::transfer),
    ("kehu.delete_lead", leads::delete),
    ("kehu.convert_lead", leads::convert),
    ("kehu.save_contract", contracts::save),
    ("kehu.move_contract", contracts::moves),
    ("kehu.delete_contract", contracts::delete),
    ("kehu.link_contract", contracts::link),
    ("kehu.save_opportunity", opportunities::save),
    ("kehu.save_opportunity_line", opportunities::save_line),
    ("kehu.drop_opportunity_line", opportunities::drop_line),
    ("kehu.name_opportunity_contact", opportunities::name_contact),
    ("kehu.drop_opportunity_contact", opportunities::drop_contact),
    ("kehu.move_opportunity", opportunities::moves),
    ("kehu.end_opportunity", opportunities::end),
    ("kehu.transfer_opportunity", opportunities::transfer),
    ("kehu.delete_opportunity", opportunities::delete),
    ("kehu.save_quote", quotes::save),
    ("kehu.save_quote_line", quotes::save_line),
    ("kehu.drop_quote_line", quotes::drop_line),
    ("kehu.move_quote", quotes::moves),
    ("kehu.delete_quote", quotes::delete),
    ("kehu.fill_order", contracts::fill),
    ("kehu.save_invoice", invoices::save),
    ("kehu.move_invoice", invoices::moves),
    ("kehu.book_payment", money::book),
    ("kehu.allocate_payment", money::allocate),
    ("kehu.unallocate_payment", money::unallocate),
    ("kehu.pay_out_advance", money::pay_out),
    ("kehu.confirm_payment", money::confirm),
    ("kehu.void_payment", money::void),
    ("kehu.write_off", money::write_off),
    ("kehu.dun", money::dun),
    ("kehu.answer_dunning", money::answer),
    ("kehu.block_dunning", money::block),
    ("kehu.start_activity", activities::start),
    ("kehu.complete_activity", activities::complete),
    ("kehu.cancel_activity", activities::cancel),
    ("kehu.reopen_activity", activities::reopen),
    ("kehu.acknowledge_activity", activities::acknowledge),
    ("kehu.delete_activity", activities::delete),
    ("kehu.delete_comment", said::delete_comment),
    ("kehu.delete_file", said::delete_file),
    ("kehu.mark_read", said::mark_read),
    ("kehu.create_operator", people::create),
    ("kehu.change_operator", people::change),
    ("kehu.set_operator_password", people::password),
    ("kehu.disable_operator", people::disable),
    ("kehu.enable_operator", people::enable),
    ("kehu.delete_holiday", people::delete_holiday),
    ("kehu.see_as", people::see_as),
    ("kehu.sign_in", people::sign_in),
    ("kehu.enter", people::enter),
    ("kehu.set_pref", people::set_pref),
    ("kehu.drop_draft", people::drop_draft),
    ("kehu.save_template", people::save_template),
    ("kehu.drop_template", people::drop_template),
    ("kehu.save_view", people::save_view),
    ("kehu.view_readers", people::view_readers),
    ("kehu.drop_view", people::drop_view),
    ("kehu.log_export", people::log_export),
];

/// First the right, then the guards in their order: the first that holds is the answer.
fn guarded(may: bool, guards: &[(bool, &str)]) -> Expect {
    if !may {
        return Expect::DENIED;
    }
    guards.iter().find(|(holds, _)| *holds).map_or(Expect::DONE, |(_, reason)| Expect::refused(reason))
}
