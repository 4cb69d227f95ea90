// Who is signed in. The session itself is a cookie that this page cannot read; the host says whose it is.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { ask, get, post, carryCsrf } from './api/client';
import { asProblem, Problem } from './api/problem';
import type { Role, Session } from './api/types';

const rank: Record<Role, number> = { viewer: 0, operator: 1, approver: 2, owner: 3 };

/** Does the one role include the other? */
export function includes(role: Role, least: Role): boolean {
  return rank[role] >= rank[least];
}

export interface Entry {
  name: string;
  password: string;
  totp?: string;
}
/** asking: the host has not said yet; nobody: sign in; away: the host cannot be asked. */
export type Presence =
  | { kind: 'asking' }
  | { kind: 'nobody' }
  | { kind: 'away'; problem: Problem }
  | { kind: 'here'; session: Session };

export interface Access {
  presence: Presence;
  look: () => Promise<void>;
  signIn: (entry: Entry) => Promise<void>;
  signOut: () => Promise<void>;
  /** The host does not know the session any more. */
  forget: () => void;
}

const Context = createContext<Access | null>(null);

export function useAccess(): Access {
  const access = useContext(Context);
  if (access === null) throw new Error('useAccess outside of <SessionOf>');
  return access;
}

/** REQUIRES: somebody is signed in. */
export function useAdmin() {
  const { presence } = useAccess();
  if (presence.kind !== 'here') throw new Error('nobody is signed in');
  const { admin } = presence.session;
  return { admin, may: (least: Role) => includes(admin.role, least), session: presence.session };
}

export function SessionOf({ children }: { children: ReactNode }) {
  const [presence, setPresence] = useState<Presence>({ kind: 'asking' });
  const seen = useQueryClient();
  const arrive = useCallback((session: Session) => {
    carryCsrf(session.csrf ?? '');
    setPresence({ kind: 'here', session });
  }, []);
  const forget = useCallback(() => {
    carryCsrf('');
    seen.clear(); // the next one may be somebody who sees less
    setPresence({ kind: 'nobody' });
  }, [seen]);
  const look = useCallback(async () => {
    try {
      arrive(await get<Session>('session'));
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 401) forget();
      else setPresence({ kind: 'away', problem });
    }
  }, [arrive, forget]);
  useEffect(() => void look(), [look]);

  const value = useMemo<Access>(
    () => ({
      presence,
      look,
      forget,
      signIn: async (entry) => {
        await post<Session>('sessions', entry);
        arrive(await get<Session>('session'));
      },
      signOut: async () => {
        await ask('DELETE', 'session');
        forget();
      },
    }),
    [presence, look, arrive, forget],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}
