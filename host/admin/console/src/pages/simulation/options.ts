// What ECharts is told of a simulation.
import type { Simulation } from '../../api/types';
import type { Option } from '../../common/chart';
import type { Speech } from '../../words';

const grid = { left: 8, right: 20, top: 40, bottom: 8, containLabel: true };

function daysOf(report: Simulation, word: string): string[] {
  return Array.from({ length: report.days }, (_, n) => `${word} ${n + 1}`);
}

export function prizesByDay(report: Simulation, day: string): Option {
  return {
    grid,
    legend: {},
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: { type: 'category', data: daysOf(report, day) },
    yAxis: { type: 'value' },
    series: report.prizes.map(({ id, given_by_day }) => ({
      name: id,
      type: 'bar',
      stack: 'prizes',
      barMaxWidth: 48,
      data: given_by_day.map(Math.round),
    })),
  };
}

/** The mean as a line, and the range in which it lies as a band. */
export function costByDay(report: Simulation, say: Speech['say']): Option {
  const days = report.cost?.by_day ?? [];
  const two = (value: number) => Math.round(value * 100) / 100;
  const line = { type: 'line', symbol: 'none', stack: 'band', lineStyle: { opacity: 0 } };
  return {
    grid,
    legend: { data: [say('mean'), say('range')] },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: daysOf(report, say('day')) },
    yAxis: { type: 'value' },
    series: [
      { name: say('mean'), type: 'line', data: days.map(({ mean }) => two(mean)) },
      { ...line, name: say('low'), data: days.map(({ low }) => two(low)), tooltip: { show: false } },
      { ...line, name: say('range'), data: days.map(({ low, high }) => two(high - low)), areaStyle: { opacity: 0.25 } },
    ],
  };
}

export function soldOut(report: Simulation, day: string): Option {
  const gone = report.prizes.flatMap(({ id, sold_out }) => (sold_out.days === null ? [] : [{ id, days: sold_out.days }])).reverse();
  return {
    grid: { ...grid, top: 16, right: 40 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: { type: 'value', max: report.days, minInterval: 1, axisLabel: { formatter: `${day} {value}` } },
    yAxis: { type: 'category', data: gone.map(({ id }) => id) },
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        data: gone.map(({ days }) => Math.round(days.mean * 100) / 100),
        label: { show: true, position: 'right', color: 'inherit' },
      },
    ],
  };
}

/** On a logarithmic scale, since a grand prize is rarer than a consolation by four figures. */
export function oddsPicture(report: Simulation, say: Speech['say']): Option {
  const drawn = report.prizes.flatMap(({ id, odds }) => (odds === null ? [] : [{ id, ...odds }])).reverse();
  const percent = (share: number) => Number((share * 100).toPrecision(3));
  const least = Math.min(1, ...drawn.flatMap(({ published, share }) => [published, share]).filter((one) => one > 0).map(percent));
  const dots = (name: string, symbol: string, size: number, of: (one: (typeof drawn)[number]) => number) => ({
    name,
    type: 'scatter',
    symbol,
    symbolSize: size,
    data: drawn.flatMap((one) => (of(one) > 0 ? [[percent(of(one)), one.id]] : [])),
  });
  return {
    grid,
    legend: {},
    tooltip: { trigger: 'item', formatter: ({ seriesName, value }: { seriesName: string; value: [number, string] }) => `${value[1]}: ${seriesName} ${value[0]} %` },
    xAxis: { type: 'log', min: 10 ** Math.floor(Math.log10(least / 1.01)), max: 100, axisLabel: { formatter: '{value} %' } },
    yAxis: { type: 'category', data: drawn.map(({ id }) => id) },
    series: [dots(say('oddsPublished'), 'diamond', 20, ({ published }) => published), dots(say('oddsDrawn'), 'circle', 9, ({ share }) => share)],
  };
}
