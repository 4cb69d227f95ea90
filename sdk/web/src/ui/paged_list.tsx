// SPDX-License-Identifier: MIT
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useSpeech } from './speech';

export interface ListPage<Line> {
  lines: Line[];
  /** The cursor of the next page; absent at the end. */
  next?: string | undefined;
}

interface Props<Line> {
  /** The page behind a cursor; the first one without. */
  fetch: (cursor?: string) => Promise<ListPage<Line>>;
  /** An <li> with a key. */
  line: (line: Line) => ComponentChildren;
  class?: string;
  empty?: string;
  failed?: string;
}

/** A list that comes page by page. What could not be fetched is said to be so, never shown as empty. */
export function PagedList<Line>({ fetch, line, class: kind = '', empty, failed }: Props<Line>) {
  const { say } = useSpeech();
  const [lines, setLines] = useState<Line[]>([]);
  const [next, setNext] = useState<string | undefined>('');
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const more = async () => {
    setState('loading');
    try {
      const page = await fetch(next || undefined);
      setLines([...lines, ...page.lines]);
      setNext(page.next);
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  useEffect(() => void more(), []);
  return (
    <>
      <ul class={`lines ${kind}`}>{lines.map(line)}</ul>
      <div class="list-end" role="status">
        {state === 'loading' && say('list_loading')}
        {state === 'failed' && (failed ?? say('list_failed'))}
        {state === 'ready' && lines.length === 0 && (empty ?? say('list_empty'))}
        {state === 'ready' && lines.length > 0 && next === undefined && say('list_end')}
      </div>
      {next !== undefined && state !== 'loading' && (
        <button class="secondary" onClick={() => void more()}>
          {state === 'failed' ? say('try_again') : say('list_more')}
        </button>
      )}
    </>
  );
}
