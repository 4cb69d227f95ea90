// Who did what, when, from where, and what it changed. Nobody can edit this trail, not even here.
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Descriptions, Empty, Flex, Form, Input, Space, Tag, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { get, getLines, query } from '../api/client';
import { useLive } from '../api/live';
import type { AuditEntry, Trail } from '../api/types';
import { useCall } from '../common/deed';
import { JsonView } from '../common/json';
import { Age, LiveView } from '../common/live_view';
import { Page } from '../common/page';
import { ProblemView } from '../common/problem_view';
import { useSpeech } from '../words';

/** Gives a file to the browser to keep. */
function keep(content: Blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = `audit-${new Date().toISOString().slice(0, 10)}.ndjson`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const goodOutcomes = new Set(['done', 'ok']);

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
}

function Line({ entry }: { entry: AuditEntry }) {
  const { say, sayMaybe, time } = useSpeech();
  const [open, setOpen] = useState(false);
  const values = (['detail', 'before', 'after'] as const).filter((name) => !isEmpty(entry[name]));
  return (
    <Card size="small" className="line">
      <Flex vertical gap={4}>
        <Flex gap="4px 10px" wrap align="center">
          <Tag color={goodOutcomes.has(entry.outcome) ? 'green' : 'red'} bordered={false}>
            {sayMaybe('outcome', entry.outcome)}
          </Tag>
          <strong>{entry.action}</strong>
          <span className="id">{entry.target}</span>
        </Flex>
        <Flex gap="0 10px" wrap align="center" justify="space-between">
          <Typography.Text type="secondary">
            {time(entry.at)} · {entry.admin} ({sayMaybe('role', entry.role)}) · {entry.from}
          </Typography.Text>
          {values.length > 0 && (
            <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {say(open ? 'less' : 'what')}
            </Button>
          )}
        </Flex>
        {open && (
          <Descriptions
            size="small"
            column={1}
            layout="vertical"
            items={values.map((name) => ({ key: name, label: say(name), children: <JsonView value={entry[name]} /> }))}
          />
        )}
      </Flex>
    </Card>
  );
}

function Filter({ campaign, admin, set }: { campaign: string; admin: string; set: (values: Record<string, string>) => void }) {
  const { say } = useSpeech();
  return (
    <Form layout="inline" className="search" initialValues={{ campaign, admin }} onFinish={set} key={`${campaign}/${admin}`}>
      <Form.Item name="campaign" label={say('campaign')}>
        <Input allowClear autoCapitalize="none" />
      </Form.Item>
      <Form.Item name="admin" label={say('admin')}>
        <Input allowClear autoCapitalize="none" />
      </Form.Item>
      <Button htmlType="submit">{say('filter')}</Button>
    </Form>
  );
}

export default function Audit() {
  const { say } = useSpeech();
  const [search, setSearch] = useSearchParams();
  const filter = { campaign: search.get('campaign') ?? '', admin: search.get('admin') ?? '' };
  const address = (after?: number | string) => `audit${query({ ...filter, after, limit: 50 })}`;
  const live = useLive<Trail>(address(), 5000);
  const [older, setOlder] = useState<AuditEntry[]>([]);
  const [next, setNext] = useState<Trail['next'] | undefined>(undefined);
  const { busy, problem, run } = useCall();
  const exporting = useCall();
  useEffect(() => {
    setOlder([]);
    setNext(undefined);
  }, [filter.campaign, filter.admin]);
  const more = async (after: number | string) => {
    const page = await run(() => get<Trail>(address(after)));
    if (page === undefined) return;
    setOlder((seen) => [...seen, ...page.entries]);
    setNext(page.next ?? null);
  };
  return (
    <Page
      title={say('audit')}
      name={say('audit')}
      aside={<Age live={live} />}
      actions={
        <Button icon={<DownloadOutlined aria-hidden />} loading={exporting.busy} onClick={() => void exporting.run(() => getLines('audit/export').then(keep))}>
          {say('exportAll')}
        </Button>
      }
    >
      {exporting.problem && <ProblemView problem={exporting.problem} />}
      <Filter {...filter} set={(values) => setSearch(Object.entries(values).filter(([, value]) => value))} />
      <LiveView live={live} what={say('audit')}>
        {(trail) => {
          const known = new Set(trail.entries.map(({ id }) => id));
          const all = [...trail.entries, ...older.filter(({ id }) => !known.has(id))];
          const further = next === undefined ? trail.next : next;
          if (all.length === 0) return <Empty description={say('noAudit')} />;
          return (
            <Space direction="vertical" size={6} className="whole">
              {all.map((entry) => (
                <Line key={entry.id} entry={entry} />
              ))}
              {problem && <ProblemView problem={problem} />}
              {further !== null && further !== undefined && (
                <Button loading={busy} onClick={() => void more(further)}>
                  {say('older')}
                </Button>
              )}
            </Space>
          );
        }}
      </LiveView>
    </Page>
  );
}
