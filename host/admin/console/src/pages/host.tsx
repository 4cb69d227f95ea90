// The host itself: is it ready, is its database fit, what scheduled work does it do.
import { Alert, Button, Card, Empty, Flex, Space, Table, Tag, Typography, type TableColumnsType } from 'antd';
import { Link } from 'react-router-dom';
import { useLive } from '../api/live';
import type { Job, Jobs, Preflight, Readiness } from '../api/types';
import { Age, LiveView } from '../common/live_view';
import { Page } from '../common/page';
import { useAdmin } from '../session';
import { useSpeech, type Word } from '../words';

function Section({ title, children }: { title: Word; children: React.ReactNode }) {
  const { say } = useSpeech();
  return (
    <section>
      <Typography.Title level={2} className="section">
        {say(title)}
      </Typography.Title>
      {children}
    </section>
  );
}

function Checks({ readiness }: { readiness: Readiness }) {
  const { say } = useSpeech();
  return (
    <Card size="small">
      <Flex vertical gap="small">
        {readiness.checks.map(({ name, ok, degraded, reason }) => (
          <Flex key={name} gap="4px 12px" wrap align="baseline">
            <Tag bordered={false} color={!ok ? 'red' : degraded ? 'gold' : 'green'}>
              {say(!ok ? 'notReady' : degraded ? 'degraded' : 'fine')}
            </Tag>
            <strong>{name}</strong>
            {reason !== undefined && <span>{reason}</span>}
          </Flex>
        ))}
      </Flex>
    </Card>
  );
}

function Last({ job }: { job: Job }) {
  const { say, number, time } = useSpeech();
  const { last } = job;
  if (last === null) return '–';
  const counts = say('jobCounts', { done: number(last.done), refused: number(last.refused), failed: number(last.failed) });
  return (
    <Typography.Text {...(last.failed > 0 ? { type: 'danger' as const } : {})}>
      {time(last.finished ?? last.started)} · {counts}
    </Typography.Text>
  );
}

function JobTable({ jobs }: { jobs: readonly Job[] }) {
  const { say, sayMaybe, time } = useSpeech();
  if (jobs.length === 0) return <Empty description={say('noJobs')} />;
  const columns: TableColumnsType<Job> = [
    { title: say('campaign'), dataIndex: 'campaign', rowScope: 'row', render: (id: string) => <Link to={`/campaigns/${id}`}>{id}</Link> },
    { title: say('job'), key: 'job', render: (_, { job, schedule }) => `${job} · ${schedule}` },
    { title: say('jobNext'), dataIndex: 'next', render: (next: string) => time(next) },
    { title: say('jobState'), key: 'state', render: (_, { state, holder }) => [sayMaybe('jobState', state), holder].filter(Boolean).join(' · ') },
    { title: say('jobLast'), key: 'last', render: (_, job) => <Last job={job} /> },
  ];
  return (
    <Card size="small" className="list">
      <Table rowKey={({ campaign, job }) => `${campaign}/${job}`} size="small" columns={columns} dataSource={[...jobs]} pagination={false} scroll={{ x: 'max-content' }} />
    </Card>
  );
}

const colours = { ok: 'green', failed: 'red', unknown: 'gold' } as const;

function Findings({ preflight }: { preflight: Preflight }) {
  const { say, sayMaybe } = useSpeech();
  return (
    <Space direction="vertical" className="whole">
      <Alert type={preflight.ok ? 'success' : 'error'} showIcon message={say(preflight.ok ? 'preflightFine' : 'preflightNot')} />
      <Card size="small">
        <Flex vertical gap="small">
          {preflight.checks.map(({ name, state, found, expected, remedy }) => (
            <div key={name}>
              <Flex gap="4px 12px" wrap align="baseline">
                <Tag bordered={false} color={colours[state]}>
                  {sayMaybe('preflight', state)}
                </Tag>
                <strong>{name}</strong>
                <span>{found}</span>
              </Flex>
              {state !== 'ok' && (
                <Typography.Text type="secondary">
                  {say('preflightExpected', { expected })} {remedy !== '' && <code>{remedy}</code>}
                </Typography.Text>
              )}
            </div>
          ))}
        </Flex>
      </Card>
    </Space>
  );
}

function Database() {
  const { say } = useSpeech();
  const live = useLive<Preflight>('preflight', 0);
  return (
    <Section title="preflight">
      <LiveView live={live} what={say('preflight')}>
        {(preflight) => (
          <>
            <Findings preflight={preflight} />
            <div>
              <Button loading={live.isFetching} onClick={() => void live.refetch()}>
                {say('lookAgain')}
              </Button>
            </div>
          </>
        )}
      </LiveView>
    </Section>
  );
}

export default function Host() {
  const { say } = useSpeech();
  const { admin } = useAdmin();
  const readiness = useLive<Readiness>('readiness', 5000);
  const jobs = useLive<Jobs>('jobs', 10_000);
  return (
    <Page title={say('host')} name={say('host')} aside={<Age live={readiness} />}>
      <Section title="readiness">
        <LiveView live={readiness} what={say('readiness')}>
          {(seen) => <Checks readiness={seen} />}
        </LiveView>
      </Section>
      <Section title="jobs">
        <LiveView live={jobs} what={say('jobs')}>
          {(seen) => <JobTable jobs={seen.jobs} />}
        </LiveView>
      </Section>
      {admin.tenant === null && <Database />}
    </Page>
  );
}
