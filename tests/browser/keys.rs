//! The page by keyboard, and a block from a spreadsheet into it.

use crate::harness::Walk;
use thirtyfour::prelude::*;

impl Walk {
    /// Presses a key where the focus is; answers the name of the field that has
    /// it afterwards.
    pub async fn key(&self, key: Key) -> String {
        self.type_here(&String::from(key.value())).await;
        self.focused().await
    }

    /// Types where the focus is.
    pub async fn type_here(&self, text: &str) {
        let here = self.driver.active_element().await.expect("a focus");
        here.send_keys(text).await.expect("keys");
    }

    /// The name of the field that has the focus.
    pub async fn focused(&self) -> String {
        let script = "return document.activeElement.name";
        let told = self.driver.execute(script, vec![]).await.expect("a page");
        told.json().as_str().unwrap_or_default().to_owned()
    }

    /// Goes on by Tab until the focus is on what this selector finds.
    pub async fn tab_to(&self, css: &str) {
        let script = "return document.activeElement.matches(arguments[0])";
        for _ in 0..400 {
            self.key(Key::Tab).await;
            let told = self.driver.execute(script, vec![css.into()]).await;
            if told.expect("a page").json().as_bool() == Some(true) {
                return;
            }
        }
        panic!("Tab does not reach {css}:\n{}", self.text().await);
    }

    /// Presses Enter on what has the focus and waits for the next page.
    pub async fn enter(&self) {
        self.mark().await;
        self.type_here(&String::from(Key::Enter.value())).await;
        self.next_page("Enter").await;
    }

    /// Pastes into a field as a spreadsheet offers it: text, and HTML beside it.
    pub async fn paste(&self, name: &str, text: &str) {
        let script = "const data = new DataTransfer(); data.setData('text/plain', arguments[1]); \
                      data.setData('text/html', '<table><img src=x onerror=\"window.hit = 1\"><td>999</td></table>'); \
                      const field = document.getElementsByName(arguments[0])[0]; field.focus(); \
                      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";
        let pasted = self.driver.execute(script, vec![name.into(), text.into()]);
        pasted.await.expect("a paste");
    }
}
