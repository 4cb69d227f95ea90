// Spinning when the network or the host has a bad day. Whatever happens: one intent, one key, one record.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

const busy = {
  status: 503,
  contentType: 'application/problem+json',
  headers: { 'Retry-After': '1' },
  body: JSON.stringify({
    status: 503,
    code: 'unavailable',
    title: 'busy',
    detail: '',
    trace_id: 't',
    retry_after_s: 1,
  }),
};

async function spunOnce(visit) {
  assert.ok(visit.spinsSent.length > 1, 'the page asked again');
  assert.equal(new Set(visit.spinsSent.map(({ key }) => key)).size, 1, 'with the same key');
  assert.equal((await visit.records()).length, 1);
}

export function troubleCases(stage) {
  describe('in trouble, a spin', () => {
    it('whose answer is lost is asked for again and counts once', async () => {
      const ann = await stage.fair.visit('wheel-fair');
      await ann.betweenSpins(async (route, n) => {
        if (n > 1) return route.continue();
        await route.fetch(); // the host has done it…
        return route.abort('connectionreset'); // …and the phone never hears of it
      });
      await ann.spin();
      await spunOnce(ann);
      await ann.leave({ faults: true });
    });

    it('interrupted by a reload goes on by itself and tells its prize once', async () => {
      const ann = await stage.fair.visit('wheel-fair');
      await ann.betweenSpins(async (route, n) => {
        if (n > 1) return route.continue();
        await route.fetch();
        await ann.page.reload();
      });
      await ann.spinButton.click({ noWaitAfter: true });
      await ann.result.waitFor({ timeout: 15_000 });
      assert.match(await ann.result.innerText(), /Your earlier spin went through/);
      await spunOnce(ann);
      await ann.page.reload();
      await ann.spinButton.waitFor();
      await ann.page.waitForTimeout(500);
      assert.equal(await ann.result.count(), 0);
      await ann.leave({ faults: true });
    });

    it('says that it is busy, and succeeds when the host does', async () => {
      const ann = await stage.fair.visit('wheel-fair');
      await ann.betweenSpins((route, n) => (n <= 2 ? route.fulfill(busy) : route.continue()));
      await ann.spinButton.click();
      await ann.page.getByText('It is busy – trying again. Your spin is safe.').waitFor();
      await ann.screenshot('busy');
      await ann.won();
      await spunOnce(ann);
      await ann.leave({ faults: true });
    });

    it('waits offline, and goes on when the network is back', async () => {
      const ann = await stage.fair.visit('wheel-fair');
      await ann.spinButton.waitFor(); // who goes offline before has no wheel yet
      await ann.context.setOffline(true);
      await ann.spinButton.click();
      await ann.page.getByText('You are offline. We go on as soon as you are back.').waitFor();
      await ann.screenshot('offline');
      await ann.context.setOffline(false);
      await ann.won();
      await spunOnce(ann);
      await ann.leave({ faults: true });
    });

    it('works on a slow network, from the first byte of the page', async () => {
      const slow = async ({ context, page }) => {
        const network = await context.newCDPSession(page);
        const kbps = 1024 / 8;
        await network.send('Network.emulateNetworkConditions', {
          offline: false,
          latency: 400,
          downloadThroughput: 400 * kbps,
          uploadThroughput: 200 * kbps,
        });
      };
      const start = Date.now();
      const ann = await stage.fair.visit('wheel-fair', { turning: true, before: slow });
      assert.ok(Date.now() - start < 10_000, `reached and joined in ${Date.now() - start} ms`);
      const { spins } = await ann.spin();
      assert.equal(await ann.prizeUnderPointer(), spins[0].prize);
      assert.equal((await ann.records()).length, 1);
      await ann.leave();
    });

    it('cannot be tried while nothing can be looked up: the page says that it is busy, and nothing else', async () => {
      const ann = await stage.fair.visit('wheel-fair', {
        login: false,
        before: (visit) => visit.page.route('**/views/**', (route) => route.fulfill(busy)),
      });
      await ann.page.getByText('It is very busy right now. Please try again in a moment.').waitFor();
      assert.equal(await ann.spinButton.count(), 0);
      await ann.page.unroute('**/views/**');
      await ann.page.getByRole('button', { name: 'Try again' }).click();
      await ann.login();
      await ann.spin();
      await ann.leave({ faults: true });
    });

    it('with a session that is no longer good logs in again and goes on', async () => {
      const ann = await stage.fair.visit('wheel-fair');
      await ann.page.evaluate(() => {
        const session = JSON.parse(localStorage.getItem('fairground.session'));
        localStorage.setItem('fairground.session', JSON.stringify({ ...session, token: `${session.token}x` }));
      });
      await ann.page.reload();
      await ann.spin();
      assert.equal((await ann.records()).length, 1);
      await ann.leave({ faults: true });
    });

    it('history that cannot be fetched is said to be so, never shown as empty', async () => {
      const ann = await stage.fair.visit('wheel-fair');
      await ann.page.route('**/views/history*', (route) => route.fulfill({ ...busy, status: 500 }));
      await ann.page.getByRole('button', { name: 'My prizes' }).click();
      await ann.result.getByText('Your list could not be fetched.').waitFor();
      assert.equal(await ann.result.getByText('No spins yet').count(), 0);
      await ann.page.unroute('**/views/history*');
      await ann.result.getByRole('button', { name: 'Try again' }).click();
      await ann.result.getByText('No spins yet').waitFor();
      await ann.leave({ faults: true });
    });
  });
}
