// For everybody: by keyboard, by screen reader, without motion.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

// Empty while nothing has the focus: the body holds every text of the page.
const focused = (page) =>
  page.evaluate(() => (document.activeElement === document.body ? '' : document.activeElement.textContent));

/** Presses Tab until the focus is on what has this text. */
async function tabTo(page, text) {
  for (let step = 0; step < 20; ++step) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).includes(text)) return;
  }
  assert.fail(`Tab does not reach "${text}"`);
}

export function accessCases(stage) {
  describe('everybody', () => {
    it('can join, spin and look up prizes with the keyboard alone', async () => {
      const ann = await stage.fair.visit('wheel-fair', { login: false });
      const { page } = ann;
      await page.locator('.login').waitFor();
      await tabTo(page, 'Join');
      await page.keyboard.press('Enter');
      await page.locator('.who').waitFor();
      await tabTo(page, 'Spin');
      await page.keyboard.press('Enter');
      await ann.won();
      assert.equal(
        await page.evaluate(() => document.querySelector('dialog').contains(document.activeElement)),
        true,
      );
      for (let step = 0; step < 8; ++step) {
        await page.keyboard.press('Tab');
        const outside = await page.evaluate(() => document.querySelector('main').contains(document.activeElement));
        assert.equal(outside, false, 'the focus stays in the dialog');
      }
      await page.keyboard.press('Escape');
      await ann.result.waitFor({ state: 'detached' });
      assert.match(await focused(page), /^Spin/, 'the focus is back on the button');
      await tabTo(page, 'My prizes');
      await page.keyboard.press('Enter');
      await ann.result.locator('[data-number="1"]').waitFor();
      await page.keyboard.press('Escape');
      assert.equal(await focused(page), 'My prizes');
      await ann.leave();
    });

    it('finds no barrier on any screen', async () => {
      const ann = await stage.fair.visit('wheel-fair', { login: false });
      await ann.page.locator('.login').waitFor();
      await ann.checkAccess('the login');
      await ann.screenshot('login');
      await ann.login();
      await ann.spinButton.waitFor();
      await ann.checkAccess('the wheel');
      await ann.page.getByRole('button', { name: 'Odds & rules' }).click();
      await ann.checkAccess('the odds');
      await ann.close();
      await ann.spin();
      await ann.checkAccess('a result');
      await ann.close();
      await ann.page.getByRole('button', { name: 'Spin ×10' }).click();
      await ann.won();
      await ann.checkAccess('ten results');
      await ann.close();
      await ann.page.getByRole('button', { name: 'My prizes' }).click();
      await ann.result.locator('[data-number]').first().waitFor();
      await ann.checkAccess('the history');
      await ann.leave();
    });

    it('finds no barrier before and after the campaign', async () => {
      for (const campaign of ['wheel-soon', 'wheel-over']) {
        const ann = await stage.fair.visit(campaign);
        await ann.page.locator('.gate').waitFor();
        await ann.checkAccess(campaign);
        await ann.leave();
      }
    });

    it('who asked for little motion gets the result without a turn', async () => {
      const ann = await stage.fair.visit('wheel-fair');
      const start = Date.now();
      const { spins } = await ann.spin();
      assert.ok(Date.now() - start < 3500, `after ${Date.now() - start} ms`);
      assert.equal(await ann.prizeUnderPointer(), spins[0].prize);
      await ann.leave();
    });

    it('hears the result', async () => {
      const ann = await stage.fair.visit('wheel-sure');
      await ann.spin();
      assert.match(await ann.result.getAttribute('aria-labelledby'), /sheet-title/);
      assert.match(await ann.page.locator('[aria-live=assertive]').innerText(), /points/);
      await ann.leave();
    });
  });
}
