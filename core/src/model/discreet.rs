//! `Debug` of the records about people: their name only, so that no log holds what they hold (requirement 13).

use std::fmt;

use super::{Alert, Assessment, Call, ContactCard, ContactRequest, ContactRisk, Grant, Message, Profile};

macro_rules! discreet {
    ($($record:ident),*) => {$(
        impl fmt::Debug for $record {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.debug_struct(stringify!($record)).finish_non_exhaustive()
            }
        }
    )*};
}

discreet!(Alert, Assessment, Call, ContactCard, ContactRequest, ContactRisk, Grant, Message, Profile);
