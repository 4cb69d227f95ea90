// One campaign: how it is, what can be done about it, its revisions, stock, cost and refusals.
import { Alert, Card, Descriptions, Flex, Space, Tabs, Typography } from 'antd';
import { useParams, useSearchParams } from 'react-router-dom';
import { useLive } from '../../api/live';
import { path } from '../../api/client';
import type { Campaign as Seen } from '../../api/types';
import { Age, LiveView } from '../../common/live_view';
import { Page } from '../../common/page';
import { StatusTag } from '../../common/tags';
import { useSpeech } from '../../words';
import { Deeds } from './deeds';
import { Refusals } from './refusals';
import { Revisions } from './revisions';
import { StockAndCost } from './stock';
import { Rolling } from '../rollout/rolling';

// A bare path is of the players' address, which only the host knows.
function PlayerPage({ page }: { page: string }) {
  if (page.startsWith('/')) return <code>{page}</code>;
  return (
    <a href={page} target="_blank" rel="noreferrer">
      {page}
    </a>
  );
}

function Facts({ campaign }: { campaign: Seen }) {
  const { say, number, time } = useSpeech();
  const { traffic } = campaign;
  const facts = [
    [say('tenant'), campaign.tenant],
    [say('plugin'), `${campaign.plugin} ${campaign.plugin_version}`],
    [say('revisionServing'), number(campaign.revision)],
    [say('starts'), campaign.starts_at === null ? say('always') : time(campaign.starts_at)],
    [say('ends'), campaign.ends_at === null ? say('never') : time(campaign.ends_at)],
    [say('actionsPerMinute'), number(traffic.actions_per_minute, 1)],
    [say('actions'), number(traffic.actions)],
    [say('views'), number(traffic.views)],
    [say('refusals'), number(traffic.refusals)],
    [say('faults'), number(traffic.faults)],
  ] as const;
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 2, lg: 3 }}
      items={[
        ...facts.map(([label, children]) => ({ key: label, label, children })),
        ...(campaign.page === null
          ? []
          : [{ key: 'page', label: say('playerPage'), children: <PlayerPage page={campaign.page} /> }]),
      ]}
    />
  );
}

function Warnings({ campaign }: { campaign: Seen }) {
  const { say } = useSpeech();
  return (
    <>
      {campaign.quarantined && <Alert type="error" showIcon message={say('quarantinedWhy')} />}
      {campaign.killed === true && <Alert type="error" showIcon message={say('killedWhy')} />}
      {campaign.paused && <Alert type="warning" showIcon message={say('pausedWhy')} />}
    </>
  );
}

export default function Campaign() {
  const { id = '' } = useParams();
  const { say, text } = useSpeech();
  const [search, setSearch] = useSearchParams();
  const live = useLive<Seen>(path`campaigns/${id}`, 3000);
  const title = text(live.data?.title) || id;
  return (
    <Page title={title} name={title} aside={<Age live={live} />} actions={live.data && <Deeds campaign={live.data} />}>
      <LiveView live={live} what={title}>
        {(campaign) => (
          <Space direction="vertical" size="middle" className="whole">
            <Flex gap="small" wrap align="center">
              <StatusTag campaign={campaign} />
              <Typography.Text type="secondary" className="id">
                {campaign.id}
              </Typography.Text>
            </Flex>
            <Warnings campaign={campaign} />
            <Rolling campaign={campaign} />
            <Card size="small">
              <Facts campaign={campaign} />
            </Card>
            <Tabs
              activeKey={search.get('tab') ?? 'stock'}
              onChange={(tab) => setSearch({ tab }, { replace: true })}
              items={[
                { key: 'stock', label: say('stockAndCost'), children: <StockAndCost id={campaign.id} /> },
                { key: 'revisions', label: say('revisions'), children: <Revisions campaign={campaign} /> },
                { key: 'refusals', label: say('refusals'), children: <Refusals traffic={campaign.traffic} /> },
              ]}
            />
          </Space>
        )}
      </LiveView>
    </Page>
  );
}
