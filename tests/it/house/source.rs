//! What a file of the program mentions, read by `syn` as the compiler would: paths with their lines, what it imports
//! under which name, macros that stand for unfinished work. What only tests are built with is passed over.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, ItemUse, Meta, Type, UseTree, Visibility};

/// A file of the program.
#[derive(Debug, Default)]
pub struct Source {
    /// Every path in it.
    pub references: Vec<Reference>,
    /// The macros that stand for unfinished work: line and name.
    pub unfinished: Vec<(usize, &'static str)>,
    /// The lines that take a `&mut Document`.
    pub mutable_documents: Vec<usize>,
}

/// A path in a file.
#[derive(Clone, Debug)]
pub struct Reference {
    /// From 1.
    pub line: usize,
    /// Its segments, `use` trees written out: `use a::{b, c::D}` gives `a::b` and `a::c::D`.
    pub path: String,
    /// The name it has from here on, where it is imported at the head of the file.
    pub imported_as: Option<String>,
    /// It is given on to others (`pub use`) and not used here.
    pub is_signpost: bool,
}

impl Source {
    /// Reads a file.
    pub fn read(text: &str) -> Result<Self, String> {
        let file = syn::parse_file(text).map_err(|error| error.to_string())?;
        let mut source = Self::default();
        for item in &file.items {
            if let Item::Use(item) = item
                && !is_test(&item.attrs)
            {
                source.import(item, true);
            } else {
                source.visit_item(item);
            }
        }
        Ok(source)
    }

    fn mention(&mut self, span: Span, path: String) {
        let line = span.start().line;
        self.references.push(Reference { line, path, imported_as: None, is_signpost: false });
    }

    fn import(&mut self, item: &ItemUse, at_head: bool) {
        let is_signpost = at_head && !matches!(item.vis, Visibility::Inherited);
        self.tree(&item.tree, String::new(), at_head, is_signpost);
    }

    fn tree(&mut self, tree: &UseTree, prefix: String, at_head: bool, is_signpost: bool) {
        let joined = |name: String| if prefix.is_empty() { name } else { format!("{prefix}::{name}") };
        let (ident, name) = match tree {
            UseTree::Path(path) => {
                return self.tree(&path.tree, joined(path.ident.to_string()), at_head, is_signpost);
            }
            UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|tree| self.tree(tree, prefix.clone(), at_head, is_signpost));
            }
            UseTree::Glob(glob) => return self.mention(glob.star_token.spans[0], joined("*".to_owned())),
            UseTree::Name(name) => (&name.ident, &name.ident),
            UseTree::Rename(rename) => (&rename.ident, &rename.rename),
        };
        // `use a::{self}` imports `a`.
        let path = if ident == "self" { prefix } else { joined(ident.to_string()) };
        let name =
            if name == "self" { path.rsplit("::").next().unwrap_or("").to_owned() } else { name.to_string() };
        let line = ident.span().start().line;
        self.references.push(Reference { line, path, imported_as: at_head.then_some(name), is_signpost });
    }

    /// The paths among the words given to a macro or an attribute.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: usize, sign: char| matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == sign);
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(first) => {
                    let mut path = first.to_string();
                    while is(at + 1, ':')
                        && is(at + 2, ':')
                        && let Some(TokenTree::Ident(next)) = tokens.get(at + 3)
                    {
                        path = format!("{path}::{next}");
                        at += 3;
                    }
                    if is(at + 1, '!') && !is(at + 2, '=') {
                        self.is_unfinished(first.span(), &path);
                    }
                    self.mention(first.span(), path);
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn is_unfinished(&mut self, span: Span, path: &str) {
        let name = path.rsplit("::").next().unwrap_or(path);
        if let Some(name) = ["todo", "unimplemented", "dbg"].into_iter().find(|known| *known == name) {
            self.unfinished.push((span.start().line, name));
        }
    }
}

impl<'ast> Visit<'ast> for Source {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes: &[Attribute] = match item {
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Fn(item) => &item.attrs,
            ImplItem::Type(item) => &item.attrs,
            ImplItem::Macro(item) => &item.attrs,
            _ => &[],
        };
        if !is_test(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.import(item, false);
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        self.mention(item.ident.span(), item.ident.to_string());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(first) = path.segments.first() {
            self.mention(first.ident.span(), segments.join("::"));
        }
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        if let Some(last) = called.path.segments.last() {
            self.is_unfinished(last.ident.span(), &last.ident.to_string());
        }
        self.tokens(called.tokens.clone());
        visit::visit_macro(self, called);
    }

    fn visit_type_reference(&mut self, reference: &'ast syn::TypeReference) {
        if reference.mutability.is_some()
            && let Type::Path(to) = &*reference.elem
            && let Some(last) = to.path.segments.last()
            && last.ident == "Document"
        {
            self.mutable_documents.push(last.ident.span().start().line);
        }
        visit::visit_type_reference(self, reference);
    }
}

/// Whether it is built for tests alone.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
