//! Hears when the application begins to launch, which is the time to say what becomes of a Mac's requests: of quitting
//! (`quit.rs`), and here of the open-document event: a double click in the Finder, a file dropped on the Dock's icon, *Open
//! With*. A program that runs already gets this event too, as the Finder never starts a second one.
//!
//! winit has a delegate of the application of its own and panics where another stands in its place, whatever its
//! documentation says (<https://github.com/rust-windowing/winit/issues/4458>); it does not know the event. So the event's
//! handler is replaced, one step below the delegate, as Apple describes in "How Cocoa Applications Handle Apple Events":
//! AppKit installs its own handlers when it begins to launch, then says that launching will finish, and the file that the
//! program was started with comes after that, before there is a window.

use std::path::PathBuf;

use objc2::rc::Retained;
use objc2::runtime::NSObject;
use objc2::{AnyThread, DefinedClass, define_class, msg_send, sel};
use objc2_app_kit::NSApplicationWillFinishLaunchingNotification;
use objc2_foundation::{NSAppleEventDescriptor, NSAppleEventManager, NSNotification, NSNotificationCenter};

use super::quit;
use crate::app::window::system_requests::SystemRequests;

/// Class, id and parameter of the event, as four letters (AERegistry.h: kCoreEventClass, kAEOpenDocuments; AEDataModel.h:
/// keyDirectObject).
const CORE_EVENTS: u32 = u32::from_be_bytes(*b"aevt");
const OPEN_DOCUMENTS: u32 = u32::from_be_bytes(*b"odoc");
const DIRECT_OBJECT: u32 = u32::from_be_bytes(*b"----");

define_class!(
    // SAFETY: NSObject asks nothing of its subclasses, and this one has no Drop.
    #[unsafe(super(NSObject))]
    #[name = "CoevalListener"]
    #[ivars = SystemRequests]
    struct Listener;

    impl Listener {
        // SAFETY: a method for a notification has this one parameter and gives nothing back.
        #[unsafe(method(willFinishLaunching:))]
        fn will_finish_launching(&self, _notification: &NSNotification) {
            self.handle_events();
            quit::ask_first(self.ivars());
        }

        // SAFETY: a handler of events has these two parameters and gives nothing back (NSAppleEventManager.h).
        #[unsafe(method(openDocuments:withReply:))]
        fn open_documents(&self, event: &NSAppleEventDescriptor, _reply: &NSAppleEventDescriptor) {
            self.ivars().ask_to_open(files_of(event));
        }
    }
);

impl Listener {
    #[allow(unsafe_code)]
    fn new(requests: SystemRequests) -> Retained<Self> {
        let this = Self::alloc().set_ivars(requests);
        // SAFETY: the initialiser of NSObject takes nothing and gives back the object that it was called on.
        unsafe { msg_send![super(this), init] }
    }

    #[allow(unsafe_code)]
    fn handle_events(&self) {
        let events = NSAppleEventManager::sharedAppleEventManager();
        // SAFETY: NSAppleEventManager.h has this method with an object, a selector and two four-letter codes, which are u32,
        // and it gives nothing back; objc2-foundation knows it too, but only with one more crate for these codes. The
        // selector is that of the method above, which has the parameters that a handler gets. The manager does not keep its
        // handler alive; `listen` does.
        unsafe {
            let () = msg_send![
                &*events,
                setEventHandler: self,
                andSelector: sel!(openDocuments:withReply:),
                forEventClass: CORE_EVENTS,
                andEventID: OPEN_DOCUMENTS,
            ];
        }
    }
}

/// The files of an event: its direct object is a list, whose items are counted from 1, or from a script one thing alone.
/// What cannot be read as the URL of a file is none.
#[allow(unsafe_code)]
fn files_of(event: &NSAppleEventDescriptor) -> Vec<PathBuf> {
    // SAFETY: NSAppleEventDescriptor.h has this method with one four-letter code; it gives a descriptor or nil.
    let object: Option<Retained<NSAppleEventDescriptor>> =
        unsafe { msg_send![event, paramDescriptorForKeyword: DIRECT_OBJECT] };
    let Some(object) = object else { return Vec::new() };
    let path_of = |item: &NSAppleEventDescriptor| item.fileURLValue()?.to_file_path();
    match object.numberOfItems() {
        0 => path_of(&object).into_iter().collect(),
        count => (1..=count).filter_map(|index| path_of(&*object.descriptorAtIndex(index)?)).collect(),
    }
}

/// Hands on what the system asks for, for as long as the program runs. Called before the window is opened: the application
/// that winit makes need not exist yet.
#[allow(unsafe_code)]
pub(crate) fn listen(requests: &SystemRequests) {
    let listener = Listener::new(requests.clone());
    // SAFETY: the selector is that of the method above, which has the parameter that an observer gets; the name is a
    // constant of AppKit.
    unsafe {
        NSNotificationCenter::defaultCenter().addObserver_selector_name_object(
            &listener,
            sel!(willFinishLaunching:),
            Some(NSApplicationWillFinishLaunchingNotification),
            None,
        );
    }
    // Neither the centre nor the manager of events keeps it alive, and both call it until the program ends.
    std::mem::forget(listener);
}
