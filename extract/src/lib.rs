//! Bytes or text in, value and findings out.
