// SPDX-License-Identifier: MIT
//
// Figures, times and notices as a player reads them.
import { tagOf, type Language } from '../i18n';
import type { Notice } from './visit';
import type { CommonWord, Say } from './words';

export function amountText(language: Language, amount: number): string {
  return new Intl.NumberFormat(tagOf(language)).format(amount);
}

/** As many digits as it takes to tell 0.01 % from nothing. */
export function percentText(language: Language, share: number): string {
  return new Intl.NumberFormat(tagOf(language), { style: 'percent', maximumSignificantDigits: 4 }).format(share);
}

export function timeText(language: Language, time: string): string {
  const style: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(tagOf(language), style).format(new Date(time));
}

/** "1 ticket", "50 points". Currencies with a word `currency_ID` have names; others go by their id. */
export function moneyText(say: Say, language: Language, currency: string, amount: number): string {
  return `${amountText(language, amount)} ${currencyText(say, currency, amount)}`;
}

/** The name beside an amount. */
export function currencyText(say: Say, currency: string, amount = 0): string {
  const word = `currency_${currency}`;
  const one = `${word}_one`;
  if (amount === 1 && say.knows(one)) return say(one as CommonWord);
  return say.knows(word) ? say(word as CommonWord) : currency;
}

/** A refusal has a sentence of its own where there is a word `refused_CODE`. */
export function noticeText(say: Say, notice: Notice): string {
  switch (notice.kind) {
    case 'waiting':
      return say(notice.reason);
    case 'interrupted':
      return say(`interrupted_${notice.reason}`);
    case 'refused': {
      const word = `refused_${notice.code}`;
      return say.knows(word) ? say(word as CommonWord) : say('refused_other', { code: notice.code });
    }
    case 'failed':
      return say('failed', { code: notice.problem.traceId || String(notice.problem.status) });
  }
}

export interface TimeLeft {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

export function timeLeft(ms: number): TimeLeft {
  const s = Math.max(0, Math.ceil(ms / 1000));
  const minutes = Math.floor(s / 60);
  const hours = Math.floor(minutes / 60);
  return { days: Math.floor(hours / 24), hours: hours % 24, minutes: minutes % 60, seconds: s % 60 };
}
