// SPDX-License-Identifier: MIT
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { CampaignInfo } from '../client';
import { timeText } from './format';
import { useSpeech } from './speech';

interface Props {
  info: CampaignInfo | null;
  /** Ornaments. */
  children?: ComponentChildren;
}

/** The title of the campaign, until when it runs, and the switch of the language. */
export function Header({ info, children }: Props) {
  const { language, say, text, switchLanguage } = useSpeech();
  const title = text(info?.title) || say('page_title');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <header>
      {children}
      <button class="language" aria-label={say('other_language_label')} onClick={switchLanguage}>
        {say('other_language')}
      </button>
      <h1>{title}</h1>
      {info?.status === 'open' && info.ends_at && (
        <p class="until">{say('open_until', { time: timeText(language, info.ends_at) })}</p>
      )}
    </header>
  );
}
