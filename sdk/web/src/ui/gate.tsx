// SPDX-License-Identifier: MIT
import { useEffect, useState } from 'preact/hooks';
import type { CampaignInfo } from '../client';
import { timeLeft } from './format';
import { useSpeech } from './speech';
import type { AnyVisit } from './visit';

/** Stands where the buttons would be while the campaign is not open. */
export function Gate({ visit, info }: { visit: AnyVisit; info: CampaignInfo }) {
  const { say } = useSpeech();
  if (info.status === 'not_started') return <Countdown visit={visit} until={Date.parse(info.starts_at ?? '')} />;
  if (info.status === 'paused') return <Paused visit={visit} />;
  return (
    <section class="card gate">
      <h2>{say('ended')}</h2>
      <p>{say('ended_detail')}</p>
    </section>
  );
}

function Paused({ visit }: { visit: AnyVisit }) {
  const { say } = useSpeech();
  useEffect(() => {
    // Not all phones at the same moment.
    const timer = setInterval(() => void visit.load(), 15_000 + Math.random() * 10_000);
    return () => clearInterval(timer);
  }, [visit]);
  return (
    <section class="card gate" role="status">
      <h2>{say('paused')}</h2>
      <p>{say('paused_detail')}</p>
    </section>
  );
}

function Countdown({ visit, until }: { visit: AnyVisit; until: number }) {
  const { say } = useSpeech();
  const [now, setNow] = useState(visit.now());
  const over = until - now <= 0;
  useEffect(() => {
    const timer = setInterval(() => setNow(visit.now()), 250);
    return () => clearInterval(timer);
  }, [visit]);
  useEffect(() => {
    if (!over) return;
    const look = () => void visit.load();
    // Everybody's countdown ends at once; their questions need not.
    const first = setTimeout(look, Math.random() * 1500);
    const next = setInterval(look, 3000 + Math.random() * 2000);
    return () => {
      clearTimeout(first);
      clearInterval(next);
    };
  }, [visit, over]);

  const left = timeLeft(until - now);
  const parts = (['days', 'hours', 'minutes', 'seconds'] as const).filter((part) => part !== 'days' || left.days > 0);
  return (
    <section class="card gate">
      <h2>{say('soon')}</h2>
      <p>{say('soon_detail')}</p>
      <div class="countdown" role="timer">
        {parts.map((part) => (
          <span key={part}>
            <b>{String(left[part]).padStart(2, '0')}</b> <small>{say(part)}</small>
          </span>
        ))}
      </div>
    </section>
  );
}
