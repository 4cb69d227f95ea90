// What is looked at while it changes: a wait, an error that is never an empty list, or the data and how old it is.
import { Skeleton, Space, Typography } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import type { Live } from '../api/live';
import { useSpeech } from '../words';
import { ProblemView } from './problem_view';

/** Draws again every so often, so that ages grow. */
function useTicks(ms: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), ms);
    return () => clearInterval(ticking);
  }, [ms]);
  return now;
}

/** "As of 3 s ago", louder when looks fail. */
export function Age({ live }: { live: Live<unknown> }) {
  const { say, ago } = useSpeech();
  const now = useTicks(1000);
  if (live.dataUpdatedAt === 0) return null;
  const seconds = (now - live.dataUpdatedAt) / 1000;
  const text = seconds < 2 ? say('asOfNow') : say('asOf', { ago: ago(live.dataUpdatedAt, now) });
  return (
    <Typography.Text type={live.isError || seconds > 90 ? 'warning' : 'secondary'} className="age" data-age={live.isError ? 'old' : 'fresh'}>
      {text}
    </Typography.Text>
  );
}

interface Shown<T> {
  live: Live<T>;
  /** Of what: "The campaigns". */
  what: string;
  children: (data: T) => ReactNode;
}

export function LiveView<T>({ live, what, children }: Shown<T>) {
  const { say } = useSpeech();
  const failed = live.error && (
    <ProblemView problem={live.error} what={say('couldNotRead', { what })} again={() => void live.refetch()} />
  );
  if (live.data === undefined) return failed ?? <Skeleton active paragraph={{ rows: 4 }} />;
  return (
    <Space direction="vertical" size="middle" className="whole">
      {failed}
      <div className="stack">{children(live.data)}</div>
    </Space>
  );
}
