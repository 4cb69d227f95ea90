// What is going on: is the host ready, what do players do, how are the campaigns.
import { CheckCircleFilled, ExclamationCircleFilled, WarningFilled } from '@ant-design/icons';
import { Alert, Card, Flex, Space, Statistic, Typography } from 'antd';
import { Link } from 'react-router-dom';
import { useLive } from '../api/live';
import type { Overview as Seen } from '../api/types';
import { Age, LiveView } from '../common/live_view';
import { Page } from '../common/page';
import { useSpeech } from '../words';
import { CampaignTable } from './campaigns_table';

function Ready({ ready }: { ready: Seen['ready'] }) {
  const { say } = useSpeech();
  const kind = !ready.ready ? 'error' : ready.degraded ? 'warning' : 'success';
  const icon = { error: <ExclamationCircleFilled aria-hidden />, warning: <WarningFilled aria-hidden />, success: <CheckCircleFilled aria-hidden /> }[kind];
  const title = say(!ready.ready ? 'notReady' : ready.degraded ? 'degraded' : 'ready');
  return (
    <Alert
      type={kind}
      showIcon
      icon={icon}
      message={<strong>{title}</strong>}
      description={
        ready.reasons.length > 0 && (
          <ul className="reasons">
            {ready.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )
      }
    />
  );
}

function Figure({ title, value, suffix, loud = false }: { title: string; value: string; suffix?: string; loud?: boolean }) {
  return (
    <Card size="small">
      <Statistic title={title} value={value} suffix={suffix} valueStyle={loud ? { color: 'var(--ant-color-error-text)' } : {}} />
    </Card>
  );
}

function TrafficFigures({ traffic }: { traffic: Seen['traffic'] }) {
  const { say, number, percent } = useSpeech();
  return (
    <div className="figures">
      <Figure title={say('actionsPerSecond')} value={number(traffic.actions_per_s, 1)} />
      <Figure title={say('viewsPerSecond')} value={number(traffic.views_per_s, 1)} />
      <Figure title={say('refusalShare')} value={percent(traffic.refusal_share)} />
      <Figure title={say('faultShare')} value={percent(traffic.fault_share)} loud={traffic.fault_share > 0.001} />
      <Figure title={say('p99')} value={number(traffic.p99_ms, 1)} suffix={traffic.p99_ms === null ? '' : 'ms'} />
    </div>
  );
}

const order = ['open', 'paused', 'not_started', 'ended', 'quarantined'] as const;

function States({ campaigns }: { campaigns: Seen['campaigns'] }) {
  const { sayMaybe } = useSpeech();
  return (
    <div className="figures">
      {order.map((status) => [status, campaigns[status]] as const).map(([status, count]) => (
        <Link key={status} to={`/campaigns?status=${status}`} className="figure-link">
          <Figure
            title={sayMaybe('status', status)}
            value={String(count)}
            loud={status === 'quarantined' && count > 0}
          />
        </Link>
      ))}
    </div>
  );
}

export default function Overview() {
  const { say, span } = useSpeech();
  const live = useLive<Seen>('overview', 3000);
  return (
    <Page title={say('overview')} name={say('overview')} aside={<Age live={live} />}>
      <LiveView live={live} what={say('overview')}>
        {({ host, ready, traffic, campaigns }) => (
          <Space direction="vertical" size="large" className="whole">
            <Ready ready={ready} />
            <section>
              <Typography.Title level={2} className="section">
                {say('traffic')}
              </Typography.Title>
              <TrafficFigures traffic={traffic} />
            </section>
            <section>
              <Typography.Title level={2} className="section">
                {say('campaignsByState')}
              </Typography.Title>
              <States campaigns={campaigns} />
            </section>
            <section>
              <Typography.Title level={2} className="section">
                {say('busiest')}
              </Typography.Title>
              <CampaignTable most={5} />
            </section>
            <Flex gap="4px 16px" wrap>
              <Typography.Text type="secondary">
                {say('hostIs', { name: host.name, version: host.version, environment: host.environment, mode: host.mode })}
              </Typography.Text>
              <Typography.Text type="secondary">{say('upFor', { span: span(host.uptime_s) })}</Typography.Text>
            </Flex>
          </Space>
        )}
      </LiveView>
    </Page>
  );
}
