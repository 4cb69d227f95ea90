#include "http/api_page.hpp"

#include "http/static_pages.hpp"

namespace fairground::http {
namespace {

constexpr auto api_page = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fairground API</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
  h2 { margin-top: 2rem; border-bottom: 1px solid; }
  details { margin: .5rem 0; padding: .4rem .6rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent);
            border-radius: .4rem; }
  summary { cursor: pointer; }
  code, pre { font-family: ui-monospace, monospace; font-size: .9rem; overflow-wrap: anywhere; }
  pre { overflow: auto; padding: .6rem; background: color-mix(in srgb, currentColor 8%, transparent); }
  .method { display: inline-block; min-width: 3.5rem; font-weight: bold; }
  .note { opacity: .75; }
  table { border-collapse: collapse; } td, th { padding: .15rem .8rem .15rem 0; text-align: left; vertical-align: top; }
  input { font: inherit; width: 100%; padding: .4rem; box-sizing: border-box; }
</style>
</head>
<body>
<h1>Fairground API</h1>
<p class="note">Made from <a href="../openapi.json">openapi.json</a> of this host, with the campaigns it runs now.</p>
<input id="find" type="search" placeholder="Find: query, wheel, views…" aria-label="Find">
<main id="api">Loading…</main>
<script src="page.js"></script>
</body>
</html>
)";

// Everything from the document goes in as text, never as markup.
constexpr auto api_script = R"(const make = (tag, text, ...children) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
};
const named = (element, name) => { element.className = name; return element; };
const shown = (value) => make('pre', JSON.stringify(value, null, 2));

const resolved = (api, value) => {
  const path = value && value.$ref;
  return path ? path.slice(2).split('/').reduce((at, key) => at[key.replace(/~1/g, '/').replace(/~0/g, '~')], api) : value;
};
// Schemas in place of their references, as deep as a reader wants to see.
const expanded = (api, value, depth = 0) => {
  if (depth > 12 || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => expanded(api, one, depth + 1));
  if (value.$ref) return expanded(api, resolved(api, value), depth + 1);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expanded(api, one, depth + 1)]));
};
const schemaOf = (api, content) => {
  const [type, media] = Object.entries(content || {})[0] || [];
  return media && media.schema ? [make('p', type), shown(expanded(api, media.schema))] : [];
};

const parameters = (api, list) => {
  const table = make('table');
  for (const one of list.map((parameter) => resolved(api, parameter))) {
    const schema = expanded(api, one.schema || {});
    table.append(make('tr', '', make('td', one.name), make('td', `${one.in}${one.required ? ', required' : ''}`),
      make('td', schema.enum ? schema.enum.join(' | ') : schema.type || ''), make('td', one.description || '')));
  }
  return table;
};
const security = (operation) => {
  if (!operation.security) return 'nobody needs to sign in';
  return operation.security.map((way) => Object.keys(way).join(' and ') || 'nothing').join(', or ');
};

const operationOf = (api, path, method, operation) => {
  const block = make('details');
  block.append(make('summary', '', named(make('span', method.toUpperCase()), 'method'), make('code', path),
    make('span', ` ${operation.summary || ''}`)));
  if (operation.description) block.append(make('p', operation.description));
  block.append(named(make('p', `Authorization: ${security(operation)}`), 'note'));
  if (operation.parameters) block.append(make('h4', 'Parameters'), parameters(api, operation.parameters));
  if (operation.requestBody) block.append(make('h4', 'Body'), ...schemaOf(api, operation.requestBody.content));
  for (const [status, response] of Object.entries(operation.responses || {})) {
    const answer = resolved(api, response);
    block.append(make('h4', `${status}: ${answer.description || ''}`), ...schemaOf(api, answer.content));
  }
  block.dataset.words = JSON.stringify([path, method, operation.summary, operation.tags]).toLowerCase();
  return block;
};

const groupOf = (path, operation) => {
  if (operation.tags) return operation.tags[0];
  return path.startsWith('/api/v1/query') ? 'Partners' : path.startsWith('/api/') ? 'Players' : 'Operations';
};

const show = (api) => {
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const group = groupOf(path, operation);
      groups.set(group, [...(groups.get(group) || []), operationOf(api, path, method, operation)]);
    }
  const sections = [...groups].map(([name, blocks]) => make('section', '', make('h2', name), ...blocks));
  document.getElementById('api').replaceChildren(...sections);
};
const find = (words) => {
  for (const block of document.querySelectorAll('details')) block.hidden = !block.dataset.words.includes(words);
  for (const section of document.querySelectorAll('section'))
    section.hidden = !section.querySelector('details:not([hidden])');
};

document.getElementById('find').addEventListener('input', (event) => find(event.target.value.trim().toLowerCase()));
fetch('../openapi.json').then((answer) => answer.json()).then(show).catch((error) => {
  document.getElementById('api').textContent = `openapi.json could not be read: ${error.message}`;
});
)";

Response served(std::string_view type, const char* content) {
    Response response;
    response.content_type = type;
    response.body = content;
    response.add("Cache-Control", "no-cache");
    add_security_headers(response);
    return response;
}

}  // namespace

void add_api_page(Router& router) {
    router.add("GET", "/api/", "",
               [](Request&, const Respond& respond) { respond(served("text/html; charset=utf-8", api_page)); });
    router.add("GET", "/api/page.js", "",
               [](Request&, const Respond& respond) { respond(served("text/javascript; charset=utf-8", api_script)); });
}

}  // namespace fairground::http
