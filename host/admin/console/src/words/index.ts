// What the console says, in the admin's language.
import { fill, tagOf, textIn, type Text } from '@fairground/web/i18n';
import { usePreferences } from '../shell/preferences';
import { english } from './english';
import { chinese } from './chinese';
import { formatsOf, type Formats } from './formats';

export type Word = keyof typeof english;
export type Values = Readonly<Record<string, string | number>>;

export interface Speech extends Formats {
  /** The sentence, with values in its {places}. */
  say: (word: Word, values?: Values) => string;
  /** A word that there may be none of, such as of a state that a newer host has: then the key itself. */
  sayMaybe: (prefix: string, key: string) => string;
  /** A text of the host. */
  text: (text: Text | null | undefined) => string;
}

export const dictionaries = { en: english, zh: chinese } as const;

export function useSpeech(): Speech {
  const { language } = usePreferences();
  const words = dictionaries[language];
  return {
    say: (word, values) => fill(words[word], values),
    sayMaybe: (prefix, key) => (words as Record<string, string>)[`${prefix}.${key}`] ?? key,
    text: (text) => textIn(language, text),
    ...formatsOf(tagOf(language)),
  };
}
