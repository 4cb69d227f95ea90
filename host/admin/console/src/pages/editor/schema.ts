// A plugin's JSON Schema, made kinder to people: names instead of "Option 1", a line for each language.
import type { RJSFSchema, StrictRJSFSchema } from '@rjsf/utils';

const languages: readonly [string, string][] = [
  ['en', 'English'],
  ['zh', '中文'],
];

function isObject(value: unknown): value is RJSFSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A map from anything to texts, as titles are. */
function isByLanguage(schema: RJSFSchema): boolean {
  const more = schema.additionalProperties;
  return schema.type === 'object' && schema.properties === undefined && isObject(more) && more.type === 'string';
}

function withLanguages(schema: RJSFSchema): RJSFSchema {
  const line = schema.additionalProperties as StrictRJSFSchema;
  const properties = Object.fromEntries(languages.map(([tag, name]) => [tag, { ...line, title: name }]));
  return { ...schema, properties };
}

function named(variant: unknown): unknown {
  if (!isObject(variant) || variant.title !== undefined || variant.$ref !== undefined) return variant;
  const keys = variant.required ?? Object.keys(variant.properties ?? {});
  return keys.length > 0 ? { ...variant, title: keys.join(', ') } : variant;
}

function titleOf(schema: RJSFSchema): RJSFSchema {
  if (isByLanguage(schema)) return withLanguages(schema);
  const byLanguage = schema.oneOf?.find((variant: unknown) => isObject(variant) && isByLanguage(variant));
  if (byLanguage === undefined || !isObject(byLanguage)) return schema;
  const { oneOf: _, ...rest } = schema;
  return { ...rest, ...withLanguages(byLanguage) };
}

/** "per_day" → "Per day", where the schema has no better name. */
function spoken(key: string): string {
  const words = key.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function property(key: string, schema: RJSFSchema): RJSFSchema {
  const kinder = friendlier(schema, key);
  return kinder.title === undefined && kinder.$ref === undefined ? { ...kinder, title: spoken(key) } : kinder;
}

export function friendlier(schema: RJSFSchema, key = ''): RJSFSchema {
  const kinder = key === 'title' ? titleOf(schema) : schema;
  const walked: RJSFSchema = {};
  for (const [name, value] of Object.entries(kinder)) {
    if (name === 'properties' || name === 'definitions' || name === '$defs') {
      walked[name] = Object.fromEntries(
        Object.entries(value as object).map(([one, inner]) => {
          if (!isObject(inner)) return [one, inner];
          return [one, name === 'properties' ? property(one, inner) : friendlier(inner, one === 'title' ? one : '')];
        }),
      );
    } else if (name === 'oneOf' || name === 'anyOf') {
      walked[name] = (value as unknown[]).map(named).map((one) => (isObject(one) ? friendlier(one) : one)) as RJSFSchema[];
    } else {
      walked[name] = isObject(value) ? friendlier(value) : value;
    }
  }
  return walked;
}

/** As the form can show it: a title that is one text for all languages is the English one. */
export function forForm(data: Record<string, unknown>): Record<string, unknown> {
  return typeof data['title'] === 'string' ? { ...data, title: { en: data['title'] } } : data;
}
