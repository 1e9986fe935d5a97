//! The language server as an editor talks to it: what is sent and what comes back, word by word.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

const TEXT: &str = r#"(
    lanes: [(id: "NKR", name: "Nagorno-Karabakh")],
    sources: [(id: "arvak", title: "ARVAK Center", publisher: "ARVAK")],
    events: [
        // The talks.
        // In Tehran.
        Event(
            id: "talks",
            date: "2024-10-14",
            title: "Gespräche 😀", country: "IR", tags: ["diplomacy"],
            sources: ["arvak"],
        ),
        (id: "answer", date: "2024-10", plaice: "x", title: "Answer", country: "Irann", links: [(to: "talks"), (to: "talk")]),
        (date: "2024-10-16", title: "Made", country: "NKR", accounts: [(by: "AZ", says: "s", source: "arvak", grade: "B2")]),
    ],
    story: [(title: "One", from: "2024-10-01", to: "2024-10-31", focus: ["talks"])],
)
"#;

const URI: &str = "file:///t.timeline.ron";

struct Client {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    id: i64,
    text: String,
    /// What the numbers of its tokens mean.
    legend: Vec<String>,
}

impl Client {
    /// An editor that has said hello and opened a file.
    fn open(uri: &str, text: &str, capabilities: &Value) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_coeval"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
        let mut client = Self { server, to, from, id: 0, text: text.to_owned(), legend: Vec::new() };
        let hello = client
            .ask("initialize", &json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        assert_eq!(hello["serverInfo"]["name"], "coeval");
        let legend = &hello["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"];
        client.legend = serde_json::from_value(legend.clone()).unwrap();
        client.tell("initialized", &json!({}));
        let opened = json!({ "uri": uri, "languageId": "ron", "version": 1, "text": text });
        client.tell("textDocument/didOpen", &json!({ "textDocument": opened }));
        client
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.to.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.from.read_line(&mut line).unwrap() > 0, "the server has gone");
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse().unwrap(),
                _ if line.trim_end().is_empty() => break,
                _ => {}
            }
        }
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.id += 1;
        let id = self.id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id {
                let error = message.get("error").map(|error| json!({ "error": error["message"] }));
                return error.unwrap_or_else(|| message["result"].clone());
            }
        }
    }

    /// The next problems that are told.
    fn problems(&mut self) -> Value {
        loop {
            let message = self.receive();
            if message["method"] == "textDocument/publishDiagnostics" {
                return message["params"].clone();
            }
        }
    }

    /// Line and column of the `|` in a piece of the text.
    fn place(&self, marked: &str) -> Value {
        let piece = marked.replace('|', "");
        let at = self.text.find(&piece).unwrap_or_else(|| panic!("{piece}")) + marked.find('|').unwrap();
        let line = self.text[..at].matches('\n').count();
        let column =
            self.text[self.text[..at].rfind('\n').map_or(0, |end| end + 1)..at].encode_utf16().count();
        json!({ "line": line, "character": column })
    }

    fn at(&mut self, method: &str, marked: &str) -> Value {
        let params = json!({ "textDocument": { "uri": URI }, "position": self.place(marked), "context": { "includeDeclaration": true } });
        self.ask(method, &params)
    }

    /// Replaces a piece of the text as an editor does, and gets the problems.
    fn change(&mut self, old: &str, new: &str) -> Value {
        let start = self.place(&format!("|{old}"));
        let end = self.place(&format!("{old}|"));
        self.text = self.text.replacen(old, new, 1);
        let change = json!({ "range": { "start": start, "end": end }, "text": new });
        let file = json!({ "uri": URI, "version": 2 });
        self.tell("textDocument/didChange", &json!({ "textDocument": file, "contentChanges": [change] }));
        self.problems()
    }

    /// The pieces of a file or of a part as an editor colours them, a line each.
    fn colored(&mut self, part: Option<Value>) -> String {
        let file = json!({ "uri": URI });
        let answer = match part {
            None => self.ask("textDocument/semanticTokens/full", &json!({ "textDocument": file })),
            Some(range) => self
                .ask("textDocument/semanticTokens/range", &json!({ "textDocument": file, "range": range })),
        };
        let numbers: Vec<usize> = serde_json::from_value(answer["data"].clone()).unwrap();
        let lines: Vec<Vec<u16>> = self.text.lines().map(|line| line.encode_utf16().collect()).collect();
        let (mut line, mut column, mut out) = (0, 0, String::new());
        for token in numbers.chunks(5) {
            (line, column) = (line + token[0], if token[0] == 0 { column + token[1] } else { token[1] });
            let piece = String::from_utf16(&lines[line][column..column + token[2]]).unwrap();
            let gives = if token[4] == 1 { " (given)" } else { "" };
            out.push_str(&format!("{piece}  {}{gives}\n", self.legend[token[3]]));
        }
        out
    }

    /// What changes make of the text.
    fn changed(&self, edits: &Value) -> String {
        let offset = |position: &Value| {
            let line = position["line"].as_u64().unwrap() as usize;
            let start: usize = self.text.split_inclusive('\n').take(line).map(str::len).sum();
            let units = position["character"].as_u64().unwrap() as usize;
            let mut passed = 0;
            let chars = self.text[start..].chars().take_while(|c| {
                passed += c.len_utf16();
                passed <= units
            });
            start + chars.map(char::len_utf8).sum::<usize>()
        };
        let mut edits: Vec<_> = edits
            .as_array()
            .unwrap()
            .iter()
            .map(|edit| {
                (
                    offset(&edit["range"]["start"]),
                    offset(&edit["range"]["end"]),
                    edit["newText"].as_str().unwrap(),
                )
            })
            .collect();
        edits.sort_unstable();
        let mut text = self.text.clone();
        for (start, end, new) in edits.into_iter().rev() {
            text.replace_range(start..end, new);
        }
        text
    }

    /// Says good bye; the server ends by itself.
    fn close(mut self) {
        assert_eq!(self.ask("shutdown", &Value::Null), Value::Null);
        self.tell("exit", &Value::Null);
        assert!(self.server.wait().unwrap().success());
    }
}

fn labels(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            format!("{} | {}", item["label"].as_str().unwrap(), item["detail"].as_str().unwrap_or_default())
        })
        .collect()
}

#[test]
fn a_conversation() {
    let mut client = Client::open(URI, TEXT, &json!({}));
    let mut said = Vec::new();
    let mut note = |what: &str, answer: &Value| {
        said.push(format!("{what}\n{}", serde_json::to_string_pretty(answer).unwrap()));
    };
    note("problems", &client.problems());
    for marked in [
        "date: \"2024|-10-14\"",
        "country: \"I|R\"",
        "to: \"tal|ks\"",
        "sources: [\"ar|vak\"]",
        "grade: \"B|2\"",
        "ta|gs: ",
        "N|KR\"",
    ] {
        note(&format!("hover {marked}"), &client.at("textDocument/hover", marked)["contents"]["value"]);
    }
    note("definition of talks", &client.at("textDocument/definition", "focus: [\"ta|lks"));
    note("references of talks", &client.at("textDocument/references", "id: \"ta|lks"));
    note("definition of arvak", &client.at("textDocument/definition", "source: \"ar|vak"));
    note("prepare rename", &client.at("textDocument/prepareRename", "id: \"ta|lks"));
    let whole = json!({ "textDocument": { "uri": URI } });
    note("outline", &client.ask("textDocument/documentSymbol", &whole.clone()));
    note("folds", &client.ask("textDocument/foldingRange", &whole.clone()));
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    note(
        "hints",
        &client.ask("textDocument/inlayHint", &json!({ "textDocument": { "uri": URI }, "range": range })),
    );
    note("unknown", &client.ask("textDocument/nonsense", &whole));
    note(
        "a file that is not open",
        &client.ask("textDocument/foldingRange", &json!({ "textDocument": { "uri": "file:///x" } })),
    );
    insta::assert_snapshot!("conversation", said.join("\n\n"));
    client.close();
}

#[test]
fn what_can_be_written_is_offered_in_a_text_that_is_not_whole() {
    let mut client = Client::open(URI, TEXT, &json!({}));
    client.problems();
    let mut offered = |old: &str, new: &str| -> Vec<String> {
        let typed = new.replace('|', "");
        client.change(old, &typed);
        let list = client.at("textDocument/completion", new);
        client.change(&typed, old);
        labels(&list)
    };
    let last = "    ],\n    story";
    for (new, first, contains) in [
        ("        (|\n    ],\n    story", "id | Unique", "date | When"),
        ("        (date: \"2024\", titl|\n    ],\n    story", "title | What happened", "title_native | "),
        ("        (country: \"|\n    ],\n    story", "NKR | Nagorno-Karabakh", "FR | France"),
        ("        (country: \"persi|\n    ],\n    story", "IR | Iran", "IR | Iran"),
        (
            "        (links: [(to: \"|\n    ],\n    story",
            "talks | 2024-10-14  Gespräche 😀",
            "2024-10-16-made | 2024-10-16  Made",
        ),
        ("        (links: [(to: \"x\", kind: \"|\n    ],\n    story", "before | ", "contradicts | "),
        ("        (tags: [\"|\n    ],\n    story", "diplomacy | 1 event", "diplomacy | 1 event"),
        ("        (sources: [\"|\n    ],\n    story", "arvak | ARVAK Center", "arvak | ARVAK Center"),
        (
            "        (accounts: [(grade: \"B|\n    ],\n    story",
            "B1 | usually reliable, confirmed",
            "B6 | usually reliable, truth cannot be judged",
        ),
    ] {
        let offers = offered(last, new);
        assert!(offers.first().is_some_and(|offer| offer.starts_with(first)), "{new}: {offers:?}");
        assert!(offers.iter().any(|offer| offer.starts_with(contains)), "{new}: {offers:?}");
    }
    assert!(
        !offered(last, "        (date: \"2024\", |\n    ],\n    story")
            .iter()
            .any(|offer| offer.starts_with("date |"))
    );
    assert_eq!(offered(last, "        // (|\n    ],\n    story"), Vec::<String>::new());
    assert_eq!(offered(last, "        (title: \"|\n    ],\n    story"), Vec::<String>::new());
    client.close();
}

#[test]
fn problems_follow_what_is_typed_and_are_mended() {
    let mut client = Client::open(URI, TEXT, &json!({}));
    let count = |problems: &Value| problems["diagnostics"].as_array().unwrap().len();
    assert_eq!(count(&client.problems()), 3);
    assert_eq!(count(&client.change("Irann", "Iran")), 2);
    assert_eq!(count(&client.change("Iran\"", "Irann\"")), 3);
    let range = json!({ "start": client.place("|Irann"), "end": client.place("|Irann") });
    let ask = |only: Option<&str>| {
        let context = json!({ "diagnostics": [], "only": only.map(|only| vec![only]) });
        json!({ "textDocument": { "uri": URI }, "range": range, "context": context })
    };
    let fixes = client.ask("textDocument/codeAction", &ask(Some("quickfix")));
    assert_eq!(fixes[0]["title"], "Change to Iran");
    let fixed = client.changed(&fixes[0]["edit"]["changes"][URI]);
    assert_eq!(fixed, client.text.replace("Irann", "Iran"));
    let all = client.ask("textDocument/codeAction", &ask(Some("source")));
    let fixed = client.changed(&all[0]["edit"]["changes"][URI]);
    assert_eq!(
        fixed,
        TEXT.replace("Irann", "Iran").replace("plaice", "place").replace("\"talk\"", "\"talks\"")
    );
    client.close();
}

#[test]
fn names_change_everywhere_or_not_at_all() {
    let mut client = Client::open(URI, TEXT, &json!({}));
    client.problems();
    let mut rename = |marked: &str, new: &str| {
        let params =
            json!({ "textDocument": { "uri": URI }, "position": client.place(marked), "newName": new });
        let answer = client.ask("textDocument/rename", &params);
        match answer.get("error") {
            Some(error) => Err(error.as_str().unwrap().to_owned()),
            None => Ok(client.changed(&answer["changes"][URI])),
        }
    };
    for marked in ["id: \"ta|lks", "to: \"talk|s\"", "focus: [\"|talks"] {
        assert_eq!(rename(marked, "x \"y\"").unwrap(), TEXT.replace("\"talks\"", "\"x \\\"y\\\"\""));
    }
    assert_eq!(rename("source: \"ar|vak", "a").unwrap(), TEXT.replace("\"arvak\"", "\"a\""));
    assert_eq!(rename("\"diplo|macy", "war").unwrap(), TEXT.replace("diplomacy", "war"));
    for (marked, new, says) in [
        ("id: \"ta|lks", "answer", "already belongs"),
        ("id: \"ta|lks", " ", "cannot be empty"),
        ("country: \"I|R", "X", "a country is not renamed"),
        ("to: \"tal|k\"", "x", "no id"),
        ("title: \"Ma|de", "x", "only ids"),
    ] {
        assert!(rename(marked, new).unwrap_err().contains(says), "{marked}");
    }
    client.close();
}

#[test]
fn laid_out_whole_or_in_part() {
    let mut client = Client::open(URI, TEXT, &json!({}));
    client.problems();
    let whole = client.ask(
        "textDocument/formatting",
        &json!({ "textDocument": { "uri": URI }, "options": { "tabSize": 4, "insertSpaces": true } }),
    );
    assert_eq!(client.changed(&whole), coeval::io::tidy(TEXT).unwrap());
    let range = json!({ "start": client.place("|\"answer"), "end": client.place("\"answer|") });
    let part = client.ask(
        "textDocument/rangeFormatting",
        &json!({ "textDocument": { "uri": URI }, "range": range, "options": { "tabSize": 4, "insertSpaces": true } }),
    );
    let changed = client.changed(&part);
    assert!(
        changed.contains("        Event(\n            id: \"answer\",\n")
            && changed.contains("        (date: \"2024-10-16\","),
        "{changed}"
    );
    client.close();
}

#[test]
fn columns_are_counted_as_the_editor_counts_them() {
    for (encodings, character) in [(json!(["utf-16"]), 44), (json!(["utf-8", "utf-16"]), 47)] {
        let text = TEXT.replace("IR\", tags", "Irrn\", tags");
        let mut client = Client::open(URI, &text, &json!({ "general": { "positionEncodings": encodings } }));
        let problems = client.problems();
        let first = &problems["diagnostics"][0];
        assert_eq!(
            (first["range"]["start"]["line"].as_u64(), first["range"]["start"]["character"].as_u64()),
            (Some(9), Some(character)),
            "{first}"
        );
        client.close();
    }
}

#[test]
fn each_piece_is_colored_by_what_it_is() {
    let mut client = Client::open(URI, TEXT, &json!({}));
    insta::assert_snapshot!("colored", client.colored(None));
    let (start, end) = (client.place("|date: \"2024-10\""), client.place("title: \"Answer\"|"));
    let part = client.colored(Some(json!({ "start": start, "end": end })));
    assert!(part.starts_with("date  property\n\"2024-10\"  number\n"), "{part}");
    assert!(!part.contains("Tehran") && !part.contains("Made"), "the lines of the part alone: {part}");
    client.change("\"Answer\"", "\"Ans\nwer /* \"");
    let colored = client.colored(None);
    assert!(colored.contains("\"Ans  string\nwer /* \"  string\ncountry  property\n"), "{colored}");
    client.change("// In Tehran.", "/* a /* b */\n \"c\" */");
    let colored = client.colored(None);
    assert!(colored.contains("/* a /* b */  comment\n \"c\" */  comment\nEvent  struct\n"), "{colored}");
    client.close();
}

#[test]
fn a_file_of_one_line_is_as_quick_as_any() {
    let event = "(date: \"2024-10-14\", title: \"Gespräche 😀\", country: \"IR\"), ";
    let text = format!("(events: [{}])", event.repeat(20_000));
    let mut client = Client::open(URI, &text, &json!({}));
    client.problems();
    let begun = std::time::Instant::now();
    assert_eq!(client.colored(None).matches("😀").count(), 20_000);
    assert!(begun.elapsed().as_secs() < 60, "each place is counted from the beginning of the line");
    client.close();
}

#[cfg(unix)]
#[test]
fn neovim_shows_what_the_server_says() {
    let has = Command::new("nvim").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has {
        eprintln!("not tried: there is no nvim");
        return;
    }
    let output =
        Command::new("bash").args(["tests/editors.sh", env!("CARGO_BIN_EXE_coeval")]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    insta::assert_snapshot!("neovim", String::from_utf8(output.stdout).unwrap());
}

#[test]
fn other_rons_are_left_alone() {
    let mut client = Client::open("file:///settings.ron", "(window: (width: 3), theme: Dark", &json!({}));
    let problems = client.problems();
    assert_eq!(problems["diagnostics"], json!([]));
    client.tell("textDocument/didClose", &json!({ "textDocument": { "uri": "file:///settings.ron" } }));
    assert_eq!(client.problems()["diagnostics"], json!([]));
    client.close();
}

#[test]
fn typing_in_fifty_thousand_events_reads_the_last_text_alone() {
    let mut text = String::from("(events: [\n");
    for at in 0..50_000 {
        text.push_str(&format!(
            "    (id: \"e{at}\", date: \"2024-10-{:02}\", title: \"Event {at}\", country: \"IR\"),\n",
            1 + at % 28
        ));
    }
    text.push_str("])\n");
    let mut client = Client::open(URI, &text, &json!({}));
    assert_eq!(client.problems()["diagnostics"], json!([]));
    // Twenty keys at once: what is told last is of the last text.
    for version in 2..22 {
        let start = json!({ "line": 25_000, "character": 0 });
        let change = json!({ "range": { "start": start, "end": start }, "text": " " });
        let file = json!({ "uri": URI, "version": version });
        client.tell("textDocument/didChange", &json!({ "textDocument": file, "contentChanges": [change] }));
    }
    let mut told = 0;
    while client.problems()["version"] != 21 {
        told += 1;
    }
    assert!(told < 20, "it read {told} texts that nobody waits for any more");
    client.close();
}
