// SPDX-License-Identifier: MIT
//
// Two languages, one switch.
import type { Store } from './surroundings';

export type Language = 'en' | 'zh';

/** A text of the host: plain, or by language. */
export type Text = string | Readonly<Record<string, string>>;

const place = 'fairground.language';

/** What the player chose; else the first language of the browser that we speak; else English. */
export function preferredLanguage(store: Store, browser: readonly string[]): Language {
  const chosen = store.get(place);
  if (chosen === 'en' || chosen === 'zh') return chosen;
  for (const tag of browser) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'en' || language === 'zh') return language;
  }
  return 'en';
}

export function rememberLanguage(store: Store, language: Language): void {
  store.set(place, language);
}

/** The text in the language, else in English, else in whatever there is. */
export function textIn(language: Language, text: Text | null | undefined): string {
  if (typeof text === 'string') return text;
  return text?.[language] ?? text?.['en'] ?? Object.values(text ?? {})[0] ?? '';
}

/** Puts values into "{name}" places. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The tag for <html lang> and Intl. */
export function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}
