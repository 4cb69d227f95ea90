// The YAML text is the truth; the form is a view of it. What the form changes is changed in the text and nowhere else, so
// comments, order and spelling of all the rest stay.
import { isMap, isScalar, isSeq, parseDocument, stringify, type Document } from 'yaml';
import type { Json } from '../../api/types';

export interface Parsed {
  document: Document;
  /** Empty: the text cannot be read, or is not a map. */
  data: { [key: string]: Json } | null;
  errors: { line: number; column: number; message: string }[];
}

export function readYaml(text: string): Parsed {
  const document = parseDocument(text, { keepSourceTokens: false });
  const errors = document.errors.map(({ linePos, message }) => ({
    line: linePos?.[0].line ?? 1,
    column: linePos?.[0].col ?? 1,
    message: message.split('\n')[0] ?? message,
  }));
  const readable = errors.length === 0 && isMap(document.contents);
  return { document, data: readable ? (document.toJS() as { [key: string]: Json }) : null, errors };
}

type Path = (string | number)[];

function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Forms leave behind what was emptied: undefined, {} where nothing was. */
function tidy(value: Json | undefined, before: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((one, n) => tidy(one, Array.isArray(before) ? before[n] : undefined) ?? null);
  if (!isObject(value)) return value;
  const old = isObject(before) ? before : undefined;
  const kept = Object.entries(value).flatMap(([key, one]): [string, Json][] => {
    const tidied = tidy(one, old?.[key]);
    return tidied === undefined ? [] : [[key, tidied]];
  });
  if (kept.length === 0 && !(before !== undefined && isObject(before) && Object.keys(before).length === 0)) {
    return undefined;
  }
  return Object.fromEntries(kept);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function apply(document: Document, path: Path, before: Json | undefined, after: Json | undefined): void {
  if (same(before, after)) return;
  if (after === undefined) {
    document.deleteIn(path);
    return;
  }
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isObject(before) && isObject(after) && isMap(node)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      apply(document, [...path, key], before[key], after[key]);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after) && isSeq(node) && applyToList(document, path, before, after)) return;
  if (isScalar(node) && !isObject(after) && !Array.isArray(after)) {
    node.value = after;
    delete node.source;
    delete node.minFractionDigits;
    return;
  }
  document.setIn(path, document.createNode(after));
}

/** Same length: each on its own. One more or fewer at one place: only that one. Otherwise the list is written anew. */
function applyToList(document: Document, path: Path, before: Json[], after: Json[]): boolean {
  if (before.length === after.length) {
    const moved = before.filter((one, n) => !same(one, after[n])).length > 1 && sameThings(before, after);
    if (moved) return reorder(document, path, before, after);
    before.forEach((one, n) => apply(document, [...path, n], one, after[n]));
    return true;
  }
  let at = 0;
  while (at < Math.min(before.length, after.length) && same(before[at], after[at])) at += 1;
  if (after.length === before.length - 1 && same(before.slice(at + 1), after.slice(at))) {
    document.deleteIn([...path, at]);
    return true;
  }
  const list = document.getIn(path, true);
  if (after.length === before.length + 1 && same(before.slice(at), after.slice(at + 1)) && isSeq(list)) {
    list.items.splice(at, 0, document.createNode(after[at] ?? {}));
    return true;
  }
  return false;
}

function sameThings(before: Json[], after: Json[]): boolean {
  const sorted = (list: Json[]) => list.map((one) => JSON.stringify(one)).sort();
  return same(sorted(before), sorted(after));
}

function reorder(document: Document, path: Path, before: Json[], after: Json[]): boolean {
  const list = document.getIn(path, true);
  if (!isSeq(list)) return false;
  const nodes = before.map((one, n) => ({ text: JSON.stringify(one), node: list.items[n] }));
  list.items = after.map((one) => {
    const found = nodes.findIndex(({ text }) => text === JSON.stringify(one));
    return nodes.splice(found, 1)[0]?.node;
  });
  return true;
}

/** The text with what differs between `parsed.data` and `after` put in. */
export function patched(text: string, after: { [key: string]: Json }): string {
  const { document, data } = readYaml(text);
  if (data === null) return text;
  const wanted = tidy(after, data) ?? {};
  if (same(data, wanted)) return text;
  apply(document, [], data, wanted);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** A text for a new campaign. */
export function written(data: { [key: string]: Json }): string {
  return stringify(data, { lineWidth: 0 });
}

const usualOrder = ['id', 'plugin', 'tenant', 'title', 'time_zone', 'window', 'costs', 'audience', 'settings'];

/** Of each thing in a list first what it is called. */
function namesFirst(value: Json): Json {
  if (Array.isArray(value)) return value.map(namesFirst);
  if (!isObject(value)) return value;
  const first = ['id', 'title', 'name'].filter((key) => key in value);
  const rest = Object.keys(value).filter((key) => !first.includes(key));
  return Object.fromEntries([...first, ...rest].map((key) => [key, namesFirst(value[key] ?? null)]));
}

/** JSON is YAML, but no text for people: of what the host keeps as JSON a text is written, in the order people write it. */
export function readable(text: string): string {
  if (!text.trimStart().startsWith('{')) return text;
  const { data } = readYaml(text);
  if (data === null) return text;
  const place = (key: string) => (usualOrder.includes(key) ? usualOrder.indexOf(key) : usualOrder.length);
  return written(Object.fromEntries(Object.entries(data).sort(([a], [b]) => place(a) - place(b)).map(([key, value]) => [key, namesFirst(value)])));
}
