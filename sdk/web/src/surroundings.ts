// SPDX-License-Identifier: MIT
//
// What the client needs of the browser, in one place, so that tests can be the browser.

export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

export interface Surroundings {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  store: Store;
  now: () => number;
  /** 0 <= n < 1 */
  random: () => number;
  /** A new idempotency key, never given before. */
  newKey: () => string;
  /** Ends early when the network comes back. */
  sleep: (ms: number) => Promise<void>;
  online: () => boolean;
}

/** Keeps to memory where the browser forbids storage (private windows, some in-app browsers). */
export function browserStore(): Store {
  const memory = new Map<string, string>();
  const storage = (): Storage | null => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  };
  return {
    get: (key) => memory.get(key) ?? storage()?.getItem(key) ?? null,
    set: (key, value) => {
      try {
        storage()!.setItem(key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
    remove: (key) => {
      memory.delete(key);
      storage()?.removeItem(key);
    },
  };
}

export function browserSurroundings(): Surroundings {
  return {
    fetch: (url, init) => window.fetch(url, init),
    store: browserStore(),
    now: Date.now,
    random: Math.random,
    newKey: () =>
      Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join(''),
    sleep: (ms) =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          window.removeEventListener('online', wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        window.addEventListener('online', wake);
      }),
    online: () => navigator.onLine,
  };
}
