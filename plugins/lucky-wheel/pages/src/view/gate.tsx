import type { CampaignInfo } from '@fairground/web';
import { useEffect, useState } from 'preact/hooks';
import { timeLeft } from '../format';
import type { Game } from '../game';
import { useSpeech } from './speech';

/** Stands where the buttons would be while the campaign is not open. */
export function Gate({ game, info }: { game: Game; info: CampaignInfo }) {
  const { say } = useSpeech();
  if (info.status === 'not_started') return <Countdown game={game} until={Date.parse(info.starts_at ?? '')} />;
  if (info.status === 'paused') return <Paused game={game} />;
  return (
    <section class="card gate">
      <h2>{say('ended')}</h2>
      <p>{say('ended_detail')}</p>
    </section>
  );
}

function Paused({ game }: { game: Game }) {
  const { say } = useSpeech();
  useEffect(() => {
    // Not all phones at the same moment.
    const timer = setInterval(() => void game.load(), 15_000 + Math.random() * 10_000);
    return () => clearInterval(timer);
  }, [game]);
  return (
    <section class="card gate" role="status">
      <h2>{say('paused')}</h2>
      <p>{say('paused_detail')}</p>
    </section>
  );
}

function Countdown({ game, until }: { game: Game; until: number }) {
  const { say } = useSpeech();
  const [now, setNow] = useState(game.now());
  const over = until - now <= 0;
  useEffect(() => {
    const timer = setInterval(() => setNow(game.now()), 250);
    return () => clearInterval(timer);
  }, [game]);
  useEffect(() => {
    if (!over) return;
    const look = () => void game.load();
    // Everybody's countdown ends at once; their questions need not.
    const first = setTimeout(look, Math.random() * 1500);
    const next = setInterval(look, 3000 + Math.random() * 2000);
    return () => {
      clearTimeout(first);
      clearInterval(next);
    };
  }, [game, over]);

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
