// What is left, and what was spent so far against what was planned.
import { Card, Empty, Flex, Progress, Space, Statistic, Table, Typography, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { path } from '../../api/client';
import { useLive } from '../../api/live';
import type { Stock, StockItem } from '../../api/types';
import { Chart, type Option } from '../../common/chart';
import { Age, LiveView } from '../../common/live_view';
import { useSpeech } from '../../words';

export function Cost({ cost }: { cost: Stock['cost'] }) {
  const { say, money, percent } = useSpeech();
  const share = cost.so_far !== null && cost.planned !== null && cost.planned > 0 ? cost.so_far / cost.planned : null;
  return (
    <Card size="small" title={say('costAgainstPlan')}>
      {cost.so_far === null || cost.currency === null ? (
        <Typography.Text type="secondary">{say('noCosts')}</Typography.Text>
      ) : (
        <Flex vertical gap="small">
          <Flex gap="large" wrap>
            <Statistic title={say('soFar')} value={money(cost.so_far, cost.currency)} />
            <Statistic title={say('planned')} value={money(cost.planned, cost.currency)} />
            {share !== null && <Statistic title={say('spentShare')} value={percent(share)} />}
          </Flex>
          {share !== null && (
            <Progress
              percent={Math.min(100, share * 100)}
              showInfo={false}
              status={share > 1 ? 'exception' : 'normal'}
              aria-label={say('spentShare')}
            />
          )}
          {(cost.not_counted?.length ?? 0) > 0 && (
            <Typography.Text type="secondary">{say('notCounted', { names: (cost.not_counted ?? []).join(', ') })}</Typography.Text>
          )}
        </Flex>
      )}
    </Card>
  );
}

function Picture({ items }: { items: readonly StockItem[] }) {
  const { say, number } = useSpeech();
  const key = JSON.stringify(items);
  const option = useMemo<Option>(() => {
    const shown = (JSON.parse(key) as StockItem[]).filter(({ total }) => total !== null).reverse();
    const share = (part: number, total: number | null) => (total === null || total === 0 ? 0 : Math.round((part / total) * 1000) / 10);
    const bar = (name: string, of: (item: StockItem) => number) => ({
      name,
      type: 'bar',
      stack: 'stock',
      barMaxWidth: 22,
      data: shown.map((item) => share(of(item), item.total)),
    });
    return {
      grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
      legend: {},
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value: number) => `${value} %` },
      xAxis: { type: 'value', max: 100, axisLabel: { formatter: '{value} %' } },
      yAxis: { type: 'category', data: shown.map(({ item }) => item) },
      series: [bar(say('taken'), ({ taken }) => taken), { ...bar(say('left'), ({ left }) => left ?? 0), itemStyle: { opacity: 0.35 } }],
    };
  }, [key, say]);
  const limited = items.filter(({ total }) => total !== null);
  if (limited.length === 0) return null;
  const label = limited.map(({ item, taken, total }) => `${item}: ${number(taken)} / ${number(total)}`).join(', ');
  return (
    <Card size="small" title={say('stockTaken')}>
      <Chart option={option} height={70 + limited.length * 34} label={`${say('stockTaken')}: ${label}`} />
    </Card>
  );
}

function Items({ items, unit }: { items: readonly StockItem[]; unit: string | null }) {
  const { say, number, money } = useSpeech();
  const columns: TableColumnsType<StockItem> = [
    { title: say('item'), dataIndex: 'item', fixed: 'left', rowScope: 'row' },
    { title: say('taken'), dataIndex: 'taken', align: 'right', render: (value: number) => number(value) },
    { title: say('left'), dataIndex: 'left', align: 'right', render: (value: number | null, { total }) => (total === null ? say('unlimited') : number(value)) },
    { title: say('total'), dataIndex: 'total', align: 'right', render: (value: number | null) => number(value) },
    { title: say('takenToday'), dataIndex: 'taken_today', align: 'right', render: (value: number, { per_day }) => (per_day === null ? number(value) : `${number(value)} / ${number(per_day)}`) },
    { title: say('costPerPiece'), dataIndex: 'cost', align: 'right', render: (value: number | null) => money(value, unit) },
    { title: say('cost'), key: 'sum', align: 'right', render: (_, { cost, taken }) => money(cost === null ? null : cost * taken, unit) },
  ];
  return <Table rowKey="item" size="small" columns={columns} dataSource={[...items]} pagination={false} scroll={{ x: 'max-content' }} />;
}

export function StockAndCost({ id }: { id: string }) {
  const { say } = useSpeech();
  const live = useLive<Stock>(path`campaigns/${id}/stock`, 5000);
  return (
    <LiveView live={live} what={say('stock')}>
      {({ items, cost }) => (
        <Space direction="vertical" size="middle" className="whole">
          <Age live={live} />
          <Cost cost={cost} />
          {items.length === 0 ? <Empty description={say('noStock')} /> : (
            <>
              <Picture items={items} />
              <Items items={items} unit={cost.currency} />
            </>
          )}
        </Space>
      )}
    </LiveView>
  );
}
