// Who gets a revision: a share by hand, or stage by stage by a plan whose guards must be content.
import { Alert, Card, Form, Input, Segmented, Select, Space } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { path, put } from '../../api/client';
import type { Campaign, Rollout as Seen, RolloutRequest } from '../../api/types';
import { DeedButton } from '../../common/deed';
import { useSpeech } from '../../words';
import { planText, readPlan } from './plan';
import { ShareSlider } from './share_slider';

interface Target {
  tenants: string[];
  regions: string[];
  allow: string[];
}

export function Widen({ campaign, rollout, revision }: { campaign: Campaign; rollout: Seen | null; revision: number }) {
  const { say, percent, text } = useSpeech();
  const now = rollout !== null && rollout.revision === revision ? rollout.share : 0;
  const [share, setShare] = useState(now > 0 ? now : 0.01);
  const [target, setTarget] = useState<Target>({ tenants: rollout?.tenants ?? [], regions: rollout?.regions ?? [], allow: rollout?.allow ?? [] });
  useEffect(() => {
    if (now > 0) setShare(now);
  }, [now]);
  const values = { revision, from: percent(now), to: percent(share), title: text(campaign.title) || campaign.id };
  const narrower = share < now;
  const list = (name: keyof Target, label: string) => (
    <Form.Item label={label} className="tight">
      <Select mode="tags" open={false} suffixIcon={null} value={target[name]} onChange={(chosen: string[]) => setTarget({ ...target, [name]: chosen })} placeholder={say('everyone')} />
    </Form.Item>
  );
  const only = Object.fromEntries(Object.entries(target).filter(([, chosen]) => chosen.length > 0));
  const [way, setWay] = useState<'hand' | 'plan'>('hand');
  const [plan, setPlan] = useState(planText);
  const read = useMemo(() => readPlan(plan), [plan]);
  const label = share === 1 ? say('toEverybody') : now === 0 ? say('showTo', { share: percent(share) }) : say(narrower ? 'narrowTo' : 'widenTo', { share: percent(share) });
  const send = (body: Omit<RolloutRequest, 'revision'>) => put(path`campaigns/${campaign.id}/rollout`, { revision, ...body } satisfies RolloutRequest);
  return (
    <Card size="small" title={say('whoSees', { revision })}>
      <Space direction="vertical" size="middle" className="whole">
        <Segmented<'hand' | 'plan'>
          value={way}
          onChange={setWay}
          options={[
            { value: 'hand', label: say('byHand') },
            { value: 'plan', label: say('byPlan') },
          ]}
        />
        {way === 'hand' && (
          <>
            <ShareSlider share={share} onChange={setShare} />
            <details>
              <summary>{say('onlyFor')}</summary>
              <Form layout="vertical" className="narrow">
                {list('regions', say('regions'))}
                {list('tenants', say('tenants'))}
                {list('allow', say('allowList'))}
              </Form>
            </details>
            {narrower && <Alert type="warning" showIcon message={say('narrower')} />}
            <DeedButton
              label={label}
              reason={false}
              danger={share === 1}
              button={{ type: 'primary', disabled: share === now && Object.keys(only).length === 0 }}
              consequence={say(share === 1 ? 'everybodyWill' : now === 0 ? 'showWill' : 'widenWill', values)}
              done={share === 1 ? say('liveForAll') : say('shareSet', { share: percent(share) })}
              call={() => send({ share, ...only })}
            />
          </>
        )}
        {way === 'plan' && (
          <>
            <label>
              {say('planAs')}
              <Input.TextArea className="plan" autoSize spellCheck={false} value={plan} onChange={({ target: { value } }) => setPlan(value)} />
            </label>
            {'problem' in read && <Alert type="error" showIcon message={read.problem} />}
            <DeedButton
              label={say('startPlan')}
              reason={false}
              button={{ type: 'primary', disabled: 'problem' in read }}
              consequence={say('planWill', values)}
              done={say('planStarted')}
              call={() => send('plan' in read ? { plan: read.plan } : {})}
            />
          </>
        )}
      </Space>
    </Card>
  );
}
