import { useSpeech } from '@fairground/web/ui';
import { useEffect, useState } from 'preact/hooks';
import type { Desk } from '../desk';
import { dayText, monthText, weekday } from '../format';
import type { Board, Day } from '../rules';
import type { Word } from '../words';
import { AwardIcon, Snowflake, Tick } from './icon';

/** How long a stamp takes to come down. */
const stampMs = 650;

/** A month with what became of its days. Gives the desk the stamp. */
export function Calendar({ desk, month, open }: { desk: Desk; month: Board; open: boolean }) {
  const { say, language } = useSpeech<Word>();
  const [fresh, setFresh] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    desk.stamp = (day) => {
      setFresh(day);
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      return new Promise((done) => setTimeout(done, calm ? 0 : stampMs));
    };
    return () => {
      desk.stamp = null;
    };
  }, [desk]);
  const turn = (months: number) => {
    setFailed(false);
    desk.turn(months).catch(() => setFailed(true));
  };
  const first = month.month <= month.first_day.slice(0, 7);
  const last = month.month > month.today.slice(0, 7);
  const left = month.player?.makeup?.left;
  return (
    <section class="card calendar">
      <div class="month">
        <TurnButton label={say('previous_month')} off={first} onClick={() => turn(-1)} path="M15 5l-7 7 7 7" />
        <h2 aria-live="polite">{monthText(language, month.month)}</h2>
        <TurnButton label={say('next_month')} off={last} onClick={() => turn(1)} path="M9 5l7 7-7 7" />
      </div>
      {failed && <p role="alert">{say('month_failed')}</p>}
      <table>
        <thead>
          <tr>
            {say('weekdays')
              .split(',')
              .map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {weeks(month.days).map((week, index) => (
            <tr key={index}>
              {week.map((day, column) =>
                day ? (
                  <Cell
                    key={day.day}
                    desk={desk}
                    day={day}
                    today={day.day === month.today}
                    fresh={day.day === fresh}
                    open={open}
                  />
                ) : (
                  <td key={column} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {open && left !== undefined && <p class="left">{say('makeups_left', { n: left })}</p>}
    </section>
  );
}

interface CellProps {
  desk: Desk;
  day: Day;
  today: boolean;
  fresh: boolean;
  open: boolean;
}

function Cell({ desk, day, today, fresh, open }: CellProps) {
  const { say, language } = useSpeech<Word>();
  // The stamp comes down before the host's new calendar is here.
  const state = fresh && day.state === 'today' ? 'signed' : fresh && day.state === 'missed' ? 'made_up' : day.state;
  const number = Number(day.day.slice(8));
  const label = `${dayText(language, day.day)}: ${say(`state_${state}`)}`;
  const kind = `day ${state}${today ? ' is-today' : ''}${fresh ? ' fresh' : ''}`;
  const mark = <Mark state={state} day={day} />;
  return (
    <td data-day={day.day} data-state={state}>
      {open && day.can_make_up && !fresh ? (
        <button
          class={`${kind} can`}
          aria-label={`${label}. ${say('can_make_up', { day: dayText(language, day.day) })}`}
          onClick={() => desk.askToMakeUp(day)}
        >
          <b>{number}</b>
          {mark}
        </button>
      ) : (
        <div class={kind} aria-current={today ? 'date' : undefined}>
          <b aria-hidden="true">{number}</b>
          {mark}
          <span class="visually-hidden">
            {label}
            {day.tier && `, ${say('gift', { n: day.tier })}`}
          </span>
        </div>
      )}
    </td>
  );
}

function Mark({ state, day }: { state: Day['state']; day: Day }) {
  if (state === 'signed' || state === 'made_up') return <Tick />;
  if (state === 'frozen') return <Snowflake />;
  if (day.tier && day.awards) return <AwardIcon award={{ kind: 'goods', goods: '', title: '' }} size={22} />;
  if (day.can_make_up) return <i class="plus" aria-hidden="true" />;
  const award = day.awards?.[0];
  return award?.kind === 'points' ? <i class="worth" aria-hidden="true">{`+${award.amount}`}</i> : null;
}

interface TurnProps {
  label: string;
  off: boolean;
  onClick: () => void;
  path: string;
}

function TurnButton({ label, off, onClick, path }: TurnProps) {
  return (
    <button class="turn" aria-label={label} aria-disabled={off} onClick={() => !off && onClick()}>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}

/** Rows of seven, from Monday; null: not of this month. */
function weeks(days: Day[]): (Day | null)[][] {
  const cells: (Day | null)[] = [...Array<null>(days[0] ? weekday(days[0].day) : 0).fill(null), ...days];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, row) => cells.slice(row * 7, row * 7 + 7));
}
