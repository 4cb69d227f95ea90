// SPDX-License-Identifier: MIT
//
// Puts a page on the screen and keeps it true to its visit.
import { render, type ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { SpeechProvider } from './speech';
import type { AnyVisit } from './visit';
import type { Words } from './words';

/** Draws `Page` into #app, again with every change of the visit, and begins the visit. */
export function mount<V extends AnyVisit>(visit: V, words: Words<string>, Page: ComponentType<{ visit: V }>): void {
  const Root = () => {
    const [, redraw] = useState({});
    // Before anything else runs: an answer that comes before the first paint must not be missed.
    useLayoutEffect(() => visit.listen(() => redraw({})), []);
    useUpkeep(visit);
    return (
      <SpeechProvider words={words}>
        <Page visit={visit} />
      </SpeechProvider>
    );
  };
  render(<Root />, document.getElementById('app')!);
  void visit.load();
}

/** What happens without a tap: what is unanswered goes on, and a page that comes back to the front looks again. */
function useUpkeep(visit: AnyVisit) {
  const resumed = useRef(false);
  const ready = visit.state.load === 'ready' && visit.state.player !== null;
  useEffect(() => {
    if (!ready || resumed.current) return;
    resumed.current = true;
    if (visit.unanswered) void visit.goOn();
  }, [ready]);
  useEffect(() => {
    const goOn = () => {
      if (visit.state.notice?.kind === 'interrupted') void visit.goOn();
      else void visit.load();
    };
    const look = () => {
      if (document.visibilityState === 'visible') void visit.load();
    };
    window.addEventListener('online', goOn);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('online', goOn);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
