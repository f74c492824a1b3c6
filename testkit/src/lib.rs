//! What the tests share: TestApp, actors, builders.
