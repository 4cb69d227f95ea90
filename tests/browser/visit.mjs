// What the tests can do with a page, in the words of a player.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { movesUnasked } from './motion.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

export const phone = { width: 390, height: 844 };
export const smallPhone = { width: 320, height: 568 };

/** A fresh browser: Playwright gives it a user data folder of its own. */
export function openBrowser() {
  return chromium.launch({ executablePath: process.env.FAIRGROUND_CHROMIUM ?? '/usr/bin/chromium-headless-shell', args: flags });
}

export class Fair {
  constructor(browser, url, output) {
    Object.assign(this, { browser, url, output, guests: 0 });
  }

  /** A new player on a new phone. `turning`: the wheel takes its time, as for most players. */
  async visit(campaign, { size = phone, locale = 'en-US', turning = false, login = true, before } = {}) {
    const context = await this.browser.newContext({
      viewport: size,
      locale,
      isMobile: true,
      hasTouch: true,
      deviceScaleFactor: 2,
      reducedMotion: turning ? 'no-preference' : 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const visit = new Visit(this, context, await context.newPage(), campaign, `ann-${++this.guests}`);
    await before?.(visit);
    await visit.page.goto(`${this.url}/play/${campaign}/`);
    if (login) await visit.login();
    return visit;
  }
}

class Visit {
  constructor(fair, context, page, campaign, player) {
    Object.assign(this, { fair, context, page, campaign, player, complaints: [], spinsSent: [], answers: [] });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', (request) => {
      if (isSpin(request))
        this.spinsSent.push({ key: request.headers()['idempotency-key'], body: request.postData() });
    });
    // Kept as promises: the page may show a result before its body has been read here.
    page.on('response', (response) => {
      if (isSpin(response.request()) && response.ok()) this.answers.push(response.json().catch(() => null));
    });
  }

  get spinButton() {
    return this.page.locator('.controls .spin').first();
  }
  get notice() {
    return this.page.locator('.controls .notice');
  }
  get result() {
    return this.page.getByRole('dialog');
  }

  async login() {
    await this.page.locator('.login input').fill(this.player);
    await this.page.locator('.login button').click();
    await this.page.locator('.who').waitFor();
  }

  /** Spins once and waits for the result; gives the host's answer. */
  async spin() {
    await this.spinButton.click();
    return this.won();
  }

  async won() {
    await this.result.waitFor();
    return this.answers.at(-1);
  }

  async close() {
    await this.page.keyboard.press('Escape');
    await this.result.waitFor({ state: 'detached' });
  }

  /** The player's spins as the host keeps them, newest first. */
  async records() {
    return (await this.view('history?limit=100')).spins;
  }

  async view(path) {
    return this.page.evaluate(async (url) => {
      const { token } = JSON.parse(localStorage.getItem('fairground.session'));
      const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    }, `/api/v1/campaigns/${this.campaign}/views/${path}`);
  }

  /** Carries out an action of any campaign, past its page; gives the host's answer. */
  async act(campaign, action, body) {
    return this.page.evaluate(
      async ([url, text]) => {
        const { token } = JSON.parse(localStorage.getItem('fairground.session'));
        const headers = { Authorization: `Bearer ${token}`, 'Idempotency-Key': crypto.randomUUID() };
        const answer = await fetch(url, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: text });
        if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
        return answer.json();
      },
      [`/api/v1/campaigns/${campaign}/actions/${action}`, JSON.stringify(body)],
    );
  }

  /** The prize that the pointer shows, worked out from how far the browser has turned the wheel. */
  async prizeUnderPointer() {
    return this.page.evaluate(() => {
      const matrix = new DOMMatrix(getComputedStyle(document.querySelector('.disc')).transform);
      const turned = (Math.atan2(matrix.b, matrix.a) * 180) / Math.PI;
      const segments = [...document.querySelectorAll('.disc [data-prize]')];
      const degrees = (((-turned % 360) + 360) % 360) / (360 / segments.length);
      return segments[Math.round(degrees) % segments.length].dataset.prize;
    });
  }

  /** Puts a fault between page and host: `fault(route, n)` for the nth spin sent (1, 2 …). */
  async betweenSpins(fault) {
    let n = 0;
    await this.page.route('**/actions/spin', (route) => fault(route, ++n));
  }

  async screenshot(name) {
    await mkdir(this.fair.output, { recursive: true });
    await this.page.waitForTimeout(400); // sheets rise
    await this.page.screenshot({ path: join(this.fair.output, `${name}.png`) });
  }

  /** No rule of WCAG 2.1 A and AA broken, contrast included; and nothing moves for who asked for little motion. */
  async checkAccess(where) {
    assert.deepEqual(await this.page.evaluate(movesUnasked), [], `what moves on ${where}`);
    await this.page.evaluate(axe);
    for (const end of [0, -1]) {
      const broken = await this.page.evaluate(brokenRules, end);
      assert.deepEqual(broken, [], `accessibility of ${where}`);
    }
  }

  /** Ends the visit. The page must not have complained, but for what the browser says of the test's own faults. */
  async leave({ faults = false } = {}) {
    await this.context.close();
    const complaints = this.complaints.filter((text) => !faults || !text.startsWith('Failed to load resource'));
    assert.deepEqual(complaints, [], 'the console');
  }
}

/**
 * In the page: what axe finds. It cannot judge text on gradients, so while it looks each gradient is one of its ends: the
 * first opaque colour (end 0) or the last (-1).
 */
async function brokenRules(end) {
  for (const canvas of document.querySelectorAll('canvas')) canvas.style.display = 'none'; // paper in the air
  const flattened = [];
  for (const element of document.querySelectorAll('*')) {
    const { backgroundImage, webkitBackgroundClip } = getComputedStyle(element);
    const colours = backgroundImage.match(/rgb\([^)]*\)/g);
    if (!colours) continue;
    flattened.push([element, element.style.background]);
    element.style.background = webkitBackgroundClip === 'text' ? 'none' : colours.at(end);
  }
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
  const { violations, incomplete } = await window.axe.run(document, { runOnly: tags });
  for (const [element, background] of flattened) element.style.background = background;
  // What is written on the wheel and in letters of gold is beyond it; all else must have been judged.
  const judgeable = ({ html }) => !html.startsWith('<tspan') && !html.startsWith('<h1');
  const unjudged = incomplete.filter(({ id, nodes }) => id === 'color-contrast' && nodes.some(judgeable));
  return [...violations, ...unjudged].map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

function isSpin(request) {
  return request.method() === 'POST' && request.url().endsWith('/actions/spin');
}

/** Tries until it holds, for things that come true in their own time. */
export async function eventually(check, ms = 10_000) {
  const deadline = Date.now() + ms;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
