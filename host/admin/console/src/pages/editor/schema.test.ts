import { describe, expect, it } from 'vitest';
import { friendlier } from './schema';

describe('a schema for people', () => {
  const words = { type: 'object', additionalProperties: { type: 'string', maxLength: 200 }, minProperties: 1 } as const;

  it('asks for a title in each language', () => {
    const kinder = friendlier({ properties: { title: words } });
    expect(kinder.properties?.['title']).toMatchObject({ properties: { en: { type: 'string' }, zh: { title: '中文' } } });
  });
  it('takes the map of languages where one text would do', () => {
    const kinder = friendlier({ properties: { title: { description: 'd', oneOf: [{ type: 'string' }, words] } } });
    expect(kinder.properties?.['title']).toMatchObject({ description: 'd', properties: { en: {} } });
    expect(kinder.properties?.['title']).not.toHaveProperty('oneOf');
  });
  it('names the variants of a choice by what they ask for', () => {
    const kinder = friendlier({
      properties: { award: { oneOf: [{ type: 'object', required: ['goods'] }, { title: 'Code', type: 'object' }] } },
    });
    expect(kinder.properties?.['award']).toMatchObject({ oneOf: [{ title: 'goods' }, { title: 'Code' }] });
  });
  it('leaves a setting alone that is only called title', () => {
    const kinder = friendlier({ properties: { title: { type: 'integer' } } });
    expect(kinder.properties?.['title']).toEqual({ title: 'Title', type: 'integer' });
  });
  it('calls settings without a name by their key', () => {
    const kinder = friendlier({ properties: { per_day: { type: 'integer' } } });
    expect(kinder.properties?.['per_day']).toMatchObject({ title: 'Per day' });
  });
});
