//! Opens connections.
