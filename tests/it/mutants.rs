//! The schema broken on purpose: each policy closed and opened, each constraint dropped, and functions, triggers, views and grants
//! changed by a word or two. A mutant that the permission matrix does not notice is a right that nothing tests.

mod carried;
mod changes;
mod functions;
mod old_clients;
mod policies;
mod statements;
