// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { FakeHost } from './fake_host';
import { fill, preferredLanguage, rememberLanguage, textIn } from './i18n';

describe('the language', () => {
  it('is the first of the browser that we speak', () => {
    const { store } = new FakeHost().around();
    expect(preferredLanguage(store, ['fr-FR', 'zh-Hans-CN', 'en'])).toBe('zh');
    expect(preferredLanguage(store, ['de', 'en-GB'])).toBe('en');
    expect(preferredLanguage(store, ['de'])).toBe('en');
  });

  it('is what the player chose, once he did', () => {
    const { store } = new FakeHost().around();
    rememberLanguage(store, 'en');
    expect(preferredLanguage(store, ['zh-CN'])).toBe('en');
  });
});

describe('a text', () => {
  it('comes in the language, else in English, else in any', () => {
    expect(textIn('zh', { en: 'Phone', zh: '手机' })).toBe('手机');
    expect(textIn('zh', { en: 'Phone' })).toBe('Phone');
    expect(textIn('en', { zh: '手机' })).toBe('手机');
    expect(textIn('en', 'plain')).toBe('plain');
    expect(textIn('en', null)).toBe('');
  });

  it('takes values, and shows a place that got none', () => {
    expect(fill('{n} of {all}', { n: 0 })).toBe('0 of {all}');
  });
});
