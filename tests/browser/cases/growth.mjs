// Growth points: what the wheel earns, levels, statement, shop, expiry.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { smallPhone } from '../visit.mjs';

const tile = (page, name) => page.locator('.tiles').getByRole('button', { name });

export function growthCases(stage) {
  /** An admin adds points, which count for the level too. */
  const give = (visit, amount, more = {}) =>
    stage.host.command('campaigns', 'act', 'growth-fair', 'adjust', '--player', visit.player, '--body',
      JSON.stringify({ amount, reason: 'welcome', period_points: true, ...more })); // prettier-ignore
  const giveAndLook = async (visit, amount, more) => {
    await give(visit, amount, more);
    await visit.page.reload();
    await visit.page.locator('.level-card').waitFor();
  };

  describe('growth points', () => {
    it('come from the wheel, and the statement tells of each', async () => {
      const ann = await stage.fair.visit('growth-fair');
      await ann.page.locator('.level-card[data-level=bronze]').waitFor();
      await ann.screenshot('growth-new');
      for (let round = 0; round < 3; ++round) await ann.act('wheel-fair', 'spin', { count: 10 });
      const { player } = await ann.view('level');
      assert.ok(player.balance >= 5, 'thirty spins win something');
      await ann.page.reload();
      assert.match(await ann.page.locator('.purse-balance').innerText(), new RegExp(`^${player.balance}\\b`));
      const first = await ann.view('statement?limit=20');
      const rest = await ann.view(`statement?limit=20&cursor=${encodeURIComponent(first.next)}`);
      await tile(ann.page, 'Statement').click();
      const lines = ann.result.locator('.entries > li');
      await ann.result.getByRole('button', { name: 'Load more' }).click();
      await ann.result.getByText('That is all.').waitFor();
      assert.equal(await lines.count(), first.entries.length + rest.entries.length);
      assert.match(await lines.first().innerText(), /on the wheel/);
      await ann.screenshot('growth-statement');
      await ann.leave();
    });

    it('raise the level, which shows its privileges and the way to the next', async () => {
      const ann = await stage.fair.visit('growth-fair');
      await giveAndLook(ann, 340);
      const card = ann.page.locator('.level-card');
      assert.equal(await card.getAttribute('data-level'), 'silver');
      assert.match(await card.innerText(), /660 more to Gold/);
      assert.match(await card.innerText(), /Birthday gift/);
      assert.equal(await card.getByRole('progressbar').getAttribute('aria-valuenow'), '34');
      await ann.screenshot('growth-level');
      await card.getByRole('button', { name: 'All levels' }).click();
      await ann.result.locator('[data-level=gold]').waitFor();
      assert.equal(await ann.result.locator('[data-level]').count(), 3);
      await ann.screenshot('growth-levels');
      await ann.leave();
    });

    it('buy what the shop has, after being asked twice', async () => {
      const ann = await stage.fair.visit('growth-fair');
      await giveAndLook(ann, 120);
      await tile(ann.page, 'Redeem').click();
      await ann.result.locator('[data-item=phone]').getByText('from Gold on').waitFor();
      await ann.result.getByRole('button', { name: 'Redeem: Milk tea voucher' }).click();
      await ann.screenshot('growth-shop');
      await ann.result.getByRole('button', { name: 'Yes, redeem' }).click();
      await ann.result.getByText('It is yours!').waitFor();
      assert.match(await ann.result.locator('code').innerText(), /^TEA-/);
      await ann.screenshot('growth-redeemed');
      await ann.page.keyboard.press('Escape');
      await ann.result.getByText('You have 90 points.').waitFor();
      await ann.result.getByRole('button', { name: 'Redeemed' }).click();
      await ann.result.locator('[data-number="1"]').getByText('TEA-').waitFor();
      await ann.screenshot('growth-redemptions');
      await ann.leave();
    });

    it('are spent once though the answer was lost and the page reloaded', async () => {
      const ann = await stage.fair.visit('growth-fair');
      await giveAndLook(ann, 120);
      let lost = 0;
      await ann.page.route('**/actions/redeem', async (route) => {
        if (++lost === 1) {
          await route.fetch();
          return route.abort();
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
        return route.continue().catch(() => {});
      });
      await tile(ann.page, 'Redeem').click();
      await ann.result.getByRole('button', { name: 'Redeem: Festival mug' }).click();
      await ann.result.getByRole('button', { name: 'Yes, redeem' }).click();
      await ann.page.waitForTimeout(100);
      await ann.page.reload();
      await ann.result.getByText('It is yours!').waitFor();
      assert.equal((await ann.view('level')).player.balance, 40);
      await ann.leave({ faults: true });
    });

    it('that expire soon are shown, and which', async () => {
      const ann = await stage.fair.visit('growth-fair');
      await give(ann, 25, { valid_days: 3 });
      await giveAndLook(ann, 60);
      assert.match(await ann.page.locator('.purse-soon').innerText(), /^25 expire soon/);
      await ann.page.getByRole('button', { name: /What expires when/ }).click();
      assert.match(await ann.result.locator('li.near').innerText(), /25/);
      await ann.screenshot('growth-expiring');
      await ann.leave();
    });

    it('put players on the board, which hides the names of others', async () => {
      const ann = await stage.fair.visit('growth-fair');
      await giveAndLook(ann, 4000);
      await tile(ann.page, 'Leaderboard').click();
      const own = ann.result.locator('tr.mine');
      assert.match(await own.innerText(), /a\*\*\*\s+you\s+4,000/);
      assert.doesNotMatch(await ann.result.innerText(), /ann-/);
      await ann.screenshot('growth-board');
      await ann.result.getByRole('button', { name: 'Last period' }).click();
      await ann.result.getByText('Nobody has earned points').waitFor();
      await ann.leave();
    });

    it('are explained in Chinese on a small phone', async () => {
      const mei = await stage.fair.visit('growth-fair', { locale: 'zh-CN', size: smallPhone });
      await giveAndLook(mei, 150);
      await mei.page.getByText('再得 850 升级为黄金').waitFor();
      await mei.screenshot('growth-zh');
      await tile(mei.page, '如何获得').click();
      await mei.result.getByText('每天最多 1000').waitFor();
      await mei.screenshot('growth-earn-zh');
      const wide = await mei.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= smallPhone.width, `the page is ${wide} wide`);
      await mei.leave();
    });

    it('find no barrier on any screen', async () => {
      const ann = await stage.fair.visit('growth-fair');
      await give(ann, 25, { valid_days: 3 });
      await giveAndLook(ann, 120);
      await ann.checkAccess('the level');
      const looks = [
        ['Statement', '.entries > li'],
        ['Redeem', '[data-item]'],
        ['Leaderboard', '[data-place]'],
        ['How to earn', '[data-rule]'],
      ];
      for (const [name, content] of looks) {
        await tile(ann.page, name).click();
        await ann.result.locator(content).first().waitFor();
        await ann.checkAccess(name);
        await ann.close();
      }
      for (const name of ['All levels', /What expires when/]) {
        await ann.page.getByRole('button', { name }).click();
        await ann.result.locator('li').first().waitFor();
        await ann.checkAccess(name);
        await ann.close();
      }
      await ann.leave();
    });

    it('are out of reach when the campaign is over, and the page says so', async () => {
      const ann = await stage.fair.visit('growth-over');
      await ann.page.getByText('The campaign is over').waitFor();
      await ann.checkAccess('the end');
      await ann.leave();
    });
  });
}
