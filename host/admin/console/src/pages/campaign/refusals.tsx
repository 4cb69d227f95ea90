// What the rules said no to, by code: a picture and the figures.
import { Empty } from 'antd';
import { useMemo } from 'react';
import type { Traffic } from '../../api/types';
import { Chart, type Option } from '../../common/chart';
import { useSpeech } from '../../words';

export function Refusals({ traffic }: { traffic: Traffic }) {
  const { say, number } = useSpeech();
  const codes = JSON.stringify(Object.entries(traffic.refusals_by_code).sort(([, a], [, b]) => a - b));
  const option = useMemo<Option>(() => {
    const sorted = JSON.parse(codes) as [string, number][];
    return {
      grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: { type: 'category', data: sorted.map(([code]) => code) },
      series: [{ type: 'bar', data: sorted.map(([, count]) => count), label: { show: true, position: 'right', color: 'inherit' }, barMaxWidth: 26 }],
    };
  }, [codes]);
  const sorted = JSON.parse(codes) as [string, number][];
  if (sorted.length === 0) return <Empty description={say('noRefusals')} />;
  const label = sorted.map(([code, count]) => `${code}: ${number(count)}`).join(', ');
  return <Chart option={option} height={60 + sorted.length * 36} label={`${say('refusals')}: ${label}`} />;
}
