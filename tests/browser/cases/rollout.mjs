// The console, where two people or a plan decide: four eyes, rollouts stage by stage; and what is done about plugins.
import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { enter, play, pocket } from '../admin.mjs';
import { eventually } from '../visit.mjs';

const careful = '/campaigns/wheel-careful';
const planned = '/campaigns/wheel-planned';

/** Plan with a figure that needs players, and a metric that is there without any. */
const plan = (stages, limit = 1) => `stages:
${stages.map(([share, seconds]) => `  - {share: ${share}, hold_s: ${seconds}}`).join('\n')}
guards:
  - {name: refusal_rate, limit: ${limit}}
  - {metric: fairground_admission_limit, limit: 1000000}
window_s: 30
least_calls: 20
`;

export function rolloutCases(stage) {
  describe('the console, where somebody else decides', () => {
    it('lets nobody approve what he published himself, and somebody else do it', async () => {
      const author = await enter(stage, { role: 'approver' });
      const other = await enter(stage, { role: 'approver', size: pocket });
      await author.publish('wheel-careful', ['per_day: 100', 'per_day: 90'], 'Fewer turns');
      await author.heading('Revision 2');
      await author.page.getByText('waits for the approval of somebody else').waitFor();
      assert.equal(await author.page.getByRole('button', { name: 'Approve', exact: true }).isDisabled(), true);
      await author.page.getByText('Your own: somebody else must decide.').waitFor();
      await author.checkAccess('a revision that waits');
      await author.screenshot('four-eyes-author');

      await other.go(careful);
      await other.page.getByText('Revisions that wait for approval: 1').waitFor();
      await other.screenshot('four-eyes-phone-campaign');
      await other.follow('To the revisions');
      await other.page.getByText('Fewer turns').waitFor();
      await other.checkWidth('revisions that wait');
      await other.screenshot('four-eyes-phone-revisions');
      assert.match(await other.deed('Approve', 'figures checked'), /by approver-\d+/);
      await other.page.getByRole('button', { name: 'Approve', exact: true }).waitFor({ state: 'detached' });
      await author.page.reload(); // it would come by itself, a few seconds later
      await author.page.getByRole('link', { name: 'Show to players' }).waitFor();
      await author.page.getByText('figures checked').waitFor();
      await author.screenshot('four-eyes-approved');
      await author.follow('Show to players');
      await author.deed('Show to 1%');
      await author.page.getByText('is seen by 1% of the players').waitFor();
      await author.deed(/^Roll back to \d+$/, 'it was only a test');
      await author.page.getByText(/was rolled back to/).waitFor();
      await author.leave();
      await other.leave();
    });

    it('rejects with a reason that stays with the revision', async () => {
      await publishForNobody(stage.host, 'wheel-careful', 'per_day: 1000');
      const ann = await enter(stage, { role: 'approver' });
      await ann.go(`${careful}/revisions/3`);
      assert.match(await ann.deed('Reject', 'far too many turns'), /Revision 3 of wheel-careful by host/);
      await ann.page.getByText('far too many turns').waitFor();
      await ann.page.getByText('Rejected', { exact: true }).first().waitFor();
      assert.equal(await ann.page.getByRole('link', { name: 'Show to players' }).count(), 0);
      await ann.screenshot('rejected');
      await ann.leave();
    });

    it('leads a revision through a plan, on a phone: guards, stages, everybody', async () => {
      const ann = await enter(stage, { role: 'operator', size: pocket });
      await publishForNobody(stage.host, 'wheel-planned', 'per_day: 4000');
      await ann.go(`${planned}/rollout?revision=2`);
      await startPlan(ann, plan([[0.3, 1], [0.6, 3], [1, 0]]));
      await ann.page.getByText('stage 1 of 3').waitFor();
      await ann.page.getByText('no evidence').first().waitFor();
      await ann.checkWidth('a plan');
      await ann.checkAccess('a plan on a phone');
      await ann.screenshot('plan-phone-no-evidence');
      const crowd = playing(stage.host);
      await ann.page.getByText('stage 2 of 3').waitFor();
      await ann.page.locator('.ant-steps-item-active', { hasText: '60%' }).waitFor();
      await ann.page.getByText('is seen by 60% of the players').waitFor();
      await ann.screenshot('plan-phone-second-stage');
      await ann.page.getByText('Revision 2 is live for everybody').waitFor();
      await crowd.end();
      await ann.checkWidth('a plan that is done');
      await ann.screenshot('plan-phone-done');
      await ann.leave();
    });

    it('takes back what breaks a guard, and by hand what does not', async () => {
      const ann = await enter(stage, { role: 'operator', size: pocket });
      await publishForNobody(stage.host, 'wheel-planned', 'per_day: 1');
      await ann.go(`${planned}/rollout?revision=3`);
      const crowd = playing(stage.host);
      await startPlan(ann, plan([[0.5, 60], [1, 0]], 0.1));
      await ann.page.getByText('Revision 3 was rolled back to 2').waitFor();
      await ann.page.getByText(/is above 0.1/).first().waitFor();
      await ann.screenshot('plan-phone-taken-back');
      await crowd.end();

      await startPlan(ann, plan([[0.5, 60], [1, 0]]));
      await ann.page.getByText('stage 1 of 2').waitFor();
      assert.match(await ann.deed(/^Roll back to \d+$/, 'changed my mind'), /back to revision 2/);
      await ann.page.getByText('Revision 3 was rolled back to 2').waitFor();
      await ann.page.getByText('changed my mind').first().waitFor();
      await ann.checkWidth('a rollout that was taken back');
      await ann.leave();
    });
  });

  describe('the console and its plugins', () => {
    it('loads the present file of a plugin while everybody plays on', async () => {
      const ann = await enter(stage, { role: 'operator' });
      await ann.go('/plugins');
      const wheel = ann.page.locator('.ant-card', { hasText: 'lucky-wheel.so' });
      const before = await wheel.getByText(/^Generation \d+/).innerText();
      await ann.deed('Reload', undefined, { within: wheel });
      await ann.page.getByText('the present file runs already').waitFor();
      await appendFile(join(stage.host.folder, 'plugins', 'lucky-wheel.so'), 'another build'); // code and manifest are the same
      assert.match(await ann.deed('Reload', undefined, { within: wheel }), /lucky-wheel/);
      await eventually(async () => assert.notEqual(await wheel.getByText(/^Generation \d+/).innerText(), before));
      assert.equal((await play(stage.host, 'wheel-costs', 'pat'))[0].status, 200);
      await ann.screenshot('plugin-reloaded');
      await ann.leave();
    });

    it('shows which campaign is in quarantine and why, and releases it', async () => {
      const file = join(stage.host.folder, 'var', 'quarantine.json');
      const reason = '3 crashes within 10 minutes, the last one (SIGSEGV) in spin of lucky-wheel/1.0.0';
      await writeFile(file, JSON.stringify({ crashes: [], quarantined: [{ campaign: 'wheel-planned', reason, since: Date.now() }] }));
      const ann = await enter(stage, { role: 'operator', size: pocket });
      await ann.go('/plugins');
      await ann.page.getByRole('link', { name: 'The planned wheel' }).waitFor();
      await ann.page.getByText(reason).waitFor();
      assert.equal((await play(stage.host, 'wheel-planned', 'pat'))[0].body.code, 'quarantined');
      await ann.checkWidth('the quarantine');
      await ann.checkAccess('the quarantine');
      await ann.screenshot('quarantine-phone');
      assert.match(await ann.deed('Release from quarantine', 'mended by an upgrade'), /The planned wheel/);
      await ann.page.getByText('No campaign is in quarantine.').waitFor();
      await eventually(async () => assert.equal((await play(stage.host, 'wheel-planned', 'pat'))[0].status, 200));
      assert.deepEqual(JSON.parse(await readFile(file, 'utf8')).quarantined, []);
      await ann.leave();
    });
  });
}

async function publishForNobody(host, campaign, turns) {
  const { yaml } = await host.admin('GET', `campaigns/${campaign}/revisions/1`);
  const text = yaml.replace(/"?per_day"?: \d+/, turns);
  await host.admin('POST', 'revisions', { yaml: text, note: turns, publish: 'none' });
}

async function startPlan(admin, text) {
  await admin.page.getByText('By a plan with guards').click();
  await admin.page.locator('textarea.plan').fill(text);
  await admin.deed('Start the plan');
}

/** Players who come and play until told to end. */
function playing(host) {
  let on = true;
  const all = (async () => {
    for (let n = 0; on; ++n) await play(host, 'wheel-planned', `planned-${n % 40}`, 2);
  })();
  return {
    end: () => {
      on = false;
      return all;
    },
  };
}
