// States as coloured words; the word says it, the colour only helps.
import { Flex, Tag } from 'antd';
import type { Campaign, RevisionState, Verdict } from '../api/types';
import { useSpeech } from '../words';

const statusColours: Record<string, string> = {
  open: 'green',
  paused: 'orange',
  not_started: 'blue',
  ended: 'default',
  quarantined: 'red',
};
const revisionColours: Record<RevisionState, string> = {
  waiting: 'gold',
  rejected: 'red',
  approved: 'blue',
  rolling: 'purple',
  live: 'green',
  retired: 'default',
};
const verdictColours: Record<Verdict, string> = { ok: 'green', bad: 'red', no_evidence: 'orange' };

export function StatusTag({ campaign }: { campaign: Campaign }) {
  const { sayMaybe, say, percent } = useSpeech();
  const { rollout, waiting } = campaign;
  const rolling = rollout !== null && (rollout.state === 'holding' || rollout.state === 'advancing');
  return (
    <Flex gap={4} wrap>
      <Tag color={statusColours[campaign.status]} bordered={false}>
        {sayMaybe('status', campaign.status)}
      </Tag>
      {rolling && (
        <Tag color="purple" bordered={false}>
          {say('rollingTag', { revision: rollout.revision, share: percent(rollout.share) })}
        </Tag>
      )}
      {waiting > 0 && (
        <Tag color="gold" bordered={false}>
          {say('waitingTag', { count: waiting })}
        </Tag>
      )}
    </Flex>
  );
}

export function RevisionTag({ state }: { state: RevisionState }) {
  const { sayMaybe } = useSpeech();
  return (
    <Tag color={revisionColours[state]} bordered={false}>
      {sayMaybe('revisionState', state)}
    </Tag>
  );
}

export function VerdictTag({ verdict }: { verdict: Verdict }) {
  const { sayMaybe } = useSpeech();
  return (
    <Tag color={verdictColours[verdict]} bordered={false}>
      {sayMaybe('verdict', verdict)}
    </Tag>
  );
}
