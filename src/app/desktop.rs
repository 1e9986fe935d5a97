//! What the desktop around the window can do and wants: whether a file dialog can be shown (rfd answers a
//! missing one like a cancelled one, so it must be known beforehand), and light or dark. A few lines of D-Bus
//! over its socket are all that is needed for both.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixStream};
use std::time::Duration;

use super::display::library_is_there;
use super::settings::SystemWishes;

/// The name of the desktop portal on the bus.
const PORTAL: &str = "org.freedesktop.portal.Desktop";
/// How long the bus may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether a file dialog can be shown: by the desktop portal, or by zenity.
///
/// # Errors
/// A sentence that says why not.
pub fn dialog_can_be_shown() -> std::result::Result<(), String> {
    if zenity_is_there() {
        return Ok(());
    }
    let portal = match Bus::connect() {
        Err(_) => Err("there is no session bus"),
        Ok(_) if !library_is_there(&["libdbus-1.so.3"]) => Err("the library libdbus-1-3 is not installed"),
        Ok(mut bus) => match bus.knows(PORTAL) {
            Ok(true) => Ok(()),
            Ok(false) => Err("no desktop portal is installed"),
            Err(_) => Err("the session bus does not answer"),
        },
    };
    portal.map_err(|reason| {
        format!(
            "No file dialog can be shown here: {reason}, and zenity is not installed either. Type the path of the \
             file instead."
        )
    })
}

fn zenity_is_there() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join("zenity").is_file())
}

/// How the desktop wants programs to look. Asks only a portal that runs already, so that nothing is started for
/// it.
#[must_use]
pub fn wishes() -> SystemWishes {
    let mut wishes = SystemWishes::default();
    let Ok(mut bus) = Bus::connect() else { return wishes };
    if !matches!(bus.is_running(PORTAL), Ok(true)) {
        return wishes;
    }
    // org.freedesktop.appearance: https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
    let mut setting = |name: &str| bus.portal_setting("org.freedesktop.appearance", name).ok();
    wishes.dark = match setting("color-scheme") {
        Some(1) => Some(true),
        Some(2) => Some(false),
        _ => None,
    };
    wishes.high_contrast = setting("contrast") == Some(1);
    wishes.reduced_motion = setting("reduced-motion") == Some(1);
    wishes
}

/// A connection to the session bus. Speaks just enough of the protocol
/// (<https://dbus.freedesktop.org/doc/dbus-specification.html>) to call a method and read its answer.
struct Bus {
    stream: UnixStream,
    serial: u32,
}

impl Bus {
    fn connect() -> Result<Self> {
        let address = std::env::var("DBUS_SESSION_BUS_ADDRESS")
            .or_else(|_| std::env::var("XDG_RUNTIME_DIR").map(|folder| format!("unix:path={folder}/bus")));
        let address = address.map_err(|_| Error::from(ErrorKind::NotFound))?;
        let stream = address.split(';').find_map(|one| open_address(one).ok());
        let stream = stream.ok_or_else(|| Error::from(ErrorKind::ConnectionRefused))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut bus = Self { stream, serial: 0 };
        bus.authenticate()?;
        bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello", &[])?;
        Ok(bus)
    }

    /// SASL EXTERNAL with an empty identity: the socket itself says who we are.
    fn authenticate(&mut self) -> Result<()> {
        self.stream.write_all(b"\0AUTH EXTERNAL\r\n")?;
        if self.line()?.starts_with("DATA") {
            self.stream.write_all(b"DATA\r\n")?;
            if !self.line()?.starts_with("OK") {
                return Err(Error::from(ErrorKind::PermissionDenied));
            }
        }
        self.stream.write_all(b"BEGIN\r\n")
    }

    fn line(&mut self) -> Result<String> {
        let mut line = Vec::new();
        let mut byte = [0];
        while !line.ends_with(b"\r\n") && line.len() < 512 {
            self.stream.read_exact(&mut byte)?;
            line.push(byte[0]);
        }
        Ok(String::from_utf8_lossy(&line).into_owned())
    }

    /// Whether a name is owned or would be started on demand.
    fn knows(&mut self, name: &str) -> Result<bool> {
        if self.is_running(name)? {
            return Ok(true);
        }
        let (service, path) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
        let names = self.call(service, path, service, "ListActivatableNames", &[])?;
        Ok(names.windows(name.len() + 1).any(|w| w[..name.len()] == *name.as_bytes() && w[name.len()] == 0))
    }

    fn is_running(&mut self, name: &str) -> Result<bool> {
        let (service, path) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
        let body = self.call(service, path, service, "NameHasOwner", &[name])?;
        Ok(body.first() == Some(&1))
    }

    /// A setting of the portal that is a number: the last four bytes of its variant.
    fn portal_setting(&mut self, group: &str, name: &str) -> Result<u32> {
        let path = "/org/freedesktop/portal/desktop";
        let body = self.call(PORTAL, path, "org.freedesktop.portal.Settings", "Read", &[group, name])?;
        let last: [u8; 4] = body
            .len()
            .checked_sub(4)
            .and_then(|from| body[from..].try_into().ok())
            .ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
        Ok(u32::from_le_bytes(last))
    }

    /// Calls a method whose arguments are strings and returns the body of its answer.
    fn call(
        &mut self,
        service: &str,
        path: &str,
        interface: &str,
        method: &str,
        args: &[&str],
    ) -> Result<Vec<u8>> {
        self.serial += 1;
        let message = call_message(self.serial, service, path, interface, method, args);
        self.stream.write_all(&message)?;
        loop {
            let (kind, body) = self.answer()?;
            match kind {
                2 => return Ok(body),
                3 => return Err(Error::other("the bus answered with an error")),
                _ => {} // signals
            }
        }
    }

    fn answer(&mut self) -> Result<(u8, Vec<u8>)> {
        const LARGEST: usize = 1 << 20;
        let mut head = [0; 16];
        self.stream.read_exact(&mut head)?;
        if head[0] != b'l' {
            return Err(Error::from(ErrorKind::InvalidData));
        }
        let number =
            |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]) as usize;
        let (body, fields) = (number(4), number(12).next_multiple_of(8));
        if body > LARGEST || fields > LARGEST {
            return Err(Error::from(ErrorKind::InvalidData));
        }
        let mut rest = vec![0; fields + body];
        self.stream.read_exact(&mut rest)?;
        Ok((head[1], rest.split_off(fields)))
    }
}

/// Opens one address of the form `unix:path=/run/user/1000/bus,guid=…`.
fn open_address(address: &str) -> Result<UnixStream> {
    let unknown = || Error::from(ErrorKind::Unsupported);
    let parts = address.strip_prefix("unix:").ok_or_else(unknown)?;
    for part in parts.split(',') {
        if let Some(path) = part.strip_prefix("path=") {
            return UnixStream::connect(path);
        }
        if let Some(name) = part.strip_prefix("abstract=") {
            return UnixStream::connect_addr(&SocketAddr::from_abstract_name(name)?);
        }
    }
    Err(unknown())
}

/// A method call, little-endian.
fn call_message(
    serial: u32,
    service: &str,
    path: &str,
    interface: &str,
    method: &str,
    args: &[&str],
) -> Vec<u8> {
    let mut body = Vec::new();
    for arg in args {
        string(&mut body, arg);
    }
    let mut fields = Vec::new();
    for (code, kind, value) in [(1, b'o', path), (2, b's', interface), (3, b's', method), (6, b's', service)]
    {
        pad(&mut fields, 8);
        fields.extend([code, 1, kind, 0]);
        string(&mut fields, value);
    }
    if !args.is_empty() {
        pad(&mut fields, 8);
        fields.extend([8, 1, b'g', 0, args.len() as u8]);
        fields.extend(std::iter::repeat_n(b's', args.len()));
        fields.push(0);
    }
    let mut message = vec![b'l', 1, 0, 1];
    message.extend((body.len() as u32).to_le_bytes());
    message.extend(serial.to_le_bytes());
    message.extend((fields.len() as u32).to_le_bytes());
    message.extend(fields);
    pad(&mut message, 8);
    message.extend(body);
    message
}

fn pad(bytes: &mut Vec<u8>, to: usize) {
    bytes.resize(bytes.len().next_multiple_of(to), 0);
}

fn string(bytes: &mut Vec<u8>, text: &str) {
    pad(bytes, 4);
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes.extend(text.as_bytes());
    bytes.push(0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_written_as_the_protocol_asks() {
        let message = call_message(7, "a.b", "/a", "a.b", "M", &["xyz"]);
        assert_eq!(&message[..4], b"l\x01\x00\x01");
        assert_eq!(message[4..8], 8u32.to_le_bytes(), "body: length, three letters, zero");
        assert_eq!(message[8..12], 7u32.to_le_bytes());
        let fields = u32::from_le_bytes(message[12..16].try_into().unwrap()) as usize;
        let body = (16 + fields).next_multiple_of(8);
        assert_eq!(message[body..], *b"\x03\0\0\0xyz\0");
        assert!(message.windows(6).any(|w| w == b"\x08\x01g\0\x01s"), "signature s");
    }

    #[test]
    fn addresses_that_are_no_sockets_are_refused() {
        for address in ["", "tcp:host=localhost", "unix:", "unix:guid=1", "unix:path=/nowhere/at/all"] {
            assert!(open_address(address).is_err(), "{address}");
        }
    }
}
