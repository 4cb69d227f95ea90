// SPDX-License-Identifier: MIT
//
// The language of the page, for every component below.
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { preferredLanguage, rememberLanguage, tagOf, textIn, type Language, type Text } from '../i18n';
import { browserStore } from '../surroundings';
import { speaker, type Say, type Words } from './words';

export interface Speech<Word extends string = never> {
  language: Language;
  say: Say<Word>;
  /** A text of the host in the player's language. */
  text: (text: Text | null | undefined) => string;
  switchLanguage: () => void;
}

const SpeechContext = createContext<Speech<string> | null>(null);

/** A page names its own words: `useSpeech<Word>()`. REQUIRES: within mount(). */
export function useSpeech<Word extends string = never>(): Speech<Word> {
  return useContext(SpeechContext)!;
}

interface Props {
  words: Words<string>;
  children: ComponentChildren;
}

export function SpeechProvider({ words, children }: Props) {
  const store = useMemo(browserStore, []);
  const [language, setLanguage] = useState(() => preferredLanguage(store, navigator.languages));
  useEffect(() => {
    document.documentElement.lang = tagOf(language);
  }, [language]);
  const speech = useMemo<Speech<string>>(
    () => ({
      language,
      say: speaker(language, words),
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
