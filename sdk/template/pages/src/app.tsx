import { fill, textIn, type Client, type Language, type Text } from '@fairground/web';
import { useEffect, useState } from 'preact/hooks';
import { refusal, word, type Word } from './words';
import { Wheel, spinTime, type Landing } from './wheel';

interface Board {
  prizes: { id: string; title: Text }[];
  turns_left: number;
}
interface Spin {
  prize: string;
  turns_left: number;
}

export function App({ client, language }: { client: Client; language: Language }) {
  const [player, setPlayer] = useState(client.player);
  const [board, setBoard] = useState<Board | null>(null);
  const [spinning, setSpinning] = useState(false);
  const [landing, setLanding] = useState<Landing | null>(null);
  const [message, setMessage] = useState('');
  const say = (key: Word, values = {}) => setMessage(fill(word(language, key), values));

  const look = () =>
    client.view<Board>('board').then(setBoard, (error: unknown) => say('failed', { code: String(error) }));
  useEffect(() => void (player && look()), [player]);

  const enter = (event: SubmitEvent) => {
    event.preventDefault();
    const name = String(new FormData(event.target as HTMLFormElement).get('name'));
    const id = name.trim().toLowerCase().replace(/[^a-z0-9_-]/g, '_') || 'guest';
    client.devLogin(id, name).then(setPlayer, (error: unknown) => say('failed', { code: String(error) }));
  };

  // One intent of the player is one turn, whatever happens to the network: the client asks with the same key again.
  const spin = async (prizes: Board['prizes']) => {
    setSpinning(true);
    setMessage('');
    const outcome = await client.action<Spin>('spin', {}, () => say('busy'));
    if (outcome.kind === 'done') {
      const won = prizes.findIndex((prize) => prize.id === outcome.reply.prize);
      if (won >= 0) setLanding({ field: won });
      await new Promise((resolve) => setTimeout(resolve, spinTime));
      say('won', { prize: textIn(language, prizes[won]?.title ?? outcome.reply.prize) });
      setBoard({ prizes, turns_left: outcome.reply.turns_left });
    }
    if (outcome.kind === 'refused') say(refusal(outcome.code), { code: outcome.code });
    if (outcome.kind === 'unavailable') say('noAnswer');
    if (outcome.kind === 'failed') say('failed', { code: outcome.problem.code });
    if (outcome.kind === 'login_needed') setPlayer(null);
    setSpinning(false);
  };

  if (!player)
    return (
      <form onSubmit={enter}>
        <input name="name" placeholder={word(language, 'name')} aria-label={word(language, 'name')} required />
        <button>{word(language, 'enter')}</button>
        <p role="status">{message}</p>
      </form>
    );
  if (!board) return <p role="status">{message || '…'}</p>;
  return (
    <main>
      <Wheel labels={board.prizes.map((prize) => textIn(language, prize.title))} landing={landing} />
      <p>{fill(word(language, 'left'), { left: board.turns_left })}</p>
      <button disabled={spinning} onClick={() => void spin(board.prizes)}>
        {word(language, client.isOpen('spin') && !spinning ? 'again' : 'spin')}
      </button>
      <p role="status" aria-live="polite">
        {message}
      </p>
    </main>
  );
}
