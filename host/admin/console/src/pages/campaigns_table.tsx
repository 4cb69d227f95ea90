// The campaigns with their live state and traffic: a table, or cards on a phone.
import { Card, Empty, Flex, Grid, Table, Typography, type TableColumnsType } from 'antd';
import { Link } from 'react-router-dom';
import { useLive } from '../api/live';
import type { Campaign, CampaignList } from '../api/types';
import { LiveView } from '../common/live_view';
import { StatusTag } from '../common/tags';
import { useSpeech } from '../words';

export function useCampaigns() {
  return useLive<CampaignList>('campaigns', 5000);
}

function Name({ campaign }: { campaign: Campaign }) {
  const { text } = useSpeech();
  return (
    <Flex vertical>
      <Link to={`/campaigns/${campaign.id}`}>{text(campaign.title) || campaign.id}</Link>
      <Typography.Text type="secondary" className="id">
        {campaign.id}
      </Typography.Text>
    </Flex>
  );
}

/** The share of its actions that ended with our own fault. */
export function faultsOf({ traffic }: Campaign): number {
  return traffic.actions > 0 ? traffic.faults / traffic.actions : 0;
}

function Cards({ campaigns }: { campaigns: readonly Campaign[] }) {
  const { say, number } = useSpeech();
  return (
    <Flex vertical gap="small">
      {campaigns.map((campaign) => (
        <Card key={campaign.id} size="small">
          <Flex vertical gap={6}>
            <Name campaign={campaign} />
            <StatusTag campaign={campaign} />
            <Typography.Text type="secondary">
              {say('trafficLine', {
                perMinute: number(campaign.traffic.actions_per_minute, 1),
                refusals: number(campaign.traffic.refusals),
                faults: number(campaign.traffic.faults),
              })}
            </Typography.Text>
          </Flex>
        </Card>
      ))}
    </Flex>
  );
}

/** most: only so many, the busiest ones. */
export function CampaignTable({ most, wanted }: { most?: number; wanted?: (campaign: Campaign) => boolean }) {
  const { say, number, text } = useSpeech();
  const wide = Grid.useBreakpoint().md === true;
  const live = useCampaigns();
  const columns: TableColumnsType<Campaign> = [
    { title: say('campaign'), key: 'name', render: (_, campaign) => <Name campaign={campaign} />, sorter: (a, b) => text(a.title).localeCompare(text(b.title)) },
    { title: say('state'), key: 'state', render: (_, campaign) => <StatusTag campaign={campaign} /> },
    { title: say('tenant'), dataIndex: 'tenant', responsive: ['lg'] },
    { title: say('plugin'), key: 'plugin', render: (_, { plugin, plugin_version }) => `${plugin} ${plugin_version}`, responsive: ['lg'] },
    { title: say('revision'), dataIndex: 'revision', align: 'right', render: (revision: number | null) => number(revision) },
    {
      title: say('actionsPerMinute'),
      key: 'rate',
      align: 'right',
      render: (_, { traffic }) => number(traffic.actions_per_minute, 1),
      sorter: (a, b) => a.traffic.actions_per_minute - b.traffic.actions_per_minute,
    },
    { title: say('refusals'), key: 'refusals', align: 'right', render: (_, { traffic }) => number(traffic.refusals) },
    {
      title: say('faults'),
      key: 'faults',
      align: 'right',
      render: (_, { traffic }) => (
        <Typography.Text {...(traffic.faults > 0 ? { type: 'danger' as const } : {})}>{number(traffic.faults)}</Typography.Text>
      ),
    },
  ];
  return (
    <LiveView live={live} what={say('campaigns')}>
      {({ campaigns }) => {
        const chosen = wanted ? campaigns.filter(wanted) : campaigns;
        const busiest = [...chosen].sort((a, b) => b.traffic.actions_per_minute - a.traffic.actions_per_minute);
        const shown = most === undefined ? chosen : busiest.slice(0, most);
        if (shown.length === 0) return <Empty description={say(campaigns.length === 0 ? 'noCampaigns' : 'noneOfThese')} />;
        if (!wide) return <Cards campaigns={shown} />;
        return <Table rowKey="id" size="middle" columns={columns} dataSource={shown} pagination={shown.length > 50 ? { pageSize: 50 } : false} />;
      }}
    </LiveView>
  );
}
