//! Which contexts a screen combines.

use crate::command::{Cmd, Command, Context};

/// The contexts keys are looked up in, the closest first: the screen's own, then what holds under all of its kind.
pub fn stack(screen: &[Context], types: bool) -> Vec<Context> {
    let under = if types { Context::Field } else { Context::Everywhere };
    let mut contexts: Vec<Context> = screen.iter().copied().filter(|context| *context != under).collect();
    contexts.push(under);
    contexts
}

/// What a screen that begins with this context combines, as a rule; the last one never misses (see [`stack`]).
pub fn usual(context: Context) -> &'static [Context] {
    use Context::*;
    match context {
        Everywhere => &[Everywhere],
        List => &[List, Everywhere],
        Receivables => &[Receivables, List, Everywhere],
        Delivery => &[Delivery, List, Everywhere],
        Todos => &[Todos, List, Everywhere],
        Orders => &[Orders, List, Everywhere],
        Payments => &[Payments, List, Everywhere],
        Record => &[Record, List, Everywhere],
        Form => &[Form, Field],
        OrderForm => &[OrderForm, Form, Field],
        Field => &[Field],
        Templates => &[Templates, Picker, Field],
        Book => &[Book, Picker, Field],
        Home => &[Home, Everywhere],
        Picker => &[Picker, Field],
        Filter => &[Filter, Field],
        Confirm => &[Confirm, Everywhere],
        Reading => &[Reading, Everywhere],
        Settings => &[Settings, Everywhere],
    }
}

/// Whether a command can have something to do where this context is.
pub(super) fn works(cmd: Cmd, context: Context) -> bool {
    let contexts = Command::of(cmd).map_or(&[][..], |command| command.contexts);
    usual(context).iter().any(|context| contexts.contains(context))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_under_all_comes_last_and_once() {
        assert_eq!(stack(&[Context::List], false), [Context::List, Context::Everywhere]);
        assert_eq!(stack(&[Context::Field, Context::Picker], true), [Context::Picker, Context::Field]);
        for (context, _) in Context::ALL {
            let usual = usual(context);
            assert_eq!(usual[0], context);
            let types = usual.last() == Some(&Context::Field);
            assert_eq!(stack(&usual[..usual.len() - 1], types), usual);
        }
    }
}
