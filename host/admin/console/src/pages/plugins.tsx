// The plugins: versions, generations, images that could not be unloaded; and the campaigns in quarantine.
import { Alert, Card, Empty, Flex, Space, Tag, Typography } from 'antd';
import { Link } from 'react-router-dom';
import { path, post } from '../api/client';
import { useLive } from '../api/live';
import type { Campaign, Plugin, PluginList, PluginReloaded, Readiness } from '../api/types';
import { DeedButton } from '../common/deed';
import { Age, LiveView } from '../common/live_view';
import { Page } from '../common/page';
import { useAdmin } from '../session';
import { useSpeech } from '../words';
import { useCampaigns } from './campaigns_table';

function Quarantined({ campaign, why }: { campaign: Campaign; why: string | undefined }) {
  const { say, text } = useSpeech();
  const { may } = useAdmin();
  return (
    <Flex gap="small" wrap align="center" justify="space-between">
      <div>
        <div>
          <Link to={`/campaigns/${campaign.id}`}>{text(campaign.title) || campaign.id}</Link>
        </div>
        <div>
          {campaign.plugin} {campaign.plugin_version}
        </div>
        {why !== undefined && <div>{why}</div>}
      </div>
      {may('operator') && (
        <DeedButton
          label={say('release')}
          danger
          consequence={say('releaseWill', { title: text(campaign.title) || campaign.id, id: campaign.id })}
          done={say('released')}
          call={(reason) => post(path`campaigns/${campaign.id}/release`, { reason })}
        />
      )}
    </Flex>
  );
}

function Quarantine() {
  const { say } = useSpeech();
  const live = useCampaigns();
  const readiness = useLive<Readiness>('readiness', 5000);
  const why = (id: string) => readiness.data?.checks.find(({ name }) => name === `campaign ${id}`)?.reason;
  return (
    <LiveView live={live} what={say('quarantine')}>
      {({ campaigns }) => {
        const held = campaigns.filter(({ quarantined }) => quarantined);
        if (held.length === 0) return <Alert type="success" showIcon message={say('quarantineEmpty')} />;
        return (
          <Alert
            type="error"
            showIcon
            message={say('quarantinedWhy')}
            description={
              <Space direction="vertical" className="whole">
                {held.map((campaign) => (
                  <Quarantined key={campaign.id} campaign={campaign} why={why(campaign.id)} />
                ))}
              </Space>
            }
          />
        );
      }}
    </LiveView>
  );
}

function PluginCard({ plugin }: { plugin: Plugin }) {
  const { say, number } = useSpeech();
  const { may } = useAdmin();
  return (
    <Card
      size="small"
      title={
        <span>
          {plugin.id} <Tag bordered={false}>{plugin.version ?? '?'}</Tag>
        </span>
      }
      extra={
        may('operator') && (
          <DeedButton
            label={say('reloadPlugin')}
            reason={false}
            button={{ size: 'small' }}
            consequence={say('reloadWill', { id: plugin.id, file: plugin.file })}
            done={({ campaigns }) => (campaigns.length > 0 ? say('reloaded') : say('reloadedSame'))}
            call={() => post<PluginReloaded>(path`plugins/${plugin.id}/reload`)}
          />
        )
      }
    >
      <Flex vertical gap={6}>
        <Flex gap="4px 16px" wrap>
          <span>{say('generation', { number: number(plugin.generation) })}</span>
          <span>{say('imagesLive', { count: number(plugin.images.live) })}</span>
        </Flex>
        {plugin.defect && <Alert type="error" showIcon message={plugin.defect} />}
        <Typography.Text type="secondary" className="file">
          {plugin.file}
        </Typography.Text>
        <Flex gap={6} wrap>
          {plugin.campaigns.map((id) => (
            <Link key={id} to={`/campaigns/${id}`}>
              {id}
            </Link>
          ))}
        </Flex>
      </Flex>
    </Card>
  );
}

export default function Plugins() {
  const { say } = useSpeech();
  const live = useLive<PluginList>('plugins', 10_000);
  return (
    <Page title={say('plugins')} name={say('plugins')} aside={<Age live={live} />}>
      <section>
        <Typography.Title level={2} className="section">
          {say('quarantine')}
        </Typography.Title>
        <Quarantine />
      </section>
      <LiveView live={live} what={say('plugins')}>
        {({ plugins, images }) => (
          <>
          <Typography.Text type={(images.stuck ?? 0) > 0 ? 'danger' : 'secondary'}>
            {say('imagesOfHost', { live: images.live, stuck: images.stuck ?? 0 })}
          </Typography.Text>
          {plugins.length === 0 ? (
            <Empty description={say('noPlugins')} />
          ) : (
            <div className="cards">
              {plugins.map((plugin) => (
                <PluginCard key={plugin.id} plugin={plugin} />
              ))}
            </div>
          )}
          </>
        )}
      </LiveView>
    </Page>
  );
}
