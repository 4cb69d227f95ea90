import { describe, expect, it } from 'vitest';
import { patched, readable, readYaml } from './yaml_text';

const wheel = `# A wheel for spring.
id: wheel          # never changes
plugin: lucky-wheel
title: {en: Wheel, zh: 转盘}
settings:
  free_spins: {per_day: 3}
  prizes:   # in order
    - {id: mug,    title: {en: Mug},   chance: 1.50, stock: 500}  # blue
    - {id: thanks, title: {en: Thanks}, chance: 98.5}
`;

function changed(change: (data: any) => void): string {
  const data = structuredClone(readYaml(wheel).data);
  change(data);
  return patched(wheel, data!);
}

describe('what the form changes in the text', () => {
  it('is nothing where nothing was changed', () => {
    expect(changed(() => undefined)).toBe(wheel);
  });
  it('is one value, and comments stay', () => {
    const text = changed((data) => (data.settings.prizes[0].chance = 2));
    expect(text).toContain('chance: 2, stock: 500} # blue');
    expect(text).toContain('# never changes');
    expect(text).toContain('# in order');
    expect(readYaml(text).data).toMatchObject({ settings: { prizes: [{ chance: 2 }, { chance: 98.5 }] } });
  });
  it('is a key less where a field was emptied, and nothing is left of an emptied group', () => {
    const text = changed((data) => {
      delete data.settings.prizes[0].stock;
      data.settings.free_spins = { per_day: undefined };
      data.audience = { regions: undefined };
    });
    expect(text).not.toContain('stock');
    expect(text).not.toContain('free_spins');
    expect(text).not.toContain('audience');
  });
  it('is one line more or less of a list', () => {
    const more = changed((data) => data.settings.prizes.splice(1, 0, { id: 'tea', title: { en: 'Tea' } }));
    expect(readYaml(more).data).toMatchObject({ settings: { prizes: [{ id: 'mug' }, { id: 'tea' }, { id: 'thanks' }] } });
    expect(more).toContain('# blue');
    const less = changed((data) => data.settings.prizes.pop());
    expect(less).not.toContain('thanks');
    expect(less).toContain('# blue');
  });
  it('is an order', () => {
    const text = changed((data) => data.settings.prizes.reverse());
    expect(text.indexOf('thanks')).toBeLessThan(text.indexOf('mug'));
    expect(text).toContain('chance: 1.50');
  });
});

describe('a text that cannot be read', () => {
  it('is told with its place and not touched', () => {
    const broken = 'id: [a\nplugin: x\n';
    expect(readYaml(broken).data).toBeNull();
    expect(readYaml(broken).errors[0]?.line).toBeGreaterThan(0);
    expect(patched(broken, { id: 'b' })).toBe(broken);
  });
  it('is also one that is no map', () => {
    expect(readYaml('- a\n').data).toBeNull();
    expect(readYaml('').data).toBeNull();
  });
});

describe('a revision of which only the JSON is kept', () => {
  it('is written as people would', () => {
    const text = readable('{"settings": {"b": [{"award": 1, "id": "x"}]}, "id": "wheel", "plugin": "p"}\n');
    expect(text).toBe('id: wheel\nplugin: p\nsettings:\n  b:\n    - id: x\n      award: 1\n');
  });
  it('is otherwise left as it was given', () => {
    expect(readable(wheel)).toBe(wheel);
  });
});
