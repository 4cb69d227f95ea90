import type { Language } from '@fairground/web';

const words = {
  en: {
    name: 'Your name',
    enter: 'Play',
    spin: 'Spin',
    again: 'Ask again',
    left: 'Turns left today: {left}',
    won: 'You get: {prize}',
    busy: 'The host is busy. We keep asking; nothing is lost.',
    noAnswer: 'No answer yet. Ask again: it is still the same turn.',
    no_turns_left: 'No turns left today. There are new ones tomorrow.',
    failed: 'That did not work ({code}).',
  },
  zh: {
    name: '您的名字',
    enter: '开始',
    spin: '抽奖',
    again: '再次查询',
    left: '今日剩余次数：{left}',
    won: '恭喜获得：{prize}',
    busy: '系统繁忙，正在重试，不会丢失机会。',
    noAnswer: '暂无结果，请再次查询，不会重复扣次数。',
    no_turns_left: '今日次数已用完，明天再来吧。',
    failed: '操作未成功（{code}）。',
  },
} satisfies Record<Language, Record<string, string>>;

export type Word = keyof (typeof words)['en'];

export function word(language: Language, key: Word): string {
  return words[language][key];
}

/** The word for a refusal of the rules; those without one of their own get the general one. */
export function refusal(code: string): Word {
  return code in words.en ? (code as Word) : 'failed';
}
