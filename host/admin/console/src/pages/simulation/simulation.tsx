// What a revision would do to a made-up crowd: pictures, not tables only. Kept with the revision.
import { Alert, Button, Card, Flex, Form, InputNumber, Space, Statistic, Table, Typography, type TableColumnsType } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { ask, path } from '../../api/client';
import { useLive } from '../../api/live';
import type { Prize, Simulation } from '../../api/types';
import { useCall } from '../../common/deed';
import { LiveView } from '../../common/live_view';
import { ProblemView } from '../../common/problem_view';
import { useAdmin } from '../../session';
import { useSpeech } from '../../words';

const Pictures = lazy(() => import('./pictures'));

function Figures({ report }: { report: Simulation }) {
  const { say, number, money, percent } = useSpeech();
  const { answers, cost } = report;
  const refused = Object.values(answers.refused).reduce((sum, one) => sum + one, 0);
  const figures: [string, string][] = [
    [say('simPlayers'), say('simCrowd', { players: number(report.players), days: report.days })],
    [say('simCost'), cost === null ? say('noCosts') : money(cost.all.mean, cost.unit)],
    [say('simRefused'), percent(answers.all > 0 ? refused / answers.all : 0)],
    [say('draws'), number(report.draws)],
  ];
  return (
    <div className="figures">
      {figures.map(([title, value]) => (
        <Card size="small" key={title}>
          <Statistic title={title} value={value} valueStyle={{ fontSize: 18 }} />
        </Card>
      ))}
    </div>
  );
}

function Verdicts({ report }: { report: Simulation }) {
  const { say, number } = useSpeech();
  return (
    <Space direction="vertical" size="small" className="whole">
      {report.odds_kept === true && <Alert type="success" showIcon message={say('oddsKept', { draws: number(report.draws) })} />}
      {report.odds_kept === false && <Alert type="error" showIcon message={say('oddsNotKept')} />}
      {report.answers.faults > 0 && (
        <Alert type="error" showIcon message={say('simFaults', { count: number(report.answers.faults) })} description={report.answers.first_fault} />
      )}
      {report.notes.map((note) => (
        <Alert key={note} type="info" showIcon message={note} />
      ))}
    </Space>
  );
}

function Prizes({ report }: { report: Simulation }) {
  const { say, number, percent, money } = useSpeech();
  const columns: TableColumnsType<Prize> = [
    { title: say('prize'), dataIndex: 'id', rowScope: 'row' },
    { title: say('givenMean'), key: 'given', align: 'right', render: (_, { given }) => number(given.mean, 0) },
    { title: say('oddsPublished'), key: 'published', align: 'right', render: (_, { odds }) => percent(odds?.published) },
    { title: say('oddsDrawn'), key: 'drawn', align: 'right', render: (_, { odds }) => <Typography.Text {...(odds?.outside ? { type: 'danger' as const } : {})}>{percent(odds?.share)}</Typography.Text> },
    { title: say('stock'), dataIndex: 'stock', align: 'right', render: (stock: number | null) => (stock === null ? say('unlimited') : number(stock)) },
    {
      title: say('soldOut'),
      key: 'sold',
      align: 'right',
      render: (_, { sold_out }) => (sold_out.days === null ? say('never') : say('afterDays', { days: number(sold_out.days.mean, 1) })),
    },
    { title: say('cost'), key: 'cost', align: 'right', render: (_, { cost }) => money(cost?.all.mean, report.cost?.unit) },
  ];
  return <Table rowKey="id" size="small" columns={columns} dataSource={report.prizes} pagination={false} scroll={{ x: 'max-content' }} />;
}

function Report({ report }: { report: Simulation }) {
  return (
    <Space direction="vertical" size="middle" className="whole">
      <Figures report={report} />
      <Verdicts report={report} />
      <Suspense>
        <Pictures report={report} />
      </Suspense>
      <Prizes report={report} />
    </Space>
  );
}

const patience = 300_000; // ms: millions of turns take their time

interface Crowd {
  players: number;
  turns: number;
}

function Run({ id, number, anew }: { id: string; number: number; anew: boolean }) {
  const { say } = useSpeech();
  const { busy, problem, run } = useCall();
  const [crowd] = useState<Crowd>({ players: 10_000, turns: 3 });
  const simulate = (asked: Crowd) => run(() => ask('POST', path`campaigns/${id}/revisions/${number}/simulate`, asked, patience));
  return (
    <Flex vertical gap="small">
      <Form layout="inline" className="search" initialValues={crowd} onFinish={(asked: Crowd) => void simulate(asked)} requiredMark={false}>
        <Form.Item name="players" label={say('simPlayers')} rules={[{ required: true, message: say('needed') }]}>
          <InputNumber min={1} max={1_000_000} step={1000} />
        </Form.Item>
        <Form.Item name="turns" label={say('turnsADay')} rules={[{ required: true, message: say('needed') }]}>
          <InputNumber min={1} max={1000} />
        </Form.Item>
        <Button type={anew ? 'default' : 'primary'} htmlType="submit" loading={busy}>
          {say(anew ? 'simulateAnew' : 'simulate')}
        </Button>
      </Form>
      {problem && <ProblemView problem={problem} what={say('notSimulated')} />}
    </Flex>
  );
}

export function SimulationOf({ id, number }: { id: string; number: number }) {
  const { say } = useSpeech();
  const { may } = useAdmin();
  const live = useLive<Simulation>(path`campaigns/${id}/revisions/${number}/simulation`, 0);
  const none = live.error?.code === 'no_simulation';
  return (
    <Card size="small" title={say('simulation')}>
      <Space direction="vertical" size="middle" className="whole">
        {none && <Typography.Text type="secondary">{say('noSimulation')}</Typography.Text>}
        {may('operator') && <Run id={id} number={number} anew={!none} />}
        {!none && (
          <LiveView live={live} what={say('simulation')}>
            {(report) => <Report report={report} />}
          </LiveView>
        )}
      </Space>
    </Card>
  );
}
