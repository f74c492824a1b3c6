//! One function per thing a person or a job may do.
