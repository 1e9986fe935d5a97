//! `coeval lsp`: the language server for timeline files, over standard input and output, for every editor that speaks the
//! Language Server Protocol. <https://microsoft.github.io/language-server-protocol/>

mod completion;
mod diagnostics;
mod hover;
mod layout;
mod meanings;
mod names;
mod open;
mod outline;
mod tokens;
mod walk;

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, Notification as _, PublishDiagnostics,
};
use lsp_types::request::{
    CodeActionRequest, Completion, DocumentSymbolRequest, FoldingRangeRequest, Formatting, GotoDefinition,
    HoverRequest, InlayHintRequest, PrepareRenameRequest, RangeFormatting, References, Rename, Request as _,
    SemanticTokensFullRequest, SemanticTokensRangeRequest,
};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, InitializeParams, Location, OneOf, Position,
    PositionEncodingKind, PrepareRenameResponse, PublishDiagnosticsParams, RenameOptions,
    SemanticTokensFullOptions, SemanticTokensOptions, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextEdit, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Outcome;
use crate::io::timeline_file::text::scan::Span;
use crate::io::timeline_file::write::fields::escape;
use crate::model::EventId;
use names::{NameOf, Named};
use open::{Encoding, OpenFile};

const EXAMPLE: &str = "\
Example:
  coeval lsp < /dev/null

Editors start it by themselves: the guide has the lines for Helix, Neovim, VS Code, Emacs, Kate and Zed
(docs/guide/editors.md). It reads the protocol from standard input and ends with it.";

/// Serve editors: problems as you type, completion, hover, rename and more
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Lsp {
    /// Accepted for editors that pass it; there is no other way
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    #[allow(clippy::unused_self, reason = "as every command")]
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let (connection, threads) = Connection::stdio();
        let (id, params) = match connection.initialize_start() {
            Ok(begun) => begun,
            // Nobody has said anything.
            Err(error) if error.channel_is_disconnected() => return Ok(Outcome::Well),
            Err(error) => return Err(error).context("the editor did not begin as the protocol asks"),
        };
        let params: InitializeParams =
            serde_json::from_value(params).context("the editor’s first message")?;
        let encoding = encoding(&params);
        let info = serde_json::json!({
            "capabilities": capabilities(encoding),
            "serverInfo": { "name": "coeval", "version": env!("CARGO_PKG_VERSION") },
        });
        connection.initialize_finish(id, info).context("the editor did not go on")?;
        let mut server = Server { connection, encoding, files: BTreeMap::new() };
        let result = server.serve();
        // The threads end when nobody can send any more.
        drop(server);
        threads.join()?;
        result.map(|()| Outcome::Well)
    }
}

/// How columns are counted: in bytes, where the editor can, because that is how texts are kept here.
fn encoding(params: &InitializeParams) -> Encoding {
    let general = params.capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_ref());
    match offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8)) {
        true => Encoding::Utf8,
        false => Encoding::Utf16,
    }
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    let encoding = match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::SOURCE_FIX_ALL]),
        ..CodeActionOptions::default()
    };
    let semantic_tokens = SemanticTokensOptions {
        legend: tokens::legend(),
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Bool(true)),
        ..SemanticTokensOptions::default()
    };
    let triggers = ["\"", "(", ",", " "].map(str::to_owned).to_vec();
    ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::INCREMENTAL)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
        semantic_tokens_provider: Some(semantic_tokens.into()),
        ..ServerCapabilities::default()
    }
}

/// After so long without a message nobody is typing.
const REST: Duration = Duration::from_secs(2);

struct Server {
    connection: Connection,
    encoding: Encoding,
    /// The files that are open, by what the editor calls them.
    files: BTreeMap<String, OpenFile>,
}

/// Why a request has no answer.
struct Refused(String);

type Answer = Result<Value, Refused>;

impl Server {
    fn serve(&mut self) -> anyhow::Result<()> {
        let mut changed: Vec<String> = Vec::new();
        loop {
            // What was typed meanwhile comes first: only the last text is worth reading.
            let next = match self.connection.receiver.try_recv() {
                Ok(message) => Some(message),
                Err(_) => {
                    for uri in std::mem::take(&mut changed) {
                        self.publish(&uri)?;
                    }
                    self.next()
                }
            };
            match next {
                None => return Ok(()),
                Some(Message::Request(request)) => {
                    if self
                        .connection
                        .handle_shutdown(&request)
                        .context("the editor did not end as the protocol asks")?
                    {
                        return Ok(());
                    }
                    let response = self.answer(request);
                    self.connection.sender.send(Message::Response(response))?;
                }
                Some(Message::Notification(notification)) => {
                    if let Some(uri) = self.notice(notification)
                        && !changed.contains(&uri)
                    {
                        changed.push(uri);
                    }
                }
                Some(Message::Response(_)) => {}
            }
        }
    }

    /// The next message; nothing where there will be none. While none comes, long files take no more room than their text.
    fn next(&mut self) -> Option<Message> {
        match self.connection.receiver.recv_timeout(REST) {
            Ok(message) => return Some(message),
            Err(error) if error.is_disconnected() => return None,
            Err(_) => self.files.values_mut().for_each(OpenFile::rest),
        }
        self.connection.receiver.recv().ok()
    }

    /// Takes in what the editor tells; returns the file whose problems may be others now.
    fn notice(&mut self, notification: Notification) -> Option<String> {
        match notification.method.as_str() {
            DidOpenTextDocument::METHOD => {
                let opened =
                    read::<lsp_types::DidOpenTextDocumentParams>(notification.params).ok()?.text_document;
                let key = opened.uri.as_str().to_owned();
                let file = OpenFile::new(opened.uri, opened.version, opened.text, self.encoding);
                self.files.insert(key.clone(), file);
                Some(key)
            }
            DidChangeTextDocument::METHOD => {
                let change = read::<lsp_types::DidChangeTextDocumentParams>(notification.params).ok()?;
                let key = change.text_document.uri.as_str().to_owned();
                self.files.get_mut(&key)?.change(change.text_document.version, change.content_changes);
                Some(key)
            }
            DidCloseTextDocument::METHOD => {
                let closed = read::<lsp_types::DidCloseTextDocumentParams>(notification.params).ok()?;
                let key = closed.text_document.uri.as_str().to_owned();
                self.files.remove(&key)?;
                Some(key)
            }
            _ => None,
        }
    }

    /// Tells what is wrong with a file; nothing with one that was closed.
    fn publish(&mut self, key: &str) -> anyhow::Result<()> {
        let params = match self.files.get_mut(key) {
            Some(file) => PublishDiagnosticsParams {
                uri: file.uri.clone(),
                version: Some(file.version),
                diagnostics: diagnostics::diagnostics(file),
            },
            None => match key.parse::<Uri>() {
                Ok(uri) => PublishDiagnosticsParams { uri, version: None, diagnostics: Vec::new() },
                Err(_) => return Ok(()),
            },
        };
        let notification = Notification::new(PublishDiagnostics::METHOD.to_owned(), params);
        Ok(self.connection.sender.send(Message::Notification(notification))?)
    }

    fn answer(&mut self, request: Request) -> Response {
        let Request { id, method, params } = request;
        let known = self.answer_to(&method, params);
        match known {
            Some(Ok(value)) => Response::new_ok(id, value),
            Some(Err(Refused(message))) => Response::new_err(id, ErrorCode::RequestFailed as i32, message),
            None => {
                let message = format!("coeval does not know {method}");
                Response::new_err(id, ErrorCode::MethodNotFound as i32, message)
            }
        }
    }

    /// The answer to a request; nothing for one that is not known.
    fn answer_to(&mut self, method: &str, params: Value) -> Option<Answer> {
        Some(match method {
            Completion::METHOD => {
                self.at(params, |file, at, _: Value| value(&completion::complete(file, at)))
            }
            HoverRequest::METHOD => self.at(params, |file, at, _: Value| value(&hover::hover(file, at))),
            GotoDefinition::METHOD => self.at(params, |file, at, _: Value| definition(file, at)),
            References::METHOD => self.at(params, |file, at, params: Value| references(file, at, &params)),
            PrepareRenameRequest::METHOD => self.at(params, |file, at, _: Value| prepare_rename(file, at)),
            Rename::METHOD => self.at(params, |file, at, params: Value| rename(file, at, &params)),
            DocumentSymbolRequest::METHOD => self.of(params, |file, _: Value| value(&outline::symbols(file))),
            FoldingRangeRequest::METHOD => self.of(params, |file, _: Value| value(&outline::folds(file))),
            Formatting::METHOD => self.of(params, |file, _: Value| value(&layout::whole(file))),
            RangeFormatting::METHOD => {
                self.of(params, |file, params: lsp_types::DocumentRangeFormattingParams| {
                    value(&layout::part(file, params.range))
                })
            }
            InlayHintRequest::METHOD => self.of(params, |file, params: lsp_types::InlayHintParams| {
                value(&outline::hints(file, params.range))
            }),
            SemanticTokensFullRequest::METHOD => {
                self.of(params, |file, _: Value| value(&tokens::tokens(file, None)))
            }
            SemanticTokensRangeRequest::METHOD => {
                self.of(params, |file, params: lsp_types::SemanticTokensRangeParams| {
                    value(&tokens::tokens(file, Some(params.range)))
                })
            }
            CodeActionRequest::METHOD => self.of(params, actions),
            _ => return None,
        })
    }

    /// Answers a request about a file.
    fn of<P: DeserializeOwned>(
        &mut self,
        params: Value,
        answer: impl FnOnce(&mut OpenFile, P) -> Answer,
    ) -> Answer {
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str).unwrap_or_default();
        let Some(file) = self.files.get_mut(uri) else {
            return Err(Refused(format!("{uri} is not open")));
        };
        answer(file, read(params)?)
    }

    /// Answers a request about a place in a file.
    fn at<P: DeserializeOwned>(
        &mut self,
        params: Value,
        answer: impl FnOnce(&mut OpenFile, Position, P) -> Answer,
    ) -> Answer {
        let position = params.get("position").cloned().unwrap_or_default();
        let position: Position = read(position)?;
        self.of(params, |file, params| answer(file, position, params))
    }
}

/// What can be done about a part of a file, of the kinds that are asked for.
fn actions(file: &mut OpenFile, params: lsp_types::CodeActionParams) -> Answer {
    let mut actions = diagnostics::actions(file, params.range);
    if let Some(only) = params.context.only {
        actions.retain(|action| match action {
            lsp_types::CodeActionOrCommand::CodeAction(action) => {
                let kind = action.kind.as_ref().map(CodeActionKind::as_str).unwrap_or_default();
                only.iter().any(|wanted| is_below(kind, wanted.as_str()))
            }
            lsp_types::CodeActionOrCommand::Command(_) => false,
        });
    }
    value(&actions)
}

/// Whether a kind of action is another one or below it: `source.fixAll` is below `source`.
fn is_below(kind: &str, wanted: &str) -> bool {
    kind.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refused> {
    serde_json::from_value(params).map_err(|error| Refused(error.to_string()))
}

fn value<T: serde::Serialize>(answer: &T) -> Answer {
    serde_json::to_value(answer).map_err(|error| Refused(error.to_string()))
}

fn locations(file: &OpenFile, spans: Vec<Span>) -> Vec<Location> {
    spans.into_iter().map(|span| Location { uri: file.uri.clone(), range: file.here(span) }).collect()
}

/// What a name is of, with the places where it is given and those where it is used.
fn found(file: &OpenFile, at: Position) -> Option<(Named, Vec<Span>, Vec<Span>)> {
    let named = names::named_at(&file.text, file.offset(at))?;
    let (given, used) = names::places(&file.text, &named);
    Some((named, given, used))
}

fn definition(file: &mut OpenFile, at: Position) -> Answer {
    let Some((named, mut given, _)) = found(file, at) else { return value(&Vec::<Location>::new()) };
    if given.is_empty() && named.of == NameOf::Event {
        // An event whose id is only made from date and title: where it stands.
        let mark = file.mark();
        let place = file.loaded().source.place(&EventId::new(&named.name));
        given.extend(place.map(|place| place.start + mark..place.end + mark));
    }
    value(&locations(file, given))
}

fn references(file: &mut OpenFile, at: Position, params: &Value) -> Answer {
    let with_given = params.pointer("/context/includeDeclaration").and_then(Value::as_bool).unwrap_or(true);
    let Some((_, given, used)) = found(file, at) else { return value(&Vec::<Location>::new()) };
    let all = if with_given { [given, used].concat() } else { used };
    value(&locations(file, all))
}

fn prepare_rename(file: &mut OpenFile, at: Position) -> Answer {
    let Some((named, given, _)) = found(file, at) else {
        return Err(Refused("only ids, sources, tags and people can be renamed".to_owned()));
    };
    renamable(&named, &given)?;
    let range = file.here(names::inside(&file.text, &named.span));
    value(&PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: named.name })
}

fn renamable(named: &Named, given: &[Span]) -> Result<(), Refused> {
    match named.of {
        NameOf::Lane => Err(Refused("a country is not renamed; change the lane’s name instead".to_owned())),
        NameOf::Event if given.is_empty() => {
            Err(Refused("the file gives this event no id: write one first".to_owned()))
        }
        NameOf::Source if given.is_empty() => Err(Refused("this source is not declared".to_owned())),
        _ => Ok(()),
    }
}

fn rename(file: &mut OpenFile, at: Position, params: &Value) -> Answer {
    let Some(new) = params.get("newName").and_then(Value::as_str).map(str::trim) else {
        return Err(Refused("the new name is empty".to_owned()));
    };
    let Some((named, given, used)) = found(file, at) else {
        return Err(Refused("only ids, sources, tags and people can be renamed".to_owned()));
    };
    renamable(&named, &given)?;
    if new.is_empty() {
        return Err(Refused("a name cannot be empty".to_owned()));
    }
    let document = &file.loaded().document;
    let is_taken = match named.of {
        NameOf::Event => document.find(&EventId::new(new)).is_some(),
        NameOf::Source => document.source(new).is_some(),
        NameOf::Lane | NameOf::Tag | NameOf::Person => false,
    };
    if is_taken && new != named.name {
        return Err(Refused(format!("“{new}” already belongs to another")));
    }
    let edits = [given, used].concat().into_iter().map(|span| {
        let (span, text) = replacement(&file.text, &span, new);
        TextEdit { range: file.here(span), new_text: text }
    });
    value(&diagnostics::edit(&file.uri, edits.collect()))
}

/// A literal with another text in it: a raw string becomes a plain one.
fn replacement(text: &str, span: &Span, new: &str) -> (Span, String) {
    let inside = names::inside(text, span);
    let is_plain = text[span.clone()].starts_with('"');
    match is_plain {
        true => (inside, escape(new, false)),
        false => (span.clone(), format!("\"{}\"", escape(new, false))),
    }
}
