//! Quitting as a Mac asks for it: by the menu, the Dock or at logging out. winit's menu item ends the application at once,
//! and the window with its question of what is to become of unsaved changes is not asked. AppKit asks the application's
//! delegate first, but that one is winit's and has no answer: it is given one.

use std::sync::OnceLock;

use objc2::runtime::{AnyObject, Imp, Sel};
use objc2::{MainThreadMarker, ffi, sel};
use objc2_app_kit::{NSApplication, NSApplicationTerminateReply};

use crate::app::window::system_requests::SystemRequests;

/// Whom the answer asks: it is a function of a class, and has nothing of its own.
static REQUESTS: OnceLock<SystemRequests> = OnceLock::new();

/// Not before what is unsaved was saved or given up, which the window then asks and closes by itself.
extern "C-unwind" fn should_terminate(
    _delegate: &AnyObject,
    _method: Sel,
    _application: &NSApplication,
) -> NSApplicationTerminateReply {
    let may = REQUESTS.get().is_none_or(SystemRequests::ask_to_quit);
    if may { NSApplicationTerminateReply::TerminateNow } else { NSApplicationTerminateReply::TerminateCancel }
}

/// Lets the window ask before the application is quit. Called once there is a delegate, on the main thread; elsewhere it does
/// nothing.
#[allow(unsafe_code)]
pub(super) fn ask_first(requests: &SystemRequests) {
    let Some(main_thread) = MainThreadMarker::new() else { return };
    let application = NSApplication::sharedApplication(main_thread);
    let Some(delegate) = application.delegate() else { return };
    if REQUESTS.set(requests.clone()).is_err() {
        return;
    }
    let object: &AnyObject = (*delegate).as_ref();
    let class = std::ptr::from_ref(object.class()).cast_mut();
    // SAFETY: the function has the parameters and the answer of applicationShouldTerminate: (NSApplication.h): an object, a
    // selector and an object, and an NSUInteger, which is what the types say ("Q" where words have 64 bits, as on every
    // Mac since 10.15). Functions of all types have pointers of one size, and the runtime calls this one with the types
    // that it is told. The class is registered and lives as long as the program; a method that it has already is left
    // alone.
    unsafe {
        let function: Imp = std::mem::transmute::<
            extern "C-unwind" fn(&AnyObject, Sel, &NSApplication) -> NSApplicationTerminateReply,
            Imp,
        >(should_terminate);
        ffi::class_addMethod(class, sel!(applicationShouldTerminate:), function, c"Q@:@".as_ptr());
    }
    // Whoever noted what the delegate can do, when it was set, looks again.
    application.setDelegate(Some(&*delegate));
}
