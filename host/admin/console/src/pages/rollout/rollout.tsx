// Who sees a new revision: share by share, guarded, and back at once.
import { RollbackOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Empty, Flex, Select, Timeline, Typography } from 'antd';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { path, post, query } from '../../api/client';
import { useLive } from '../../api/live';
import type { Campaign, RevisionList, Rollout as Seen, RolloutStep, Stock } from '../../api/types';
import { DeedButton } from '../../common/deed';
import { Age, LiveView } from '../../common/live_view';
import { Page } from '../../common/page';
import { useAdmin } from '../../session';
import { useSpeech } from '../../words';
import { Cost } from '../campaign/stock';
import { Guards } from './guards';
import { Stages } from './stages';
import { isUnderWay, stagesOf } from './plan';
import { Widen } from './widen';

function RollBack({ campaign, rollout }: { campaign: Campaign; rollout: Seen | null }) {
  const { say, text } = useSpeech();
  const under = isUnderWay(rollout);
  const list = useLive<RevisionList>(path`campaigns/${campaign.id}/revisions` + query({ limit: 50 }), 10_000);
  const earlier = (list.data?.revisions ?? []).filter(({ number, state }) => number !== campaign.revision && (state === 'retired' || state === 'approved'));
  const [to, setTo] = useState<number | null>(null);
  const target = under ? rollout.base : (to ?? earlier.find(({ number }) => number < (campaign.revision ?? 0))?.number ?? null);
  if (target === null) return null;
  const values = { to: target, title: text(campaign.title) || campaign.id, from: under ? rollout.revision : (campaign.revision ?? 0) };
  return (
    <Card size="small" title={say('rollBack')}>
      <Flex gap="small" wrap align="center">
        {!under && (
          <Select
            aria-label={say('rollBackTo')}
            value={target}
            onChange={setTo}
            popupMatchSelectWidth={false}
            options={earlier.map(({ number, note }) => ({ value: number, label: `${say('revisionNumber', { number })}${note ? ` · ${note}` : ''}` }))}
          />
        )}
        <DeedButton
          label={say('rollBackTo', { number: target })}
          danger
          button={{ type: 'primary', icon: <RollbackOutlined aria-hidden /> }}
          consequence={say('rollBackWill', values)}
          done={say('rolledBack', { number: target })}
          call={(reason) => post(path`campaigns/${campaign.id}/rollback`, under ? { reason } : { reason, to: target })}
        />
      </Flex>
    </Card>
  );
}

function Step({ step }: { step: RolloutStep }) {
  const { say, sayMaybe, time, percent } = useSpeech();
  const facts = [
    step.revision === undefined ? '' : say('revisionNumber', { number: step.revision }),
    step.share === undefined ? '' : percent(step.share),
    step.state === undefined ? '' : sayMaybe('rolloutState', step.state),
    step.killed ? say('kill') : '',
    step.reason,
  ].filter(Boolean);
  return (
    <>
      <strong>{sayMaybe('step', step.action)}</strong> {facts.join(' · ')}{' '}
      <Typography.Text type="secondary">
        {time(step.at)} · {step.admin}
      </Typography.Text>
    </>
  );
}

function History({ steps }: { steps: readonly RolloutStep[] }) {
  const { say } = useSpeech();
  return (
    <Card size="small" title={say('history')}>
      {steps.length === 0 ? (
        <Empty description={say('noHistory')} />
      ) : (
        <Timeline items={steps.map((step) => ({ key: step.change, children: <Step step={step} /> }))} />
      )}
    </Card>
  );
}

function Choose({ campaign, asked, onChosen }: { campaign: Campaign; asked: number | null; onChosen: (revision: number) => void }) {
  const { say } = useSpeech();
  const list = useLive<RevisionList>(path`campaigns/${campaign.id}/revisions` + query({ limit: 50 }), 10_000);
  return (
    <LiveView live={list} what={say('revisions')}>
      {({ revisions }) => {
        const possible = revisions.filter(({ number, state }) => number !== campaign.revision && state !== 'waiting' && state !== 'rejected');
        if (possible.length === 0)
          return (
            <Card size="small">
              <Empty description={say('nothingToRollOut')}>
                <Link to={`/campaigns/${campaign.id}/edit`}>
                  <Button type="primary">{say('edit')}</Button>
                </Link>
              </Empty>
            </Card>
          );
        return (
          <Flex gap="small" wrap align="center">
            <span>{say('chooseRevision')}</span>
            <Select
              aria-label={say('chooseRevision')}
              value={asked}
              onChange={onChosen}
              popupMatchSelectWidth={false}
              placeholder={say('revision')}
              options={possible.map(({ number, note }) => ({ value: number, label: `${say('revisionNumber', { number })}${note ? ` · ${note}` : ''}` }))}
            />
          </Flex>
        );
      }}
    </LiveView>
  );
}

function CostSoFar({ id }: { id: string }) {
  const { say } = useSpeech();
  const live = useLive<Stock>(path`campaigns/${id}/stock`, 5000);
  return (
    <LiveView live={live} what={say('cost')}>
      {({ cost }) => <Cost cost={cost} />}
    </LiveView>
  );
}

function State({ campaign, rollout }: { campaign: Campaign; rollout: Seen | null }) {
  const { say, sayMaybe, percent, time } = useSpeech();
  if (rollout === null) return <Alert type="info" showIcon message={say('noRollout', { revision: campaign.revision ?? 0 })} />;
  const type = { rolled_back: 'warning', done: 'success', holding: 'info', advancing: 'info' } as const;
  const line = { rolled_back: 'rolloutBack', done: 'rolloutDone', holding: 'rollingLine', advancing: 'rollingLine' } as const;
  return (
    <Alert
      type={type[rollout.state]}
      showIcon
      message={say(line[rollout.state], {
        revision: rollout.revision,
        share: percent(rollout.share),
        base: rollout.base,
      })}
      description={[
        sayMaybe('rolloutState', rollout.state),
        rollout.stage === null ? '' : say('stageOf', { stage: rollout.stage + 1, stages: stagesOf(rollout.plan) }),
        say('since', { at: time(rollout.since) }),
        rollout.state === 'rolled_back' ? (rollout.history[0]?.reason ?? '') : '',
      ]
        .filter(Boolean)
        .join(' · ')}
    />
  );
}

function Whole({ campaign, rollout }: { campaign: Campaign; rollout: Seen | null }) {
  const { may } = useAdmin();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('revision') === null ? null : Number(search.get('revision'));
  const under = isUnderWay(rollout);
  const revision = under ? rollout.revision : asked !== campaign.revision ? asked : null;
  return (
    <>
      <State campaign={campaign} rollout={rollout} />
      {may('operator') && !under && (
        <Choose campaign={campaign} asked={revision} onChosen={(chosen) => setSearch({ revision: String(chosen) }, { replace: true })} />
      )}
      {under && rollout.plan !== null && rollout.stage !== null && <Stages plan={rollout.plan} stage={rollout.stage} since={rollout.since} />}
      {under && <Guards guards={rollout.guards} />}
      {may('operator') && under && <RollBack campaign={campaign} rollout={rollout} />}
      {may('operator') && revision !== null && <Widen key={revision} campaign={campaign} rollout={under ? rollout : null} revision={revision} />}
      {may('operator') && !under && <RollBack campaign={campaign} rollout={rollout} />}
      <CostSoFar id={campaign.id} />
      {rollout !== null && <History steps={rollout.history} />}
    </>
  );
}

export default function Rollout() {
  const { id = '' } = useParams();
  const { say, text } = useSpeech();
  const campaign = useLive<Campaign>(path`campaigns/${id}`, 3000);
  const live = useLive<Seen | null>(path`campaigns/${id}/rollout`, 2000);
  const title = say('rolloutOf', { title: text(campaign.data?.title) || id });
  return (
    <Page title={title} name={title} aside={<><Link to={`/campaigns/${id}`}>{id}</Link> <Age live={live} /></>}>
      <LiveView live={campaign} what={id}>
        {(seen) => (
          <LiveView live={live} what={say('rollout')}>
            {(rollout) => <Whole campaign={seen} rollout={rollout} />}
          </LiveView>
        )}
      </LiveView>
    </Page>
  );
}
