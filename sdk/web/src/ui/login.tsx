// SPDX-License-Identifier: MIT
import { useState } from 'preact/hooks';
import { useSpeech } from './speech';
import { guestName, type AnyVisit } from './visit';

/** For development: any name will do. A host in production refuses, and the page says so. */
export function Login({ visit }: { visit: AnyVisit }) {
  const { say } = useSpeech();
  const problem = visit.state.loginProblem;
  const [name, setName] = useState(guestName);
  const [sending, setSending] = useState(false);
  const join = async (event: Event) => {
    event.preventDefault();
    setSending(true);
    await visit.login(name.trim());
    setSending(false);
  };
  return (
    <form class="card login" onSubmit={(event) => void join(event)}>
      <h2>{say('login_title')}</h2>
      <label>
        {say('login_name')}
        <input
          value={name}
          maxLength={64}
          required
          pattern=".*\S.*"
          autocomplete="username"
          enterKeyHint="go"
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <button class="primary" disabled={sending}>
        {say('login')}
      </button>
      <p class="notice" role="alert">
        {problem && say(`login_${problem}`)}
      </p>
    </form>
  );
}
