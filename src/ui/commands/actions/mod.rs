//! The one table of what has a menu entry or a key, menu by menu: menus, shortcuts, tooltips and help are made from it,
//! so that they cannot disagree.

mod analyse;
mod edit;
mod file;
mod go;
mod help;
mod lanes;
mod view;

use super::action::Action;
use super::action_info::ActionInfo;

/// The menus, left to right.
const MENUS: [&[ActionInfo]; 7] = [
    &file::ACTIONS,
    &edit::ACTIONS,
    &view::ACTIONS,
    &lanes::ACTIONS,
    &analyse::ACTIONS,
    &go::ACTIONS,
    &help::ACTIONS,
];

/// How many actions there are.
const COUNT: usize = Action::About as usize + 1;

/// All of them in the order of the menus, which is that of [`Action`]: anything else does not build.
const TABLE: [ActionInfo; COUNT] = {
    let mut table = [file::ACTIONS[0]; COUNT];
    let (mut menu, mut at) = (0, 0);
    while menu < MENUS.len() {
        let mut entry = 0;
        while entry < MENUS[menu].len() {
            table[at] = MENUS[menu][entry];
            assert!(table[at].action as usize == at, "the table and the enum have another order");
            (entry, at) = (entry + 1, at + 1);
        }
        menu += 1;
    }
    assert!(at == COUNT, "an action has no entry in the table");
    table
};

impl Action {
    /// All of them in the order of the menus.
    pub const ALL: [Self; COUNT] = {
        let mut all = [Self::New; COUNT];
        let mut at = 0;
        while at < COUNT {
            all[at] = TABLE[at].action;
            at += 1;
        }
        all
    };

    /// Text, tooltip, shortcut, menu.
    #[must_use]
    pub fn info(self) -> ActionInfo {
        TABLE[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::commands::action_info::Menu;

    #[test]
    fn every_shortcut_is_used_once() {
        for (i, a) in Action::ALL.iter().enumerate() {
            for b in &Action::ALL[..i] {
                if let (Some(x), Some(y)) = (a.info().shortcut, b.info().shortcut) {
                    assert!((x.key, x.modifiers) != (y.key, y.modifiers), "{a:?} and {b:?}");
                }
            }
        }
    }

    #[test]
    fn the_list_is_whole_and_in_the_order_of_the_menus() {
        let menus: Vec<Menu> = Action::ALL.iter().map(|action| action.info().menu).collect();
        let mut order = menus.clone();
        order.sort_by_key(|menu| Menu::ALL.iter().position(|m| m == menu));
        assert_eq!(menus, order);
        for menu in Menu::ALL {
            assert!(menus.contains(&menu), "{menu:?} has no entry");
        }
    }
}
