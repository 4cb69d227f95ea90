import { useSpeech } from '@fairground/web/ui';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Props<Answer> {
  fetch: () => Promise<Answer>;
  /** Fetches again when it changes; what was there stays until then. */
  again?: unknown;
  children: (answer: Answer) => ComponentChildren;
}

/** What is fetched when a sheet opens. What could not be fetched is said to be so, never shown as empty. */
export function Fetched<Answer>({ fetch, again, children }: Props<Answer>) {
  const { say } = useSpeech();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    setFailed(false);
    fetch().then(
      (found) => current && setAnswer(found),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [again, attempt]);
  if (failed) {
    return (
      <>
        <p class="list-end" role="status">
          {say('list_failed')}
        </p>
        <button class="secondary" onClick={() => setAttempt(attempt + 1)}>
          {say('try_again')}
        </button>
      </>
    );
  }
  if (answer === null) {
    return (
      <p class="list-end" role="status">
        {say('list_loading')}
      </p>
    );
  }
  return <>{children(answer)}</>;
}
