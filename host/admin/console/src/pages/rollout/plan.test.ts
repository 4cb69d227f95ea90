import { describe, expect, it } from 'vitest';
import { planText, readPlan, stagesOf } from './plan';

describe('a plan', () => {
  it('is what its text says, and the first one offered is one', () => {
    const read = readPlan(planText);
    expect(read).toMatchObject({ plan: { guards: [{ name: 'error_rate', limit: 0.005 }, {}] } });
    expect('plan' in read && stagesOf(read.plan)).toBe(5);
  });
  it('tells why a text is none', () => {
    expect(readPlan('stages: [')).toHaveProperty('problem');
  });
  it('may be missing', () => {
    expect(stagesOf(null)).toBe(0);
  });
});
