// SPDX-License-Identifier: MIT
export { Client, campaignOf, type Accounts, type CampaignInfo, type Options, type Outcome } from './client';
export { fill, preferredLanguage, rememberLanguage, tagOf, textIn, type Language, type Text } from './i18n';
export { LoginNeeded, Rejected, Unavailable, type Problem, type Reason } from './problem';
export type { Player } from './session';
export { browserStore, type Store } from './surroundings';
export type { Wait } from './transport';
