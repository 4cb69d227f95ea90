// SPDX-License-Identifier: MIT
export { Balances, type Amount } from './balances';
export { burst } from './confetti';
export { amountText, currencyText, moneyText, noticeText, percentText, timeLeft, timeText, type TimeLeft } from './format';
export { Gate } from './gate';
export { Header } from './header';
export { Login } from './login';
export { mount } from './mount';
export { PagedList, type ListPage } from './paged_list';
export { Sheet } from './sheet';
export { useSpeech, type Speech } from './speech';
export { guestName, Visit, type AnyVisit, type Common, type Notice } from './visit';
export { Waiting } from './waiting';
export { speaker, type CommonWord, type Say, type Words } from './words';
