//! Model and format profile in, bytes out.
