// The stages of a plan that is carried out: which were held, which is held now and for how long at least.
import { Card, Steps } from 'antd';
import type { Plan } from '../../api/types';
import { useSpeech } from '../../words';
import { holdOf } from './plan';

export function Stages({ plan, stage, since }: { plan: Plan; stage: number; since: string }) {
  const { say, percent, span, time } = useSpeech();
  return (
    <Card size="small" title={say('stages')}>
      <Steps
        direction="vertical"
        size="small"
        current={stage}
        items={plan.stages.map(({ share, hold_s, regions = [], tenants = [] }, n) => ({
          title: [percent(share), ...regions, ...tenants].join(' · '),
          description:
            n === stage
              ? say('stageNow', { until: time(new Date(since).getTime() + holdOf(hold_s) * 1000) })
              : n > stage
                ? say('stageHolds', { span: span(holdOf(hold_s)) })
                : '',
        }))}
      />
    </Card>
  );
}
