// The page of the daily sign-in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { smallPhone } from '../visit.mjs';

const campaign = 'signin-fair';
const button = ({ page }) => page.locator('.sign-in');
const today = ({ page }) => page.locator('td:has([aria-current=date])');

async function signIn(ann) {
  await button(ann).click();
  await ann.result.waitFor();
}

async function lines(ann) {
  return (await ann.view('history?limit=100')).lines;
}

/** The keys of all actions that the page sends from now on. */
function keysSent({ page }) {
  const keys = [];
  page.on('request', (request) => {
    if (request.url().includes('/actions/')) keys.push(request.headers()['idempotency-key']);
  });
  return keys;
}

export function signinCases(stage) {
  describe('a sign-in', () => {
    it('stamps the day, gives the reward and the tier, and is done for today', async () => {
      const ann = await stage.fair.visit(campaign, { turning: true });
      await button(ann).waitFor();
      assert.equal(await today(ann).getAttribute('data-state'), 'today');
      await ann.screenshot('signin-ready');
      await button(ann).dblclick();
      await ann.result.waitFor();
      assert.match(await ann.result.innerText(), /Signed in![\s\S]*1 day in a row[\s\S]*\+50 points[\s\S]*1 freeze card/);
      assert.equal(await today(ann).getAttribute('data-state'), 'signed');
      await ann.screenshot('signin-result');
      await ann.close();
      await ann.page.getByText('Tomorrow: 60 points').waitFor();
      assert.equal(await button(ann).getAttribute('aria-disabled'), 'true');
      assert.equal((await lines(ann)).length, 1, 'a double tap is one');
      await ann.screenshot('signin-signed');
      await ann.page.reload();
      await ann.page.getByText('Tomorrow: 60 points').waitFor();
      await ann.leave();
    });

    it('whose answer is lost is asked for again and counts once', async () => {
      const ann = await stage.fair.visit(campaign);
      const keys = keysSent(ann);
      let sent = 0;
      await ann.page.route('**/actions/sign-in', async (route) => {
        if (++sent > 1) return route.continue();
        await route.fetch();
        return route.abort('connectionreset');
      });
      await signIn(ann);
      assert.ok(keys.length > 1 && new Set(keys).size === 1, `one key: ${keys}`);
      assert.equal((await lines(ann)).length, 1);
      await ann.leave({ faults: true });
    });

    it('in another tab is told of, not done twice', async () => {
      const ann = await stage.fair.visit(campaign);
      const tab = await ann.context.newPage();
      await tab.goto(ann.page.url());
      await tab.locator('.sign-in').waitFor();
      await signIn(ann);
      await tab.locator('.sign-in').click();
      await tab.getByText('You have signed in today. See you tomorrow!').waitFor();
      await tab.locator('.sign-in.signed').waitFor();
      await ann.leave({ faults: true });
    });

    it('for a missed day is paid for after a question, and shows in calendar and history', async () => {
      const ann = await stage.fair.visit(campaign);
      await button(ann).waitFor();
      const { days } = await ann.view('calendar');
      if (!days.some((day) => day.can_make_up)) await ann.page.getByRole('button', { name: 'Previous month' }).click();
      const missed = ann.page.locator('button.day.can').last();
      await missed.waitFor();
      const day = await missed.locator('xpath=..').getAttribute('data-day');
      await missed.click();
      await ann.page.getByText('That is not enough for this day.').waitFor();
      await ann.close();
      await signIn(ann);
      await ann.close();
      await missed.click();
      await ann.result.getByText('It costs 20 points. You have 50 points.').waitFor();
      await ann.screenshot('signin-makeup');
      await ann.result.getByRole('button', { name: 'Make up for 20 points' }).click();
      await ann.result.getByText('is made up for!').waitFor();
      await ann.close();
      assert.equal(await ann.page.locator(`td[data-day="${day}"]`).getAttribute('data-state'), 'made_up');
      await ann.screenshot('signin-made-up');
      await ann.page.getByRole('button', { name: 'My sign-ins' }).click();
      await ann.result.locator(`[data-line="${day}"]`).getByText('made up').waitFor();
      await ann.screenshot('signin-history');
      await ann.leave();
    });

    it('has months to turn, and says when one cannot be fetched', async () => {
      const ann = await stage.fair.visit(campaign);
      const title = ann.page.locator('.month h2');
      await title.waitFor();
      const first = await title.innerText();
      await ann.page.getByRole('button', { name: 'Previous month' }).click();
      await ann.page.waitForFunction((text) => document.querySelector('.month h2').innerText !== text, first);
      await ann.page.route('**/views/calendar*', (route) => route.fulfill({ status: 500, json: { status: 500 } }));
      await ann.page.getByRole('button', { name: 'Previous month' }).click();
      await ann.page.getByText('That month could not be fetched.').waitFor();
      await ann.leave({ faults: true });
    });

    it('speaks Chinese and fits the smallest phones, the button in sight', async () => {
      const ann = await stage.fair.visit(campaign, { locale: 'zh-CN', size: smallPhone });
      await button(ann).waitFor();
      assert.equal(await ann.page.evaluate(() => document.documentElement.scrollWidth), smallPhone.width);
      const box = await button(ann).boundingBox();
      assert.ok(box.y + box.height <= smallPhone.height, `the button ends at ${box.y + box.height}`);
      await ann.screenshot('signin-small-chinese');
      await signIn(ann);
      assert.match(await ann.result.innerText(), /签到成功！[\s\S]*已连续签到 1 天/);
      await ann.leave();
    });

    it('finds no barrier on any screen, by keyboard neither', async () => {
      const ann = await stage.fair.visit(campaign, { login: false });
      await ann.page.locator('.login').waitFor();
      await ann.checkAccess('the login');
      await ann.login();
      await button(ann).waitFor();
      await ann.checkAccess('the calendar');
      await button(ann).focus();
      await ann.page.keyboard.press('Enter');
      await ann.result.waitFor();
      await ann.checkAccess('the result');
      await ann.close();
      assert.match(await ann.page.evaluate(() => document.activeElement.textContent), /Signed in/);
      await ann.checkAccess('the calendar after');
      await ann.page.getByRole('button', { name: 'Rewards & rules' }).click();
      await ann.checkAccess('the rewards');
      await ann.screenshot('signin-rewards');
      await ann.close();
      await ann.page.getByRole('button', { name: 'My sign-ins' }).click();
      await ann.result.locator('[data-line]').first().waitFor();
      await ann.checkAccess('the history');
      await ann.leave();
    });

    it('page of a campaign that is over says so and weighs less than 60 KB', async () => {
      const bodies = [];
      const weigh = async ({ page }) => page.on('response', (response) => bodies.push(response.body()));
      const ann = await stage.fair.visit('signin-over', { login: false, before: weigh });
      await ann.page.getByText('The campaign is over').waitFor();
      await ann.page.waitForLoadState('networkidle');
      const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
      assert.ok(bytes > 10_000 && bytes < 60_000, `${bytes} bytes`);
      await ann.login();
      assert.equal(await button(ann).count(), 0);
      await ann.screenshot('signin-over');
      await ann.leave();
    });
  });
}
