// The campaign before, during a pause, after; in both languages; and what it weighs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { eventually } from '../visit.mjs';

export function campaignCases(stage) {
  describe('the page of a campaign', () => {
    it('that has not started counts down', async () => {
      const ann = await stage.fair.visit('wheel-soon', { login: false });
      const timer = ann.page.getByRole('timer');
      const first = await timer.innerText();
      assert.match(first, /\d+\s+days\s+\d\d\s+hours\s+\d\d\s+min\s+\d\d\s+sec/);
      await eventually(async () => assert.notEqual(await timer.innerText(), first));
      assert.equal(await ann.page.locator('.hub').isDisabled(), true);
      await ann.login();
      assert.equal(await ann.spinButton.count(), 0);
      await ann.screenshot('not-started');
      await ann.leave();
    });

    it('that opens while it is watched lets the player in by itself', async () => {
      const status = async ({ page }) => {
        await page.route('**/api/v1/campaigns/wheel-fair', async (route) => {
          const answer = await route.fetch();
          const info = await answer.json();
          const opens = (page.opens ??= Date.now() + 2500);
          const soon = { ...info, status: 'not_started', starts_at: new Date(opens).toISOString() };
          await route.fulfill({ response: answer, json: Date.now() < opens ? soon : info });
        });
      };
      const ann = await stage.fair.visit('wheel-fair', { before: status });
      await ann.page.getByRole('timer').waitFor();
      await ann.spinButton.waitFor({ timeout: 10_000 });
      await ann.leave();
    });

    it('that is over says so and keeps the history', async () => {
      const ann = await stage.fair.visit('wheel-over');
      await ann.page.getByText('The campaign is over').waitFor();
      assert.equal(await ann.spinButton.count(), 0);
      await ann.page.getByRole('button', { name: 'My prizes' }).click();
      await ann.result.getByText('No spins yet').waitFor();
      await ann.close();
      await ann.screenshot('ended');
      await ann.leave();
    });

    it('that is paused says so, also to a player who was about to spin', async () => {
      const ann = await stage.fair.visit('wheel-rest');
      await ann.spinButton.waitFor();
      await stage.host.command('campaigns', 'pause', 'wheel-rest');
      await eventually(async () => {
        const { status } = await (await fetch(`${stage.host.url}/api/v1/campaigns/wheel-rest`)).json();
        assert.equal(status, 'paused');
      });
      await ann.spinButton.click();
      await ann.page.getByRole('heading', { name: 'A short break' }).waitFor();
      await ann.screenshot('paused');
      await stage.host.command('campaigns', 'resume', 'wheel-rest');
      await ann.leave({ faults: true });
    });

    it('that does not exist says so', async () => {
      const ann = await stage.fair.visit('wheel-fair', { login: false });
      await ann.page.route('**/api/v1/campaigns/wheel-fair', (route) =>
        route.fulfill({ status: 404, json: { status: 404, code: 'not_found' } }),
      );
      await ann.page.reload();
      await ann.page.getByText('There is no such campaign.').waitFor();
      await ann.leave({ faults: true });
    });

    it('speaks Chinese to a Chinese phone, and English at a tap, and remembers it', async () => {
      const ann = await stage.fair.visit('wheel-fair', { locale: 'zh-CN' });
      assert.equal(await ann.page.getByRole('heading', { level: 1 }).innerText(), '集市大转盘');
      assert.equal(await ann.page.evaluate(() => document.documentElement.lang), 'zh-CN');
      await ann.screenshot('chinese');
      await ann.spinButton.click();
      await ann.won();
      assert.match(await ann.result.innerText(), /恭喜中奖|差一点点/);
      await ann.screenshot('chinese-result');
      await ann.close();
      await ann.page.getByRole('button', { name: 'Switch to English' }).click();
      assert.equal(await ann.page.getByRole('heading', { level: 1 }).innerText(), 'The fair wheel');
      await ann.page.reload();
      await ann.page
        .getByRole('button', { name: /^Spin / })
        .first()
        .waitFor();
      await ann.leave();
    });

    it('weighs less than 60 KB at first load, compressed', async () => {
      const bodies = [];
      const weigh = async ({ page }) => page.on('response', (response) => bodies.push(response.body()));
      const ann = await stage.fair.visit('wheel-fair', { login: false, before: weigh });
      await ann.page.locator('.login').waitFor();
      await ann.page.waitForLoadState('networkidle');
      const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
      assert.ok(bytes > 10_000 && bytes < 60_000, `${bytes} bytes`);
      console.log(`first load: ${bytes} bytes compressed, ${bodies.length} requests`);
      await ann.leave();
    });
  });
}
