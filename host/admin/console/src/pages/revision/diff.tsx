// What differs between two revisions: setting by setting, and in the text.
import { Button, Card, Empty, Flex, Select, Skeleton, Space, Tag, Typography } from 'antd';
import { SwapOutlined } from '@ant-design/icons';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { path, query } from '../../api/client';
import { useLive } from '../../api/live';
import type { Change, Diff as Seen, RevisionList, RevisionWithText } from '../../api/types';
import { shown } from '../../common/json';
import { LiveView } from '../../common/live_view';
import { Page } from '../../common/page';
import { useSpeech } from '../../words';
import { readable } from '../editor/yaml_text';
import { Difference } from './difference';

function Value({ value, kind }: { value: Change['before']; kind: 'went' | 'came' }) {
  const { say } = useSpeech();
  if (value === undefined || value === null) return <Typography.Text type="secondary">{say('nothing')}</Typography.Text>;
  return <code className={kind}>{shown(value)}</code>;
}

export function Changes({ changes }: { changes: readonly Change[] }) {
  const { say } = useSpeech();
  if (changes.length === 0) return <Empty description={say('noChanges')} />;
  return (
    <Space direction="vertical" size={4} className="whole">
      {changes.map((change) => (
        <Flex key={change.path} gap="2px 10px" wrap align="baseline" className="change">
          <Tag bordered={false}>
            <code>{change.path}</code>
          </Tag>
          <span>
            <Value value={change.before} kind="went" /> → <Value value={change.after} kind="came" />
          </span>
        </Flex>
      ))}
    </Space>
  );
}

function Texts({ id, from, to }: { id: string; from: number; to: number }) {
  const { say } = useSpeech();
  const before = useLive<RevisionWithText>(path`campaigns/${id}/revisions/${from}`, 0);
  const after = useLive<RevisionWithText>(path`campaigns/${id}/revisions/${to}`, 0);
  return (
    <LiveView live={before} what={say('revisionNumber', { number: from })}>
      {(old) => (
        <LiveView live={after} what={say('revisionNumber', { number: to })}>
          {(fresh) => <Difference before={readable(old.yaml)} after={readable(fresh.yaml)} label={say('diffOf', { from, to })} />}
        </LiveView>
      )}
    </LiveView>
  );
}

export default function Diff() {
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const { say } = useSpeech();
  const from = Number(search.get('from') ?? 0);
  const to = Number(search.get('to') ?? 0);
  const list = useLive<RevisionList>(path`campaigns/${id}/revisions` + query({ limit: 50 }), 0);
  const live = useLive<Seen>(path`campaigns/${id}/diff` + query({ from, to }), 0);
  const numbers = [...new Set([from, to, ...(list.data?.revisions ?? []).map(({ number }) => number)])].sort((a, b) => b - a);
  const options = numbers.map((value) => ({ value, label: say('revisionNumber', { number: value }) }));
  const choose = (chosen: { from?: number; to?: number }) =>
    setSearch({ from: String(chosen.from ?? from), to: String(chosen.to ?? to) }, { replace: true });
  const title = say('diffOf', { from, to });
  return (
    <Page
      title={title}
      name={title}
      aside={<Link to={`/campaigns/${id}?tab=revisions`}>{id}</Link>}
    >
      <Flex gap="small" wrap align="center">
        <Select aria-label={say('diffFrom')} value={from} options={options} onChange={(value) => choose({ from: value })} popupMatchSelectWidth={false} />
        <Button icon={<SwapOutlined aria-hidden />} aria-label={say('swap')} onClick={() => choose({ from: to, to: from })} />
        <Select aria-label={say('diffTo')} value={to} options={options} onChange={(value) => choose({ to: value })} popupMatchSelectWidth={false} />
      </Flex>
      <LiveView live={live} what={title}>
        {({ changes }) => (
          <Card size="small" title={say('changes')}>
            <Changes changes={changes} />
          </Card>
        )}
      </LiveView>
      <Card size="small" title={say('asText')}>
        {from > 0 && to > 0 ? <Texts key={`${from}/${to}`} id={id} from={from} to={to} /> : <Skeleton />}
      </Card>
    </Page>
  );
}
