// Spinning, as it goes on a good day.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { smallPhone } from '../visit.mjs';

export function spinCases(stage) {
  describe('a spin', () => {
    it('shows the prize, and the prize stands in the history', async () => {
      const ann = await stage.fair.visit('wheel-sure');
      await ann.screenshot('ready');
      const { spins } = await ann.spin();
      assert.match(await ann.result.innerText(), /Congratulations![\s\S]*\+(20|50) points/);
      await ann.close();
      await ann.page.getByRole('button', { name: 'My prizes' }).click();
      const lines = ann.result.locator('[data-number]');
      await lines.first().waitFor();
      assert.equal(await lines.count(), 1);
      assert.equal(await lines.first().getAttribute('data-prize'), spins[0].prize);
      await ann.leave();
    });

    it('turns the wheel at once and stops it on the prize that the host drew', async () => {
      const ann = await stage.fair.visit('wheel-fair', { turning: true });
      for (let round = 1; round <= 3; ++round) {
        await ann.spinButton.click();
        await ann.page.waitForTimeout(300);
        if (round === 1) await ann.screenshot('turning');
        const { spins } = await ann.won();
        assert.equal(await ann.prizeUnderPointer(), spins[0].prize);
        assert.equal(await ann.result.locator('[data-prize]').getAttribute('data-prize'), spins[0].prize);
        if (round === 1) await ann.screenshot('result');
        await ann.close();
      }
      await ann.leave();
    });

    it('of ten shows all ten and stops on one of them', async () => {
      const ann = await stage.fair.visit('wheel-fair', { turning: true });
      await ann.page.getByRole('button', { name: 'Spin ×10' }).click();
      const { spins } = await ann.won();
      assert.equal(spins.length, 10);
      const shown = await ann.result
        .locator('[data-prize]')
        .evaluateAll((lines) => lines.map((line) => line.dataset.prize));
      assert.deepEqual(
        shown,
        spins.map(({ prize }) => prize),
      );
      assert.ok(shown.includes(await ann.prizeUnderPointer()));
      await ann.screenshot('ten');
      assert.equal((await ann.records()).length, 10);
      await ann.leave();
    });

    it('by a double tap is one spin', async () => {
      const ann = await stage.fair.visit('wheel-fair', { turning: true });
      await ann.spinButton.dblclick();
      await ann.page.locator('.hub').click({ force: true });
      await ann.won();
      await ann.page.waitForTimeout(500);
      assert.equal(ann.spinsSent.length, 1);
      assert.equal((await ann.records()).length, 1);
      await ann.leave();
    });

    it('gives a coupon whose code can be copied', async () => {
      const ann = await stage.fair.visit('wheel-fair');
      await ann.page.getByRole('button', { name: 'Spin ×10' }).click();
      await ann.won();
      const copy = ann.result.getByRole('button', { name: /^Copy TEA-/ }).first();
      await copy.waitFor();
      const code = await ann.result.locator('[data-code]').first().innerText();
      await copy.click();
      await ann.result.getByText('Copied').waitFor();
      assert.equal(await ann.page.evaluate(() => navigator.clipboard.readText()), code);
      await ann.leave();
    });

    it('is not offered when nothing is left, and refused honestly when another tab used it up', async () => {
      const ann = await stage.fair.visit('wheel-sure');
      const tab = await ann.context.newPage();
      await tab.goto(`${stage.fair.url}/play/wheel-sure/`);
      await tab.locator('.controls .spin').first().waitFor();
      for (let round = 1; round <= 3; ++round) {
        await ann.spin();
        await ann.close();
      }
      assert.equal(await ann.spinButton.isDisabled(), true);
      assert.match(await ann.notice.innerText(), /come back tomorrow/);
      await ann.screenshot('nothing-left');

      // Kept in the background, the other tab has not heard of it.
      await tab.locator('.controls .spin').first().click();
      await tab.locator('.notice.refused').waitFor();
      assert.match(await tab.locator('.notice').innerText(), /today’s limit|no spins left/);
      assert.equal((await ann.records()).length, 3);
      await ann.leave({ faults: true });
    });

    it('history comes page by page, each spin once', async () => {
      const ann = await stage.fair.visit('wheel-fair');
      for (let round = 1; round <= 3; ++round) {
        await ann.page.getByRole('button', { name: 'Spin ×10' }).click();
        await ann.won();
        await ann.close();
      }
      await ann.page.getByRole('button', { name: 'My prizes' }).click();
      await ann.result.getByRole('button', { name: 'Load more' }).click();
      await ann.result.getByText('That is all.').waitFor();
      const numbers = await ann.result
        .locator('[data-number]')
        .evaluateAll((lines) => lines.map((line) => Number(line.dataset.number)));
      assert.deepEqual(
        numbers,
        Array.from({ length: 30 }, (_, index) => 30 - index),
      );
      await ann.screenshot('history');
      await ann.leave();
    });

    it('publishes its chances, and they add up', async () => {
      const ann = await stage.fair.visit('wheel-fair', { login: false });
      await ann.page.getByRole('button', { name: 'Odds & rules' }).click();
      const chances = await ann.result.locator('td').allInnerTexts();
      assert.equal(chances.length, 6);
      assert.ok(Math.abs(chances.reduce((sum, chance) => sum + parseFloat(chance), 0) - 100) < 0.01);
      await ann.screenshot('odds');
      await ann.leave();
    });

    it('fits the smallest phones without sideways scrolling, buttons in sight', async () => {
      const ann = await stage.fair.visit('wheel-fair', { size: smallPhone, locale: 'zh-CN' });
      const width = await ann.page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(width, smallPhone.width);
      const button = await ann.spinButton.boundingBox();
      assert.ok(button.y + button.height <= smallPhone.height, 'the spin button is on the first screen');
      await ann.screenshot('small-phone');
      await ann.leave();
    });
  });
}
