//! What each action asks the program to do, and where its key acts.

use super::action::Action;
use super::{
    AlignCommand, Command, Drawn, EditCommand, ExchangeCommand, FileCommand, InterfaceSize, LaneCommand,
    Named, NamedCommand, Panel, PreferCommand, PresentCommand, PublishCommand, PublishWishes, SafetyCommand,
    Scope, SearchCommand, SelectCommand, ViewCommand,
};

impl Action {
    /// What it asks the program to do.
    #[must_use]
    pub fn command(self) -> Command {
        use SelectCommand as S;
        use ViewCommand as V;
        match self {
            Self::New => Command::File(FileCommand::New),
            Self::Open => Command::File(FileCommand::Open),
            Self::Save => Command::File(FileCommand::Save),
            Self::SaveAs => Command::File(FileCommand::SaveAs),
            Self::Recover => Command::Safety(SafetyCommand::ShowLeft),
            Self::Import => Command::File(FileCommand::Exchange(ExchangeCommand::AskImport)),
            Self::Refresh => Command::File(FileCommand::Exchange(ExchangeCommand::AskRefresh)),
            Self::Export => Command::File(FileCommand::Exchange(ExchangeCommand::AskExport)),
            Self::ExportPicture => Command::File(FileCommand::Exchange(ExchangeCommand::AskPicture)),
            Self::Publish => {
                Command::File(FileCommand::Publish(PublishCommand::Ask(PublishWishes::default())))
            }
            Self::Close => Command::File(FileCommand::Close),
            Self::Quit => Command::File(FileCommand::Quit),
            Self::Undo => Command::Edit(EditCommand::Undo),
            Self::Redo => Command::Edit(EditCommand::Redo),
            Self::History => Command::View(V::Toggle(Panel::History)),
            Self::NewEvent => Command::Edit(EditCommand::New(None)),
            Self::EditEvent => Command::Edit(EditCommand::Begin),
            Self::EventMenu => Command::View(V::EventMenu),
            Self::Duplicate => Command::Edit(EditCommand::Duplicate),
            Self::Delete => Command::Edit(EditCommand::Delete),
            Self::MoveEarlier => Command::Edit(EditCommand::Nudge { later: false }),
            Self::MoveLater => Command::Edit(EditCommand::Nudge { later: true }),
            Self::Cut => Command::Edit(EditCommand::Cut),
            Self::Copy => Command::Edit(EditCommand::Copy),
            Self::CopyPicture => Command::File(FileCommand::Exchange(ExchangeCommand::CopyView)),
            Self::Paste => Command::Edit(EditCommand::Paste(None)),
            Self::Replace => Command::Edit(EditCommand::AskReplace),
            Self::Timeline => Command::Edit(EditCommand::AskTimeline),
            Self::ReadOnly => Command::Edit(EditCommand::ReadOnly),
            Self::ZoomIn => Command::View(V::Zoom(1.0 / 1.6)),
            Self::ZoomOut => Command::View(V::Zoom(1.6)),
            Self::PanLeft => Command::View(V::Pan(-0.25)),
            Self::PanRight => Command::View(V::Pan(0.25)),
            Self::Fit => Command::View(V::Fit),
            Self::FitAll => Command::View(V::FitAll),
            Self::MeasureEarlier => Command::View(V::Measure { later: false }),
            Self::MeasureLater => Command::View(V::Measure { later: true }),
            Self::Inspector => Command::View(V::Toggle(Panel::Inspector)),
            Self::Coincidences => Command::View(V::Toggle(Panel::Coincidences)),
            Self::Pairs => Command::View(V::Toggle(Panel::Pairs)),
            Self::Problems => Command::View(V::Toggle(Panel::Problems)),
            Self::Differences => Command::View(V::Toggle(Panel::Differences)),
            Self::DockSide => Command::View(V::DockSide),
            Self::Story => Command::View(V::Toggle(Panel::Story)),
            Self::LaneMenu => Command::View(V::LaneMenu),
            Self::ShowAllLanes => Command::View(V::Lane(LaneCommand::ShowAll)),
            Self::NextLanesBy => Command::View(V::NextLanesBy),
            Self::FoldLanes => Command::View(V::Switch(Drawn::FoldEmpty)),
            Self::OwnScale => Command::View(V::Switch(Drawn::OwnScale)),
            Self::FoldTime => Command::View(V::Switch(Drawn::FoldTime)),
            Self::Legend => Command::View(V::Switch(Drawn::Legend)),
            Self::GoToDate => Command::View(V::Palette(Scope::Date)),
            Self::Align => Command::View(V::Palette(Scope::Align)),
            Self::Unalign => Command::Align(AlignCommand::Leave),
            Self::Present => Command::View(V::Present),
            Self::PresentHere => Command::Present(PresentCommand::StartHere),
            Self::FullScreen => Command::View(V::FullScreen),
            Self::FrameTimes => Command::View(V::FrameTimes),
            Self::Larger => Command::Prefer(PreferCommand::SizeBy { larger: true }),
            Self::Smaller => Command::Prefer(PreferCommand::SizeBy { larger: false }),
            Self::UsualSize => Command::Prefer(PreferCommand::Size(InterfaceSize::default())),
            Self::Back => Command::View(V::Back),
            Self::Forward => Command::View(V::Forward),
            Self::KeepView => Command::Named(NamedCommand::Ask(Named::View)),
            Self::CoincidenceBefore => Command::Select(S::NextCoincidence { later: false }),
            Self::CoincidenceAfter => Command::Select(S::NextCoincidence { later: true }),
            Self::Member => Command::Select(S::Member),
            Self::Find => Command::Search(SearchCommand::Focus),
            Self::FindLane => Command::View(V::Palette(Scope::Lanes)),
            Self::FitResults => Command::View(V::FitResults),
            Self::HideRest => Command::Search(SearchCommand::HideRest),
            Self::Disputed => Command::Search(SearchCommand::Disputed),
            Self::KeepFilter => Command::Named(NamedCommand::Ask(Named::Filter)),
            Self::EventBefore => Command::Select(S::Next { later: false, any_lane: false }),
            Self::EventAfter => Command::Select(S::Next { later: true, any_lane: false }),
            Self::AnyBefore => Command::Select(S::Next { later: false, any_lane: true }),
            Self::AnyAfter => Command::Select(S::Next { later: true, any_lane: true }),
            Self::LaneUp => Command::Select(S::Lane { down: false }),
            Self::LaneDown => Command::Select(S::Lane { down: true }),
            Self::First => Command::View(V::Home),
            Self::Last => Command::View(V::End),
            Self::MenuBar => Command::View(V::MenuBar),
            Self::NextControl => Command::View(V::MoveFocus { back: false }),
            Self::ControlBefore => Command::View(V::MoveFocus { back: true }),
            Self::Palette => Command::View(V::Palette(Scope::All)),
            Self::Guide => Command::View(V::Guide),
            Self::Keys => Command::View(V::Toggle(Panel::Keys)),
            Self::ChangeKeys => Command::View(V::Toggle(Panel::Shortcuts)),
            Self::About => Command::View(V::Toggle(Panel::About)),
        }
    }

    /// The name by which files know it.
    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}")
    }

    /// Whether its key acts only while the timeline has the focus, because the key also moves the focus or a
    /// cursor elsewhere.
    #[must_use]
    pub fn needs_canvas(self) -> bool {
        matches!(
            self,
            Self::Member
                | Self::Delete
                | Self::MoveEarlier
                | Self::MoveLater
                | Self::EventBefore
                | Self::EventAfter
                | Self::AnyBefore
                | Self::AnyAfter
                | Self::LaneUp
                | Self::LaneDown
                | Self::MeasureEarlier
                | Self::MeasureLater
                | Self::First
                | Self::Last
        )
    }
}
