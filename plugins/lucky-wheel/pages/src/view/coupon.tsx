import { useSpeech } from '@fairground/web/ui';
import { useState } from 'preact/hooks';
import type { Word } from '../words';

/** A code with a button that copies it; where the browser forbids that, the code can be selected by hand. */
export function Coupon({ code }: { code: string }) {
  const { say } = useSpeech<Word>();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setCopied(true);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(`[data-code="${CSS.escape(code)}"]`)!);
      window.getSelection()?.removeAllRanges();
      window.getSelection()?.addRange(range);
    }
  };
  return (
    <span class="coupon">
      <span class="visually-hidden">{say('award_coupon')}</span>
      <code data-code={code}>{code}</code>
      <button onClick={() => void copy()} aria-label={`${say('copy')} ${code}`}>
        {copied ? say('copied') : say('copy')}
      </button>
    </span>
  );
}
