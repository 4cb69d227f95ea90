// Where the problems of a check belong: lines of the text, fields of the form.
import type { ErrorSchema } from '@rjsf/utils';
import type { CheckProblem } from '../../api/types';

/** "settings.prizes[2].weight" → ["settings", "prizes", "2", "weight"] */
export function keysOf(key: string): string[] {
  return key.split(/[.[\]]+/).filter((part) => part !== '');
}

/** For the form: the errors beside their fields. */
export function byField(problems: readonly CheckProblem[]): ErrorSchema {
  const errors: ErrorSchema = {};
  for (const { key, message, severity } of problems) {
    if (key === undefined || key === '' || severity !== 'error') continue;
    let at = errors as Record<string, any>;
    for (const part of keysOf(key)) at = at[part] ??= {};
    at['__errors'] = [...(at['__errors'] ?? []), message];
  }
  return errors;
}

/** From line and column, both from 1, to a stretch of the text: to the end of the word that begins there. */
export function stretchOf(text: string, line = 1, column = 1): { from: number; to: number } {
  const lines = text.split('\n');
  const at = Math.min(Math.max(line, 1), lines.length);
  const content = lines[at - 1] ?? '';
  const start = lines.slice(0, at - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const indent = content.length - content.trimStart().length;
  const within = Math.min(Math.max(column - 1, indent), content.length);
  const word = /^[^\s,:}\]]+/.exec(content.slice(within))?.[0] ?? '';
  const from = start + within;
  return word === '' ? { from: start + indent, to: start + content.length } : { from, to: from + word.length };
}
