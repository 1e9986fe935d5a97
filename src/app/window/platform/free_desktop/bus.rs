//! What the desktop around the window can do and wants: whether a file dialog can be shown (rfd answers a
//! missing one like a cancelled one, so it must be known beforehand), and light or dark. Asked over the session
//! bus, with the crate that the accessibility tree brings along anyway.

use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::blocking::fdo::DBusProxy;
use zbus::zvariant::Value;

use super::libraries::library_is_there;
use crate::app::SystemWishes;

/// The name of the desktop portal on the bus.
pub(super) const PORTAL: &str = "org.freedesktop.portal.Desktop";
/// How long the bus may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the desktop portal can show a file dialog.
///
/// # Errors
/// A clause that says why not.
pub(super) fn portal_is_there() -> Result<(), &'static str> {
    match Bus::connect() {
        Err(_) => Err("there is no session bus"),
        Ok(_) if !library_is_there(&["libdbus-1.so.3"]) => Err("the library libdbus-1-3 is not installed"),
        Ok(bus) => match bus.knows(PORTAL) {
            Ok(true) => Ok(()),
            Ok(false) => Err("no desktop portal is installed"),
            Err(_) => Err("the session bus does not answer"),
        },
    }
}

/// How the desktop wants programs to look. Asks only a portal that runs already, so that nothing is started for
/// it.
#[must_use]
pub(crate) fn wishes() -> SystemWishes {
    let mut wishes = SystemWishes::default();
    let Ok(bus) = Bus::connect() else { return wishes };
    if !matches!(bus.is_running(PORTAL), Ok(true)) {
        return wishes;
    }
    // org.freedesktop.appearance: https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
    let setting = |name: &str| bus.portal_setting("org.freedesktop.appearance", name);
    wishes.dark = match setting("color-scheme") {
        Some(1) => Some(true),
        Some(2) => Some(false),
        _ => None,
    };
    wishes.high_contrast = setting("contrast") == Some(1);
    wishes.reduced_motion = setting("reduced-motion") == Some(1);
    wishes
}

/// The session bus, asked with patience.
pub(super) struct Bus(Connection);

impl Bus {
    pub(super) fn connect() -> zbus::Result<Self> {
        Builder::session()?.method_timeout(PATIENCE).build().map(Self)
    }

    /// Whether a name is owned or would be started on demand.
    fn knows(&self, name: &str) -> zbus::Result<bool> {
        if self.is_running(name)? {
            return Ok(true);
        }
        let names = DBusProxy::new(&self.0)?.list_activatable_names()?;
        Ok(names.iter().any(|known| known.as_str() == name))
    }

    pub(super) fn is_running(&self, name: &str) -> zbus::Result<bool> {
        Ok(DBusProxy::new(&self.0)?.name_has_owner(name.try_into()?)?)
    }

    /// Calls a method; whether it was there and did what it was asked.
    pub(super) fn call<B: serde::Serialize + zbus::zvariant::DynamicType>(
        &self,
        name: &str,
        path: &str,
        interface: &str,
        method: &str,
        body: &B,
    ) -> bool {
        self.0.call_method(Some(name), path, Some(interface), method, body).is_ok()
    }

    /// A setting of the portal that is a number; `None` where the portal does not know it.
    fn portal_setting(&self, group: &str, name: &str) -> Option<u32> {
        let path = "/org/freedesktop/portal/desktop";
        let interface = "org.freedesktop.portal.Settings";
        let answer = self.0.call_method(Some(PORTAL), path, Some(interface), "Read", &(group, name)).ok()?;
        number(&answer.body().deserialize::<Value<'_>>().ok()?)
    }
}

/// The number in a value; the portal wraps it in a variant, older ones in two.
fn number(value: &Value<'_>) -> Option<u32> {
    match value {
        Value::U32(number) => Some(*number),
        Value::Value(inner) => number(inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_whatever_wraps_them() {
        assert_eq!(number(&Value::U32(1)), Some(1));
        assert_eq!(number(&Value::Value(Box::new(Value::Value(Box::new(Value::U32(2)))))), Some(2));
        assert_eq!(number(&Value::Value(Box::new(Value::from("dark")))), None);
    }
}
