// The language of the page, for every component below.
import {
  browserStore,
  preferredLanguage,
  rememberLanguage,
  tagOf,
  textIn,
  type Language,
  type Text,
} from '@fairground/web';
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { speaker, type Say } from '../words';

interface Speech {
  language: Language;
  say: Say;
  /** A text of the host in the player's language. */
  text: (text: Text | null | undefined) => string;
  switchLanguage: () => void;
}

const SpeechContext = createContext<Speech | null>(null);

export function useSpeech(): Speech {
  return useContext(SpeechContext)!;
}

export function SpeechProvider({ children }: { children: ComponentChildren }) {
  const store = useMemo(browserStore, []);
  const [language, setLanguage] = useState(() => preferredLanguage(store, navigator.languages));
  useEffect(() => {
    document.documentElement.lang = tagOf(language);
  }, [language]);
  const speech = useMemo<Speech>(
    () => ({
      language,
      say: speaker(language),
      text: (text) => textIn(language, text),
      switchLanguage: () => {
        const other = language === 'zh' ? 'en' : 'zh';
        rememberLanguage(store, other);
        setLanguage(other);
      },
    }),
    [language],
  );
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>;
}
