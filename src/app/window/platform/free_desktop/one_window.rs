//! A second start hands its files to the window that runs already, over the session bus, as desktops do it
//! (<https://specifications.freedesktop.org/desktop-entry-spec/latest/dbus.html>). Where there is no bus, or the window is busy
//! with what must not be disturbed, it opens a window of its own.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::fdo;
use zbus::zvariant::{OwnedValue, Value};

use super::bus::Bus;
use crate::io;

/// The name of the program on the bus.
const NAME: &str = "io.github.coeval.coeval";
const PATH: &str = "/io/github/coeval/coeval";
const INTERFACE: &str = "org.freedesktop.Application";

/// Hands files to the window that runs already; whether there is one and it has taken them.
pub(crate) fn hand_over(files: &[PathBuf]) -> bool {
    let address = |file: &PathBuf| url::Url::from_file_path(io::absolute(file)).ok().map(String::from);
    let Some(addresses) = files.iter().map(address).collect::<Option<Vec<String>>>() else { return false };
    let Ok(bus) = Bus::connect() else { return false };
    if !matches!(bus.is_running(NAME), Ok(true)) {
        return false;
    }
    // With what the desktop gave to this start, the other window may come to the front.
    let token = |name: &str| std::env::var(name).ok().map(Value::from);
    let mut given: HashMap<&str, Value<'_>> = HashMap::new();
    given.extend(token("XDG_ACTIVATION_TOKEN").map(|token| ("activation-token", token)));
    given.extend(token("DESKTOP_STARTUP_ID").map(|id| ("desktop-startup-id", id)));
    bus.call(NAME, PATH, INTERFACE, "Open", &(addresses, given))
}

/// What other starts hand to this window, for as long as it is kept.
pub(crate) struct Listener {
    _connection: Connection,
    handed: Receiver<Vec<PathBuf>>,
    accepts: Arc<AtomicBool>,
}

impl Listener {
    /// Begins to listen; `None` where there is no bus, or another window listens.
    pub(crate) fn new(ctx: Context) -> Option<Self> {
        let (tell, handed) = channel();
        let accepts = Arc::new(AtomicBool::new(true));
        let application = Application { tell, ctx, accepts: Arc::clone(&accepts) };
        let builder = Builder::session().ok()?.serve_at(PATH, application).ok()?.name(NAME).ok()?;
        Some(Self { _connection: builder.build().ok()?, handed, accepts })
    }

    /// The files that other starts have handed over since, those of each start together.
    pub(crate) fn handed(&self) -> impl Iterator<Item = Vec<PathBuf>> {
        self.handed.try_iter()
    }

    /// Says whether files are taken now.
    pub(crate) fn accept(&self, accepts: bool) {
        self.accepts.store(accepts, Ordering::Relaxed);
    }
}

/// The program as the bus knows it.
struct Application {
    tell: Sender<Vec<PathBuf>>,
    ctx: Context,
    accepts: Arc<AtomicBool>,
}

impl Application {
    fn take(&self, files: Vec<PathBuf>) -> fdo::Result<()> {
        if !self.accepts.load(Ordering::Relaxed) {
            return Err(fdo::Error::Failed("the window is busy".to_owned()));
        }
        self.tell.send(files).map_err(|_| fdo::Error::Failed("the window is closed".to_owned()))?;
        self.ctx.request_repaint();
        Ok(())
    }
}

#[zbus::interface(name = "org.freedesktop.Application")]
impl Application {
    fn activate(&self, _given: HashMap<String, OwnedValue>) -> fdo::Result<()> {
        self.take(Vec::new())
    }

    fn open(&self, addresses: Vec<String>, _given: HashMap<String, OwnedValue>) -> fdo::Result<()> {
        let path = |address: String| url::Url::parse(&address).ok()?.to_file_path().ok();
        let files: Option<Vec<PathBuf>> = addresses.into_iter().map(path).collect();
        self.take(files.ok_or_else(|| fdo::Error::InvalidArgs("only files can be opened".to_owned()))?)
    }

    fn activate_action(
        &self,
        _action: String,
        _parameters: Vec<OwnedValue>,
        _given: HashMap<String, OwnedValue>,
    ) -> fdo::Result<()> {
        Err(fdo::Error::NotSupported("there are no actions".to_owned()))
    }
}
