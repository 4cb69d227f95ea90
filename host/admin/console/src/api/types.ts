// What the admin API takes and answers, from the host's own description of it (sdk/web/src/generated/api.ts, `./dev types`).
// Times are RFC 3339 texts, shares run from 0 to 1.
import type { components } from '@fairground/web/api';

type Described = components['schemas'];
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Admin = Described['AdminName'];
export type Role = Admin['role'];
export type Session = Described['AdminSession'];
export type AdminAccount = Described['Admin'];
export type AdminList = Described['Admins'];
export type Totp = Described['AdminTotp'];

export type Overview = Described['Overview'];
export type Traffic = Described['CampaignTraffic'];
export type Campaign = Described['AdminCampaign'];
export type Status = Campaign['status'];
export type CampaignList = Described['AdminCampaigns'];
export type Stock = Described['AdminStock'];
export type StockItem = Stock['items'][number];
export type Player = Described['AdminPlayer'];
export type Entries = Described['Entries'];
export type Entry = Entries['entries'][number];
export type Adjusted = Described['Adjusted'];
export type PluginList = Described['Plugins'];
export type Plugin = PluginList['plugins'][number];
export type PluginReloaded = Described['PluginReloaded'];
export type Readiness = Described['Readiness'];
export type Jobs = Described['AdminJobs'];
export type Job = Jobs['jobs'][number];
export type Preflight = Described['Preflight'];
export type Trail = Described['AuditEntries'];
export type AuditEntry = Described['AuditEntry'];

export type Revision = Described['Revision'];
export type RevisionState = Revision['state'];
export type RevisionWithText = Described['RevisionWithText'];
export type RevisionList = Described['Revisions'];
export type Published = Described['Published'];
export type ToPublish = Described['ToPublish'];
export type Diff = Described['Diff'];
export type Change = Described['Change'];
/** As the host tells it; what the console itself finds while one types has no file, and may have no key. */
export type CheckProblem = Pick<Described['CampaignProblem'], 'message' | 'severity'> & Partial<Described['CampaignProblem']>;
export type CheckProblems = Described['CampaignProblems'];

export type Plan = Described['Plan'];
export type Rollout = Described['Rollout'];
/** As campaigns tell it. */
export type RolloutInShort = Described['RolloutInShort'];
export type RolloutRequest = Described['RolloutRequest'];
export type RolloutStep = Described['RolloutStep'];
export type Guard = Described['Guard'];
export type Verdict = Guard['verdict'];

export type Simulation = Described['Simulation'];
export type Prize = Described['SimulatedPrize'];
