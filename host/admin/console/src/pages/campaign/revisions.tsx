// The revisions of a campaign, newest first; any two can be compared.
import { Button, Card, Empty, Flex, Grid, Space, Table, Typography, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { get, path, post, query } from '../../api/client';
import { useLive } from '../../api/live';
import type { Campaign, Revision, RevisionList } from '../../api/types';
import { DeedButton, useCall } from '../../common/deed';
import { Age, LiveView } from '../../common/live_view';
import { ProblemView } from '../../common/problem_view';
import { RevisionTag } from '../../common/tags';
import { useAdmin } from '../../session';
import { useSpeech } from '../../words';

/** Approve or reject; both say what happens then. */
export function Decision({ id, revision }: { id: string; revision: Revision }) {
  const { say } = useSpeech();
  const { may, admin } = useAdmin();
  if (revision.state !== 'waiting' || !may('approver')) return null;
  const values = { number: revision.number, id, author: revision.author };
  const own = admin.name === revision.author;
  return (
    <>
      <DeedButton
        label={say('approve')}
        button={{ size: 'small', type: 'primary', disabled: own }}
        consequence={say('approveWill', values)}
        done={say('approved')}
        call={(note) => post(path`campaigns/${id}/revisions/${revision.number}/approve`, { note })}
      />
      <DeedButton
        label={say('reject')}
        danger
        button={{ size: 'small' }}
        consequence={say('rejectWill', values)}
        done={say('rejected')}
        call={(note) => post(path`campaigns/${id}/revisions/${revision.number}/reject`, { note })}
      />
      {own && <Typography.Text type="secondary">{say('fourEyesOwn')}</Typography.Text>}
    </>
  );
}

function Simulated({ simulation }: { simulation: NonNullable<Revision['simulation']> }) {
  const { say, number, money } = useSpeech();
  const { cost, faults, odds_kept } = simulation;
  const wrong = [odds_kept === false ? say('oddsNotKept') : '', faults > 0 ? say('simFaults', { count: number(faults) }) : ''];
  const facts = [
    say('simCrowd', { players: number(simulation.players), days: simulation.days }),
    cost === null ? '' : `${say('simCost')} ${money(cost.mean, cost.unit)}`,
    ...wrong,
  ];
  return (
    <Typography.Text type={wrong.some(Boolean) ? 'danger' : 'secondary'}>
      {say('simulation')}: {facts.filter(Boolean).join(' · ')}
    </Typography.Text>
  );
}

function Row({ campaign, revision }: { campaign: Campaign; revision: Revision }) {
  const { say, ago, sayMaybe } = useSpeech();
  const { may } = useAdmin();
  const { id } = campaign;
  return (
    <Flex vertical gap={4}>
      <Flex gap="small" wrap align="center">
        <Link to={`/campaigns/${id}/revisions/${revision.number}`}>
          <strong>{say('revisionNumber', { number: revision.number })}</strong>
        </Link>
        <RevisionTag state={revision.state} />
        <Typography.Text type="secondary">
          {[revision.author, sayMaybe('source', revision.source), ago(revision.created_at)].filter(Boolean).join(' · ')}
        </Typography.Text>
      </Flex>
      {revision.note !== '' && <Typography.Text>{revision.note}</Typography.Text>}
      {revision.simulation && <Simulated simulation={revision.simulation} />}
      <Flex gap="small" wrap>
        <Decision id={id} revision={revision} />
        {may('operator') && (
          <Link to={`/campaigns/${id}/edit?from=${revision.number}`}>
            <Button size="small">{say('editFrom')}</Button>
          </Link>
        )}
      </Flex>
    </Flex>
  );
}

export function Revisions({ campaign }: { campaign: Campaign }) {
  const { say } = useSpeech();
  const wide = Grid.useBreakpoint().sm === true;
  const [older, setOlder] = useState<Revision[]>([]);
  const [next, setNext] = useState<RevisionList['next'] | undefined>(undefined);
  const [chosen, setChosen] = useState<number[]>([]);
  const { busy, problem, run } = useCall();
  const address = path`campaigns/${campaign.id}/revisions`;
  const live = useLive<RevisionList>(`${address}?limit=20`, 5000);
  const more = async (before: number) => {
    const page = await run(() => get<RevisionList>(address + query({ before, limit: 20 })));
    if (page === undefined) return;
    setOlder((seen) => [...seen, ...page.revisions]);
    setNext(page.next);
  };
  const columns: TableColumnsType<Revision> = [
    { title: say('revision'), key: 'revision', render: (_, revision) => <Row campaign={campaign} revision={revision} /> },
  ];
  const [from, to] = [...chosen].sort((a, b) => a - b);
  const ready = chosen.length === 2;
  return (
    <LiveView live={live} what={say('revisions')}>
      {(list) => {
        const known = new Set(list.revisions.map(({ number }) => number));
        const all = [...list.revisions, ...older.filter(({ number }) => !known.has(number))];
        const further = next === undefined ? list.next : next;
        if (all.length === 0) return <Empty description={say('noRevisions')} />;
        return (
          <Space direction="vertical" size="small" className="whole">
            <Flex gap="small" wrap align="center">
              {ready ? (
                <Link to={`/campaigns/${campaign.id}/diff?from=${from}&to=${to}`}>
                  <Button type="primary">{say('compare', { from: from ?? 0, to: to ?? 0 })}</Button>
                </Link>
              ) : (
                <Button disabled>{say('compareTwo')}</Button>
              )}
              <Age live={live} />
            </Flex>
            <Card size="small" className="list">
              <Table
                rowKey="number"
                size={wide ? 'middle' : 'small'}
                showHeader={false}
                columns={columns}
                dataSource={all}
                pagination={false}
                rowSelection={{
                  selectedRowKeys: chosen,
                  hideSelectAll: true,
                  onChange: (keys) => setChosen(keys.map(Number).slice(-2)),
                  getCheckboxProps: ({ number }) => ({ title: say('revisionNumber', { number }) }),
                }}
              />
            </Card>
            {problem && <ProblemView problem={problem} />}
            {further !== null && (
              <Button loading={busy} onClick={() => void more(further)}>
                {say('older')}
              </Button>
            )}
          </Space>
        );
      }}
    </LiveView>
  );
}
