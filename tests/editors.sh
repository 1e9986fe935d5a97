#!/usr/bin/env bash
# Opens a timeline in Neovim without a screen, with coeval as its language server, and prints what appears: problems, hover,
# completion, places, names, an outline, what all fixes at once make, a rename, and the file as Neovim lays it out with it. Needs nvim; an argument is the program to try.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/debug/coeval}")
command -v nvim >/dev/null || { echo "There is no nvim: sudo apt install neovim" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/t.timeline.ron" <<'RON'
(events: [
  (id: "talks", date: "2024-10-14", title: "Talks", country: "Irann"), // why
  (date: "2024-10-15", title: "Answer", country: "IL", links: [(to: "talks")]),
])
RON
cat >"$folder/try.lua" <<'LUA'
local program, file = os.getenv('PROGRAM'), os.getenv('FILE')
local function say(what, text) io.stdout:write('== ' .. what .. '\n' .. text .. '\n') end
vim.cmd('edit ' .. file)
local client = vim.lsp.start_client({ name = 'coeval', cmd = { program, 'lsp' } })
vim.lsp.buf_attach_client(0, client)
local came = vim.wait(10000, function() return #vim.diagnostic.get(0) > 0 end)
if not came then say('failed', 'no problem was reported'); vim.cmd('cquit 1') end
for _, problem in ipairs(vim.diagnostic.get(0)) do
  say('problem', (problem.lnum + 1) .. ':' .. (problem.col + 1) .. ': ' .. problem.message)
end
local function ask(method, line, column, more)
  local params = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line, character = column } }
  local answers = vim.lsp.buf_request_sync(0, method, vim.tbl_extend('force', params, more or {}), 10000)
  return answers[client].result
end
say('hover', ask('textDocument/hover', 1, 25).contents.value)
local offers = {}
for _, item in ipairs(ask('textDocument/completion', 2, 72).items) do table.insert(offers, item.label) end
say('completion', table.concat(offers, ' '))
local function places(list)
  local out = {}
  for _, one in ipairs(list) do
    local from = one.range and one.range.start or { line = one.startLine, character = 0 }
    table.insert(out, (from.line + 1) .. ':' .. (from.character + 1))
  end
  return table.concat(out, ' ')
end
local whole = { start = { line = 0, character = 0 }, ['end'] = { line = 9, character = 0 } }
say('references of talks', places(ask('textDocument/references', 1, 10, { context = { includeDeclaration = true } })))
say('definition of talks', places(ask('textDocument/definition', 2, 72)))
say('folds', places(ask('textDocument/foldingRange', 0, 0)))
local hints = {}
for _, hint in ipairs(ask('textDocument/inlayHint', 0, 0, { range = whole })) do table.insert(hints, hint.label) end
say('names behind codes', table.concat(hints, ' '))
local outline = {}
for _, lane in ipairs(ask('textDocument/documentSymbol', 0, 0)) do
  for _, event in ipairs(lane.children) do table.insert(outline, lane.name .. ' > ' .. event.name) end
end
say('outline', table.concat(outline, '\n'))
say('pieces coloured', tostring(#ask('textDocument/semanticTokens/full', 0, 0).data / 5))
local actions = ask('textDocument/codeAction', 0, 0, { range = whole, context = { diagnostics = {}, only = { 'source.fixAll' } } })
say('fix', actions[1].title)
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
local mended = vim.wait(10000, function() return #vim.diagnostic.get(0) == 0 end)
say('problems after it', tostring(mended and 0 or #vim.diagnostic.get(0)))
vim.lsp.util.apply_workspace_edit(ask('textDocument/rename', 1, 10, { newName = 'tehran' }), 'utf-16')
vim.lsp.util.apply_text_edits(ask('textDocument/formatting', 0, 0, { options = { tabSize = 4, insertSpaces = true } }), 0, 'utf-16')
say('the file, with another id, mended and laid out', table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'))
vim.cmd('quitall!')
LUA
PROGRAM="$program" FILE="$folder/t.timeline.ron" timeout 60 nvim --headless -u NONE -c "luafile $folder/try.lua"
