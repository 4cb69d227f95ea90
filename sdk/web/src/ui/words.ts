// SPDX-License-Identifier: MIT
//
// What all pages say, in both languages. A page adds its own words and may replace these.
import { fill, type Language } from '../i18n';

const en = {
  page_title: 'Fairground', // where the campaign has no title
  other_language: '中文',
  other_language_label: '切换到中文',
  loading: 'One moment…',
  unreachable: 'We cannot reach the fair right now.',
  crowded: 'It is very busy right now. Please try again in a moment.',
  unknown_campaign: 'There is no such campaign. Please check the link.',
  try_again: 'Try again',
  close: 'Close',
  hello: 'Hi, {name}',
  leave: 'Not you?',
  currency_points: 'points',
  currency_points_one: 'point',
  currency_spins: 'tickets',
  currency_spins_one: 'ticket',
  busy: 'It is busy – trying again. Nothing is lost.',
  slow: 'The network is slow – trying again. Nothing is lost.',
  offline: 'You are offline. We go on as soon as you are back.',
  interrupted_busy: 'Still busy. Nothing is lost: try again in a moment.',
  interrupted_slow: 'No answer yet. Nothing is lost: try again in a moment.',
  interrupted_offline: 'You are offline. Nothing is lost; it goes on when you are back.',
  refused_not_in_audience: 'This campaign is for invited players.',
  refused_not_started: 'The campaign has not started yet.',
  refused_paused: 'The campaign is taking a short break.',
  refused_ended: 'The campaign is over.',
  refused_other: 'This is not possible right now. ({code})',
  failed: 'Something went wrong on our side. Nothing was taken from you. ({code})',
  soon: 'Starting soon',
  soon_detail: 'It opens in',
  days: 'days',
  hours: 'hours',
  minutes: 'min',
  seconds: 'sec',
  paused: 'A short break',
  paused_detail: 'This page wakes up by itself.',
  ended: 'The campaign is over',
  ended_detail: 'Thank you for taking part!',
  open_until: 'until {time}',
  login_title: 'Join the fair',
  login_name: 'Your name',
  login: 'Join',
  login_refused: 'This host does not take guests. Please open the page from the app.',
  login_unavailable: 'We cannot reach the fair right now. Please try again.',
  list_empty: 'Nothing here yet.',
  list_failed: 'Your list could not be fetched. It is safe; please try again.',
  list_loading: 'Fetching your list…',
  list_more: 'Load more',
  list_end: 'That is all.',
};

export type CommonWord = keyof typeof en;

const zh: Record<CommonWord, string> = {
  page_title: '活动',
  other_language: 'EN',
  other_language_label: 'Switch to English',
  loading: '请稍候…',
  unreachable: '暂时连接不上，请稍后再试。',
  crowded: '人气太旺，请稍后再试。',
  unknown_campaign: '没有找到这个活动，请检查链接。',
  try_again: '再试一次',
  close: '关闭',
  hello: '你好，{name}',
  leave: '不是你？',
  currency_points: '积分',
  currency_points_one: '积分',
  currency_spins: '抽奖券',
  currency_spins_one: '抽奖券',
  busy: '人气太旺，正在自动重试，不会丢失。',
  slow: '网络较慢，正在自动重试，不会丢失。',
  offline: '网络已断开，恢复后自动继续。',
  interrupted_busy: '人气太旺，操作已为你保留，请稍后再试。',
  interrupted_slow: '还没有收到结果，操作已为你保留，请稍后再试。',
  interrupted_offline: '网络已断开，操作已为你保留，恢复后继续。',
  refused_not_in_audience: '本次活动仅限受邀用户参加。',
  refused_not_started: '活动还没有开始。',
  refused_paused: '活动暂停中，请稍候。',
  refused_ended: '活动已结束。',
  refused_other: '暂时无法操作。（{code}）',
  failed: '服务出了点问题，没有扣除你的任何东西。（{code}）',
  soon: '即将开始',
  soon_detail: '距离开始还有',
  days: '天',
  hours: '时',
  minutes: '分',
  seconds: '秒',
  paused: '稍作休息',
  paused_detail: '恢复后页面会自动刷新。',
  ended: '活动已结束',
  ended_detail: '感谢参与！',
  open_until: '{time} 截止',
  login_title: '加入活动',
  login_name: '你的名字',
  login: '进入',
  login_refused: '这里不支持游客登录，请从应用内打开本页面。',
  login_unavailable: '暂时连接不上，请稍后再试。',
  list_empty: '还没有记录。',
  list_failed: '记录暂时取不到，请再试一次。',
  list_loading: '正在读取记录…',
  list_more: '加载更多',
  list_end: '没有更多了',
};

/** A page's words in both languages. */
export type Words<Word extends string> = Readonly<Record<Language, Readonly<Record<Word, string>>>>;

/** Says a word in one language; `knows` tells words from codes that nobody has translated. */
export interface Say<Word extends string = never> {
  (word: Word | CommonWord, values?: Readonly<Record<string, string | number>>): string;
  knows(word: string): boolean;
}

export function speaker<Word extends string>(language: Language, own: Words<Word>): Say<Word> {
  const words: Readonly<Record<string, string>> = { ...(language === 'zh' ? zh : en), ...own[language] };
  const say = (word: string, values?: Readonly<Record<string, string | number>>) => fill(words[word]!, values);
  return Object.assign(say, { knows: (word: string) => word in words });
}
