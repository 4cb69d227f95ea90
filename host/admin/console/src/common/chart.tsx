// A picture of figures. ECharts comes when the first one is drawn.
import { Skeleton } from 'antd';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { usePreferences } from '../shell/preferences';

export type Option = EChartsCoreOption;

// Told apart by people who see red and green alike; on white and on black.
export const palette = {
  light: ['#b8430a', '#1f6feb', '#2a7d4f', '#8a4fbf', '#946200', '#c02b6b', '#3a7b8c', '#6b6b6b'],
  dark: ['#f0883e', '#6ca8ff', '#56b87f', '#c296f0', '#d9a83a', '#f07cab', '#6fc0d3', '#a8a8a8'],
};

function themed(option: Option, dark: boolean): Option {
  const ink = dark ? '#d8d8d8' : '#333';
  const line = dark ? '#3a3a3a' : '#e2e2e2';
  const axis = (given: unknown) =>
    (Array.isArray(given) ? given : [given]).map((one: Record<string, unknown>) => ({
      ...one,
      axisLabel: { color: ink, ...(one['axisLabel'] as object | undefined) },
      axisLine: { onZero: false, lineStyle: { color: line } }, // a logarithmic scale has no zero
      splitLine: { show: one['type'] === 'value' || one['type'] === 'log', lineStyle: { color: line } },
      nameTextStyle: { color: ink },
    }));
  return {
    ...option,
    color: dark ? palette.dark : palette.light,
    backgroundColor: 'transparent',
    textStyle: { color: ink, fontFamily: 'inherit' },
    animation: false,
    ...('xAxis' in option && { xAxis: axis(option['xAxis']) }),
    ...('yAxis' in option && { yAxis: axis(option['yAxis']) }),
    ...('legend' in option && {
      legend: { type: 'scroll', top: 0, textStyle: { color: ink }, pageTextStyle: { color: ink }, ...(option['legend'] as object) },
    }),
    tooltip: {
      confine: true,
      backgroundColor: dark ? '#222' : '#fff',
      borderColor: line,
      textStyle: { color: ink },
      ...(option['tooltip'] as object | undefined),
    },
  };
}

/** label: what the picture says, for those who do not see it. */
export function Chart({ option, height = 260, label }: { option: Option; height?: number; label: string }) {
  const { dark } = usePreferences();
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  useEffect(() => {
    let made: EChartsType | null = null;
    let gone = false;
    const watching = new ResizeObserver(() => made?.resize());
    void import('./echarts').then(({ start }) => {
      if (gone || place.current === null) return;
      made = start(place.current, null, { renderer: 'svg' });
      watching.observe(place.current);
      setChart(made);
    });
    return () => {
      gone = true;
      watching.disconnect();
      made?.dispose();
    };
  }, []);
  useEffect(() => {
    chart?.setOption(themed(option, dark), { notMerge: true });
  }, [chart, option, dark]);
  return (
    <div role="img" aria-label={label} className="chart-frame">
      {chart === null && <Skeleton active title={false} />}
      <div ref={place} className="chart" style={{ height }} aria-hidden="true" />
    </div>
  );
}
