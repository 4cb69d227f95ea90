// The YAML text as an editor: problems are shown at their lines.
import { history, historyKeymap, defaultKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, defaultHighlightStyle, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting, HighlightStyle } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import type { CheckProblem } from '../../api/types';
import { usePreferences } from '../../shell/preferences';
import { stretchOf } from './problems';

const night = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: '#7fb6ff' },
  { tag: [tags.string, tags.content], color: '#d7d7d7' },
  { tag: [tags.comment, tags.lineComment], color: '#8f9a8f' },
  { tag: [tags.number, tags.bool, tags.null], color: '#f0b068' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: '#a0a0a0' },
]);

export function colours(dark: boolean): Extension {
  return [
    EditorView.theme({ '&': { fontSize: '13px', backgroundColor: 'var(--ant-color-bg-container)' }, '.cm-scroller': { fontFamily: 'ui-monospace, Menlo, Consolas, monospace' }, '.cm-gutters': { backgroundColor: 'var(--ant-color-fill-quaternary)', color: 'var(--ant-color-text-secondary)', border: 'none' }, '.cm-activeLine': { backgroundColor: 'var(--ant-color-fill-quaternary)' } }, { dark }),
    syntaxHighlighting(dark ? night : defaultHighlightStyle, { fallback: true }),
  ];
}

// Tab leaves the editor after Escape, as screen reader and keyboard users expect of it.
const base: Extension[] = [
  lineNumbers(),
  foldGutter(),
  history(),
  drawSelection(),
  indentOnInput(),
  indentUnit.of('  '),
  bracketMatching(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  lintGutter(),
  yaml(),
  EditorView.lineWrapping,
  keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...lintKeymap, indentWithTab]),
];

function diagnosticsOf(text: string, problems: readonly CheckProblem[]): Diagnostic[] {
  return problems.map(({ line, column, message, key, severity }) => ({
    ...stretchOf(text, line, column),
    severity,
    message: key === undefined || key === '' ? message : `${key}: ${message}`,
  }));
}

interface Shown {
  text: string;
  label: string;
  onChange?: (text: string) => void;
  problems?: readonly CheckProblem[];
  /** A line to go to; a new object goes there anew. */
  goTo?: { line: number; column: number } | null;
}

export function Code({ text, label, onChange, problems = [], goTo = null }: Shown) {
  const { dark } = usePreferences();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const look = useRef(new Compartment());
  const changed = useRef(onChange);
  changed.current = onChange;
  const first = useRef({ text, label, dark, readOnly: onChange === undefined });

  useEffect(() => {
    if (place.current === null) return undefined;
    const { text: doc, label: name, dark: night_, readOnly } = first.current;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc,
        extensions: [
          ...base,
          look.current.of(colours(night_)),
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, []);
  // A text from outside replaces only what differs, so that the cursor stays where it was.
  useEffect(() => {
    const now = view.current?.state.doc.toString();
    if (view.current === null || now === undefined || now === text) return;
    let from = 0;
    while (from < Math.min(now.length, text.length) && now[from] === text[from]) from += 1;
    let end = 0;
    while (end < Math.min(now.length, text.length) - from && now[now.length - 1 - end] === text[text.length - 1 - end]) end += 1;
    view.current.dispatch({ changes: { from, to: now.length - end, insert: text.slice(from, text.length - end) } });
  }, [text]);
  useEffect(() => {
    view.current?.dispatch({ effects: look.current.reconfigure(colours(dark)) });
  }, [dark]);
  useEffect(() => {
    const state = view.current?.state;
    if (state) view.current?.dispatch(setDiagnostics(state, diagnosticsOf(state.doc.toString(), problems)));
  }, [problems]);
  useEffect(() => {
    if (goTo === null || view.current === null) return;
    const { from } = stretchOf(view.current.state.doc.toString(), goTo.line, goTo.column);
    view.current.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    view.current.focus();
  }, [goTo]);
  return <div ref={place} className="code" />;
}
