// SPDX-License-Identifier: MIT
import { useSpeech } from './speech';
import type { AnyVisit } from './visit';

/** Stands for the page until there is something to show, and says why there is not. */
export function Waiting({ visit }: { visit: AnyVisit }) {
  const { say } = useSpeech();
  const { load } = visit.state;
  if (load === 'loading' || load === 'ready') {
    return (
      <div class="waiting" role="status">
        <div class="waiting-wheel" />
        <p>{say('loading')}</p>
      </div>
    );
  }
  return (
    <div class="card" role="alert">
      <p>{say(load)}</p>
      {load !== 'unknown_campaign' && (
        <button class="primary" onClick={() => void visit.load()}>
          {say('try_again')}
        </button>
      )}
    </div>
  );
}
