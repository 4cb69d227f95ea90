// Plans as their admins write them.
import { parseDocument } from 'yaml';
import type { Plan, Rollout, RolloutInShort } from '../../api/types';

export function isUnderWay<Any extends Rollout | RolloutInShort>(rollout: Any | null): rollout is Any {
  return rollout !== null && (rollout.state === 'holding' || rollout.state === 'advancing');
}

/** What a careful admin would begin with. Times are seconds. */
export const planText = `stages:
  - {share: 0.001, hold_s: 300}
  - {share: 0.01, hold_s: 600}
  - {share: 0.1, hold_s: 1800}
  - {share: 0.5, hold_s: 1800}
  - {share: 1}
guards:
  - {name: error_rate, limit: 0.005}
  - {name: p99_ms, limit: 200}
`;

/** The plan that a text says, or why it says none. Whether it makes sense is the host's to tell. */
export function readPlan(text: string): { plan: Plan } | { problem: string } {
  const document = parseDocument(text);
  const error = document.errors[0];
  if (error !== undefined) return { problem: error.message.split('\n')[0] ?? error.message };
  return { plan: document.toJS() as Plan };
}

/** Seconds that a stage is held at least. */
export function holdOf(hold: number | undefined): number {
  return hold ?? 60;
}

export function stagesOf(plan: Plan | null): number {
  return plan?.stages.length ?? 0;
}
